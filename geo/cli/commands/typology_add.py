"""``typology add``: a further typology with a colour and a pattern that differ from the others."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Annotated

import typer

from geo import colours
from geo.cli.declare import takes
from geo.cli.session import Session
from geo.editing.typology_entry import proposed_colour, proposed_pattern, with_typology
from geo.errors import ConfigError, FaultsError
from geo.lists import read_typologies, yaml_file
from geo.lists.declared import TYPOLOGIES
from geo.pipeline.likeness import confusable
from geo.records.written import Typologies, Typology
from geo.vocabulary import LIST_MARK, RESERVED_KEYS, Role


@dataclass(frozen=True)
class TypologyAsked:
    """What a person decides; colour, pattern and order are proposed."""

    name: Annotated[str, typer.Argument(help="中文名，如 资源型 · Chinese name", metavar="NAME")]
    name_en: Annotated[
        str, typer.Option("--name-en", help="英文名；不写则先用拼音 · English name")
    ] = ""
    role: Annotated[
        Role, typer.Option("--role", help="面填充 base 或叠加 overlay · fill, or over any fill")
    ] = Role.BASE
    theme: Annotated[str, typer.Option("--theme", help="专题的 key · key of a theme")] = ""


@takes("project", "language", "quiet")
def typology_add(session: Session, asked: TypologyAsked) -> None:
    """增加一个类型，提出分得开的颜色和图案 · Add a typology, its colour and pattern proposed.

    例 example:  county-typology typology add 资源型 --name-en Resource-based --theme county_towns
    """
    path = yaml_file(session.place.layers, TYPOLOGIES)
    read, faults = read_typologies(session.place.layers, relative=session.place.relative)
    if any(fault.is_error for fault in faults):
        raise FaultsError(faults)
    together = _together(session, read, asked.theme)
    typology = _typology(session, asked, read, together)
    # Bytes, so that the line endings of the file stay as they are.
    text = with_typology(path.read_bytes().decode("utf-8"), typology)
    path.write_bytes(text.encode("utf-8"))
    _report(session, typology, together, path=session.place.relative(path))
    if not asked.name_en:
        session.progress(session.text("explain", "typology-no-english", english=typology.name_en))


def _report(session: Session, typology: Typology, together: list[Typology], *, path: str) -> None:
    pattern = typology.pattern.symbol or str(typology.pattern.kind)
    said = session.text(
        "explain", "typology-added", name=typology.name, key=typology.key, colour=typology.colour,
        pattern=pattern, order=typology.order, path=path,
    )  # fmt: skip
    session.progress(said)
    for other in together:
        if confusable(typology, other):
            distance = f"{colours.worst(typology.colour, other.colour)[0]:.0f}"
            words = {"other": other.name, "distance": distance}
            session.progress(session.text("explain", "typology-near", **words))


def _typology(
    session: Session, asked: TypologyAsked, read: Typologies, together: list[Typology]
) -> Typology:
    name, present = asked.name.strip(), read.typologies
    keys = {*(t.key for t in present), *(theme.key for theme in read.themes)}
    if name in {*keys, *(t.name for t in present), *(theme.name for theme in read.themes)}:
        raise ConfigError(session.text("explain", "typology-exists", name=name))
    if not name:
        raise ConfigError(session.text("explain", "typology-unnamed"))
    english = asked.name_en.strip() or _romanised(name)
    return Typology(
        key=_key(english, keys | RESERVED_KEYS),
        name=name,
        name_en=english,
        theme=asked.theme or None,
        role=asked.role,
        order=max((t.order for t in present), default=0) + 1,
        colour=proposed_colour(together, asked.role, present),
        pattern=proposed_pattern(together, asked.role),
    )


def _together(session: Session, read: Typologies, theme: str) -> list[Typology]:
    """The typologies that a new one of a theme is drawn with; all of them where none is given."""
    known = [each.key for each in read.themes]
    if theme and theme not in known:
        words = {"theme": theme, "known": LIST_MARK.join(known) or "—"}
        raise ConfigError(session.text("explain", "typology-theme", **words))
    return [t for t in read.typologies if not theme or t.theme == theme]


def _romanised(name: str) -> str:
    from pypinyin import lazy_pinyin  # loads its dictionary, and only a name without English asks

    return " ".join(lazy_pinyin(name)).capitalize()


def _key(english: str, taken: AbstractSet[str]) -> str:
    """A key of the English name's words that nobody has."""
    words = re.sub(r"[^a-z0-9]+", "_", english.casefold()).strip("_")
    stem = re.sub(r"^[^a-z]+", "", words)[:26].strip("_") or "type"
    numbered = (f"{stem}_{n}" for n in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)
