"""The five policy texts, with their damage undone, split into chapters and clauses.

The texts are no part of the project. They are looked for in the folder that the environment
variable ``COUNTY_TYPOLOGY_DOCUMENTS`` names, else in ``../shared/documents`` beside the project.

Undoing happens in this order, because each step needs what the next one destroys:

1. one-byte slips of GB18030 text (:func:`repair_slips`), which need the glosses as marks;
2. pinyin glosses in half-width brackets (:func:`strip_glosses`);
3. document numbers that lost a bracket (:func:`repair_numbers`);
4. Taiwan vocabulary (:func:`to_mainland_terms`), in one text only;
5. traditional characters (:func:`to_simplified`), never on a text that is simplified already;
6. half-width punctuation and spaces (:func:`fold`).
"""

from __future__ import annotations

import csv
import os
import re
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent

PINYIN = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
HAN = r"\u3400-\u9fff"
NUMERAL = "一二三四五六七八九十"

#: Half-width marks and what a Chinese text writes instead. Full stops stay: numbers need them.
_FULL_WIDTH = str.maketrans({"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "％": "%"})


@dataclass(frozen=True)
class Source:
    """How one text came to be damaged. ``footer`` begins what stands after the last clause."""

    is_glossed: bool = False
    is_traditional: bool = False
    is_taiwanese: bool = False
    lost_quotes: bool = False
    footer: str = ""


SOURCES = {
    "chongqing-2023-county-towns": Source(is_traditional=True, is_taiwanese=True),
    "chongqing-2025-people-centred-urbanisation": Source(is_glossed=True, is_traditional=True),
    "luan-2023-new-urbanisation": Source(lost_quotes=True, footer="文件下载"),
    "sichuan-2022-key-tasks": Source(is_glossed=True, is_traditional=True),
    "sichuan-2023-county-towns": Source(
        is_glossed=True, is_traditional=True, footer="（《四川日报》"
    ),
}


@dataclass(frozen=True)
class Clause:
    """One numbered clause. ``text`` is all of it, ``roles`` the agency lines by their label."""

    mark: str
    part: str
    title: str
    text: str
    roles: dict[str, str]


@dataclass(frozen=True)
class Reading:
    """One text, readable. ``chapters`` maps a chapter's numeral to all of its text."""

    whole: str
    chapters: dict[str, str]
    clauses: tuple[Clause, ...]


def documents_folder() -> Path:
    named = os.environ.get("COUNTY_TYPOLOGY_DOCUMENTS")
    return Path(named) if named else ROOT.parent / "shared" / "documents"


def raw_text(document_id: str) -> str:
    return (documents_folder() / f"{document_id}.txt").read_text(encoding="utf-8-sig")


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of one of the suite's own tables."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ── damage ───────────────────────────────────────────────────────────────────────────────


def count_glosses(text: str) -> int:
    """Count pinyin glosses that directly follow the character they gloss."""
    return len(re.findall(rf"(?<=[{HAN}])\([{PINYIN}]+\)", text))


def strip_glosses(text: str) -> str:
    """Remove pinyin in half-width brackets. Capitals and digits (CIM, 2021) are no pinyin."""
    return re.sub(rf"\([{PINYIN}]+\)", "", text)


_SLIP = re.compile(
    rf"\?(?:(?P<gloss>[{PINYIN}]+)\))?(?P<wide>[!?](?![{PINYIN}]+\)))?(?P<run>[^\x00-\x7f]*)"
    rf"(?:\?(?P<second>[{PINYIN}]+)\))?(?P<end>[@-~]?)"
)
#: A lead byte left over at the end of a run, the trail byte that the next "?" swallowed, and the
#: ASCII character that it swallowed too, told by what follows.
_TAILS = (("A1", "A3", "<", "/p>"), ("A3", "A8", "2", "02"))


def _shifted(match: re.Match[str]) -> str:
    rows = {row["gloss"]: row for row in read_rows("lost_bytes.csv")}
    row = rows[match["gloss"] or ""]
    wide = {"!": "！", "?": "？", None: ""}[match["wide"]]
    shifted = bytes.fromhex(row["lead"]) + (wide + match["run"]).encode("gb18030")
    end = match["end"]
    if match["second"] is not None and len(shifted) == 1:
        return bytes.fromhex(row["lead"] + row["trail"]).decode("gb18030") + end
    if len(shifted) % 2 and end:
        shifted, end = shifted + end.encode("ascii"), ""
    if len(shifted) % 2:
        following = match.string[match.end() :]
        for lead, trail, swallowed, mark in _TAILS:
            if shifted[-1:].hex().upper() == lead and following.startswith("?" + mark):
                # The "?" itself is dropped by repair_slips, as _DONE tells it.
                return (shifted + bytes.fromhex(trail)).decode("gb18030") + swallowed + _DONE
        raise ValueError(f"slip that nothing explains: {match[0]!r} before {following[:8]!r}")
    return shifted.decode("gb18030") + end


_DONE = "\x00"


def repair_slips(text: str) -> str:
    """Undo one-byte slips: encode the run to GB18030, put the lost byte before it, decode.

    Raises
    ------
    ValueError
        If a run does not come out even, or is no GB18030 text after the shift.
    """
    repaired, at = [], 0
    while match := _SLIP.search(text, at):
        piece = _shifted(match)
        repaired += [text[at : match.start()], piece.rstrip(_DONE)]
        at = match.end() + (1 if piece.endswith(_DONE) else 0)
    return "".join([*repaired, text[at:]])


def repair_numbers(text: str) -> str:
    """``〔202369号`` → ``〔2023〕69号``; ``六政办秘202355`` → ``六政办秘〔2023〕55号``."""
    text = re.sub(r"〔(20\d\d)(\d+)号", r"〔\1〕\2号", text)
    return re.sub(rf"(?m)^([^\S\n]*[{HAN}]+)(20\d\d)(\d{{1,3}})[^\S\n]*$", r"\1〔\2〕\3号", text)


def taiwan_terms() -> dict[str, str]:
    """Taiwan term → mainland term, both in traditional characters, longest term first."""
    rows = read_rows("taiwan_terms.csv")
    return {row["taiwan"]: row["mainland"] for row in sorted(rows, key=lambda r: -len(r["taiwan"]))}


def to_mainland_terms(text: str) -> str:
    for taiwan, mainland in taiwan_terms().items():
        text = text.replace(taiwan, mainland)
    return text


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def to_simplified(text: str) -> str:
    converted: str = _converter().convert(text)
    return converted


def fold(text: str) -> str:
    """Full-width punctuation, one kind of dash, no spaces inside lines."""
    text = re.sub(r"[^\S\n]+", "", text.translate(_FULL_WIDTH))
    return re.sub(r"[–—－―]+", "—", text)


# ── structure ────────────────────────────────────────────────────────────────────────────

_CHAPTER = re.compile(rf"^([{NUMERAL}]+)、")
_CLAUSE = re.compile(rf"^(（[{NUMERAL}]+）)")
_ROLE = re.compile(r"(牵头|责任|配合)单位：")


def readable(document_id: str) -> str:
    """Return the whole text with its damage undone."""
    source = SOURCES[document_id]
    text = raw_text(document_id)
    if source.is_glossed:
        text = strip_glosses(repair_slips(text))
    text = repair_numbers(text)
    if source.is_taiwanese:
        text = to_mainland_terms(text)
    if source.is_traditional:
        text = to_simplified(text)
    text = fold(text)
    return text.split("\n" + source.footer)[0] if source.footer else text


def agency_lines(text: str) -> dict[str, str]:
    """Return what stands after 牵头单位：, 责任单位： and 配合单位：, by label.

    The bracket that closes the whole note is not part of a line.
    """
    found: dict[str, str] = {}
    labels = list(_ROLE.finditer(text))
    for label, following in zip_longest(labels, labels[1:]):
        line = text[label.end() : following.start() if following else None].split("\n")[0]
        if line.endswith("）") and line.count("）") > line.count("（"):
            line = line[:-1]
        found[label[1]] = line.strip("，；。")
    return found


@cache
def read(document_id: str) -> Reading:
    """Return one text split into chapters and clauses."""
    whole = readable(document_id)
    chapters: dict[str, list[str]] = {}
    bodies: list[tuple[str, str, list[str]]] = []
    numeral, part = "", ""
    for line in filter(None, whole.split("\n")):
        if chapter := _CHAPTER.match(line):
            numeral, part = chapter[1], line
            chapters[numeral] = []
            bodies.append(("", part, []))
        elif clause := _CLAUSE.match(line):
            bodies.append((clause[1], part, []))
        if numeral:
            chapters[numeral].append(line)
            bodies[-1][2].append(line)
    return Reading(
        whole=whole,
        chapters={key: "\n".join(lines) for key, lines in chapters.items()},
        clauses=tuple(_clause(*body) for body in bodies if body[0]),
    )


def _clause(mark: str, part: str, lines: list[str]) -> Clause:
    text = "\n".join(lines)
    title = lines[0][len(mark) :].split("。")[0]
    return Clause(mark, part, title, text, agency_lines(text))


def numerals(count: int) -> list[str]:
    """``一`` to the numeral of ``count`` (below 100)."""
    found = []
    for number in range(1, count + 1):
        tens, ones = divmod(number, 10)
        prefix = "" if not tens else ("" if tens == 1 else NUMERAL[tens - 1]) + "十"
        found.append(prefix + (NUMERAL[ones - 1] if ones else ""))
    return found
