"""Tables, their columns, and what the models of lists say of the same fields."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo import schema
from geo.columns import Column, Kind, Table
from geo.compare.differences import parts
from geo.export.csv_tables import file_columns
from geo.export.geopackage.file_tables import FileTable, tables
from geo.export.xlsx import sheet_columns
from geo.records import written
from geo.records.written import Translatable
from geo.voice.texts import section


@pytest.mark.parametrize(
    ("table", "model"),
    [
        (schema.DOCUMENTS, written.Document),
        (schema.TASKS, written.Task),
        (schema.INDICATORS, written.Indicator),
        (schema.COMPLETIONS, written.Completion),
        (schema.PARTNERSHIPS, written.Partnership),
        (schema.POSITIONINGS, written.Positioning),
    ],
)
def test_a_table_and_its_model_agree_on_what_is_quoted(
    table: Table, model: type[written.Model]
) -> None:
    fields = model.model_fields
    quoted = {c.name for c in table.columns if c.is_quoted and c.name in fields}
    marked = {name for name, field in fields.items() if Translatable.QUOTED in field.metadata}
    assert quoted == marked


def test_agencies_of_a_task_are_the_same_in_table_and_model() -> None:
    fields = written.Task.model_fields.items()
    runs = [f"{name}_units" for name, field in fields if Translatable.AGENCIES in field.metadata]
    assert runs == [c.name for c in schema.TASKS.columns if c.kind is Kind.AGENCIES]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_column_has_a_heading(language: str) -> None:
    headings = section("geopackage", language)
    tables = (*schema.edition_tables(()), *schema.BOUNDARIES.values())
    assert [
        (table.name, column.name)
        for table in tables
        for column in table.attributes
        if not {f"field.{table.name}.{column.name}", f"field.{column.name}"} & set(headings)
    ] == []


@pytest.mark.parametrize("table", schema.edition_tables(()), ids=lambda table: table.name)
def test_columns_have_names_of_their_own_and_keys_exist(table: Table) -> None:
    assert len(table.names) == len(table.columns)
    assert table.key


def test_a_column_that_is_declared_appears_wherever_columns_are_listed() -> None:
    column = Column("budget", is_quoted=True)
    table = replace(schema.TASKS, columns=(*schema.TASKS.columns, column))
    assert file_columns(table)[-3:] == (column, *file_columns(schema.TASKS)[-2:])
    assert "budget" in sheet_columns(table)
    assert FileTable(table).columns["budget"] is column
    assert "budget" in parts(table)
    assert "budget" in table.translated


def test_every_table_has_a_layer_or_table_in_the_geopackage_and_a_title() -> None:
    stored = {table.name: table for table in tables(())}
    for table in schema.edition_tables(()):
        assert table.title in stored[table.name].columns
