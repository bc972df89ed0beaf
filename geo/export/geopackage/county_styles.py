"""Styles of the counties: by type, by number of tasks, one type alone, one document alone.

The first and the third read the layer's own columns, so an edit in QGIS recolours the map. A
document's style names the counties, for the columns do not say which document gave which type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geo.export.geopackage import looks, symbols
from geo.export.geopackage.labels import COUNTY_NAMES_FROM, labels
from geo.export.geopackage.markup import column, literal
from geo.export.geopackage.rules import Rule, Style, all_of, among, any_of, none_of, renderer
from geo.export.geopackage.words import Words
from geo.looks import BORDER_COUNTY, BORDER_PREFECTURE, NEUTRAL_FILL, in_order
from geo.records.written import Typology
from geo.vocabulary import LIST_MARK, Role

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import EditionFrames

#: What counties of one look hold: (typology key, listed, derived or candidate).
_Combination = tuple[tuple[str, str], ...]

_TASK_STEPS = 4


def _is(typology: Typology) -> str:
    return column(f"is_{typology.key}")


def _names(name: str, typology: Typology) -> str:
    """Whether a column of names joined by ``、`` holds a typology's name."""
    marked = f"'{LIST_MARK}' || coalesce({column(name)}, '') || '{LIST_MARK}'"
    return f"strpos({marked}, {literal(LIST_MARK + typology.name + LIST_MARK)}) > 0"


def _is_derived(typology: Typology) -> str:
    return _names("derived_typologies", typology)


