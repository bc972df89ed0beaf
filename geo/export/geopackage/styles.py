"""Every layer's styles: the one it opens with, and those to switch to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.export.geopackage import looks, symbols
from geo.export.geopackage.labels import labels
from geo.export.geopackage.markup import column, literal
from geo.export.geopackage.rules import (
    Rule,
    all_of,
    among,
    any_of,
    equals,
    none_of,
    renderer,
)
from geo.export.geopackage.words import Words
from geo.models import Typology
from geo.symbology import (
    BORDER_COUNTY,
    BORDER_PREFECTURE,
    BORDER_PROVINCE,
    NEUTRAL_FILL,
    in_order,
)
from geo.vocabulary import LIST_MARK, Basis, Role

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import EditionFrames

#: What counties of one look hold: (typology key, listed, derived or candidate).
_Combination = tuple[tuple[str, str], ...]

#: Scales from which names show: a province on a sheet, a prefecture on a screen.
_COUNTY_NAMES_FROM = 4_000_000
_PREFECTURE_NAMES_FROM = 12_000_000
_TASK_STEPS = 4


@dataclass(frozen=True)
class Style:
    """A renderer and labels under a name that a person chooses by."""

    name: str
    renderer: ET.Element | None = None
    labeling: ET.Element | None = None


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
            from_scale=_COUNTY_NAMES_FROM,
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


def _assignment_style(frames: EditionFrames, words: Words) -> Style:
    """Rows lie on each other: fills by type and basis, overlays over them."""
    rows = frames.assignments
    counts = Counter(zip(rows["typology"], rows["basis"], rows["is_complete"], strict=True))
    complete = column("is_complete")
    rules = []
    for typology in in_order(frames.typologies):
        draw = looks.base if typology.role is Role.BASE else looks.overlay
        states = (
            ("listed", Basis.LISTED, True, draw(typology)),
            ("derived", Basis.RULE, True, draw(typology, derived=True)),
            ("candidate", Basis.RULE, False, looks.candidate(typology)),
        )
        for key, basis, is_complete, layers in states:
            count = counts[typology.key, basis.value, is_complete]
            if not count:
                continue
            where = all_of(
                equals("typology", typology.key),
                equals("basis", basis.value),
                complete if is_complete else none_of([complete]),
            )
            label = words.say(f"legend.{key}", name=words.typology(typology), count=count)
            rules.append(Rule(label, where, tuple(layers)))
    names = labels("county_name", colour="#1A1A1A", size=8, from_scale=_COUNTY_NAMES_FROM)
    return Style(words.say("style.assignments"), renderer(rules, "fill"), names)


_DASHES: tuple[tuple[float, ...], ...] = ((), (2.4, 1.2), (0.6, 0.8), (3, 0.8, 0.6, 0.8))


def _arrow(dash: tuple[float, ...] = ()) -> tuple[ET.Element, ...]:
    return symbols.stroke(BORDER_PROVINCE, 0.3, dash=dash), symbols.arrow_head(BORDER_PROVINCE)


def _by_value(values: Sequence[str], name: str, words: Words) -> Iterator[tuple[str, str, int]]:
    """Label, condition and number of each value of a column."""
    for place, (value, count) in enumerate(sorted(Counter(values).items())):
        yield words.say("legend.listed", name=value, count=count), equals(name, value), place


def _partnership_styles(frames: EditionFrames, words: Words) -> tuple[Style, ...]:
    """All alike, or told apart by dashes: documents know more kinds than lines can show."""
    kinds = frames.partnerships["kind"].tolist()
    names = labels(
        "kind", colour="#262626", size=7, from_scale=_COUNTY_NAMES_FROM // 2, on_line=True
    )
    label = words.say("legend.listed", name=words.title("partnerships"), count=len(kinds))
    rules = [
        Rule(text, where, _arrow(_DASHES[place % len(_DASHES)]))
        for text, where, place in _by_value(kinds, "kind", words)
    ]
    return (
        Style(words.say("style.lines"), renderer([Rule(label, "", _arrow())], "line"), names),
        Style(words.say("style.partnerships"), renderer(rules, "line"), names),
    )


def _boundary_line_style(frames: EditionFrames, words: Words) -> Style:
    kinds = frames.boundary_lines["line_kind"].tolist()
    rules = [
        Rule(
            text,
            where,
            (symbols.stroke(BORDER_PREFECTURE, 0.3, dash=_DASHES[place % len(_DASHES)]),),
        )
        for text, where, place in _by_value(kinds, "line_kind", words)
    ]
    return Style(words.say("style.boundary_lines"), renderer(rules, "line"))


def _outline_style(
    words: Words, key: str, *, colour: str, width: float, name: str, from_scale: int, to_scale: int
) -> Style:
    rule = Rule(words.say(f"table.{key}"), "", (symbols.stroke(colour, width),))
    text = labels(name, colour=colour, size=8.5, from_scale=from_scale, to_scale=to_scale)
    return Style(words.say("style.outline"), renderer([rule], "fill"), text)


def layer_styles(frames: EditionFrames, words: Words) -> Mapping[str, tuple[Style, ...]]:
    """Styles by layer, the default one first; tables without geometry have one for their form."""
    return {
        "counties": tuple(CountyStyles(frames, words).styles()),
        "assignments": (_assignment_style(frames, words),),
        "partnerships": _partnership_styles(frames, words),
        "boundary_lines": (_boundary_line_style(frames, words),),
        "prefectures": (
            _outline_style(
                words,
                "prefectures",
                colour=BORDER_PREFECTURE,
                width=0.4,
                name="prefecture_name",
                from_scale=_PREFECTURE_NAMES_FROM,
                to_scale=_COUNTY_NAMES_FROM,
            ),
        ),
        "provinces": (
            _outline_style(
                words,
                "provinces",
                colour=BORDER_PROVINCE,
                width=0.7,
                name="province_name",
                from_scale=10 * _PREFECTURE_NAMES_FROM,
                to_scale=_PREFECTURE_NAMES_FROM,
            ),
        ),
    }
