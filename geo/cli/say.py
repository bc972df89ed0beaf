"""What commands print: results to stdout, progress and faults to stderr."""

from __future__ import annotations

import json
import os
import sys
import textwrap
import traceback
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from geo.errors import Fault
from geo.safe import shown
from geo.vocabulary import LIST_MARK, Language
from geo.voice.said import Said
from geo.voice.texts import section, text
from geo.voice.voice import Voice

#: Set to anything, commands print tracebacks too.
DEBUG_VARIABLE = "COUNTY_TYPOLOGY_DEBUG"


class _Failure(Protocol):
    """Files of one product of an edition that could not be made, and why."""

    @property
    def product(self) -> str: ...

    @property
    def edition(self) -> str: ...

    @property
    def paths(self) -> tuple[str, ...]: ...

    @property
    def fault(self) -> Fault: ...

    @property
    def error(self) -> Exception: ...


class _Blank(dict[str, str]):
    """Details of a fault; a missing one becomes a dash in its message."""

    def __missing__(self, key: str) -> str:
        return "—"


def aside(message: str) -> None:
    """Print a message that is not part of the result to stderr."""
    print(message, file=sys.stderr)


def print_traceback(error: Exception) -> None:
    """Print where in the program an error was raised, if the user asked for that."""
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error)


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False))


# ── faults ───────────────────────────────────────────────────────────────────────────────


def fault_text(fault: Fault, language: Language) -> str:
    """One fault, ready to print: where it is, what is wrong, what to do."""
    lines = [_headline(fault, language)]
    key = f"{fault.kind}.candidates"
    if fault.candidates and key in _texts(fault, language):
        lines.append("    " + _words(fault, key, language))
    lines.append("    → " + _words(fault, f"{fault.kind}.advice", language))
    return "\n".join(lines)


def _headline(fault: Fault, language: Language) -> str:
    where = fault.file + (f":{fault.line}" if fault.line else "")
    clause = f" {fault.clause}" if fault.clause else ""
    label = text("cli", f"severity-{fault.severity}", language)
    return f"{where}{clause} {label}{_words(fault, fault.kind, language)}".lstrip()


def fault_record(fault: Fault, language: Language) -> dict[str, Any]:
    """One fault for a program: the fields of :class:`~geo.errors.Fault` and its words."""
    return {
        "kind": fault.kind,
        "severity": str(fault.severity),
        "file": fault.file,
        "line": fault.line,
        "clause": fault.clause,
        "value": fault.value,
        "message": _words(fault, fault.kind, language),
        "advice": _words(fault, f"{fault.kind}.advice", language),
        "candidates": [
            {"county_code": c.code, "county_name": c.name, "parents": c.parents}
            for c in fault.candidates
        ],
    }


def print_faults(faults: Iterable[Fault], language: Language) -> None:
    """Print faults to stderr in the order of files and lines, errors after hints: what is printed
    last is seen first."""
    for fault in sorted(faults, key=lambda f: (f.is_error, f.sort_key())):
        aside(fault_text(fault, language))


def print_failures(
    failed: Iterable[_Failure], language: Language, *, names: Mapping[str, str]
) -> None:
    """Print to stderr what could not be made, equal reasons of an edition once; ``names`` are those
    of editions, by key."""
    alike: dict[tuple[str, str], list[_Failure]] = {}
    for each in failed:
        alike.setdefault((each.edition, fault_text(each.fault, language)), []).append(each)
    for (edition, words), group in alike.items():
        products = LIST_MARK.join(dict.fromkeys(_product(e.product, language) for e in group))
        paths = LIST_MARK.join(path for each in group for path in each.paths) or "—"
        what = {"product": products, "edition": names.get(edition, "—"), "paths": paths}
        aside(text("cli", "build-failed-item", language, **what))
        aside(textwrap.indent(words, "    "))
        print_traceback(group[0].error)


def _product(name: str, language: Language) -> str:
    """What readers call a product; its own name, if the texts have none."""
    return section("cli", language).get(f"product-{name.rpartition(' ')[2]}", name)


def hint_lines(faults: Iterable[Fault], language: Language, *, in_full: bool) -> list[str]:
    """Hints ready to print, in the order of files and lines.

    Unless they are wanted in full, several of a kind are one line: the first of them and their
    number.
    """
    hints = sorted((f for f in faults if not f.is_error), key=Fault.sort_key)
    if in_full:
        return [fault_text(hint, language) for hint in hints]
    count = Counter(hint.kind for hint in hints)
    first = {hint.kind: hint for hint in reversed(hints)}
    return [
        fault_text(hint, language)
        if count[kind] == 1
        else text("cli", "hints", language, count=count[kind], first=_headline(hint, language))
        for kind, hint in sorted(first.items(), key=lambda item: item[1].sort_key())
    ]


def counted(faults: Sequence[Fault]) -> Mapping[str, int]:
    """Numbers of errors and of warnings."""
    errors = sum(f.is_error for f in faults)
    return {"errors": errors, "warnings": len(faults) - errors}


def _texts(fault: Fault, language: Language) -> Mapping[str, str]:
    """The section of the texts that has the fault's kind; faults of sheets have their own."""
    texts = section("faults", language)
    return texts if fault.kind in texts else section("sheet", language)


def _words(fault: Fault, key: str, language: Language) -> str:
    texts, voice = _texts(fault, language), Voice(language)
    told = {k: voice.say(v) if isinstance(v, Said) else str(v) for k, v in fault.details.items()}
    details = _Blank(told)
    if fault.value is not None:
        details.setdefault("value", shown(fault.value))
    if fault.kind == "wrong-value":
        rule = texts.get(f"rule-{details['rule']}", texts["rule-other"])
        details["reason"] = rule.format_map(details)
    if fault.candidates:
        first = fault.candidates[0]
        details.setdefault("example", first.parents + first.name)
        details["candidates"] = "；".join(str(c) for c in fault.candidates)
    return texts[key].format_map(details)
