"""What commands say: results to stdout, progress and faults to stderr, in one voice."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.errors import Fault
from geo.safe import shown
from geo.vocabulary import Language
from geo.voice.said import Said
from geo.voice.texts import section, text
from geo.voice.voice import Voice

if TYPE_CHECKING:
    from geo.pipeline.as_of import LeftOut
    from geo.voice.phrasebook import Phrasebook


class _Blank(dict[str, str]):
    """Placeholders that a fault has no detail for read as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def _words(fault: Fault, key: str, language: Language) -> str:
    texts = section("faults", language)
    voice = Voice(language)
    told = {k: voice.say(v) if isinstance(v, Said) else str(v) for k, v in fault.details.items()}
    details = _Blank(value=shown(fault.value or ""), **told)
    if fault.kind == "wrong-value":
        rule = texts.get(f"rule-{details['rule']}", texts["rule-other"])
        details["reason"] = rule.format_map(details)
    if fault.candidates:
        first = fault.candidates[0]
        details.setdefault("example", first.parents + first.name)
        details["candidates"] = "；".join(str(c) for c in fault.candidates)
    return texts[key].format_map(details)


def fault_text(fault: Fault, language: Language) -> str:
    """One fault, ready to print: where it stands, what is wrong, what to do."""
    where = fault.file + (f":{fault.line}" if fault.line else "")
    clause = f" {fault.clause}" if fault.clause else ""
    label = text("cli", f"severity-{fault.severity}", language)
    lines = [f"{where}{clause} {label}{_words(fault, fault.kind, language)}"]
    key = f"{fault.kind}.candidates"
    if fault.candidates and key in section("faults", language):
        lines.append("    " + _words(fault, key, language))
    lines.append("    → " + _words(fault, f"{fault.kind}.advice", language))
    return "\n".join(lines)


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


def print_faults(faults: Sequence[Fault], language: Language) -> None:
    for fault in sorted(faults, key=Fault.sort_key):
        print(fault_text(fault, language), file=sys.stderr)


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False))


def say(message: str, *, quiet: bool = False) -> None:
    """Progress, for people: to stderr."""
    if not quiet:
        print(message, file=sys.stderr)


def say_left_out(
    left_out: Iterable[LeftOut],
    language: Language,
    *,
    quiet: bool,
    phrases: Phrasebook | None = None,
) -> None:
    """Which documents a date leaves out, and why; their titles in English by ``phrases``."""
    for each in left_out:
        title = phrases.say(each.short_title, language) if phrases else each.short_title
        say(replace(each, short_title=title).words(language), quiet=quiet)


def print_pairs(pairs: Iterable[tuple[str, str]]) -> None:
    for label, value in pairs:
        if value:
            print(f"{label}：{value}")


def counted(faults: Sequence[Fault]) -> Mapping[str, int]:
    errors = sum(f.is_error for f in faults)
    return {"errors": errors, "warnings": len(faults) - errors}
