"""Statuses on a map: each word of an edition's lists has a sign of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.looks import CIRCLED, INK, SYMBOLS, Look
from geo.records.written import Pattern, Typology
from geo.render.figures.marginalia import FigureWords
from geo.vocabulary import Role, Standing

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Typology key, status.
_Status = tuple[str, str]


def by_status(frames: EditionFrames) -> list[Typology]:
    """The typologies whose statuses have signs on every figure."""
    return [t for t in frames.typologies if t.pattern.by_status]


def with_statuses(
    looks: Mapping[str, Look],
    frames: EditionFrames,
    words: FigureWords,
    typologies: Iterable[Typology],
    *,
    is_alone: bool = False,
) -> dict[str, Look]:
    """Looks in which members of these typologies have the signs of their statuses.

    A sign takes the place of the typology's own mark. It is drawn as a mark of a typology that is
    named as the status, after its typology unless that ``is_alone`` on the map. The same edition
    has the same signs: they are given in the order of the lists.
    """
    chosen = {t.key: t for t in typologies}
    held = _held(frames, chosen)
    signs = _signs(held, chosen, frames.typologies)
    drawn = {}
    for number, ((key, status), symbol) in enumerate(signs.items()):
        drawn[key, status] = _as_typology(
            chosen[key], status, symbol, words, number=number, is_alone=is_alone
        )
    return {code: _signed(look, held.get(code, {}), drawn) for code, look in looks.items()}


def _held(
    frames: EditionFrames, chosen: Mapping[str, Typology]
) -> dict[str, dict[_Status, Standing]]:
    """County code → the statuses it has, an empty one where a list gives none."""
    found: dict[str, dict[_Status, Standing]] = {}
    columns = ("county_code", "typology", "status", "basis", "is_complete")
    for code, key, status, basis, is_complete in zip(
        *(frames.drawn[c] for c in columns), strict=True
    ):
        if key in chosen:
            standing = Standing.of(basis, is_complete=is_complete)
            own = found.setdefault(code, {})
            own[key, status] = min(standing, own.get((key, status), standing), key=Standing.rank)
    return found


def _signs(
    held: Mapping[str, Mapping[_Status, Standing]],
    chosen: Mapping[str, Typology],
    present: Iterable[Typology],
) -> dict[_Status, str]:
    """A sign for each status: the typology's own for the first if no member lacks a status."""
    every = dict.fromkeys(pair for own in held.values() for pair in own)
    plain = {key for key, status in every if not status}
    taken = {t.pattern.symbol for t in present if t.pattern.kind == "mark"}
    free = (sign for sign in _all_signs() if sign not in taken)
    signs: dict[_Status, str] = {}
    for key, status in (pair for pair in every if pair[1]):
        own = chosen[key].pattern.symbol
        is_first = key not in {k for k, _ in signs}
        signs[key, status] = own if own and is_first and key not in plain else next(free)
    return signs


def _all_signs() -> Iterator[str]:
    """Shapes, then numbers and letters in circles, then numbers in brackets."""
    yield from SYMBOLS
    yield from CIRCLED
    yield from (f"({n})" for n in range(1, 1000))


def _as_typology(
    typology: Typology, status: str, symbol: str, words: FigureWords, *, number: int, is_alone: bool
) -> Typology:
    told = words.voice.quoted(status)
    name = told if is_alone else words("status", typology=words.typology(typology), status=told)
    dark = typology.colour if typology.role is Role.OVERLAY else INK
    return typology.model_copy(
        update={
            "key": f"{typology.key}#{number:03d}",
            "name": name,
            "role": Role.OVERLAY,
            "colour": dark,
            "pattern": Pattern(kind="mark", symbol=symbol),
        }
    )


def _signed(
    look: Look, statuses: Mapping[_Status, Standing], drawn: Mapping[_Status, Typology]
) -> Look:
    signs = [(drawn[pair], standing) for pair, standing in statuses.items() if pair in drawn]
    if not signs:
        return look
    plain = {key for key, status in statuses if not status}
    replaced = {key for key, status in statuses if status} - plain
    kept = [
        (t, s) for t, s in look.overlays if not (t.key in replaced and t.pattern.kind == "mark")
    ]
    ordered = sorted([*kept, *signs], key=lambda held: (held[0].order, held[0].key))
    return replace(look, overlays=tuple(ordered))
