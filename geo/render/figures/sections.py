"""What stands beside a map, as sections: types with counts, borders, numbers, remarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from geo.content.extents import COMPLETE, Completeness, completeness
from geo.draw.flow import Continuation, Row, Section
from geo.draw.labels import Placed
from geo.draw.legend import Panel
from geo.looks import (
    BORDER_COUNTY,
    BORDER_PREFECTURE,
    BORDER_PROVINCE,
    FIGURE,
    TOO_SMALL_MARK,
    Look,
    in_order,
)
from geo.records.written import Typology
from geo.render.figures.marginalia import FigureWords, unnamed_documents
from geo.vocabulary import Basis, Role, Standing

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Characters of a note that are drawn as one block; a longer one may go on in the next column.
NOTE_BLOCK = 240
#: Numbered names that are listed as one block.
NUMBER_BLOCK = 40
NAMES_TABLE = "tables/assignments.csv"
#: In place of a number that no place on the map was free for.
NOT_ON_THE_MAP = "—"
_PAUSES = "。；;，,、 "


def untyped(looks: Mapping[str, Look]) -> set[str]:
    """The counties that show nothing: theirs are the first names to be left out."""
    return {code for code, look in looks.items() if not look.held}


def legend_counts(looks: Mapping[str, Look]) -> Counter[tuple[str, Standing]]:
    """(typology key, standing) → counties: what the legend says, from what the map shows."""
    return Counter(
        (typology.key, standing) for look in looks.values() for typology, standing in look.held
    )


def entry_row(look: Look, label: str, count: int) -> Row:
    """A row with a swatch, its meaning and a number of counties."""
    return lambda panel: panel.entry(look, label, count=count)


def type_rows(
    words: FigureWords,
    looks: Mapping[str, Look],
    chosen: Sequence[Typology],
    complete: Mapping[str, Completeness],
) -> list[Row]:
    """One row per type and standing that the map shows."""
    counts = legend_counts(looks)
    rows = []
    for typology in chosen:
        for standing in Standing:
            count = counts[typology.key, standing]
            if count:
                held = ((typology, standing),)
                look = Look(fills=held) if typology.role is Role.BASE else Look(overlays=held)
                own = complete.get(typology.key, COMPLETE)
                rows.append(entry_row(look, words.standing(typology, standing, own), count))
    return rows


def _striped(words: FigureWords, looks: Mapping[str, Look]) -> list[Row]:
    """The commonest stripe as an example, and how many counties are striped.

    A candidate is of no type yet, so stripes with one are counted apart.
    """
    striped = [look.fills for look in looks.values() if len(look.fills) > 1]
    rows = []
    for label, has_candidate in (("several", False), ("several-candidates", True)):
        counts = Counter(
            fills
            for fills in striped
            if any(standing is Standing.CANDIDATE for _, standing in fills) is has_candidate
        )
        if counts:
            example = min(counts, key=lambda f: (-counts[f], [t.order for t, _ in f]))
            rows.append(entry_row(Look(fills=example), words(label), counts.total()))
    return rows


def note_rows(texts: Iterable[str]) -> tuple[Row, ...]:
    """A paragraph for each text; a long one is cut at a pause into blocks."""
    rows: list[Row] = []
    for text in texts:
        first, *others = _blocks(text)
        rows.append(partial(Panel.note, text=first))
        rows += [Continuation(Panel.note, text=block) for block in others]
    return tuple(rows)


def _blocks(text: str) -> list[str]:
    blocks = []
    while len(text) > NOTE_BLOCK:
        end = max(text.rfind(pause, NOTE_BLOCK // 2, NOTE_BLOCK) for pause in _PAUSES) + 1
        end = end or NOTE_BLOCK
        blocks.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*blocks, text]


def standing_rows(words: FigureWords, looks: Mapping[str, Look]) -> tuple[Row, ...]:
    """What pale fills and loose lines mean, if the map has any."""
    shown = {standing for _, standing in legend_counts(looks)}
    unnamed = (s for s in (Standing.DERIVED, Standing.CANDIDATE) if s in shown)
    return note_rows(words(f"note-{standing}") for standing in unnamed)


def rule_notes(words: FigureWords, frames: EditionFrames) -> Section:
    """What each rule of the documents leaves open, and why."""
    names = {t.key: words.typology(t) for t in frames.typologies}
    notes = [
        words(
            "rule",
            typology=names[row["typology"]],
            clause=row["clause"],
            reason=row["open_reason"].rstrip("。."),
        )
        for row in frames.rules.to_dict("records")
        if row["open_reason"]
    ]
    return Section(words("rules"), note_rows(notes), is_note=True, table="tables/rules.csv")


def border_entries(words: FigureWords, frames: EditionFrames) -> list[tuple[str, float, str]]:
    """Samples of the border weights that a map uses."""
    entries = [(BORDER_PROVINCE, FIGURE.province, words("border-region"))]
    if frames.counties["prefecture_code"].nunique() > 1:
        entries.append((BORDER_PREFECTURE, FIGURE.prefecture, words("border-prefecture")))
    entries.append((BORDER_COUNTY, FIGURE.county, words("border-county")))
    if frames.counties["province_code"].nunique() > 1:
        inner = FIGURE.prefecture * 1.3
        return [*entries, (BORDER_PROVINCE, inner, words("border-province"))]
    return [*entries, (BORDER_PREFECTURE, FIGURE.context, words("border-province"))]


def borders(words: FigureWords, frames: EditionFrames) -> Section:
    """The border weights of the map."""
    row = partial(Panel.line_entries, entries=border_entries(words, frames))
    return Section(words("legend-borders"), (row,))


def legend(
    words: FigureWords,
    frames: EditionFrames,
    looks: Mapping[str, Look],
    *,
    too_small: Iterable[str] = (),
    has_names: bool = True,
) -> list[Section]:
    """The whole legend of an edition; without names on the map it says where they are.

    ``too_small`` are codes of counties whose stripes cannot be told apart; they are listed.
    """
    complete = completeness(frames)
    rows = type_rows(words, looks, in_order(frames.typologies, Role.BASE), complete)
    rows += _striped(words, looks)
    unseen = [code for code in looks if code in set(too_small)]
    if unseen:
        label = words("too-small")
        rows.append(lambda p: p.symbol_entry(TOO_SMALL_MARK, label, count=len(unseen)))
    overlays = type_rows(words, looks, _overlays(looks), complete)
    if untyped(looks):
        blank = entry_row(Look(), words("none"), len(untyped(looks)))
        # A theme of overlays alone has no fills for the blank to stand beside.
        (rows if rows or not overlays else overlays).append(blank)
    theme = frames.edition.theme
    kind = "legend-base" if theme is None or theme.is_main else "legend-base-of-theme"
    headed = ((kind, rows), ("legend-overlay", overlays))
    sections = [
        Section(words(heading), tuple(own), words("legend-counts"))
        for heading, own in headed
        if own
    ]
    elsewhere = () if has_names else note_rows([words("names-elsewhere", table=NAMES_TABLE)])
    sections.append(Section("", (*standing_rows(words, looks), *elsewhere)))
    return [
        *sections,
        rule_notes(words, frames),
        borders(words, frames),
        *_too_small(words, frames, looks, unseen),
    ]


def _overlays(looks: Mapping[str, Look]) -> list[Typology]:
    """What is drawn over fills, statuses included, in legend order."""
    return in_order({t.key: t for look in looks.values() for t, _ in look.overlays}.values())


def _too_small(
    words: FigureWords, frames: EditionFrames, looks: Mapping[str, Look], codes: Sequence[str]
) -> list[Section]:
    """The types of counties whose stripes cannot be told apart."""
    names = dict(zip(frames.counties["county_code"], frames.counties["county_name"], strict=True))
    notes = []
    for code in codes:
        types = (words.typology(typology) for typology, _ in looks[code].fills)
        held = words("name-separator").join(types)
        notes.append(words("remark", name=words.voice.quoted(names[code]), note=held))
    return [Section(words("too-small-list"), note_rows(notes), is_note=True)] if notes else []


def remarks(words: FigureWords, frames: EditionFrames) -> Section:
    """What the lists note on counties that documents name."""
    rows = frames.drawn[frames.drawn["basis"] == Basis.LISTED.value]
    pairs = zip(rows["county_name"], rows["note"], strict=True)
    notes = dict.fromkeys(
        words("remark", name=words.voice.quoted(name), note=note) for name, note in pairs if note
    )
    return Section(words("remarks"), note_rows(notes), is_note=True)


def documents(words: FigureWords, frames: EditionFrames, *, font: Path) -> Section:
    """The documents, where they are too many for the line under the title."""
    named = unnamed_documents(frames, words, font=font)
    return Section(words("documents"), note_rows(named), is_note=True, table="tables/documents.csv")


def numbered_names(words: FigureWords, frames: EditionFrames, names: Sequence[Placed]) -> Section:
    """The counties that found no room on the map, by their number."""
    full = dict(zip(frames.counties["county_code"], frames.counties["county_name"], strict=True))
    listed = [
        words(
            "numbered-entry",
            number=p.number if p.is_drawn else NOT_ON_THE_MAP,
            name=words.voice.quoted(full[p.wanted.key]),
        )
        for p in names
        if p.number is not None
    ]
    blocks = [listed[i : i + NUMBER_BLOCK] for i in range(0, len(listed), NUMBER_BLOCK)]
    return Section(words("numbered"), tuple(partial(Panel.columns, items=b) for b in blocks))
