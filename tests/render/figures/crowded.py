"""Editions with any number of types, remarks and documents, made of another's counties."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pandas as pd

from geo.records.written import Pattern, Typology
from geo.schema import EditionFrames
from geo.vocabulary import LIST_MARK, Role

SYMBOLS = "★▲■◆●"
SHORT = "类型{n}"
LONG = "国家级县域城乡融合发展改革暨新型城镇化建设试点示范类型第{n}批"
LATIN = "Type number {n} of counties with a demonstration of integrated urban-rural development"


def typologies(count: int, *, name: str = SHORT, overlays: int = 0) -> tuple[Typology, ...]:
    """Base types, and ``overlays`` types that are marks."""

    def made(n: int) -> Typology:
        is_base = n < count
        shade = f"#{(n * 67) % 200 + 30:02X}{(n * 131) % 200 + 30:02X}{(n * 29) % 200 + 30:02X}"
        symbol = "" if is_base else SYMBOLS[n % len(SYMBOLS)]
        pattern = Pattern(kind="solid") if is_base else Pattern(kind="mark", symbol=symbol)
        return Typology(
            key=f"t{n}", name=name.format(n=n), name_en=f"Type {n}", order=n, colour=shade,
            role=Role.BASE if is_base else Role.OVERLAY, pattern=pattern,
        )  # fmt: skip

    return tuple(made(n) for n in range(count + overlays))


def crowded(
    frames: EditionFrames,
    types: int,
    *,
    each: int = 1,
    overlays: int = 0,
    remarks: int = 0,
    remark: str = "名称不同，不落到县，按当时辖区计",
    name: str = SHORT,
) -> EditionFrames:
    """The edition with other types: every county has ``each`` of them, round and round."""
    made = typologies(types, name=name, overlays=overlays)
    counties = frames.counties.copy()
    codes = counties["county_code"].tolist()
    every = max(len(codes) * each, types)
    held = [(codes[i % len(codes)], made[i % types]) for i in range(every)] if types else []
    held += [(codes[i % len(codes)], made[types + i % overlays]) for i in range(len(codes))
             if overlays]  # fmt: skip
    held = list(dict.fromkeys(held))
    names = dict(zip(codes, counties["county_name"], strict=True))
    first = frames.assignments.iloc[0].to_dict()
    rows = [
        first | {"county_code": code, "county_name": names[code], "typology": t.key,
                 "basis": "listed", "is_complete": True, "note": "", "status": ""}
        for code, t in held
    ]  # fmt: skip
    # As many remarks as asked, each its own; a county may have several.
    rows += [
        rows[n % len(rows)] | {"note": f"{remark}（{n}）"} for n in range(remarks if rows else 0)
    ]
    own: defaultdict[str, list[str]] = defaultdict(list)
    for code, t in held:
        own[code].append(t.name)
    counties["typologies"] = [LIST_MARK.join(own[code]) for code in codes]
    counties["typology_count"] = [len(own[code]) for code in codes]
    for t in made:
        counties[f"is_{t.key}"] = [t.name in own[code] for code in codes]
    assignments = pd.DataFrame(rows, columns=frames.assignments.columns)
    return replace(
        frames,
        typologies=made,
        assignments=assignments,
        counties=counties,
        rules=frames.rules.iloc[:0],
    )
