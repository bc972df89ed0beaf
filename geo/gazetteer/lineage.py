"""Changes of names and codes, followed to the counties of one vintage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from geo.gazetteer.tables import Change
from geo.vocabulary import ChangeKind

#: The unit before is the unit after: these can be read backwards too.
ONE_TO_ONE = frozenset({ChangeKind.RENAME, ChangeKind.UPGRADE, ChangeKind.RECODE})
_FORWARD = ONE_TO_ONE | {ChangeKind.MERGE, ChangeKind.SPLIT}

#: Code and name: a code alone does not tell, because codes are used again for other units.
Unit = tuple[str, str]


@dataclass(frozen=True)
class Heir:
    """A county of the vintage that continues a past or a later unit.

    ``is_part`` says that the unit is only a part of it.
    """

    code: str
    change: Change
    is_part: bool = False


class Lineage:
    """Past and later units of a list of changes, each with its counties of the vintage.

    Parameters
    ----------
    changes : iterable of Change
    today : mapping of str to str
        Code → name of the vintage's counties.
    """

    def __init__(self, changes: Iterable[Change], today: dict[str, str]) -> None:
        self._today = today
        self._steps: dict[Unit, list[tuple[Unit, Change, bool]]] = defaultdict(list)
        self._units: dict[Unit, None] = {}
        self._created: list[Change] = []
        for change in changes:
            self._add(change)

    def _add(self, change: Change) -> None:
        before, after = (change.old_code, change.old_name), (change.new_code, change.new_name)
        if change.kind is ChangeKind.CREATE and self._today.get(after[0]) != after[1]:
            self._created.append(change)
        for unit in (before, after):
            if unit[0]:
                self._units[unit] = None
        if change.kind in _FORWARD:
            is_part = change.kind is ChangeKind.MERGE
            self._steps[before].append((after, change, is_part))
        if change.kind in ONE_TO_ONE:
            self._steps[after].append((before, change, False))

    def after(self, unit: Unit) -> Change | None:
        """What became of a county of the vintage since, where its boundaries do not show it."""
        for (code, name), change, _ in self._steps.get(unit, ()):
            is_forward = (code, name) == (change.new_code, change.new_name)
            if is_forward and self._today.get(code) != name:
                return change
        return None

    def created(self, code_or_name: str) -> Change | None:
        """The change that made a county which the vintage does not have."""
        for change in self._created:
            if code_or_name in (change.new_code, change.new_name):
                return change
        return None

    @property
    def units(self) -> Iterable[Unit]:
        """Every unit that the changes name, in the order of the changes."""
        return self._units

    def is_today(self, unit: Unit) -> bool:
        return self._today.get(unit[0]) == unit[1]

    def heirs(self, unit: Unit) -> tuple[Heir, ...]:
        """Counties of the vintage that ``unit`` leads to; none if the chain ends elsewhere."""
        found: dict[str, Heir] = {}
        queue: list[tuple[Unit, Change | None, bool]] = [(unit, None, False)]
        seen = {unit}
        while queue:
            current, first, is_part = queue.pop(0)
            if self.is_today(current) and first is not None:
                found.setdefault(current[0], Heir(current[0], first, is_part))
                continue
            for after, change, joins in self._steps.get(current, ()):
                if after not in seen:
                    seen.add(after)
                    queue.append((after, first or change, is_part or joins))
        return tuple(found.values())
