"""Content of a page besides geometry: its tables, each described by itself, and their words in
another language.

Which columns there are is declared in :mod:`geo.schema`, and the page's script reads them by name.
Rows refer to counties, documents and tasks by their position, so no code and no title is written
twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from geo import looks, schema
from geo.columns import Kind
from geo.render.page.described import PositionColumn, cells, described, positions
from geo.schema import edition_tables
from geo.vocabulary import LIST_MARK, Standing

if TYPE_CHECKING:
    import pandas as pd

    from geo.columns import Table
    from geo.schema import EditionFrames
    from geo.vocabulary import Language
    from geo.voice.voice import Voice

NameIndex = Mapping[str, Mapping[str, str]]
Voices: TypeAlias = "Mapping[Language, Voice]"

#: Written forms by which a county is found, besides its official name; the short name may have
#: several. The column of each in the page's table of counties.
_FORM_COLUMNS = {
    "short": "short_name",
    "old": "old",
    "alias": "alias",
    "traditional": "traditional",
    "pinyin": "pinyin",
    "initials": "initials",
}
#: Columns that are empty for an assignment that has a county.
_OF_UNDRAWN = ("place_kind", "within_code", "within_name", "anchor_lon", "anchor_lat")
#: Columns of the joined frame that travel; the rest follows from assignments and tasks.
_COUNTY_COLUMNS = (
    *("county_code", "county_name", "unit_type", "prefecture_code", "prefecture_name"),
    *("province_code", "province_name", "note"),
)


def _counties(
    frames: EditionFrames, anchors: list[list[int]], name_index: NameIndex
) -> dict[str, Any]:
    frame = frames.counties
    codes = frame["county_code"].tolist()
    columns = {name: frame[name].tolist() for name in _COUNTY_COLUMNS}
    for form, name in _FORM_COLUMNS.items():
        known = frame[name].tolist() if name in frame else [""] * len(codes)
        pairs = zip(codes, known, strict=True)
        columns[name] = [str(name_index.get(code, {}).get(form, word)) for code, word in pairs]
    columns["area_km2"] = [round(value) for value in frame["area_km2"].tolist()]
    longitudes, latitudes, radii = zip(*anchors, strict=True) if anchors else ((), (), ())
    columns["anchor_longitude"] = list(longitudes)
    columns["anchor_latitude"] = list(latitudes)
    columns["anchor_radius"] = list(radii)
    return described(columns)


def _in_every(voices: Voices, text: str) -> dict[str, str]:
    """A text of the lists by language."""
    return {str(language): voice.quoted(text) for language, voice in voices.items()}


def _typologies(frames: EditionFrames, voices: Voices) -> list[dict[str, Any]]:
    return [
        {
            "key": t.key,
            "name": _in_every(voices, t.name),
            "role": str(t.role),
            "colour": t.colour,
            "pattern": t.pattern.model_dump(),
            "definition": _in_every(voices, t.definition),
        }
        for t in looks.in_order(frames.typologies)
    ]


def _themes(frames: EditionFrames, voices: Voices) -> list[dict[str, Any]]:
    """The edition's themes by key, with the keys of their types; the page opens with the first."""
    return [
        {
            "key": theme.key,
            "name": _in_every(voices, theme.name),
            "is_main": theme.is_main,
            "typologies": list(theme.typologies),
        }
        for theme in frames.themes
    ]


class _Positions:
    """Where documents, typologies, counties and tasks are among the page's rows."""

    def __init__(self, frames: EditionFrames) -> None:
        self._documents = positions(frames.documents["document_id"].tolist())
        self._typologies = positions(t.key for t in looks.in_order(frames.typologies))
        self.counties = positions(frames.counties["county_code"].tolist())
        keys = (frames.tasks[name].tolist() for name in schema.TASKS.key)
        self.tasks = positions(zip(*keys, strict=True))

    def document(self, frame: pd.DataFrame) -> PositionColumn:
        return PositionColumn(
            "document", "documents", [self._documents[v] for v in frame["document_id"].tolist()]
        )

    def typology(self, frame: pd.DataFrame) -> PositionColumn:
        return PositionColumn(
            "typology", "typologies", [self._typologies[v] for v in frame["typology"].tolist()]
        )

    def county(self, frame: pd.DataFrame) -> PositionColumn:
        return PositionColumn(
            "county", "counties", [self.counties[v] for v in frame["county_code"].tolist()]
        )


def _assignments(frames: EditionFrames, at: _Positions) -> dict[str, Any]:
    frame = frames.assignments
    frame = frame[frame["county_code"].isin(at.counties)]
    columns = cells(
        frame,
        schema.ASSIGNMENTS,
        without=("document_id", "typology", "county_code", "basis", "is_complete", *_OF_UNDRAWN),
    )
    pairs = zip(frame["basis"].tolist(), frame["is_complete"].tolist(), strict=True)
    # The script's LISTED, DERIVED and CANDIDATE.
    columns["standing"] = [Standing.of(b, is_complete=done).rank() for b, done in pairs]
    return described(columns, (at.document(frame), at.typology(frame), at.county(frame)))


def _layers(frames: EditionFrames, at: _Positions) -> dict[str, Any]:
    columns = cells(frames.layers, schema.LAYERS, without=("document_id", "typology"))
    return described(columns, (at.document(frames.layers), at.typology(frames.layers)))


def _undrawn(frames: EditionFrames, at: _Positions) -> dict[str, Any]:
    """Members that have no county; the table's columns, and the units that contain them."""
    frame = frames.undrawn
    without = ("document_id", "typology", "county_code", "basis", "is_complete", "within_code")
    columns = cells(frame, schema.ASSIGNMENTS, without=without)
    for name in ("within_name", "prefecture_name", "province_name"):
        columns[name] = frame[name].tolist()
    return described(columns, (at.document(frame), at.typology(frame)))


