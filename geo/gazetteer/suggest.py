"""Counties that an unknown name may have meant. Nothing ever applies them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from math import ceil
from typing import TYPE_CHECKING

from geo.errors import Candidate
from geo.gazetteer.names import short_name
from geo.records.resolved import UnitName

if TYPE_CHECKING:
    from geo.gazetteer.forms import Forms
    from geo.gazetteer.gazetteer import Gazetteer

_MOST = 5
#: Below this likeness (0–100) a suggestion is noise.
_LEAST_LIKENESS = 50


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
    peeled = (gazetteer.peel(r) for r in readings)
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
        #: Region and whether the counties outside it are meant → official and short names.
        self._choices: dict[tuple[str, bool], tuple[_Names, _Names]] = {}
        self._scores: dict[tuple[str, tuple[str, bool], int], Mapping[str, float]] = {}

    def likest(
        self, wanted: Iterable[str], region_code: str, *, is_outside: bool = False
    ) -> list[UnitName]:
        """At most five counties of a region, or of all others, likest first."""
        scores: dict[str, float] = {}
        least = _LEAST_LIKENESS
        for form in sorted(wanted, key=len):
            for code, score in self._scored(form, (region_code, is_outside), least).items():
                scores[code] = max(score, scores.get(code, 0.0))
            if len(scores) >= _MOST:  # what is less like than the fifth needs no comparison
                least = int(nlargest(_MOST, scores.values())[-1])
        best = sorted(scores, key=lambda c: (-scores[c], c))[:_MOST]
        return [self._forms.by_code[c] for c in best]

    def _scored(self, form: str, where: tuple[str, bool], least: int) -> Mapping[str, float]:
        """Codes of the counties whose names are likest to a form → likeness (``least`` to 100)."""
        known = self._scores.get((form, where, least))
        if known is not None:
            return known
        from rapidfuzz import fuzz, process

        scores: dict[str, float] = {}
        for names in self._names(where):
            near = names.near(form, least)
            choices = [names.names[i] for i in near]
            for _, score, i in process.extract(
                form, choices, scorer=fuzz.ratio, score_cutoff=least, limit=_MOST
            ):
                code = names.codes[near[i]]
                scores[code] = max(score, scores.get(code, 0.0))
        self._scores[form, where, least] = scores
        return scores

    def _names(self, where: tuple[str, bool]) -> tuple[_Names, _Names]:
        known = self._choices.get(where)
        if known is None:
            region_code, is_outside = where
            units = self._forms.counties_in(region_code)
            if is_outside:
                inside = {u.code for u in units}
                units = [u for u in self._forms.by_code.values() if u.code not in inside]
            codes = [u.code for u in units]
            official = _Names(codes, (u.name for u in units))
            known = (official, _Names(codes, (short_name(u.name) for u in units)))
            self._choices[where] = known
        return known


class _Names:
    """Names by their characters: comparing a form with all of them is slow.

    ``names`` belong to ``codes``, one by one.
    """

    def __init__(self, codes: Iterable[str], names: Iterable[str]) -> None:
        self.codes, self.names = list(codes), list(names)
        lengths = [len(name) for name in self.names]
        self._shortest, self._longest = min(lengths, default=0), max(lengths, default=0)
        #: Character → the names that have it: bit ``i`` for name ``i``.
        self._having: dict[str, int] = defaultdict(int)
        for i, name in enumerate(self.names):
            for c in set(name):
                self._having[c] |= 1 << i

    def near(self, form: str, least: int) -> list[int]:
        """Indices of all names that can reach a likeness (0–100), and of some that cannot.

        The likeness of two texts is twice their common characters to all their characters.
        """
        shortest = max(self._shortest, ceil(len(form) * least / (200 - least)))
        needed = ceil((len(form) + shortest) * least / 200)
        if shortest > self._longest or needed > len(form):
            return []
        # having[n]: the names that have at least n of the form's characters
        having = [(1 << len(self.names)) - 1, *[0] * needed]
        for c in form:
            has = self._having.get(c, 0)
            for n in range(needed, 0, -1) if has else ():
                having[n] |= having[n - 1] & has
        return list(_bits(having[needed]))


def _bits(mask: int) -> Iterator[int]:
    """Positions of a mask's set bits, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
