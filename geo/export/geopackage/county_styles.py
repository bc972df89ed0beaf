"""Styles of the counties: by type, by number of tasks, one type alone, one document alone.

The first and the third read the layer's own columns, so an edit in QGIS recolours the map. A
document's style names the counties, for the columns do not say which document gave which type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geo.export.geopackage import county_symbols
from geo.export.geopackage.expressions import all_of, among, any_of, column, literal, none_of
from geo.export.geopackage.rules import COUNTY_NAMES_FROM, Labels, Style, StyleRule
from geo.export.geopackage.symbols import Fill, SymbolLayer
from geo.export.geopackage.words import FileWords
from geo.looks import BORDER_COUNTY, BORDER_PREFECTURE, NAME_INK, NEUTRAL_FILL, in_order, tint
from geo.records.resolved import Theme
from geo.records.written import Typology
from geo.vocabulary import LIST_MARK, Role, Standing

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import EditionFrames

#: What counties of one look hold, in legend order.
_Combination = tuple[tuple[str, Standing], ...]

#: The standings that count; a candidate is of no type yet.
_SETTLED = (Standing.LISTED, Standing.DERIVED)

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
    """Styles of the layer ``counties`` for one edition.

    ``theme`` confines the style by type to the types that are drawn together.
    """

    def __init__(self, frames: EditionFrames, words: FileWords, theme: Theme | None = None) -> None:
        self.frames = frames
        self.words = words
        self.theme = theme
        self.held = county_symbols.holdings(frames.assignments)
        shown = [t for t in frames.typologies if theme is None or t.key in theme.typologies]
        self.typologies = in_order(shown)
        self.bases = in_order(shown, Role.BASE)
        self.overlays = in_order(shown, Role.OVERLAY)
        self.total = len(frames.counties)

    def styles(self) -> Iterator[Style]:
        """The default style first: by type, of the leading theme where there are several."""
        themes = self.frames.themes
        if len(themes) > 1:
            yield from (CountyStyles(self.frames, self.words, t).by_type() for t in themes)
        else:
            yield self.by_type()
        yield self._style("tasks", self._task_rules())
        for typology in in_order(self.frames.typologies):
            if self._count(typology, *Standing):
                name = self.words.typology(typology)
                yield self._style("one_type", self._one_type_rules(typology), name=name)
        documents = self.frames.documents
        for key, title in zip(documents["document_id"], documents["short_title"], strict=True):
            rows = self.frames.assignments[self.frames.assignments["document_id"] == key]
            if len(rows):
                yield self._style("document", self._combination_rules(rows), name=title)

    def by_type(self) -> Style:
        """The style by type."""
        if self.theme is None:
            return self._style("types", self._type_rules())
        theme = self.words.voice.quoted(self.theme.name)
        return self._style("types_of_theme", self._type_rules(), theme=theme)

    def _style(self, key: str, rules: Sequence[StyleRule], **values: str) -> Style:
        marked = [_is(t) for t in self.overlays if t.pattern.kind == "mark"]
        names = Labels(
            "county_name",
            colour=NAME_INK,
            size=8,
            from_scale=COUNTY_NAMES_FROM,
            below_when=any_of(marked) if marked else "",
        )
        return Style(self.words.say(f"style.{key}", **values), "fill", rules, names)

    def _count(self, typology: Typology, *wanted: Standing) -> int:
        """Counties that the typology has with one of these standings."""
        return sum(1 for types in self.held.values() if types.get(typology.key) in wanted)

    def _label(self, key: str, typology: Typology, count: int) -> str:
        return self.words.say(f"legend.{key}", name=self.words.typology(typology), count=count)

    def _type_rules(self) -> list[StyleRule]:
        rules = []
        for standing in _SETTLED:
            for place, typology in enumerate(self.bases):
                rules += self._first_rules(typology, standing, self.bases[:place])
        for place, typology in enumerate(self.bases):
            rules += self._further_rules(typology, self.bases[:place])
        for standing in _SETTLED:
            rules += [rule for t in self.overlays for rule in self._overlay_rules(t, standing)]
        rules += [rule for t in self.typologies for rule in self._candidates(t)]
        return [*rules, *self._neutral_rules()]

    def _candidates(self, typology: Typology) -> list[StyleRule]:
        count = self._count(typology, Standing.CANDIDATE)
        if not count:
            return []
        label = self._label(Standing.CANDIDATE, typology, count)
        where = _names("candidate_typologies", typology)
        return [StyleRule(label, where, county_symbols.candidate(typology))]

    def _state(self, typology: Typology, standing: Standing) -> str:
        """Which of the type's counties have it by this standing; empty where none is derived."""
        if not self._count(typology, Standing.DERIVED):
            return ""
        is_derived = standing is Standing.DERIVED
        return _is_derived(typology) if is_derived else none_of([_is_derived(typology)])

    def _first_rules(
        self, typology: Typology, standing: Standing, earlier: Sequence[Typology]
    ) -> list[StyleRule]:
        count = self._count(typology, standing)
        if not count:
            return []
        where = all_of(
            _is(typology),
            self._state(typology, standing),
            none_of([_is(t) for t in earlier]),
        )
        label = self._label(standing, typology, count)
        return [StyleRule(label, where, county_symbols.base(typology, standing))]

    def _further_rules(self, typology: Typology, earlier: Sequence[Typology]) -> list[StyleRule]:
        rules = []
        places = county_symbols.ranks(self.held, typology, self.bases)
        keys = {t.key for t in earlier}
        for standing in _SETTLED:
            holders = [h for h in self.held.values() if h.get(typology.key) is standing]
            count = sum(1 for holder in holders if keys & set(county_symbols.settled(holder)))
            if not count:
                continue
            layers: list[SymbolLayer] = []
            for rank, of in places:
                # One rule, and so one legend entry, however many types its counties have.
                only = self._place(rank, of, earlier) if len(places) > 1 else ""
                layers += county_symbols.further(
                    typology, standing, rank=rank, of=of, enabled_when=only
                )
            where = all_of(
                _is(typology),
                self._state(typology, standing),
                any_of([_is(t) for t in earlier]),
            )
            key = "further" if standing is Standing.LISTED else "further_derived"
            rules.append(StyleRule(self._label(key, typology, count), where, layers))
        return rules

    def _place(self, rank: int, of: int, earlier: Sequence[Typology]) -> str:
        def number(typologies: Sequence[Typology]) -> str:
            return " + ".join(f"CASE WHEN {_is(t)} THEN 1 ELSE 0 END" for t in typologies)

        return f"({number(earlier)}) = {rank} AND ({number(self.bases)}) = {of}"

    def _overlay_rules(self, typology: Typology, standing: Standing) -> list[StyleRule]:
        count = self._count(typology, standing)
        if not count:
            return []
        where = all_of(_is(typology), self._state(typology, standing))
        label = self._label(standing, typology, count)
        return [StyleRule(label, where, county_symbols.overlay(typology, standing))]

    def _neutral_rules(self) -> list[StyleRule]:
        keys = {t.key for t in self.bases}
        holders = (county_symbols.settled(types) for types in self.held.values())
        count = self.total - sum(1 for types in holders if keys & set(types))
        if not count:
            return []
        where = none_of([_is(t) for t in self.bases]) or "true"
        label = self.words.say("legend.neutral", count=count)
        return [StyleRule(label, where, county_symbols.neutral())]

    def _one_type_rules(self, typology: Typology) -> list[StyleRule]:
        rules = []
        for standing in _SETTLED:
            count = self._count(typology, standing)
            if count:
                layers = county_symbols.combination(
                    {typology.key: standing}, self.frames.typologies
                )
                where = all_of(_is(typology), self._state(typology, standing))
                label = self._label(standing, typology, count)
                rules.append(StyleRule(label, where, layers))
        rules += self._candidates(typology)
        others = self.total - self._count(typology, *_SETTLED)
        if others:
            label = self.words.say("legend.others", count=others)
            rules.append(StyleRule(label, none_of([_is(typology)]), county_symbols.neutral()))
        return rules

    def _combination_rules(self, rows: pd.DataFrame) -> list[StyleRule]:
        """One rule per combination of types that a document gives."""
        order = {t.key: place for place, t in enumerate(in_order(self.frames.typologies))}
        groups: dict[_Combination, list[str]] = {}
        for code, types in sorted(county_symbols.holdings(rows).items()):
            parts = tuple(sorted(types.items(), key=lambda item: order[item[0]]))
            groups.setdefault(parts, []).append(code)
        rules = []
        for parts in sorted(groups, key=lambda g: [(order[key], state) for key, state in g]):
            rules.append(self._combination_rule(parts, groups[parts]))
        named = sorted(code for codes in groups.values() for code in codes)
        if len(named) < self.total:
            label = self.words.say("legend.others", count=self.total - len(named))
            where = none_of([among("county_code", named)])
            rules.append(StyleRule(label, where, county_symbols.neutral()))
        return rules

    def _combination_rule(self, parts: _Combination, codes: Sequence[str]) -> StyleRule:
        names = {t.key: self.words.typology(t) for t in self.frames.typologies}
        shown = [
            names[key]
            if standing is Standing.LISTED
            else self.words.say(f"legend.{standing}_name", name=names[key])
            for key, standing in parts
        ]
        name = self.words.say("legend.list_mark").join(shown)
        layers = county_symbols.combination(dict(parts), self.frames.typologies)
        label = self.words.say("legend.listed", name=name, count=len(codes))
        return StyleRule(label, among("county_code", codes), layers)

    def _task_rules(self) -> list[StyleRule]:
        counts = self.frames.counties["task_count"].tolist()
        deep = self.bases[0].colour if self.bases else BORDER_PREFECTURE
        steps = task_steps(counts)
        rules = []
        for place, (low, high) in enumerate(steps):
            colour = tint(deep, (place + 1) / len(steps)) if high else NEUTRAL_FILL
            held = sum(1 for value in counts if low <= value <= high)
            span = str(low) if low == high else f"{low}–{high}"
            where = f"{column('task_count')} >= {low} AND {column('task_count')} <= {high}"
            label = self.words.say("legend.tasks", span=span, count=held)
            rules.append(StyleRule(label, where, [Fill(colour, border=BORDER_COUNTY)]))
        return rules


def task_steps(counts: Sequence[int]) -> list[tuple[int, int]]:
    """Classes of about equal number of counties; none is empty, and 0 is one of its own."""
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
