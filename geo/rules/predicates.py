"""Conditions of rules: one class each, with its check, its evaluation and its words.

A new condition is one class here and its texts in section ``rules`` of :mod:`geo.voice.texts`:
``<name>`` says why it holds, ``fails-<name>`` why it does not.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from geo.records.resolved import Zoned
from geo.rules.ground import Finding, Findings, Ground, measured_polygons, neighbours_of
from geo.voice.said import Said, said

#: Name in a list file → predicate; filled by the classes below.
PREDICATES: dict[str, Predicate] = {}


class Predicate(ABC):
    """A condition on counties. A subclass names it as list files write it."""

    name: ClassVar[str]
    #: Whether the argument names an area of ``layers/regions.yaml``.
    names_area: ClassVar[bool] = True

    def __init_subclass__(cls, *, name: str) -> None:
        cls.name = name
        PREDICATES[name] = cls()

    def has_form(self, argument: Any) -> bool:
        """Whether the argument has the form that the condition needs."""
        return isinstance(argument, str) and bool(argument)

    def areas(self, argument: Any) -> tuple[str, ...]:
        """Named areas that an argument of the right form mentions."""
        return (argument,) if self.names_area else ()

    @abstractmethod
    def evaluate(self, ground: Ground, argument: Any) -> Findings:
        """A finding for every county of the ground, by code."""

    def failure(self, argument: Any) -> Said:
        """Why the condition does not hold for a county."""
        return said(f"rules.fails-{self.name}", argument=argument)

    def problem(self, argument: Any, areas: Collection[str]) -> tuple[str, str] | None:
        """Kind and value of an argument's fault, or None if it is valid."""
        if not self.has_form(argument):
            return "condition-argument", self.name
        unknown = [area for area in self.areas(argument) if area not in areas]
        return ("unknown-area", unknown[0]) if unknown else None


class Within(Predicate, name="within"):
    """The county is a member of a named area."""

    def evaluate(self, ground: Ground, argument: str) -> Findings:
        members = ground.members(argument)
        is_inside, is_not = Finding(True, (said("rules.within", area=argument),)), Finding(False)
        return {c: is_inside if c in members else is_not for c in ground.codes()}


class AdjacentTo(Predicate, name="adjacent_to"):
    """The county shares a border with a county of the area. Members themselves do not."""

    def evaluate(self, ground: Ground, argument: str) -> Findings:
        neighbours = neighbours_of(ground, ground.members(argument))
        names = ground.full_names()

        def beside(code: str) -> Finding:
            if code not in neighbours:
                return Finding(False)
            reason = said("rules.adjacent_to", names=tuple(names[n] for n in neighbours[code]))
            return Finding(True, (reason,))

        return {c: beside(c) for c in ground.codes()}


class WithinDistance(Predicate, name="within_distance_km"):
    """The nearest points of the county and of the area are at most ``km`` apart.

    The argument is ``{area: name, km: number}``. Members themselves are at distance zero. Taken in
    the equal-area CRS, lengths are true to about 2 %.
    """

    def has_form(self, argument: Any) -> bool:
        return isinstance(argument, Mapping) and set(argument) == {"area", "km"}

    def areas(self, argument: Mapping[str, Any]) -> tuple[str, ...]:
        return (str(argument["area"]),)

    def evaluate(self, ground: Ground, argument: Mapping[str, Any]) -> Findings:
        import shapely

        (area,), limit = self.areas(argument), float(argument["km"])
        members, polygons = ground.members(area), measured_polygons(ground)
        target = shapely.union_all(
            [p for c, p in zip(ground.codes(), polygons, strict=True) if c in members]
        )
        kilometres = shapely.distance(polygons, target) / 1000

        def near(km: float) -> Finding:
            if km > limit:
                return Finding(False)
            reason = said("rules.within_distance_km", area=area, km=f"{km:.1f}")
            return Finding(True, (reason,))

        return {c: near(km) for c, km in zip(ground.codes(), kilometres, strict=True)}

    def failure(self, argument: Mapping[str, Any]) -> Said:
        return said(f"rules.fails-{self.name}", **{str(k): v for k, v in argument.items()})


class ZonedAs(Predicate, name="zoned_as"):
    """The county is in a zone of the main-function plan (主体功能区). Nothing is known without a
    list, nor for a county that the list leaves out."""

    names_area = False

    def evaluate(self, ground: Ground, argument: str) -> Findings:
        if ground.zoning is None:
            missing = Finding(None, (said("rules.zoning-missing", zone=argument),))
            return dict.fromkeys(ground.codes(), missing)
        unlisted = Finding(None, (said("rules.zoning-unlisted", zone=argument),))

        def finding(zones: Collection[Zoned] | None) -> Finding:
            if zones is None:
                return unlisted
            reasons = tuple(_zoned(each) for each in zones if each.zone == argument)
            return Finding(bool(reasons), reasons)

        return {code: finding(ground.zoning.get(code)) for code in ground.codes()}


def _zoned(found: Zoned) -> Said:
    """The zone of a county, as its list writes it if that is another word, and the source."""
    if not found.source:
        return said("rules.zoned_as", zone=found.zone)
    if found.written in ("", found.zone):
        return said("rules.zoned-by", zone=found.zone, source=found.source)
    words = {"zone": found.zone, "written": found.written, "source": found.source}
    return said("rules.zoned-read", **words)
