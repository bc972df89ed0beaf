"""Translations of the lists' texts: the files of a language's folder, and the texts they cover.

A file is one mapping, the exact Chinese text to the other language's. Each document may have a file
of its name; what several documents say is in ``common.yaml``. No file need be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from geo.errors import Fault
from geo.lists.files import yaml_files
from geo.lists.located import parse
from geo.lists.validating import read_text
from geo.records.written import Model, Translatable, run_items
from geo.vocabulary import Language
from geo.voice.texts import text


def phrases_folder(layers: Path, language: Language) -> Path:
    """The folder of a language's phrases, such as ``layers/english``."""
    return layers / text("voice", "phrases-folder", language)


def read_phrases(
    folder: Path, *, relative: Callable[[Path], str]
) -> tuple[dict[str, str], list[Fault]]:
    """Every file of a folder of phrases: Chinese text → the same in the folder's language.

    Returns
    -------
    dict of str to str, list of Fault
        A text that occurs twice, in one file or in two, and a value that is no text are faults,
        with file and line. A missing folder is an empty one.
    """
    entries: dict[str, str] = {}
    first: dict[str, str] = {}
    paths, faults = yaml_files(folder, relative=relative)
    for path in paths.values():
        file = relative(path)
        written, unread = read_text(path, file)
        located = parse(written, file)
        faults += (*unread, *located.faults)
        found = {} if located.value is None else located.value
        if not isinstance(found, dict):
            faults.append(Fault("phrases-form", file, located.span(()).first))
            continue
        for chinese, other in found.items():
            line = located.span((chinese,)).first
            if not isinstance(other, str) or not other.strip():
                faults.append(Fault("phrases-value", file, line, value=chinese))
            elif chinese in first:
                details = {"first": first[chinese]}
                faults.append(Fault("phrases-twice", file, line, value=chinese, details=details))
            else:
                first[chinese], entries[chinese] = f"{file}:{line}", other.strip()
    return entries, faults


@cache
def _fields(model: type[Model]) -> tuple[tuple[str, Translatable | None], ...]:
    """Names of a model's fields, each with the kind of text to translate in it."""
    return tuple(
        (name, next((m for m in declared.metadata if isinstance(m, Translatable)), None))
        for name, declared in model.model_fields.items()
    )


def texts_of(written: Model) -> Iterator[str]:
    """Every text of a list, or of a part of it, that outputs of another language translate.

    Titles, headings, agencies, summaries, targets and notes, as :mod:`geo.records.written` marks
    them; no name of a county, a type or an area. With repeats.
    """
    for name, wording in _fields(type(written)):
        value = getattr(written, name)
        if wording is Translatable.QUOTED:
            yield value or ""
        elif wording is Translatable.AGENCIES:
            yield from run_items(value or ())
        else:
            parts = value if isinstance(value, tuple) else (value,)
            for part in parts:
                if isinstance(part, Model):
                    yield from texts_of(part)
