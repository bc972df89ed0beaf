"""The line that breaks a YAML text.

A parser often notices a fault lines later: a quote that is opened in line 8 and never closed is
found at the next quote, a missing colon at the next key. Here every line that looks wrong in one of
the usual ways is repaired on trial. It is the culprit if all above it parses, and if the text up
to the next key parses with the repair and not without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from geo.errors import Fault

#: The error of parsing a text; None if it parses.
Failure = Callable[[str], yaml.YAMLError | None]

#: How many culprits of one text are named.
_MOST = 20
#: Characters of a line that is looked at: trying forms on a far longer one takes the square of it.
_LONGEST = 5_000
#: How many keys below a line are looked at.
_AHEAD = 2
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # YAML 1.1, 5.1
)
#: Indentation and dashes, before a key or an item.
_HEAD = r"(?P<head>[ ]*(?:- +)*)"
_KEYED = re.compile(r"\s*(?:-\s|(?:- +)*[^\s:#][^:#]*:(?:\s|$))")
_WIDE_BLANKS = "\u3000\xa0\u2002\u2003\u2009"
_ODD_INDENT = re.compile(rf"(?P<head>[ \t{_WIDE_BLANKS}]*[\t{_WIDE_BLANKS}][ \t{_WIDE_BLANKS}]*)")
_WIDE_COLON = re.compile(_HEAD + r"(?P<key>[A-Za-z_]\w*)\s*[：﹕∶；]\s*(?P<rest>.*)")
_WIDE_COLON_ANY = re.compile(_HEAD + r"(?P<key>[^\s：:\"'#\[{][^：:\"'#]*?)：\s*(?P<rest>.*)")
_TIGHT_COLON = re.compile(_HEAD + r"(?P<key>[A-Za-z_]\w*):(?P<rest>\S.*)")
_NO_COLON = re.compile(_HEAD + r"(?P<key>[A-Za-z_]\w*)(?P<rest>|[ ]+[^\s:].*)")
_TIGHT_DASH = re.compile(r"(?P<head>[ ]*)-(?P<rest>[^\s-].*)")
_WIDE_DASH = re.compile(r"(?P<head>[ ]*)[－—–•·]\s*(?P<rest>\S.*)")
_VALUE = re.compile(_HEAD + r"(?P<key>[^\s:\"'#\[{][^:#]*: +|- +|)(?P<value>\S.*?)\s*")
_CLOSED = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"(?P<after>.*)'),
    "'": re.compile(r"'(?:[^']|'')*'(?P<after>.*)"),
}
#: Kinds that a line shows by itself, without a trial.
_SURE = frozenset({"yaml-tab", "yaml-wide-blank", "yaml-colon-inside"})
#: Words of the parser whose line is the right one → kind of fault.
_PLAIN = {"another document": "yaml-documents", "levels deep": "yaml-deep"}
#: Marks that mean something else to YAML at the start of a value.
_SPECIAL = frozenset("@`%&*!|>[]{},?")


@dataclass(frozen=True)
class _Suspect:
    """A line that looks wrong, and how it should read."""

    kind: str
    index: int
    repaired: str
    value: str = ""


def yaml_faults(text: str, file: str, failure: Failure) -> list[Fault]:
    """What breaks a text that is no YAML: every culprit, or else what the parser says."""
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        line = len(_BREAK.findall(text[: forbidden.start()])) + 1
        return [Fault("yaml-character", file, line, value=f"U+{ord(forbidden[0]):04X}")]
    lines = _BREAK.split(text)
    faults: list[Fault] = []
    while len(faults) < _MOST:
        error = failure("\n".join(lines))
        if error is None:
            return faults
        is_plain = any(part in _problem(error) for part in _PLAIN)
        culprit = None if is_plain else _culprit(lines, _noticed(error, len(lines)), failure)
        if culprit is None:
            return faults or [_as_noticed(error, lines, file)]
        details = {"noticed": str(_noticed(error, len(lines)))}
        faults.append(
            Fault(culprit.kind, file, culprit.index + 1, value=culprit.value, details=details)
        )
        lines[culprit.index] = culprit.repaired
    return faults


def _noticed(error: yaml.YAMLError, last: int) -> int:
    """The line (1-based) where the parser gave up."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return min(mark.line + 1, last) if mark else last


def _as_noticed(error: yaml.YAMLError, lines: Sequence[str], file: str) -> Fault:
    """The fault at the line where the parser gave up: what looks wrong there, or its words."""
    noticed = _noticed(error, len(lines))
    looks = (s for s in _suspects(lines, noticed - 1) if s.kind in _SURE)
    suspect = next(looks, None)
    if suspect is not None:
        return Fault(suspect.kind, file, noticed, value=suspect.value)
    problem = _problem(error)
    kind = next((kind for part, kind in _PLAIN.items() if part in problem), "yaml-syntax")
    return Fault(kind, file, noticed, details={"problem": problem})


def _problem(error: yaml.YAMLError) -> str:
    """What the parser says."""
    return getattr(error, "problem", None) or str(error).splitlines()[0]


def _culprit(lines: Sequence[str], noticed: int, failure: Failure) -> _Suspect | None:
    first_index = max(0, _sound_count(lines[:noticed], failure) - 1)
    suspects = [list(_suspects(lines, i)) if i >= first_index else [] for i in range(noticed)]
    likely = [each[0].repaired if each else None for each in suspects]
    found = (
        suspect
        for each in suspects
        for suspect in each
        if _is_culprit(suspect, lines, likely, failure)
    )
    first = next(found, None)
    if first is not None:
        return first
    moved = _moved(lines, noticed - 1)
    return next((s for s in moved if _is_culprit(s, lines, likely, failure)), None)


