"""Members of lists that are known but drawn nowhere: what they are, where, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.gazetteer.names import normalise
from geo.gazetteer.outcome import Miss, Reason
from geo.vocabulary import CHINA_CODE, region_codes
from geo.voice.said import Notes, Said, said

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer
    from geo.gazetteer.tables import NonCounty

_PARENTS = ("gazetteer.kind-prefecture", "gazetteer.kind-province")
_TOWN_CODE = "gazetteer.kind-township-code"


@dataclass(frozen=True)
class UndrawnPlace:
    """A place that has no county of its own on the map.

    ``kind`` says what it is, ``notes`` why it is not drawn. ``within_code`` is the county,
    prefecture or province that contains it, with its name and parents, all empty where several
    may. ``anchor`` is its declared (lon, lat) in degrees (EPSG:4490).
    """

    kind: Notes
    within_code: str = ""
    within_name: str = ""
    prefecture_name: str = ""
    province_name: str = ""
    anchor: tuple[float, float] | None = None
    notes: Notes = ()


def is_known_place(miss: Miss, gazetteer: Gazetteer, *, region_code: str) -> bool:
    """Whether the miss is a zone or town of the region: known, without a county of its own."""
    return (
        miss.reason is Reason.NON_COUNTY
        and _kind_key(miss) not in (*_PARENTS, _TOWN_CODE)
        and _is_inside(miss, gazetteer, region_code)
    )


def is_elsewhere(miss: Miss, gazetteer: Gazetteer, *, region_code: str) -> bool:
    """Whether the miss is a place without a county of its own, in another region."""
    is_place = miss.reason in (Reason.NON_COUNTY, Reason.NOT_DRAWN) and bool(miss.within)
    return is_place and not _is_inside(miss, gazetteer, region_code)


def undrawn_place(
    written: str, miss: Miss, gazetteer: Gazetteer, *, region_code: str
) -> UndrawnPlace | None:
    """The place that a miss means: a zone, a town, a prefecture, a county that the vintage lacks.

    A county that the vintage lacks is where a zone of its name is declared (两江新区), if one is.

    Returns
    -------
    UndrawnPlace or None
        None if the name is unknown, ambiguous or divided, if it is the code of a township, or if
        the place is not in the region or is the region itself.
    """
    is_place = miss.reason in (Reason.NON_COUNTY, Reason.NOT_DRAWN)
    if not is_place or not _is_inside(miss, gazetteer, region_code):
        return None
    is_region = miss.details.get("name") == (gazetteer.region_name(region_code) or None)
    if _kind_key(miss) == _TOWN_CODE or (_kind_key(miss) in _PARENTS and is_region):
        return None
    kind = _kind(miss)
    declared = [miss.non_county] if miss.non_county else _namesakes(written, miss, gazetteer)
    anchor = declared[0].anchor if declared else None
    code = miss.within[0] if len(set(miss.within)) == 1 else ""
    notes = (_reason(miss, kind),)
    return UndrawnPlace((kind,), *_where(code, gazetteer), anchor=anchor, notes=notes)


def _namesakes(written: str, miss: Miss, gazetteer: Gazetteer) -> list[NonCounty]:
    """Declared zones with the name of a county that the vintage lacks, in the same region."""
    if miss.reason is not Reason.NOT_DRAWN:
        return []
    named = gazetteer.forms.non_counties_named(normalise(written))
    return [n for n in named if any(_may_contain(c, gazetteer, n.region_code) for c in miss.within)]


def _kind_key(miss: Miss) -> str:
    """Key of the text that says what the place is; empty where the gazetteer's file says it."""
    kind = miss.details.get("unit_kind")
    return kind.key if isinstance(kind, Said) else ""


def _is_inside(miss: Miss, gazetteer: Gazetteer, region_code: str) -> bool:
    return any(_may_contain(code, gazetteer, region_code) for code in miss.within)


def _may_contain(code: str, gazetteer: Gazetteer, region_code: str) -> bool:
    """Whether a unit and a region have counties in common; a past county counts by its code."""
    unit = gazetteer.forms.by_code.get(code)
    if unit is not None:
        return unit.is_in(region_code)
    if code in gazetteer.forms.parents or code == CHINA_CODE:
        return gazetteer.overlaps(code, region_code)
    regions = region_codes(region_code)
    return CHINA_CODE in regions or any(
        code.startswith(region[:2] if region.endswith("0000") else region[:4]) for region in regions
    )


def _kind(miss: Miss) -> Said | str:
    if miss.reason is Reason.NOT_DRAWN:
        return said("gazetteer.kind-not-drawn")
    return miss.details["unit_kind"]


def _reason(miss: Miss, kind: Said | str) -> Said:
    """Why the place is not drawn."""
    if miss.reason is Reason.NOT_DRAWN:
        date = miss.details["date"]
        key = "note-not-drawn" if date != "—" else "note-not-drawn-undated"
        return said(f"gazetteer.{key}", date=date)
    if _kind_key(miss) in _PARENTS:
        return said("gazetteer.note-undrawn-above", kind=kind)
    within = miss.details["within"]
    if miss.non_county is not None:
        parts = {"kind": kind, "reason": miss.non_county.reason}
        if within == "—":
            return said("gazetteer.note-place-bare", **parts)
        return said("gazetteer.note-place", within=within, **parts)
    return said("gazetteer.note-undrawn", kind=kind, within=within)


def _where(code: str, gazetteer: Gazetteer) -> tuple[str, str, str, str]:
    """Code and name of the unit that contains a place, then its prefecture and province."""
    unit = gazetteer.forms.by_code.get(code)
    if unit is not None:
        return code, unit.name, unit.prefecture_name, unit.province_name
    parent = gazetteer.forms.parents.get(code)
    if parent is None:
        return "", "", "", ""
    prefecture = "" if parent.is_province else parent.name
    return code, parent.name, prefecture, parent.province_name
