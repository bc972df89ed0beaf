"""Every layer's styles: the one it opens with, and those to switch to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from geo.export.geopackage import county_symbols
from geo.export.geopackage.county_styles import CountyStyles
from geo.export.geopackage.expressions import all_of, column, equals, none_of
from geo.export.geopackage.rules import (
    COUNTY_NAMES_FROM,
    PREFECTURE_NAMES_FROM,
    Labels,
    Style,
    StyleRule,
)
from geo.export.geopackage.symbols import ArrowHead, Stroke, SymbolLayer
from geo.export.geopackage.words import FileWords
from geo.looks import BORDER_PREFECTURE, BORDER_PROVINCE, INK, NAME_INK, QGIS, in_order
from geo.vocabulary import Basis, Standing

if TYPE_CHECKING:
    from geo.schema import EditionFrames


def _assignment_style(frames: EditionFrames, words: FileWords) -> Style:
    """Rows cover each other: fills by type and standing, overlays over them."""
    rows = frames.drawn
    columns = (rows["typology"], rows["basis"], rows["is_complete"])
    counts = Counter(
        (key, Standing.of(basis, is_complete=is_complete))
        for key, basis, is_complete in zip(*columns, strict=True)
    )
    complete = column("is_complete")
    rules = []
    for typology in in_order(frames.typologies):
        for standing in Standing:
            count = counts[typology.key, standing]
            if not count:
                continue
            is_listed = standing is Standing.LISTED
            is_complete = standing is not Standing.CANDIDATE
            where = all_of(
                equals("typology", typology.key),
                equals("basis", str(Basis.LISTED if is_listed else Basis.RULE)),
                complete if is_complete else none_of([complete]),
            )
            label = words.say(f"legend.{standing}", name=words.typology(typology), count=count)
            rules.append(StyleRule(label, where, county_symbols.of_type(typology, standing)))
    names = Labels("county_name", colour=NAME_INK, size=8, from_scale=COUNTY_NAMES_FROM)
    return Style(words.say("style.assignments"), "fill", rules, names)


_DASHES: tuple[tuple[float, ...], ...] = ((), (2.4, 1.2), (0.6, 0.8), (3, 0.8, 0.6, 0.8))


def _arrow(dash: tuple[float, ...] = ()) -> tuple[SymbolLayer, ...]:
    return Stroke(INK, QGIS.context, dash=dash), ArrowHead(INK)


def _by_value(values: Sequence[str], name: str, words: FileWords) -> Iterator[tuple[str, str, int]]:
    """Label, condition and number of each value of a column."""
    for place, (value, count) in enumerate(sorted(Counter(values).items())):
        yield words.say("legend.listed", name=value, count=count), equals(name, value), place


def _partnership_styles(frames: EditionFrames, words: FileWords) -> tuple[Style, ...]:
    """All alike, or distinguished by dashes: documents have more kinds than lines can show."""
    kinds = frames.partnerships["kind"].tolist()
    names = Labels("kind", colour=INK, size=7, from_scale=COUNTY_NAMES_FROM // 2, is_on_line=True)
    label = words.say("legend.listed", name=words.title("partnerships"), count=len(kinds))
    rules = [
        StyleRule(text, where, _arrow(_DASHES[place % len(_DASHES)]))
        for text, where, place in _by_value(kinds, "kind", words)
    ]
    return (
        Style(words.say("style.lines"), "line", [StyleRule(label, "", _arrow())], names),
        Style(words.say("style.partnerships"), "line", rules, names),
    )


def _boundary_line_style(frames: EditionFrames, words: FileWords) -> Style:
    kinds = frames.boundary_lines["line_kind"].tolist()
    rules = [
        StyleRule(
            text,
            where,
            [Stroke(BORDER_PREFECTURE, QGIS.context, dash=_DASHES[place % len(_DASHES)])],
        )
        for text, where, place in _by_value(kinds, "line_kind", words)
    ]
    return Style(words.say("style.boundary_lines"), "line", rules)


def _outline_style(
    words: FileWords,
    key: str,
    *,
    colour: str,
    width: float,
    name: str,
    from_scale: int,
    to_scale: int,
) -> Style:
    rule = StyleRule(words.say(f"table.{key}"), "", [Stroke(colour, width)])
    text = Labels(name, colour=colour, size=8.5, from_scale=from_scale, to_scale=to_scale)
    return Style(words.say("style.outline"), "fill", [rule], text)


def layer_styles(frames: EditionFrames, words: FileWords) -> Mapping[str, tuple[Style, ...]]:
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
                width=QGIS.prefecture,
                name="prefecture_name",
                from_scale=PREFECTURE_NAMES_FROM,
                to_scale=COUNTY_NAMES_FROM,
            ),
        ),
        "provinces": (
            _outline_style(
                words,
                "provinces",
                colour=BORDER_PROVINCE,
                width=QGIS.province,
                name="province_name",
                from_scale=10 * PREFECTURE_NAMES_FROM,
                to_scale=PREFECTURE_NAMES_FROM,
            ),
        ),
    }
