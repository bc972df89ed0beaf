"""The regions of a date: their units then, and the counties of today that these are drawn as.

Prefectures and provinces were larger, smaller or under other codes. A document means the units of
its date; a map has today's counties.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from geo.gazetteer.lineage import Key
from geo.gazetteer.periods import Period
from geo.vocabulary import CHINA_CODE, LIST_MARK, region_codes

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer
    from geo.gazetteer.lineage import Lineage


class _UnitsOf:
    """Container of all units of a period."""

    def __init__(self, lineage: Lineage, when: Period) -> None:
        self._lineage, self._when = lineage, when

    def __contains__(self, key: object) -> bool:
        assert isinstance(key, tuple)
        return self._lineage.exists(key, self._when)


def units_in(region_code: str, gazetteer: Gazetteer) -> Sequence[Key]:
    """Every county-level unit of the gazetteer's date in a region, each under one key."""
    known = gazetteer.units_then.get(region_code)
    if known is None:
        known = gazetteer.units_then[region_code] = _units_in(region_code, gazetteer)
    return known


def _units_in(region_code: str, gazetteer: Gazetteer) -> Sequence[Key]:
    when = gazetteer.when
    if when is None:
        return [(u.code, u.name) for u in gazetteer.forms.counties_in(region_code)]
    found: dict[tuple[Key, ...], Key] = {}
    for code in region_codes(region_code):
        for key in gazetteer.lineage.existing(_prefix(code), when):
            found.setdefault(gazetteer.lineage.identity(key), key)
    return sorted(found.values())


def unlisted_in(region_code: str, gazetteer: Gazetteer) -> list[Key]:
    """Units of the gazetteer's date in a region that only the reviewed changes have."""
    provinces = {code[:2] for code in region_codes(region_code)}
    return [
        key
        for key in gazetteer.lineage.changed
        if (key[0][:2] in provinces or region_code == CHINA_CODE)
        and gazetteer.forms.exists(key, gazetteer.when)
        and gazetteer.is_in(key, region_code)
    ]


def is_region(region_code: str, gazetteer: Gazetteer) -> bool:
    """Whether every code of a region is a province's or prefecture's, today or at the date."""
    return region_code == CHINA_CODE or all(
        gazetteer.region_name(code) for code in region_codes(region_code)
    )


def counties_of(region_code: str, gazetteer: Gazetteer) -> frozenset[str]:
    """Codes of the counties that one region's units of the gazetteer's date are drawn as.

    Where the rosters of the date have no unit of the region, its counties of today.
    """
    forms, when = gazetteer.forms, gazetteer.when
    own = forms.counties_in(region_code)
    today = frozenset(u.code for u in own)
    if when is None or region_code == CHINA_CODE:
        return today
    keys = units_in(region_code, gazetteer)
    if not keys or {(u.code, u.name) for u in own} == set(keys):
        return today
    heirs = {h.key for key in keys for h in gazetteer.descent.heirs(key, when)}
    later = gazetteer.lineage.became(keys, when.last)
    inside = {key[0] for key in {*heirs, *later} if key in forms.today}
    then = _UnitsOf(gazetteer.lineage, when)
    for unit in own:
        # A county without a known past, such as a zone, is taken to be where it is today; others
        # may come from units that no list has.
        origins = gazetteer.lineage.ancestors((unit.code, unit.name), then)
        if not origins or any(h.key[0].startswith(_prefix(region_code)) for h in origins):
            inside.add(unit.code)
    return frozenset(inside)


def _prefix(region_code: str) -> str:
    """What the codes of a region's counties begin with."""
    return region_code.removesuffix("00").removesuffix("00")


def drawn_as(region_code: str, gazetteer: Gazetteer) -> str:
    """A region of the gazetteer's date as codes of today, joined by ``、``; the same code where
    its counties are the same."""
    codes: dict[str, None] = {}
    for code in region_codes(region_code):
        inside = counties_of(code, gazetteer)
        today = {u.code for u in gazetteer.forms.counties_in(code)}
        codes.update(dict.fromkeys([code] if inside == today else _largest(inside, gazetteer)))
    return LIST_MARK.join(codes)


def _largest(counties: Collection[str], gazetteer: Gazetteer) -> list[str]:
    """Codes of the fewest provinces, prefectures and counties that have exactly these counties."""
    left = set(counties)
    found = []
    for code in sorted(gazetteer.forms.parents, key=lambda c: (not c.endswith("0000"), c)):
        inside = {u.code for u in gazetteer.forms.counties_in(code)}
        if inside <= left:
            found.append(code)
            left -= inside
    return sorted([*found, *left])
