"""Names that are no county: townships, zones, and units recognised only by their ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.gazetteer.outcome import Miss, Reason
from geo.voice.said import Said, said

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer
    from geo.gazetteer.lineage import Key

#: Ending of a township → its kind.
_TOWNSHIPS = {"镇": "kind-town", "乡": "kind-township", "街道": "kind-street"}
#: Most counties that are named for a township that many have.
_MOST = 5


def no_county(form: str, gazetteer: Gazetteer, region_code: str) -> Miss | None:
    """The miss for a form that is a zone's or a township's in the lists, else None."""
    zone = gazetteer.rosters.zones.get(form)
    if zone is not None:
        parent = gazetteer.forms.parents.get(zone[:4] + "00")
        within = parent.name if parent else "—"
        kind: Said | str = said("gazetteer.kind-zone")
        details = {"unit_kind": kind, "within": within, "declared": "false"}
        return Miss(Reason.NON_COUNTY, details=details)
    return _township(form, gazetteer, region_code)


def _township(form: str, gazetteer: Gazetteer, region_code: str) -> Miss | None:
    kind = next((k for ending, k in _TOWNSHIPS.items() if form.endswith(ending)), None)
    if kind is None and form[-1:] not in "苏场木":
        return None
    for counties, name in _readings(form, gazetteer):
        codes = gazetteer.rosters.townships.get(name, ())
        keys = [key for c in codes if (key := _key(c, gazetteer)) is not None]
        keys = [k for k in keys if counties is None or k in counties]
        inside = [k for k in keys if gazetteer.is_in(k, region_code)] or keys
        if inside:
            return _miss(inside, said(f"gazetteer.{kind or 'kind-township'}"), gazetteer)
    return None


def _readings(form: str, gazetteer: Gazetteer) -> list[tuple[set[Key] | None, str]]:
    """A township as written, and without the county or parent that precedes it."""
    found: list[tuple[set[Key] | None, str]] = [(None, form)]
    for length in range(2, len(form) - 1):
        keys = {e.key for e in gazetteer.entries(form[:length])}
        if keys:
            found.append((keys, form[length:]))
    for parent, rest in gazetteer.forms.peel(form, gazetteer.when):
        below = {(u.code, u.name) for u in gazetteer.names if u.is_in(parent.code)}
        found.append((below, rest))
        for length in range(2, len(rest) - 1):
            keys = {e.key for e in gazetteer.entries(rest[:length])}
            if keys:
                found.append((keys, rest[length:]))
    return found


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
    return Miss(Reason.NON_COUNTY, candidates, details)
