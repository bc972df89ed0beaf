"""What a page knows besides geometry, as plain lists that its script indexes by position.

Rows refer to counties, documents and tasks by their position, so no code and no title is written
twice. ``assets/map/records.js`` reads this back; the two must change together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo import looks
from geo.vocabulary import LIST_MARK, Standing

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import EditionFrames
    from geo.voice.phrasebook import Phrasebook

NameIndex = Mapping[str, Mapping[str, str]]

#: Written forms by which a county is found, in the order that the script reads them.
NAME_FORMS = ("official", "short", "old", "alias", "traditional", "pinyin", "initials")


def _rows(frame: pd.DataFrame, columns: Iterable[str]) -> list[list[Any]]:
    return [list(row) for row in zip(*(frame[name].tolist() for name in columns), strict=True)]


def _positions(values: Iterable[Any]) -> dict[Any, int]:
    return {value: at for at, value in enumerate(values)}


def _coded(values: Sequence[Any]) -> dict[str, list[Any]]:
    """A column as its distinct values and a position per row."""
    distinct = list(dict.fromkeys(values))
    at = _positions(distinct)
    return {"values": distinct, "rows": [at[v] for v in values]}


def _counties(
    frames: EditionFrames, anchors: list[list[int]], name_index: NameIndex
) -> dict[str, Any]:
    counties = frames.counties
    codes = counties["county_code"].tolist()
    names = []
    for code, official, short in zip(
        codes, counties["county_name"].tolist(), counties["short_name"].tolist(), strict=True
    ):
        known = {"official": official, "short": short} | dict(name_index.get(code, {}))
        # What the map calls a county is always the frame's name, whatever an index says.
        known["official"] = official
        names.append([str(known.get(form, "")) for form in NAME_FORMS])
    return {
        "codes": codes,
        "names": names,
        "unit_types": _coded(counties["unit_type"].tolist()),
        "prefectures": _coded(
            list(
                zip(
                    counties["prefecture_code"].tolist(),
                    counties["prefecture_name"].tolist(),
                    strict=True,
                )
            )
        ),
        "provinces": _coded(
            list(
                zip(
                    counties["province_code"].tolist(),
                    counties["province_name"].tolist(),
                    strict=True,
                )
            )
        ),
        "areas": [round(v) for v in counties["area_km2"].tolist()],
        "notes": counties["note"].tolist(),
        "anchors": anchors,
    }


def _typologies(frames: EditionFrames) -> list[dict[str, Any]]:
    return [
        {
            "key": t.key,
            "name": {"zh": t.name, "en": t.name_en},
            "role": str(t.role),
            "colour": t.colour,
            "pattern": t.pattern.model_dump(),
            "definition": {"zh": t.definition, "en": t.definition_en or t.definition},
        }
        for t in looks.in_order(frames.typologies)
    ]


def _number(value: float) -> float | int | None:
    if math.isnan(value):
        return None
    return int(value) if value == int(value) else value


def _indicators(frames: EditionFrames, documents: Mapping[str, int]) -> list[list[Any]]:
    columns = ("document_id", "clause", "name", "operator", "value", "value_max", "unit")
    rows = _rows(frames.indicators, (*columns, "deadline", "deadline_from", "note"))
    return [[documents[r[0]], *r[1:4], _number(r[4]), _number(r[5]), *r[6:]] for r in rows]


def _county_tasks(frames: EditionFrames, tasks: Mapping[tuple[str, str], int]) -> list[list[Any]]:
    """``[task, kind, through, is_from_document, counties]``: one row per reason, not per county."""
    counties = _positions(frames.counties["county_code"].tolist())
    groups: dict[tuple[int, str, str, int], list[int]] = {}
    columns = (
        "document_id",
        "clause",
        "through_kind",
        "through",
        "is_from_document",
        "county_code",
    )
    for document, clause, kind, through, is_own, code in _rows(frames.county_tasks, columns):
        if code in counties:
            key = (tasks[(document, clause)], kind, through, int(is_own))
            groups.setdefault(key, []).append(counties[code])
    return [
        [*key, "all" if len(members) == len(counties) else sorted(members)]
        for key, members in sorted(groups.items())
    ]


def _partnerships(frames: EditionFrames, documents: Mapping[str, int]) -> list[list[Any]]:
    columns = ("document_id", "clause", "kind", "subject_name", "subject_code", "partner_name")
    rows = _rows(frames.partnerships, (*columns, "partner_code", "summary", "anchor_note"))
    lines = [
        [round(float(v), 4) for point in (g.coords[0], g.coords[-1]) for v in point[:2]]
        if g is not None and not g.is_empty
        else []
        for g in frames.partnerships.geometry
    ]
    return [[documents[r[0]], *r[1:], line] for r, line in zip(rows, lines, strict=True)]


def _assignments(frames: EditionFrames, documents: Mapping[str, int]) -> list[list[Any]]:
    keys = _positions(t.key for t in looks.in_order(frames.typologies))
    counties = _positions(frames.counties["county_code"].tolist())
    columns = ("document_id", "clause", "typology", "subtype", "status", "stage", "county_code")
    rows = _rows(frames.assignments, (*columns, "as_written", "basis", "is_complete", "note"))
    return [
        [
            documents[r[0]],
            r[1],
            keys[r[2]],
            *r[3:6],
            counties[r[6]],
            r[7],
            # The script's LISTED, DERIVED and CANDIDATE.
            Standing.of(r[8], is_complete=r[9]).rank(),
            r[10],
        ]
        for r in rows
        if r[6] in counties
    ]


def _tasks(frames: EditionFrames, documents: Mapping[str, int]) -> list[list[Any]]:
    columns = ("document_id", "clause", "part", "title", "summary", "lead_units")
    agencies = ("responsible_units", "cooperating_units", "blanket_units", "is_open_ended")
    rows = _rows(frames.tasks, (*columns, *agencies, "agencies_note", "scope"))
    return [[documents[r[0]], *r[1:9], int(r[9]), *r[10:]] for r in rows]


def _of_document(
    frame: pd.DataFrame, documents: Mapping[str, int], columns: str
) -> list[list[Any]]:
    """Rows of the named columns, the document as its position before them."""
    return [[documents[r[0]], *r[1:]] for r in _rows(frame, ("document_id", *columns.split()))]


def _heading(frames: EditionFrames) -> dict[str, Any]:
    edition, vintage = frames.edition, frames.vintage
    told = ("title", "date", "source", "terms", "citation")
    return {
        "edition": {"key": edition.key, "name": {"zh": edition.name, "en": edition.name_en}},
        "vintage": {name: getattr(vintage, name) for name in told},
        "typologies": _typologies(frames),
        "outlines": [
            list(frame["province_name"].tolist())
            for frame in (frames.provinces, frames.neighbour_provinces)
        ],
    }


#: Columns of a document, in the order that the script reads them.
DOCUMENT_COLUMNS = (
    *("document_id", "title", "short_title", "issuer", "number"),
    *("issued", "region_code", "region_name", "horizon", "source_note"),
)


def page_records(
    frames: EditionFrames, anchors: list[list[int]], name_index: NameIndex | None = None
) -> dict[str, Any]:
    """Everything a page shows in words, ready for JSON.

    Parameters
    ----------
    anchors : list of [lon, lat, radius] per county, from :func:`geometry.page_geometry`.
    name_index : mapping of county code → form → text, optional
        Forms are :data:`NAME_FORMS`; several texts of one form are joined by ``、``.
    """
    documents = _positions(frames.documents["document_id"].tolist())
    tasks = _positions(tuple(r) for r in _rows(frames.tasks, ("document_id", "clause")))
    rule = "clause typology reading candidate_count complete_count open_reason"
    completion = "clause name deadline deadline_from"
    position = "clause place_name place_code summary"
    return {
        **_heading(frames),
        "documents": _rows(frames.documents, DOCUMENT_COLUMNS),
        "counties": _counties(frames, anchors, name_index or {}),
        "assignments": _assignments(frames, documents),
        "tasks": _tasks(frames, documents),
        "indicators": _indicators(frames, documents),
        "completions": _of_document(frames.completions, documents, completion),
        "county_tasks": _county_tasks(frames, tasks),
        "partnerships": _partnerships(frames, documents),
        "rules": _of_document(frames.rules, documents, rule),
        "positionings": _of_document(frames.positionings, documents, position),
    }


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


#: What holds words of the lists that do not stand in both languages already.
_SAID = (
    *("vintage", "outlines", "documents", "assignments", "tasks", "indicators", "completions"),
    *("county_tasks", "partnerships", "rules", "positionings"),
)
_SAID_OF_COUNTIES = ("unit_types", "prefectures", "provinces", "notes")
#: Columns of a task that hold a run of agencies.
_AGENCY_COLUMNS = slice(5, 9)


def page_english(records: Mapping[str, Any], phrases: Phrasebook) -> list[list[str]]:
    """``[Chinese text, English text]`` of whatever the records say and the phrasebook knows.

    The page shows a text without English as it is; names of counties have their pinyin.
    """
    told = [records[name] for name in _SAID]
    told += [records["counties"][name] for name in _SAID_OF_COUNTIES]
    told += [run.split(LIST_MARK) for task in records["tasks"] for run in task[_AGENCY_COLUMNS]]
    texts = dict.fromkeys(_strings(told))
    pairs = ([text, phrases.say(text)] for text in texts)
    return [pair for pair in pairs if pair[0] != pair[1]]
