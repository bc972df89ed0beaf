"""Records describe themselves: whoever reads a table needs its columns and nothing else."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from geo import looks, schema
from geo.columns import Column
from geo.records.resolved import Theme
from geo.render.page.described import PositionColumn, described
from geo.render.page.records import page_records, page_words
from geo.schema import EditionFrames
from geo.vocabulary import Language
from geo.voice.phrasebook import Phrasebook
from geo.voice.voice import Voice

TABLES = [table.name for table in schema.TABLES] + ["counties"]


@pytest.fixture(scope="module")
def chinese(toy_frames: EditionFrames) -> EditionFrames:
    return toy_frames.told(toy_frames.voices()[Language.ZH])


@pytest.fixture(scope="module")
def records(chinese: EditionFrames) -> dict[str, Any]:
    anchors = [[at, 2 * at, 3] for at in range(len(chinese.counties))]
    index = {"910103": {"old": "老丙县", "official": "不是"}}
    return page_records(chinese, anchors, chinese.voices(), index)


def read(table: dict[str, Any], others: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows as mappings, by the columns alone."""

    def value(head: Any, cell: Any) -> tuple[str, Any]:
        if isinstance(head, str):
            return head, cell
        words = head["values"] if "values" in head else others[head["of"]]
        return head["name"], words[cell]

    return [dict(map(value, table["columns"], row)) for row in table["rows"]]


def rows(records: dict[str, Any], name: str) -> list[dict[str, Any]]:
    documents = read(records["documents"], {})
    counties = read(records["counties"], {})
    known = {"documents": documents, "counties": counties, "typologies": records["typologies"]}
    known["tasks"] = read(records["tasks"], known)
    return read(records[name], known)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_as_wide_as_its_columns(records: dict[str, Any], name: str) -> None:
    table = records[name]
    assert set(table) == {"columns", "rows"}
    assert {len(row) for row in table["rows"]} <= {len(table["columns"])}


def test_repeated_words_are_numbered_and_others_are_not() -> None:
    table = described({"unit": ["县", "县", "区", "县"], "name": ["甲", "乙", "丙", "丁"]})
    assert table["columns"] == [{"name": "unit", "values": ["县", "区"]}, "name"]
    assert table["rows"] == [[0, "甲"], [0, "乙"], [1, "丙"], [0, "丁"]]


def test_a_reference_says_of_which_table() -> None:
    table = described({"clause": ["（一）"]}, [PositionColumn("document", "documents", [3])])
    assert table == {
        "columns": [{"name": "document", "of": "documents"}, "clause"],
        "rows": [[3, "（一）"]],
    }


def test_assignments_come_back_with_county_document_and_standing(
    records: dict[str, Any], toy_frames: EditionFrames
) -> None:
    found = rows(records, "assignments")
    frame = toy_frames.assignments
    assert [r["county"]["county_code"] for r in found] == frame["county_code"].tolist()
    assert [r["typology"]["key"] for r in found] == frame["typology"].tolist()
    assert [r["as_written"] for r in found] == frame["as_written"].tolist()
    sure = [(b != "rule", c) for b, c in zip(frame["basis"], frame["is_complete"], strict=True)]
    assert [r["standing"] for r in found] == [0 if named else 1 if c else 2 for named, c in sure]


def test_agencies_are_lists(records: dict[str, Any]) -> None:
    task = next(r for r in rows(records, "tasks") if len(r["responsible_units"]) == 2)
    assert task["responsible_units"] == ["省交通运输厅", "省住房城乡建设厅"]


def test_tasks_reach_their_counties(records: dict[str, Any], toy_frames: EditionFrames) -> None:
    codes = toy_frames.counties["county_code"].tolist()
    found = set()
    for row in rows(records, "county_tasks"):
        members = range(len(codes)) if row["counties"] == "all" else row["counties"]
        found |= {(row["task"]["clause"], codes[at]) for at in members}
    frame = toy_frames.county_tasks
    assert found == set(zip(frame["clause"], frame["county_code"], strict=True))


def test_a_county_keeps_its_official_name_and_has_the_forms_of_the_index(
    records: dict[str, Any],
) -> None:
    county = next(r for r in rows(records, "counties") if r["county_code"] == "910103")
    assert county["county_name"] == "丙县"
    assert county["old"] == "老丙县"
    assert county["anchor_latitude"] == 2 * county["anchor_longitude"]


def test_a_new_column_is_a_line_in_the_schema(
    chinese: EditionFrames, monkeypatch: pytest.MonkeyPatch
) -> None:
    wider = dataclasses.replace(schema.TASKS, columns=(*schema.TASKS.columns, Column("budget")))
    monkeypatch.setattr(schema, "TASKS", wider)
    frames = dataclasses.replace(chinese, tasks=chinese.tasks.assign(budget="一亿元"))
    found = page_records(frames, [[0, 0, 1]] * len(frames.counties), frames.voices())
    assert {row["budget"] for row in rows(found, "tasks")} == {"一亿元"}


def test_english_is_of_what_lists_say_and_not_of_names(
    toy_frames: EditionFrames, chinese: EditionFrames
) -> None:
    words = {"省交通运输厅": "Transport", "左一市": "Zuoyi", "县": "county", "（一）": "(1)"}
    voice = Voice(Language.EN, Phrasebook(lambda: words | {"丙县": "Bing"}))
    found = page_words(chinese, toy_frames.told(voice), voice)
    assert len(found) == len({text for text, _ in found})
    assert set(words.items()) <= {(text, said) for text, said in found}
    assert "丙县" not in {text for text, _ in found}


def test_themes_travel_with_the_keys_of_their_types(chinese: EditionFrames) -> None:
    themes = (
        Theme("towns", "县城分类", "County towns", ("suburban", "agricultural"), is_main=True),
        Theme("aid", "帮扶县", "Assistance", ("potential", "demonstration")),
    )
    frames = dataclasses.replace(chinese, themes=themes)
    found = page_records(frames, [[0, 0, 1]] * len(frames.counties), frames.voices())["themes"]
    assert [(t["key"], t["is_main"], t["typologies"]) for t in found] == [
        ("towns", True, ["suburban", "agricultural"]),
        ("aid", False, ["potential", "demonstration"]),
    ]
    assert found[1]["name"] == {"zh": "帮扶县", "en": "Assistance"}


def test_hatches_fit_into_the_tile_that_the_script_repeats() -> None:
    given = looks.as_data()
    spacings = [hatch["spacing"] for hatch in given["sizes"]["hatches"].values()]
    assert set(given["sizes"]["hatches"]) == {"derived", "candidate"}
    assert [max(spacings) % spacing for spacing in spacings] == [0, 0]
    # Bands and lines are turned together.
    assert given["angles"]["stripe"] - given["angles"]["hatch"] == 90