def _sound_count(lines: Sequence[str], failure: Failure) -> int:
    """A number of first lines that parse by themselves, found in a few trials: what is below them
    breaks the text, or their last line does."""
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high + 1) // 2
        if failure("\n".join(lines[:middle])) is None:
            low = middle
        else:
            high = middle - 1
    return low


def _is_culprit(
    suspect: _Suspect, lines: Sequence[str], likely: Sequence[str | None], failure: Failure
) -> bool:
    """Whether the line, and no line above it, breaks the text."""
    above = list(lines[: suspect.index])
    if above and failure("\n".join(above)) is not None:
        return False

    def fails(line: str, below: Sequence[str]) -> bool:
        return failure("\n".join([*above, line, *below])) is not None

    return any(
        fails(lines[suspect.index], below) and not fails(suspect.repaired, below)
        for below in _below(lines, likely, suspect.index)
    )


def _below(
    lines: Sequence[str], likely: Sequence[str | None], index: int
) -> Iterator[Sequence[str]]:
    """What follows a line, up to the next key or the one after it, as written and as it is likely
    to be meant: the next line may be wrong as well, or open a text of several lines."""
    keyed = [i for i in range(index + 1, len(lines)) if _KEYED.match(lines[i])][:_AHEAD]
    meant = [new or old for new, old in zip(likely, lines, strict=False)]
    meant += lines[len(meant) :]
    for until in keyed or [len(lines)]:
        yield lines[index + 1 : until + 1]
        yield meant[index + 1 : until + 1]


def _suspects(lines: Sequence[str], index: int) -> Iterator[_Suspect]:
    """The ways in which a line looks wrong, likeliest first."""
    line = lines[index].rstrip()
    if not line or len(line) > _LONGEST or line.lstrip().startswith("#"):
        return
    odd = _ODD_INDENT.match(line)
    if odd:
        kind = "yaml-tab" if "\t" in odd["head"] else "yaml-wide-blank"
        rest = line[odd.end() :]
        for width in _widths(lines, index, odd["head"]):
            yield _Suspect(kind, index, " " * width + rest, rest.partition(":")[0])
    for kind, repaired, value in _repairs(line):
        yield _Suspect(kind, index, repaired, value)


def _widths(lines: Sequence[str], index: int, head: str) -> list[int]:
    """Likely indentations of a line: as its neighbours, or so wide as it looks."""
    around = (*lines[max(0, index - 8) : index][::-1], *lines[index + 1 : index + 2])
    near = [n for n in around if n.strip() and n.lstrip(" ") == n.lstrip()]
    plain = [len(n) - len(n.lstrip(" ")) for n in near]
    dashed = [w + 2 for w, n in zip(plain, near, strict=True) if n.lstrip().startswith("- ")]
    looks = [len(head.expandtabs(n).replace("\u3000", "  ")) for n in (2, 4, 8)]
    return list(dict.fromkeys((*plain, *dashed, *looks, *(w + 2 for w in plain))))


def _repairs(line: str) -> Iterator[tuple[str, str, str]]:
    """Kind of fault, repaired line and what is at fault."""
    for form, kind in (
        (_WIDE_COLON, "yaml-wide-colon"),
        (_TIGHT_COLON, "yaml-tight-colon"),
        (_NO_COLON, "yaml-no-colon"),
        (_WIDE_COLON_ANY, "yaml-wide-colon"),
    ):
        found = form.fullmatch(line)
        if found:
            repaired = f"{found['head']}{found['key']}: {found['rest'].strip()}".rstrip()
            yield kind, repaired, found["key"]
    for form, kind in ((_TIGHT_DASH, "yaml-tight-dash"), (_WIDE_DASH, "yaml-wide-dash")):
        found = form.fullmatch(line)
        if found:
            yield kind, f"{found['head']}- {found['rest']}", found["rest"]
    found = _VALUE.fullmatch(line)
    if found:
        yield from _value_repairs(found["head"] + found["key"], found["value"])


def _value_repairs(before: str, value: str) -> Iterator[tuple[str, str, str]]:
    """As :func:`_repairs`, for a value that lacks a quote or needs one."""
    mark = value[0]
    quoted = before + "'" + value.replace("'", "''") + "'"
    if mark in _CLOSED:
        closed = _CLOSED[mark].match(value)
        if closed is None:
            yield "yaml-open-quote", f"{before}x", value
        elif closed["after"].strip() and not closed["after"].lstrip().startswith("#"):
            yield "yaml-after-quote", quoted, value
    elif mark == "[" and "]" not in value:
        yield "yaml-open-bracket", f"{before}{value}]", value
    elif mark in _SPECIAL:
        yield "yaml-special", quoted, value
    elif ": " in value or value.endswith(":"):
        yield "yaml-colon-inside", quoted, value


def _moved(lines: Sequence[str], index: int) -> Iterator[_Suspect]:
    """A line with a dash before it, or another indentation: tried last, as any line could be."""
    line = lines[index].rstrip()
    rest = line.lstrip(" ")
    width, key = len(line) - len(rest), rest.partition(":")[0]
    above = [n for n in lines[:index] if n.strip()][::-1]
    if any(n.startswith(" " * width + "- ") for n in above) and not rest.startswith("- "):
        yield _Suspect("yaml-no-dash", index, " " * width + "- " + rest, key)
    for wanted in _widths(lines, index, line[:width]):
        if wanted != width:
            yield _Suspect("yaml-indent", index, " " * wanted + rest, key)
