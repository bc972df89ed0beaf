"""Content of the change map: counties, other changes, and the regions to draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from geo import compare
from geo.content.changes.told import ToldComparison
from geo.content.changes.values import (
    ChangedCounty,
    ChangePage,
    ChangeRegion,
    CountyChange,
    CountyChangeKind,
    OtherChange,
)
from geo.gazetteer import Gazetteer, short_name
from geo.looks import in_order
from geo.records.resolved import UnitName, Vintage
from geo.records.written import Typology
from geo.vocabulary import CHINA_CODE, Basis, Standing
from geo.voice.voice import Voice

_Kind = compare.DifferenceKind

#: Kind of difference → kind of change on the map.
_CHANGES = {
    _Kind.RETYPED: CountyChangeKind.RETYPED,
    _Kind.ADDED: CountyChangeKind.ADDED,
    _Kind.REMOVED: CountyChangeKind.REMOVED,
    _Kind.STATUS: CountyChangeKind.STATUS,
    _Kind.CLAUSE: CountyChangeKind.STATUS,
    _Kind.BASIS: CountyChangeKind.STATUS,
    _Kind.RECODED: CountyChangeKind.RECODED,
    _Kind.RENAMED: CountyChangeKind.RECODED,
    _Kind.MOVED: CountyChangeKind.RECODED,
    _Kind.COUNTY_TASK_ADDED: CountyChangeKind.TASK,
    _Kind.COUNTY_TASK_DROPPED: CountyChangeKind.TASK,
    _Kind.WRITTEN: CountyChangeKind.WORDING,
    _Kind.NOTE: CountyChangeKind.WORDING,
}

#: Keys of the texts for what is not listed.
_REMARKS = {Standing.DERIVED: "by-rule", Standing.CANDIDATE: "candidate"}

#: Kind, before, after, document id, clause.
_OtherKey = tuple[str, str, str, str, str]

#: A task that is new or gone, by whom it reaches or no longer reaches.
_TASK_OF = {
    str(_Kind.COUNTY_TASK_ADDED): str(_Kind.TASK_ADDED),
    str(_Kind.COUNTY_TASK_DROPPED): str(_Kind.TASK_DROPPED),
}


@dataclass(frozen=True)
class ChangePlaces:
    """Counties, regions and types as the project that draws the change map has them.

    Parameters
    ----------
    names : mapping of str to UnitName
        Counties of the boundaries, by code.
    document_regions : mapping of str to str
        Region code of each document, by id.
    vintage : Vintage
        Of the boundaries, in the language of the page.
    """

    names: Mapping[str, UnitName]
    gazetteer: Gazetteer
    document_regions: Mapping[str, str]
    typologies: Sequence[Typology]
    vintage: Vintage

    def region_of(self, document_id: str) -> str:
        """Region of a document; the country if the project does not have the document."""
        return self.document_regions.get(document_id, CHINA_CODE)

    def codes_in(self, region: str) -> set[str]:
        return {unit.code for unit in self.names.values() if unit.is_in(region)}


def change_page(told: ToldComparison, places: ChangePlaces) -> ChangePage:
    """Content of the page: the comparison in words, and the regions to draw."""
    counties = _counties(told, places)
    return ChangePage(
        verdict=told.verdict,
        memo=told.memo,
        old=told.old,
        new=told.new,
        vintage=places.vintage,
        counties=counties,
        others=_others(told, places),
        regions=_regions(told, counties, places),
        sources=told.documents,
    )


def _counties(told: ToldComparison, places: ChangePlaces) -> tuple[ChangedCounty, ...]:
    changes: dict[str, list[CountyChange]] = {}
    held = _typologies(told, places, is_new=False)
    holds = _typologies(told, places, is_new=True)
    for found, row in told.pairs:
        if found.county_code:
            change = CountyChange(
                kind_of(told, found),
                told.kind(found.name),
                row["before"],
                row["after"],
                told.document(found.document_id),
                row["clause"],
            )
            changes.setdefault(found.county_code, []).append(change)
    earlier = {new: old for old, new in told.comparison.recodes.items()}

    def county(code: str) -> ChangedCounty:
        unit = told.words.unit(code)
        drawn = next((c for c in (code, earlier.get(code, "")) if c in places.names), "")
        return ChangedCounty(
            code,
            unit.name,
            told.words.parents(code),
            tuple(changes[code]),
            held.get(code, ()),
            holds.get(code, ()),
            _label(unit, drawn, places, told.voice),
            drawn,
        )

    return tuple(map(county, sorted(changes)))


def _label(unit: UnitName, drawn_code: str, places: ChangePlaces, voice: Voice) -> str:
    """A short name for the map, in the language where the county has its name of today."""
    is_known = bool(drawn_code) and places.names[drawn_code].name == unit.name
    return voice.quoted(short_name(unit.name)) if is_known else short_name(unit.name)


def kind_of(told: ToldComparison, found: compare.Difference) -> CountyChangeKind:
    """Kind of change that the map shows for a difference.

    What only a rule derives is never shown as listed. A row more or less of a typology that the
    county has on both sides is no change of type.
    """
    change = _CHANGES[found.kind]
    if change not in (CountyChangeKind.ADDED, CountyChangeKind.REMOVED, CountyChangeKind.RETYPED):
        return change
    was, is_now = (
        any(row["basis"] == Basis.LISTED for row in rows) for rows in (found.held, found.holds)
    )
    if not (was or is_now):
        return CountyChangeKind.DERIVED
    if change is CountyChangeKind.RETYPED and not (was and is_now):
        return CountyChangeKind.REMOVED if was else CountyChangeKind.ADDED
    own = {row["typology"] for row in (*found.held, *found.holds)}
    sides = (side.get(found.county_code, {}) for side in (told.held, told.holds))
    if all(own <= set(held) and all(held[key] is Standing.LISTED for key in own) for held in sides):
        return CountyChangeKind.STATUS
    return change


def _typologies(
    told: ToldComparison, places: ChangePlaces, *, is_new: bool
) -> dict[str, tuple[str, ...]]:
    """County → names of its typologies on one side, in the order of the legend; what is not
    listed says so."""
    order = [t.key for t in in_order(places.typologies)]
    say = partial(told.voice.text, "diff")

    def name(key: str, standing: Standing) -> str:
        own = told.words.typology(key, is_new=is_new)
        if standing is Standing.LISTED:
            return own
        return say("remarked", name=own, remarks=say(_REMARKS[standing]))

    def place(item: tuple[str, Standing]) -> tuple[int, str]:
        key = item[0]
        return (order.index(key) if key in order else len(order), key)

    sides = told.holds if is_new else told.held
    return {
        code: tuple(name(*item) for item in sorted(held.items(), key=place))
        for code, held in sides.items()
    }


def _others(told: ToldComparison, places: ChangePlaces) -> tuple[OtherChange, ...]:
    """Changes of documents, typology names and tasks; all that one task reaches on one row."""
    grouped: dict[_OtherKey, list[str]] = {}
    for found, row in told.pairs:
        if _CHANGES.get(found.kind) not in (None, CountyChangeKind.TASK):
            continue
        key = (found.name, row["before"], row["after"], found.document_id, row["clause"])
        # A task that is new or gone comes before its counties, and its row names them.
        of_task = (_TASK_OF.get(key[0], ""), *key[1:])
        codes = grouped.setdefault(of_task if of_task in grouped else key, [])
        if found.county_code:
            codes.append(found.county_code)
    return tuple(_other(told, places, key, codes) for key, codes in grouped.items())


def _other(
    told: ToldComparison, places: ChangePlaces, key: _OtherKey, codes: list[str]
) -> OtherChange:
    kind, before, after, document_id, clause = key
    region = places.region_of(document_id)
    return OtherChange(
        told.kind(kind),
        before,
        after,
        told.document(document_id),
        clause,
        tuple(told.words.unit(code).name for code in codes),
        is_whole=set(codes) == places.codes_in(region),
    )


def _regions(
    told: ToldComparison, counties: Iterable[ChangedCounty], places: ChangePlaces
) -> tuple[ChangeRegion, ...]:
    """The regions of the documents that changed for a county that can be drawn, each once.

    A document of the whole country, and a county outside its document's region, are drawn on the
    county's own province. A region inside another one is part of that one's map.
    """
    units = {c.code: places.names[c.drawn_code] for c in counties if c.drawn_code}
    wanted = set()
    for found in told.comparison.differences:
        unit = units.get(found.county_code)
        if unit is None or _CHANGES[found.kind] is CountyChangeKind.WORDING:
            continue
        region = places.region_of(found.document_id)
        is_inside = region != CHINA_CODE and unit.is_in(region)
        wanted.add(region if is_inside else unit.province_code)
    provinces = {code for code in wanted if code.endswith("0000")}
    kept = sorted(c for c in wanted if c in provinces or c[:2] + "0000" not in provinces)
    return tuple(_region(code, places, told.voice) for code in kept)


def _region(code: str, places: ChangePlaces, voice: Voice) -> ChangeRegion:
    units = [u for u in places.names.values() if u.is_in(code)]
    name = voice.quoted(places.gazetteer.region_name(code) or units[0].province_name)
    return ChangeRegion(name, tuple(sorted(u.code for u in units)))
