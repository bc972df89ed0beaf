"""Counties that an unknown name may have meant. Nothing ever applies them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.errors import Candidate
from geo.gazetteer.names import short_name
from geo.records.resolved import UnitName

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer

_MOST = 5
#: Below this likeness (0–100) a suggestion is noise.
_LEAST_LIKENESS = 50.0


def suggest(
    readings: Sequence[str], gazetteer: Gazetteer, *, region_code: str
) -> tuple[Candidate, ...]:
    """At most five counties with a similar name, those of the region first.

    Parameters
    ----------
    readings : sequence of str
        Cleaned forms of one written name; none for a text that is too long to be a name.
    gazetteer : Gazetteer
    region_code : str
    """
    peeled = (gazetteer.forms.peel(r, gazetteer.when) for r in readings)
    wanted = {rest for found in peeled for _, rest in found} | set(readings)
    if not wanted:
        return ()
    inside = gazetteer.forms.counties_in(region_code)
    found = _likest(wanted, inside)
    if len(found) < _MOST and len(inside) < len(gazetteer.names):
        known = {n.code for n in inside}
        found += _likest(wanted, [n for n in gazetteer.names if n.code not in known])
    return tuple(Candidate(n.code, n.name, n.parents) for n in found[:_MOST])


def _likest(wanted: set[str], names: Sequence[UnitName]) -> list[UnitName]:
    from rapidfuzz import fuzz, process

    scores: dict[str, float] = {}
    for pick in (lambda n: n.name, lambda n: short_name(n.name)):
        choices = {n.code: pick(n) for n in names}
        for form in sorted(wanted):
            for _, score, code in process.extract(
                form, choices, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS, limit=_MOST
            ):
                scores[code] = max(score, scores.get(code, 0.0))
    by_code = {n.code: n for n in names}
    return [by_code[c] for c in sorted(scores, key=lambda c: (-scores[c], c))[:_MOST]]