class CountyStyles:
    """Styles of the layer ``counties`` for one edition."""

    def __init__(self, frames: EditionFrames, words: Words) -> None:
        self.frames = frames
        self.words = words
        self.held = looks.holdings(frames.assignments)
        self.waiting = looks.candidates(frames.assignments)
        self.bases = in_order(frames.typologies, Role.BASE)
        self.overlays = in_order(frames.typologies, Role.OVERLAY)
        self.total = len(frames.counties)

    def styles(self) -> Iterator[Style]:
        """The default style first."""
        yield self._style("types", self._type_rules())
        yield self._style("tasks", self._task_rules())
        for typology in in_order(self.frames.typologies):
            if self._count(typology) or self._awaited(typology):
                name = self.words.typology(typology)
                yield self._style("one_type", self._one_type_rules(typology), name=name)
        documents = self.frames.documents
        for key, title in zip(documents["document_id"], documents["short_title"], strict=True):
            rows = self.frames.assignments[self.frames.assignments["document_id"] == key]
            if len(rows):
                yield self._style("document", self._combination_rules(rows), name=title)

    def _style(self, key: str, rules: Sequence[Rule], **values: str) -> Style:
        marked = [_is(t) for t in self.overlays if t.pattern.kind == "mark"]
        names = labels(
            "county_name",
            colour="#1A1A1A",
            size=8,
            from_scale=COUNTY_NAMES_FROM,
            below_when=any_of(marked) if marked else "",
        )
        return Style(self.words.say(f"style.{key}", **values), renderer(rules, "fill"), names)

    def _count(self, typology: Typology, *, derived: bool | None = None) -> int:
        states = (types[typology.key] for types in self.held.values() if typology.key in types)
        return sum(1 for state in states if derived is None or state == derived)

    def _awaited(self, typology: Typology) -> int:
        return sum(1 for keys in self.waiting.values() if typology.key in keys)

    def _label(self, key: str, typology: Typology, count: int) -> str:
        return self.words.say(f"legend.{key}", name=self.words.typology(typology), count=count)

    def _type_rules(self) -> list[Rule]:
        rules = []
        for derived in (False, True):
            for place, typology in enumerate(self.bases):
                rules += self._first_rules(typology, self.bases[:place], derived=derived)
        for place, typology in enumerate(self.bases):
            rules += self._further_rules(typology, self.bases[:place])
        for derived in (False, True):
            rules += [
                rule for t in self.overlays for rule in self._overlay_rules(t, derived=derived)
            ]
        rules += [rule for t in in_order(self.frames.typologies) for rule in self._candidates(t)]
        return [*rules, *self._neutral_rules()]

    def _candidates(self, typology: Typology) -> list[Rule]:
        count = self._awaited(typology)
        if not count:
            return []
        label = self._label("candidate", typology, count)
        where = _names("candidate_typologies", typology)
        return [Rule(label, where, tuple(looks.candidate(typology)))]

    def _state(self, typology: Typology, *, derived: bool) -> str:
        if not self._count(typology, derived=True):
            return ""
        return _is_derived(typology) if derived else none_of([_is_derived(typology)])

    def _first_rules(
        self, typology: Typology, earlier: Sequence[Typology], *, derived: bool
    ) -> list[Rule]:
        count = self._count(typology, derived=derived)
        if not count:
            return []
        where = all_of(
            _is(typology),
            self._state(typology, derived=derived),
            none_of([_is(t) for t in earlier]),
        )
        label = self._label("derived" if derived else "listed", typology, count)
        return [Rule(label, where, tuple(looks.base(typology, derived=derived)))]

    def _further_rules(self, typology: Typology, earlier: Sequence[Typology]) -> list[Rule]:
        rules = []
        places = looks.ranks(self.held, typology, self.bases)
        keys = {t.key for t in earlier}
        for derived in (False, True):
            holders = [h for h in self.held.values() if h.get(typology.key) is derived]
            count = sum(1 for holder in holders if keys & set(holder))
            if not count:
                continue
            layers = []
            for rank, of in places:
                # One rule, and so one legend entry, however many types its counties have.
                only = self._place(rank, of, earlier) if len(places) > 1 else ""
                layers += looks.further(
                    typology, rank=rank, of=of, derived=derived, enabled_when=only
                )
            where = all_of(
                _is(typology),
                self._state(typology, derived=derived),
                any_of([_is(t) for t in earlier]),
            )
            key = "further_derived" if derived else "further"
            rules.append(Rule(self._label(key, typology, count), where, tuple(layers)))
        return rules

    def _place(self, rank: int, of: int, earlier: Sequence[Typology]) -> str:
        def number(typologies: Sequence[Typology]) -> str:
            return " + ".join(f"CASE WHEN {_is(t)} THEN 1 ELSE 0 END" for t in typologies)

        return f"({number(earlier)}) = {rank} AND ({number(self.bases)}) = {of}"

    def _overlay_rules(self, typology: Typology, *, derived: bool) -> list[Rule]:
        count = self._count(typology, derived=derived)
        if not count:
            return []
        where = all_of(_is(typology), self._state(typology, derived=derived))
        label = self._label("derived" if derived else "listed", typology, count)
        return [Rule(label, where, tuple(looks.overlay(typology, derived=derived)))]

    def _neutral_rules(self) -> list[Rule]:
        keys = {t.key for t in self.bases}
        count = self.total - sum(1 for types in self.held.values() if keys & set(types))
        if not count:
            return []
        where = none_of([_is(t) for t in self.bases]) or "true"
        return [Rule(self.words.say("legend.neutral", count=count), where, tuple(looks.neutral()))]

    def _one_type_rules(self, typology: Typology) -> list[Rule]:
        rules = []
        for derived in (False, True):
            count = self._count(typology, derived=derived)
            if count:
                layers = looks.combination({typology.key: derived}, self.frames.typologies)
                where = all_of(_is(typology), self._state(typology, derived=derived))
                label = self._label("derived" if derived else "listed", typology, count)
                rules.append(Rule(label, where, tuple(layers)))
        rules += self._candidates(typology)
        others = self.total - self._count(typology)
        if others:
            label = self.words.say("legend.others", count=others)
            rules.append(Rule(label, none_of([_is(typology)]), tuple(looks.neutral())))
        return rules

    def _combination_rules(self, rows: pd.DataFrame) -> list[Rule]:
        """One rule per combination of types that a document gives."""
        held, waiting = looks.holdings(rows), looks.candidates(rows)
        order = {t.key: place for place, t in enumerate(in_order(self.frames.typologies))}
        groups: dict[_Combination, list[str]] = {}
        for code in sorted(set(held) | set(waiting)):
            states = {**dict.fromkeys(waiting.get(code, ()), "candidate")}
            for key, derived in held.get(code, {}).items():
                states[key] = "derived" if derived else "listed"
            parts = tuple(sorted(states.items(), key=lambda item: order[item[0]]))
            groups.setdefault(parts, []).append(code)
        rules = []
        for parts in sorted(groups, key=lambda g: [(order[key], state) for key, state in g]):
            rules.append(self._combination_rule(parts, groups[parts]))
        named = sorted(code for codes in groups.values() for code in codes)
        if len(named) < self.total:
            label = self.words.say("legend.others", count=self.total - len(named))
            where = none_of([among("county_code", named)])
            rules.append(Rule(label, where, tuple(looks.neutral())))
        return rules

    def _combination_rule(self, parts: _Combination, codes: Sequence[str]) -> Rule:
        names = {t.key: self.words.typology(t) for t in self.frames.typologies}
        shown = [
            names[key]
            if state == "listed"
            else self.words.say(f"legend.{state}_name", name=names[key])
            for key, state in parts
        ]
        name = self.words.say("legend.list_mark").join(shown)
        layers = looks.combination(
            {key: state == "derived" for key, state in parts if state != "candidate"},
            self.frames.typologies,
            waiting=[key for key, state in parts if state == "candidate"],
        )
        label = self.words.say("legend.listed", name=name, count=len(codes))
        return Rule(label, among("county_code", codes), tuple(layers))

    def _task_rules(self) -> list[Rule]:
        counts = self.frames.counties["task_count"].tolist()
        deep = self.bases[0].colour if self.bases else BORDER_PREFECTURE
        steps = task_steps(counts)
        rules = []
        for place, (low, high) in enumerate(steps):
            colour = looks.tint(deep, (place + 1) / len(steps)) if high else NEUTRAL_FILL
            held = sum(1 for value in counts if low <= value <= high)
            span = str(low) if low == high else f"{low}–{high}"
            where = f"{column('task_count')} >= {low} AND {column('task_count')} <= {high}"
            label = self.words.say("legend.tasks", span=span, count=held)
            rules.append(Rule(label, where, (symbols.fill(colour, border=BORDER_COUNTY),)))
        return rules


def task_steps(counts: Sequence[int]) -> list[tuple[int, int]]:
    """Classes of about equal number of counties; none is empty, and 0 stands alone."""
    values = sorted(c for c in counts if c)
    steps = [(0, 0)] if len(values) < len(counts) else []
    if not values:
        return steps
    present = sorted(set(values))
    if len(present) <= _TASK_STEPS:
        return steps + [(value, value) for value in present]
    edges = sorted({values[len(values) * n // _TASK_STEPS] for n in range(_TASK_STEPS)})
    for low, after in zip(edges, [*edges[1:], present[-1] + 1], strict=True):
        steps.append((low, max(value for value in present if value < after)))
    return steps
