"""Every text that a person reads, one JSON file per section and language.

``texts/zh/<section>.json`` and ``texts/en/<section>.json`` hold the same keys (a test checks).
Placeholders are ``{name}`` and are filled with :meth:`str.format_map`, so a value can
never be read as a template.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from geo.vocabulary import Language

#: A folder for each language, by its value.
FOLDER = files(__name__)


@cache
def section(name: str, language: Language | str = Language.ZH) -> dict[str, str]:
    """All texts of one section.

    Raises
    ------
    FileNotFoundError
        If there is no such section in that language.
    """
    path = FOLDER / str(language) / f"{name}.json"
    texts: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return texts


def text(name: str, key: str, language: Language | str = Language.ZH, /, **values: object) -> str:
    """One text, with its placeholders filled.

    Raises
    ------
    KeyError
        If the section has no such key, or the text has a placeholder that was not given.
    """
    return section(name, language)[key].format_map(values)
