"""Fields, tables and forms as a reader sees them: aliases, value labels, relations, what is hidden.

All of it is part of a layer's style (QML), so it accompanies a dragged layer and is in the
project too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geo.columns import Kind, Part
from geo.export.geopackage.expressions import column
from geo.export.geopackage.file_tables import FID, FileTable, Reference
from geo.export.geopackage.words import FileWords

#: Columns for joins and programs only, hidden from readers.
_HIDDEN = frozenset({FID, "typology", "task_key"})
#: Hidden only in these tables, which have a more readable column beside it.
_HIDDEN_IN = {"partnerships": frozenset({"subject_code", "partner_code"})}

#: Tabs of forms: title key, columns, relations to show. ``is_*`` means all of them, ``*`` every
#: column for readers that no tab names.
_Tab = tuple[str, tuple[str, ...], tuple[str, ...]]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_TABS: dict[str, tuple[_Tab, ...]] = {
    "counties": (
        (
            "basics",
            _names(
                "county_name county_code unit_type prefecture_name province_name area_km2"
                " typologies derived_typologies candidate_typologies *"
            ),
            (),
        ),
        ("types", ("typology_count", "has_rule_basis", "is_*"), ("assignments",)),
        ("tasks", ("task_count",), ("county_tasks",)),
        ("more", (), ("partnerships", "positionings")),
    ),
    "tasks": (
        (
            "basics",
            _names("title part clause document_id summary scope *"),
            (),
        ),
        ("indicators", (), ("indicators", "completions")),
        ("reach", (), ("assignments", "county_tasks")),
    ),
    "documents": (
        (
            "basics",
            _names("title short_title issuer number issued issued_date *"),
            (),
        ),
        ("tasks", (), ("tasks", "rules")),
    ),
}


@dataclass(frozen=True)
class Relation:
    """Rows of ``table`` and the rows that their ``reference`` names."""

    table: str
    reference: Reference
    name: str

    @property
    def id(self) -> str:
        return f"{self.table}.{self.reference.column}"


@dataclass(frozen=True)
class Field:
    """One column in tables and forms.

    Attributes
    ----------
    widget : str
        QGIS's name of the control that shows it.
    relation : str
        Id of the relation to the row it names, for ``RelationReference``.
    labels : mapping of str to str
        Stored value → what is shown, for ``ValueMap``.
    """

    name: str
    alias: str
    is_hidden: bool
    widget: str
    is_long: bool = False
    relation: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tab:
    """One tab of a form: columns, then the rows of other tables that belong to the row."""

    title: str
    columns: Sequence[str]
    relations: Sequence[Relation]


@dataclass(frozen=True)
class LayerForm:
    """Everything of a style that is not about drawing.

    Attributes
    ----------
    geometry : str
        Type of the layer's geometry; empty for a table.
    display : str
        A QGIS expression: what is shown for a row in lists and references.
    tabs : sequence of Tab
        Empty where QGIS arranges the form.
    """

    table: str
    geometry: str
    display: str
    fields: Sequence[Field]
    tabs: Sequence[Tab]

    def index(self, name: str) -> int:
        """Place of a column in the layer."""
        return [field.name for field in self.fields].index(name)


def form_of(table: FileTable, contents: Sequence[FileTable], words: FileWords) -> LayerForm:
    """The form of one table of the file."""
    return LayerForm(
        table=table.name,
        geometry=table.geometry,
        display=_display_expression(table),
        fields=[_field(table, name, words) for name in (FID, *table.columns)],
        tabs=[_tab(table, tab, contents, words) for tab in _TABS.get(table.name, ())],
    )


def relations_of(table: FileTable, words: FileWords) -> list[Relation]:
    """Every relation from a table to the rows that it names."""
    return [
        Relation(table.name, reference, _relation_name(table, reference, words))
        for reference in (*table.references, *table.loose)
    ]


def _relation_name(table: FileTable, reference: Reference, words: FileWords) -> str:
    """Name of a relation: the children's, with the column if there are several relations."""
    title = words.title(table)
    same = [r for r in (*table.references, *table.loose) if r.table == reference.table]
    return f"{title}（{words.alias(table, reference.column)}）" if len(same) > 1 else title


def is_hidden(table: FileTable, name: str) -> bool:
    return name in _HIDDEN or name in _HIDDEN_IN.get(table.name, ())


def _display_expression(table: FileTable) -> str:
    if table.name in ("tasks", "county_tasks"):
        return f"{column('title')} || {column('clause')}"
    if table.name == "assignments":
        return f"{column('county_name')} || ' · ' || {column('typology_name')}"
    return column(table.declared.title)


def _field(table: FileTable, name: str, words: FileWords) -> Field:
    relation, labels = _relation_shown(table, name, words), _value_labels(table, name, words)
    return Field(
        name=name,
        alias="" if name == FID else words.alias(table, name),
        is_hidden=is_hidden(table, name),
        widget=_widget(table, name, relation=relation, labels=labels),
        is_long=name != FID and table.columns[name].is_long,
        relation=relation,
        labels=labels,
    )


def _relation_shown(table: FileTable, name: str, words: FileWords) -> str:
    """Id of the relation that a form offers at a column.

    The task's key is hidden in tables and lists; in a form it is the way to the task.
    """
    return next(
        (
            relation.id
            for relation in relations_of(table, words)
            if relation.reference in table.references
            and relation.reference.column == name
            and relation.reference.table != "counties"
        ),
        "",
    )


def _widget(table: FileTable, name: str, *, relation: str, labels: Mapping[str, str]) -> str:
    if relation:
        return "RelationReference"
    if is_hidden(table, name):
        return "Hidden"
    if labels:
        return "ValueMap"
    return "DateTime" if table.columns[name].kind is Kind.DAY else "TextEdit"


def _value_labels(table: FileTable, name: str, words: FileWords) -> dict[str, str]:
    kind = Kind.INT if name == FID else table.columns[name].kind
    if kind is Kind.VALUE:
        return words.values(name)
    return words.values("boolean") if kind is Kind.BOOL else {}


def _tab(table: FileTable, tab: _Tab, contents: Sequence[FileTable], words: FileWords) -> Tab:
    key, columns, children = tab
    flags = [name for name in table.columns if name.startswith("is_")]
    patterns = {"is_*": flags, "*": _unnamed(table)}
    return Tab(
        title=words.say(f"form.{key}"),
        columns=[name for wanted in columns for name in patterns.get(wanted, [wanted])],
        relations=[
            relation
            for child in contents
            if child.name in children
            for relation in relations_of(child, words)
            if relation.reference.table == table.name
        ],
    )


def _unnamed(table: FileTable) -> list[str]:
    """Columns for readers that no tab of the table's form names."""
    named = {name for _, columns, _ in _TABS[table.name] for name in columns}
    return [
        name
        for name, column in table.columns.items()
        if name not in named and column.part is not Part.NONE and not is_hidden(table, name)
    ]
