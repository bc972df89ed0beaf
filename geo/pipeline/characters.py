"""Characters of the texts that figures draw and their font lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from geo import lists
from geo.draw.glyphs import font_characters, stand_in
from geo.errors import Fault
from geo.lists.phrases import phrases_folder, texts_of
from geo.pipeline.inputs import Inputs, read_all_phrases
from geo.records.resolved import Place
from geo.records.written import DocumentLists
from geo.vocabulary import Language, Severity

#: Where a text is, by the path of keys in its list.
_Path = tuple[str | int, ...]


def located(fault: Fault, inputs: Inputs, edition: str) -> Fault:
    """The fault of an edition's figure that lacks characters, at the place of the first of them in
    a list, if possible one of the edition; any other fault, or one of no list, as it is."""
    if fault.kind != "glyph-missing" or fault.value is None:
        return fault
    known = character_faults(inputs, read_all_phrases(inputs)[0])
    found = [f for f in known if f.kind == fault.kind and (f.value or "—") in (fault.value or "")]
    own = {f.file for f in inputs.folder.files if f.lists.document.edition == edition}
    return min(found, key=lambda each: each.file not in own, default=fault)


def character_faults(
    inputs: Inputs, phrases: Mapping[Language, Mapping[str, str]]
) -> Iterator[Fault]:
    """Characters that figures draw otherwise (``glyph-replaced``, a hint), and those that nothing
    can draw (``glyph-missing``), once per file, each at its first line.

    ``phrases`` are those of each further language, by the Chinese text.
    """
    yield from _of_lists(inputs)
    for name in ("typologies", "regions", "agencies"):
        path = lists.yaml_file(inputs.project.layers, name)
        yield from _of_text(path, inputs)
    for language, entries in phrases.items():
        yield from _of_phrases(inputs, language, entries)


def _of_lists(inputs: Inputs) -> Iterator[Fault]:
    for file in inputs.folder.files:
        if not _lacking(file.text):
            continue
        seen: set[str] = set()
        for path, text in _drawn(file.lists):
            for character in sorted(_lacking(text) - seen):
                seen.add(character)
                yield _fault(character, file.place(path, character))


def _of_text(path: Path, inputs: Inputs) -> Iterator[Fault]:
    """Faults of a file of declarations: comments do not count."""
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    if _lacking(text):
        lines = text.splitlines()
        written = [line.partition(" #")[0] if line[:1] != "#" else "" for line in lines]
        yield from _at_first(written, inputs.project.relative(path))


def _of_phrases(inputs: Inputs, language: Language, entries: Mapping[str, str]) -> Iterator[Fault]:
    """Faults of translations, but for those of texts that no figure draws."""
    if not _lacking("".join(entries.values())):
        return
    drawn = {text for each in inputs.lists for _, text in _drawn(each)}
    undrawn = {text for each in inputs.lists for text in texts_of(each)} - drawn
    odd = _lacking("".join(v for k, v in entries.items() if k not in undrawn))
    folder = phrases_folder(inputs.project.layers, language)
    for path in sorted(folder.iterdir()) if odd else ():
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        kept = ["".join(odd.intersection(line)) for line in lines]
        yield from _at_first(kept, inputs.project.relative(path))


def _at_first(lines: Iterable[str], file: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        for character in sorted(_lacking(line) - seen):
            seen.add(character)
            yield _fault(character, Place(file, number, ""))


def _lacking(text: str) -> set[str]:
    return {c for c in set(text) - font_characters() if c not in "\n\t"}


def _fault(character: str, place: Place) -> Fault:
    found = stand_in(character, font_characters())
    written = f"{character}（U+{ord(character):04X}）"
    if found is None:
        return Fault("glyph-missing", place.file, place.line, place.clause or None, written)
    details = {"drawn": found or "—"}
    return Fault(
        "glyph-replaced",
        place.file,
        place.line,
        place.clause or None,
        written,
        details,
        severity=Severity.WARNING,
    )


def _drawn(written: DocumentLists) -> Iterator[tuple[_Path, str]]:
    """Texts of a list that figures draw: titles, names, statuses, remarks, agencies."""
    own = written.document
    for key in ("title", "short_title", "number"):
        yield ("document", key), getattr(own, key) or ""
    for i, layer in enumerate(written.layers):
        for key in ("subtype", "status", "note"):
            yield ("layers", i, key), getattr(layer, key)
        yield ("layers", i, "members"), "".join(layer.members)
    for i, rule in enumerate(written.rules):
        yield ("rules", i, "note"), rule.note
    for i, task in enumerate(written.tasks):
        for key in ("lead", "responsible", "cooperating"):
            yield ("tasks", i, key), "".join(getattr(task, key))
