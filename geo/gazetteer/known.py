"""Names that are no county: townships, zones, and units recognised only by their ending."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geo.gazetteer.outcome import Miss, Reason
from geo.vocabulary import MUNICIPAL_PLACEHOLDERS, PLACEHOLDERS
from geo.voice.said import Said, said

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer
    from geo.gazetteer.lineage import Key

#: Ending of a township → its kind.
_TOWNSHIPS = {"镇": "kind-town", "乡": "kind-township", "街道": "kind-street"}
#: What lists write in the place of a unit that is missing.
_PLACEHOLDERS = frozenset({*PLACEHOLDERS, *MUNICIPAL_PLACEHOLDERS, "市"} - {"城区"})
#: Most counties that are named for a township that many have.
_MOST = 5


def no_county(form: str, gazetteer: Gazetteer, region_code: str) -> Miss | None:
    """The miss for a placeholder, and for a form that is a zone's or a township's in the lists."""
    if form in _PLACEHOLDERS or any(rest in _PLACEHOLDERS for _, rest in gazetteer.peel(form)):
        kind: Said | str = said("gazetteer.kind-placeholder")
        details = {"unit_kind": kind, "within": "—", "declared": "false"}
        return Miss(Reason.NON_COUNTY, details=details)
    rests = (rest for _, rest in gazetteer.peel(form))
    named = (gazetteer.rosters.zones.get(f) for f in (form, *rests))
    zone = next(filter(None, named), None)
    if zone is not None:
        parent = gazetteer.forms.parents.get(zone[:4] + "00")
        within = parent.name if parent else "—"
        kind = said("gazetteer.kind-zone")
        details = {"unit_kind": kind, "within": within, "declared": "false"}
        inside = parent.code if parent else zone[:2] + "0000"
        return Miss(Reason.NON_COUNTY, details=details, within=(inside,))
    return _township(form, gazetteer, region_code)


def _township(form: str, gazetteer: Gazetteer, region_code: str) -> Miss | None:
    kind = next((k for ending, k in _TOWNSHIPS.items() if form.endswith(ending)), None)
    if kind is None and form[-1:] not in "苏场木":
        return None
    for counties, name in _readings(form, gazetteer):
        codes = gazetteer.rosters.townships[name]
        keys = [key for c in codes if (key := _key(c, gazetteer)) is not None]
        keys = [k for k in keys if counties is None or k in counties]
        inside = [k for k in keys if gazetteer.is_in(k, region_code)] or keys
        if inside:
            return _miss(inside, said(f"gazetteer.{kind or 'kind-township'}"), gazetteer)
    return None


def _readings(form: str, gazetteer: Gazetteer) -> Iterator[tuple[set[Key] | None, str]]:
    """Townships that a form may name, each with the counties that are written before it (None
    for a township alone)."""
    if form in gazetteer.rosters.townships:
        yield None, form
    yield from _after_counties(form, gazetteer)
    for parent, rest in gazetteer.peel(form):
        if rest in gazetteer.rosters.townships:
            units = gazetteer.forms.counties_in(parent.code)
            yield {(u.code, u.name) for u in units}, rest
        yield from _after_counties(rest, gazetteer)


def _after_counties(form: str, gazetteer: Gazetteer) -> Iterator[tuple[set[Key], str]]:
    for length in range(2, len(form) - 1):
        if form[length:] in gazetteer.rosters.townships:
            yield {e.key for e in gazetteer.entries(form[:length])}, form[length:]


def _key(code: str, gazetteer: Gazetteer) -> Key | None:
    unit = gazetteer.forms.by_code.get(code)
    if unit is not None:
        return (unit.code, unit.name)
    entries = gazetteer.forms.entries_of_code(code)
    return entries[0].key if entries else None


def _miss(keys: list[Key], kind: Said, gazetteer: Gazetteer) -> Miss:
    candidates = tuple(gazetteer.candidate(k) for k in keys[:_MOST])
    within = tuple(k[1] for k in keys[:_MOST])
    count = len(keys)
    where: Said | str = (
        within[0] if count == 1 else said("gazetteer.within-several", units=within, count=count)
    )
    details: dict[str, Said | str] = {"unit_kind": kind, "within": where, "declared": "false"}
    return Miss(Reason.NON_COUNTY, candidates, details, within=tuple(k[0] for k in keys))
