"""Counties that an unknown name may have meant. Nothing ever applies them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from geo.errors import Candidate
from geo.gazetteer.names import short_name
from geo.records.resolved import UnitName

if TYPE_CHECKING:
    from geo.gazetteer.forms import Forms
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
    found = gazetteer.likeness.likest(wanted, region_code)
    if len(found) < _MOST and len(inside) < len(gazetteer.names):
        found += gazetteer.likeness.likest(wanted, region_code, is_outside=True)
    return tuple(Candidate(n.code, n.name, n.parents) for n in found[:_MOST])


class Likeness:
    """How like forms are to the counties' names; each form is compared once per region."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        #: Region and whether the counties outside it are meant → official and short names by code.
        self._choices: dict[tuple[str, bool], tuple[dict[str, str], dict[str, str]]] = {}
        self._scores: dict[tuple[str, str, bool], Mapping[str, float]] = {}

    def likest(
        self, wanted: Iterable[str], region_code: str, *, is_outside: bool = False
    ) -> list[UnitName]:
        """At most five counties of a region, or of all others, likest first."""
        scores: dict[str, float] = {}
        for form in wanted:
            for code, score in self._scored(form, region_code, is_outside=is_outside).items():
                scores[code] = max(score, scores.get(code, 0.0))
        best = sorted(scores, key=lambda c: (-scores[c], c))[:_MOST]
        return [self._forms.by_code[c] for c in best]

    def _scored(self, form: str, region_code: str, *, is_outside: bool) -> Mapping[str, float]:
        """Codes of the counties whose names are likest to a form → likeness (0–100)."""
        known = self._scores.get((form, region_code, is_outside))
        if known is not None:
            return known
        from rapidfuzz import fuzz, process

        scores: dict[str, float] = {}
        for choices in self._names(region_code, is_outside=is_outside):
            for _, score, code in process.extract(
                form, choices, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS, limit=_MOST
            ):
                scores[code] = max(score, scores.get(code, 0.0))
        self._scores[form, region_code, is_outside] = scores
        return scores

    def _names(
        self, region_code: str, *, is_outside: bool
    ) -> tuple[dict[str, str], dict[str, str]]:
        known = self._choices.get((region_code, is_outside))
        if known is None:
            units = self._forms.counties_in(region_code)
            if is_outside:
                inside = {u.code for u in units}
                units = [u for u in self._forms.by_code.values() if u.code not in inside]
            known = ({u.code: u.name for u in units}, {u.code: short_name(u.name) for u in units})
            self._choices[region_code, is_outside] = known
        return known
