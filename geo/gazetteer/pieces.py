"""A run cut into pieces of one name: at separators, spaces and conjunctions, or between names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.marks import without_numbering, without_quotes
from geo.gazetteer.names import normalise

SEPARATORS = "、，,；;/／|｜\n\r\t。"
_BRACKETED = re.compile(r"[（(〔\[【][^（()）〔〕\[\]【】]*[)）〕\]】]")
REMARK = re.compile(
    r"(?P<name>.*?)\s*[（(〔\[【](?P<remark>[^（()）〔〕\[\]【】]*)[)）〕\]】]", re.S
)
CONJUNCTION = re.compile("以及|和|及|与|與|暨")
#: What a set leaves out: ``凉山州除西昌市、会理市外的15个县``.
_EXCEPTED = re.compile(r"除[^除外。；;\n]{2,60}外")
#: ``①兴文县②屏山县``: numbers that are the only marks between names.
_NUMBERED = re.compile(
    r"(?=[①-⑳]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[0-9]{1,3}[.．、](?![0-9]))"
)
#: Longer pieces are no list of names without separators; they stay whole and are reported.
_LONGEST_PIECE = 400
_LONGEST_NAME = 30
_FULL_ENDINGS = ("县", "区", "市", "旗")


def chunks_of(text: str) -> Iterator[tuple[str, str]]:
    """Parts between separators outside brackets, each with the separator that ends it."""
    spans = [b.span() for pattern in (_BRACKETED, _EXCEPTED) for b in pattern.finditer(text)]
    sheltered = {i for span in spans for i in range(*span)}
    start = 0
    for i, c in enumerate(text + "\n"):
        if c in SEPARATORS and i not in sheltered:
            if text[start:i].strip():
                yield text[start:i].strip(), c
            start = i + 1


def _bare(piece: str) -> str:
    found = REMARK.fullmatch(piece)
    return found["name"] if found else piece


def knows_piece(piece: str, gazetteer: Gazetteer, *, as_place: bool = False) -> bool:
    """Whether a piece, with or without a remark in brackets, is a known form."""
    return any(gazetteer.knows(form, as_place=as_place) for form in {piece, _bare(piece)})


def pieces_of(chunk: str, gazetteer: Gazetteer, *, is_first: bool) -> Iterator[str]:
    """The pieces of a chunk, without numbering and quotation marks."""
    for spaced in (p for part in _by_number(chunk, gazetteer) for p in _by_space(part, gazetteer)):
        part = without_quotes(without_numbering(spaced))
        dotted = [p for p in re.split("[·•・]", part) if p.strip()]
        is_dotted = len(dotted) > 1 and not knows_piece(part, gazetteer)
        if is_dotted and all(_is_place(p, gazetteer) for p in dotted):
            yield from dotted
            continue
        if len(part) > _LONGEST_PIECE or knows_piece(part, gazetteer, as_place=True):
            yield part
            continue
        for one in _by_conjunction(part, gazetteer, is_first=is_first) or [part]:
            yield from _unseparated(one, gazetteer) or [one]


def _by_number(chunk: str, gazetteer: Gazetteer) -> list[str]:
    """Numbered names without separators: ``①兴文县②屏山县``, ``1.兴文县2.屏山县``."""
    first, *others = [p.strip() for p in _NUMBERED.split(chunk) if p.strip()] or [chunk]
    names = [without_numbering(first), *map(without_numbering, others)]
    is_numbered = others and all(n != p for n, p in zip(names[1:], others, strict=True))
    return names if is_numbered and all(_is_place(n, gazetteer) for n in names) else [chunk]


def _is_place(piece: str, gazetteer: Gazetteer) -> bool:
    return knows_piece(piece, gazetteer, as_place=True)


def _by_space(chunk: str, gazetteer: Gazetteer) -> list[str]:
    """Names divided at spaces, except at a space inside a name (``沛 县``)."""
    words = list(re.finditer(r"[^\s]+", _mask_brackets(chunk)))
    if len(words) < 2 or len(chunk) > _LONGEST_PIECE:
        return [chunk]
    spans = [chunk[w.start() : w.end()] for w in words]
    if all(knows_piece(s, gazetteer) for s in spans):
        return spans
    if knows_piece(chunk, gazetteer):
        return [chunk]
    if all(knows_piece(s, gazetteer, as_place=True) for s in spans):
        return spans
    parts: list[str] = []
    i = 0
    while i < len(words):
        joined = (j for j in range(len(words), i + 1, -1) if j - i <= 8)
        known = (
            j
            for j in joined
            if knows_piece(chunk[words[i].start() : words[j - 1].end()], gazetteer)
        )
        end = next(known, i + 1)
        parts.append(chunk[words[i].start() : words[end - 1].end()])
        i = end
    return parts


def _mask_brackets(text: str) -> str:
    """Same length, with brackets and the space before them filled, so that they hold together."""
    return re.sub(r"\s*" + _BRACKETED.pattern, lambda found: "·" * len(found[0]), text)


def _by_conjunction(
    piece: str, gazetteer: Gazetteer, *, is_first: bool = False
) -> list[str] | None:
    """``丰都和忠县`` → two names; None where 和 is a part of the name or divides nothing known.

    A leading 和 is dropped only after a separator: the first item of a run joins nothing.
    """
    if knows_piece(piece, gazetteer, as_place=True):
        return [piece]
    half: list[str] | None = None
    for found in CONJUNCTION.finditer(piece):
        left, right = piece[: found.start()].rstrip(), piece[found.end() :].lstrip()
        if not right:
            continue
        is_left = knows_piece(left, gazetteer, as_place=True)
        is_right = knows_piece(right, gazetteer, as_place=True)
        if not left and is_right and not is_first:
            return [right]
        rest = [right] if is_right else _by_conjunction(right, gazetteer) if is_left else None
        if is_left and rest:
            return [left, *rest]
        if left and (is_left or is_right) and len(right) > 1:
            half = half or [left, right]
    # 博湖县和硕县: better two known names, one of them with 和, than 硕县, which is unknown.
    return None if half and _unseparated(piece, gazetteer) else half


def _unseparated(piece: str, gazetteer: Gazetteer) -> list[str] | None:
    """Names without separators, if exactly one division of the piece is possible."""
    letters = [(i, normalise(c)) for i, c in enumerate(piece)]
    letters = [(i, c) for i, c in letters if c]
    if not 4 <= len(letters) <= _LONGEST_PIECE or any(len(c) != 1 for _, c in letters):
        return None
    form = "".join(c for _, c in letters)
    for reading in (form, *gazetteer.simplifier.variants(form)):
        lengths = _only_reading(reading, gazetteer) if len(reading) == len(form) else None
        if lengths:
            ends = list(accumulate(lengths))
            starts = [0, *ends[:-1]]
            return [
                piece[letters[a][0] : letters[b - 1][0] + 1]
                for a, b in zip(starts, ends, strict=True)
            ]
    return None


def _only_reading(form: str, gazetteer: Gazetteer) -> list[int] | None:
    """Lengths of the names that ``form`` is made of; None if there is no or more than one way."""
    # ways[i]: number of ways to read form[i:] (2 means two or more), and the first name's length
    ways: list[tuple[int, int]] = [(0, 0)] * len(form) + [(1, 0)]
    for i in range(len(form) - 2, -1, -1):
        for length in range(2, min(_LONGEST_NAME, len(form) - i) + 1):
            rest = ways[i + length][0]
            if rest and _is_full_name(form[i : i + length], gazetteer):
                ways[i] = (min(2, ways[i][0] + rest), length)
    if ways[0][0] != 1:
        return None
    lengths: list[int] = []
    while sum(lengths) < len(form):
        lengths.append(ways[sum(lengths)][1])
    return lengths if len(lengths) > 1 else None


def _is_full_name(form: str, gazetteer: Gazetteer) -> bool:
    if not form.endswith(_FULL_ENDINGS):
        return False
    return bool(gazetteer.entries(form)) or any(
        gazetteer.entries(rest) and rest.endswith(_FULL_ENDINGS) and len(rest) > 1
        for _, rest in gazetteer.peel(form)
    )
