"""Rows of zoning lists → the zones of each county, every word in a declared reading."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from geo.errors import Fault
from geo.gazetteer.assign import resolve_run
from geo.gazetteer.gazetteer import Gazetteer
from geo.records.resolved import Place, Zoned, ZoningRow
from geo.records.written import Document, ZoneReading
from geo.vocabulary import LIST_MARK

#: County code → what lists say of its zone.
Zones = dict[str, tuple[Zoned, ...]]


def zone_words(readings: Sequence[ZoneReading], asked: Collection[str]) -> Mapping[str, str]:
    """Word of a zoning list → the zone that it means: the zones that rules ask for, and what
    ``layers/zones.yaml`` declares."""
    words = {zone: zone for zone in asked}
    for reading in readings:
        words |= dict.fromkeys((reading.zone, *reading.words), reading.zone)
    return words


def resolve_zoning(
    rows: Sequence[ZoningRow],
    document: Document,
    gazetteer: Gazetteer,
    *,
    words: Mapping[str, str],
) -> tuple[Zones, list[Fault]]:
    """The zones of the counties of one list.

    Parameters
    ----------
    document : Document
        One of the edition: its region, and the date of rows that have none.
    words : mapping of str to str
        Of :func:`zone_words`.

    Returns
    -------
    dict and list of Fault
        ``zoning-word`` for a word that is not declared: it is never read as "another zone".
    """
    zones: Zones = {}
    faults: list[Fault] = []
    known = LIST_MARK.join(dict.fromkeys(words.values())) or "—"
    for row in rows:
        zone = words.get(row.zone)
        if zone is None:
            faults.append(
                Fault("zoning-word", row.file, row.line, None, row.zone, {"known": known})
            )
            continue
        resolved, wrong = resolve_run(
            row.county_name,
            gazetteer.on(row.date or document.issued),
            region_code=document.region_code,
            place=Place(row.file, row.line, ""),
        )
        faults += wrong
        for each in resolved:
            code = each.match.county_code
            zones[code] = (*zones.get(code, ()), Zoned(zone, row.zone, row.source))
    return zones, faults
