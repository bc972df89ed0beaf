"""Fields, tables and forms as a reader sees them: aliases, value labels, relations, what is hidden.

All of it is part of a layer's style (QML), so it comes along with a dragged layer and stands in
the project too.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from geo.columns import Kind, Part
from geo.export.geopackage.markup import column, element, literal, option
from geo.export.geopackage.tables import FID, FileTable, Reference, layer_id
from geo.export.geopackage.words import Words

#: Columns that serve joins and programs; nobody needs to read them.
_HIDDEN = frozenset({FID, "typology", "task_key"})
#: Hidden only in these tables, where a better readable column stands beside.
_HIDDEN_IN = {"partnerships": frozenset({"subject_code", "partner_code"})}
_GEOMETRY_NUMBERS = {"LineString": 1, "MultiLineString": 1, "MultiPolygon": 2}

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


def relation_id(table: FileTable, reference: Reference) -> str:
    """Id of the relation from a table's column to the rows it names."""
    return f"{table.name}.{reference.column}"


def is_hidden(table: FileTable, name: str) -> bool:
    return name in _HIDDEN or name in _HIDDEN_IN.get(table.name, ())


def display_expression(table: FileTable) -> str:
    """What stands for a row in lists and references."""
    if table.name in ("tasks", "county_tasks"):
        return f"{column('title')} || {column('clause')}"
    if table.name == "assignments":
        return f"{column('county_name')} || ' · ' || {column('typology_name')}"
    return column(table.declared.title)


def form_elements(
    table: FileTable, contents: Sequence[FileTable], words: Words
) -> list[ET.Element]:
    """Everything of a style that is not about drawing."""
    names = [FID, *table.columns]
    parts = [
        element("fieldConfiguration", {}, *(_field(table, name, words) for name in names)),
        element("aliases", {}, *(_alias(table, n, i, words) for i, n in enumerate(names))),
        element(
            "attributetableconfig",
            {"actionWidgetStyle": "dropDown", "sortExpression": "", "sortOrder": "0"},
            element("columns", {}, *(_table_column(table, name) for name in names)),
        ),
        *_form(table, contents, words),
        element("previewExpression", text=display_expression(table)),
    ]
    if table.name == "counties":
        parts.append(element("mapTip", text=county_tip(words)))
    if table.geometry:
        parts.append(element("layerGeometryType", text=str(_GEOMETRY_NUMBERS[table.geometry])))
    return parts


def _alias(table: FileTable, name: str, index: int, words: Words) -> ET.Element:
    alias = "" if name == FID else words.alias(table, name)
    return element("alias", {"field": name, "index": str(index), "name": alias})


def _table_column(table: FileTable, name: str) -> ET.Element:
    return element("column", {"type": "field", "name": name, "hidden": is_hidden(table, name)})


def _field(table: FileTable, name: str, words: Words) -> ET.Element:
    kind, configuration = _widget(table, name, words)
    config = element("config", {}, option("", configuration))
    return element(
        "field",
        {"name": name, "configurationFlags": "None"},
        element("editWidget", {"type": kind}, config),
    )


def _widget(table: FileTable, name: str, words: Words) -> tuple[str, dict[str, object]]:
    """Widget of a column and its configuration."""
    for reference in table.references:
        # The task's key is hidden in tables and lists; in a form it is the way to the task.
        if reference.column == name and reference.table != "counties":
            return "RelationReference", {
                "Relation": relation_id(table, reference),
                "AllowNULL": True,
                "ShowForm": False,
                "ShowOpenFormButton": True,
                "ReadOnly": False,
            }
    if is_hidden(table, name):
        return "Hidden", {}
    values = _value_labels(table, name, words)
    if values:
        return "ValueMap", {"map": [{label: value} for value, label in values.items()]}
    if table.columns[name].kind is Kind.DAY:
        shown = {"display_format": "yyyy-MM-dd", "field_format": "yyyy-MM-dd"}
        return "DateTime", {**shown, "calendar_popup": True, "allow_null": True}
    return "TextEdit", {"IsMultiline": table.columns[name].is_long, "UseHtml": False}