def _county_tasks(frames: EditionFrames, at: _Positions) -> dict[str, Any]:
    """One row per reason why a task reaches counties, not one per county."""
    frame = frames.county_tasks
    frame = frame[frame["county_code"].isin(at.counties)]
    reason = ("document_id", "clause", "through_kind", "through", "is_from_document")
    groups: dict[tuple[Any, ...], list[int]] = {}
    for document, clause, *rest, code in zip(
        *(frame[name].tolist() for name in (*reason, "county_code")), strict=True
    ):
        key = (at.tasks[document, clause], *rest)
        groups.setdefault(key, []).append(at.counties[code])
    found = sorted(groups.items())
    names = ("through_kind", "through", "is_from_document")
    columns: dict[str, list[Any]] = {
        name: [key[number] for key, _ in found] for number, name in enumerate(names, 1)
    }
    columns["counties"] = [
        "all" if len(members) == len(at.counties) else sorted(members) for _, members in found
    ]
    return described(columns, (PositionColumn("task", "tasks", [key[0] for key, _ in found]),))


def _partnerships(frames: EditionFrames, at: _Positions) -> dict[str, Any]:
    frame = frames.partnerships
    columns = cells(frame, schema.PARTNERSHIPS, without=("document_id",))
    columns["line"] = [
        [round(float(v), 4) for point in (g.coords[0], g.coords[-1]) for v in point[:2]]
        if g is not None and not g.is_empty
        else []
        for g in frame.geometry
    ]
    return described(columns, (at.document(frame),))


def _rules(frames: EditionFrames, at: _Positions) -> dict[str, Any]:
    columns = cells(frames.rules, schema.RULES, without=("document_id", "typology"))
    return described(columns, (at.document(frames.rules), at.typology(frames.rules)))


def _of_document(frame: pd.DataFrame, table: Table, at: _Positions) -> dict[str, Any]:
    return described(cells(frame, table, without=("document_id",)), (at.document(frame),))


def _heading(frames: EditionFrames, voices: Voices) -> dict[str, Any]:
    edition, vintage = frames.edition, frames.vintage
    told = ("title", "date", "source", "terms", "citation")
    return {
        "edition": {"key": edition.key, "name": _in_every(voices, edition.name)},
        "vintage": {name: getattr(vintage, name) for name in told},
        "typologies": _typologies(frames, voices),
        "themes": _themes(frames, voices),
        "outlines": [
            list(frame["province_name"].tolist())
            for frame in (frames.provinces, frames.neighbour_provinces)
        ],
    }


def page_records(
    frames: EditionFrames,
    anchors: list[list[int]],
    voices: Voices,
    name_index: NameIndex | None = None,
) -> dict[str, Any]:
    """Everything a page shows in words, ready for JSON.

    Parameters
    ----------
    frames : EditionFrames
        Localised to Chinese.
    voices : mapping of Language to Voice
        Those that the page can be read in.
    anchors : list of [lon, lat, radius] per county, from :func:`shapes.page_geometry`.
    name_index : mapping of county code → form → text, optional
        Forms are ``short``, ``old``, ``alias``, ``traditional``, ``pinyin`` and ``initials``;
        several texts of one form are joined by ``、``.
    """
    at = _Positions(frames)
    return {
        **_heading(frames, voices),
        "documents": described(cells(frames.documents, schema.DOCUMENTS)),
        "counties": _counties(frames, anchors, name_index or {}),
        "layers": _layers(frames, at),
        "assignments": _assignments(frames, at),
        "undrawn": _undrawn(frames, at),
        "tasks": _of_document(frames.tasks, schema.TASKS, at),
        "indicators": _of_document(frames.indicators, schema.INDICATORS, at),
        "completions": _of_document(frames.completions, schema.COMPLETIONS, at),
        "county_tasks": _county_tasks(frames, at),
        "partnerships": _partnerships(frames, at),
        "rules": _rules(frames, at),
        "positionings": _of_document(frames.positionings, schema.POSITIONINGS, at),
    }


def page_words(frames: EditionFrames, other: EditionFrames, voice: Voice) -> list[list[str]]:
    """``[Chinese text, text in another language]`` of every text of the page, where they differ.

    The page shows a text without a pair as it is; names of counties have their pinyin.

    Parameters
    ----------
    frames, other : EditionFrames
        The same edition in Chinese and in the language of ``voice``.
    """
    pairs = {**dict(_told(frames, other)), **{x: voice.quoted(x) for x in _looked_up(frames)}}
    return [[text, said] for text, said in pairs.items() if text != said]


def _told(frames: EditionFrames, other: EditionFrames) -> Iterator[tuple[str, str]]:
    """Pairs of cells of the two frames that localisation changes."""
    for table in edition_tables(frames.typologies):
        one, two = getattr(frames, table.name), getattr(other, table.name)
        for column in table.translated:
            yield from zip(one[column].tolist(), two[column].tolist(), strict=True)
    for field in ("title", "terms", "citation"):
        yield getattr(frames.vintage, field), getattr(other.vintage, field)


def _looked_up(frames: EditionFrames) -> Iterator[str]:
    """Texts that the page looks up one by one: names of units, their kinds, agencies."""
    for around in (frames.provinces, frames.neighbour_provinces):
        yield from around["province_name"].tolist()
    for column in ("unit_type", "prefecture_name", "province_name"):
        yield from frames.counties[column].tolist()
    yield from frames.undrawn["within_name"].tolist()
    for role in (c.name for c in schema.TASKS.columns if c.kind is Kind.AGENCIES):
        yield from (unit for run in frames.tasks[role].tolist() for unit in run.split(LIST_MARK))