def _value_labels(table: FileTable, name: str, words: Words) -> dict[str, str]:
    kind = table.columns[name].kind
    if kind is Kind.VALUE:
        return words.values(name)
    return words.values("boolean") if kind is Kind.BOOL else {}


def _form(table: FileTable, contents: Sequence[FileTable], words: Words) -> list[ET.Element]:
    if table.name not in _TABS:
        return [element("editorlayout", text="generatedlayout")]
    tabs = [_tab(table, tab, contents, words) for tab in _TABS[table.name]]
    return [
        element("editorlayout", text="tablayout"),
        element("attributeEditorForm", {}, *tabs),
    ]


def _tab(
    table: FileTable,
    tab: _Tab,
    contents: Sequence[FileTable],
    words: Words,
) -> ET.Element:
    key, columns, children = tab
    order = [FID, *table.columns]
    patterns = {"is_*": [n for n in order if n.startswith("is_")], "*": _unnamed(table)}
    names = [name for wanted in columns for name in patterns.get(wanted, [wanted])]
    fields = [
        element("attributeEditorField", {"name": n, "index": str(order.index(n)), "showLabel": "1"})
        for n in names
    ]
    relations = [
        element(
            "attributeEditorRelation",
            {
                "name": relation_id(child, reference),
                "relation": relation_id(child, reference),
                "label": relation_name(child, reference, words),
                "showLabel": "1",
                "nmRelationId": "",
                "relationWidgetTypeId": "relation_editor",
            },
            element("editor_configuration", {}, option("", {})),
        )
        for child in contents
        if child.name in children
        for reference in (*child.references, *child.loose)
        if reference.table == table.name
    ]
    return element(
        "attributeEditorContainer",
        {
            "name": words.say(f"form.{key}"),
            "columnCount": "1",
            "groupBox": "0",
            "showLabel": "1",
            "visibilityExpressionEnabled": "0",
        },
        *fields,
        *relations,
    )


def _unnamed(table: FileTable) -> list[str]:
    """Columns for readers that no tab of the table's form names."""
    named = {name for _, columns, _ in _TABS[table.name] for name in columns}
    return [
        name
        for name, column in table.columns.items()
        if name not in named and column.part is not Part.NONE and not is_hidden(table, name)
    ]


def relation_name(table: FileTable, reference: Reference, words: Words) -> str:
    """What a relation is called: the children, and by which column where there are several."""
    title = words.title(table)
    same = [r for r in (*table.references, *table.loose) if r.table == reference.table]
    return f"{title}（{words.alias(table, reference.column)}）" if len(same) > 1 else title


def _escaped(name: str) -> str:
    """A column as HTML text in an expression; what stands in it can be no markup."""
    shown = f"coalesce(to_string({column(name)}), '')"
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        shown = f"replace({shown}, {literal(sign)}, {literal(entity)})"
    return shown


def county_tip(words: Words) -> str:
    """What shows when the pointer rests on a county: name, types, statuses, its tasks."""
    tasks = (
        f"aggregate({literal(layer_id('county_tasks'))}, 'concatenate_unique', "
        f"{literal('• ')} || {_escaped('title')} || {_escaped('clause')}, "
        "\"county_code\" = attribute(@parent, 'county_code'), '<br>')"
    )
    lines = [
        f"<b>[% {_escaped('county_name')} %]</b> [% {_escaped('prefecture_name')} %]",
        f"{words.say('field.typologies')}: [% {_escaped('typologies')} %]",
        f"{words.say('field.candidate_typologies')}: [% {_escaped('candidate_typologies')} %]",
        f"{words.say('field.statuses')}: [% {_escaped('statuses')} %]",
        f'{words.say("field.task_count")}: [% "task_count" %]',
        # Dragged in alone, the layer has no table of tasks beside it.
        f"[% try(coalesce({tasks}, ''), '') %]",
    ]
    return "<br>\n".join(lines)
