"""Make the font subset that figures are lettered with, from the full font.

Run once when a character is missing::

    python -m geo.draw.fonts.subset NotoSansSC-Regular.ttf layers data

The first argument is the full font, the others are folders whose texts must be covered. The
subset holds the 7,445 characters of GB 2312, rare characters of names, the usual Latin and
punctuation, and every character of those folders' text files. Same inputs, same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path

#: Files that hold names; everything else in the folders is geometry or binary.
TEXT_SUFFIXES = frozenset({".yaml", ".yml", ".csv", ".json", ".md", ".txt"})

#: Ranges beside GB 2312: ASCII, Latin-1, Latin Extended-A (pinyin), general punctuation,
#: letter-like and number forms, arrows, mathematical signs, enclosed and geometric shapes,
#: CJK punctuation, square units, full-width forms.
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x1CD, 0x1DC),
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x2100, 0x218F),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2460, 0x24FF),
    (0x25A0, 0x26FF),
    (0x3000, 0x303F),
    (0x3380, 0x33DF),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6),
)


_FIRST_IDEOGRAPH, _LAST_OF_FIRST_PLANE = 0x3400, 0xFFFF


def gb2312_characters() -> set[str]:
    """Every character of GB 2312-80, from the codec's own table."""
    pairs = (bytes((a, b)) for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF))
    return {c for pair in pairs for c in pair.decode("gb2312", errors="ignore")}


def characters_in(folders: Iterable[Path]) -> set[str]:
    """Every printable character in the text files below the folders."""
    files = (p for folder in folders for p in sorted(folder.rglob("*")))
    texts = (p.read_text(encoding="utf-8-sig") for p in files if p.suffix in TEXT_SUFFIXES)
    return {c for text in texts for c in text if c.isprintable()}


def rare_characters(source: Path) -> set[str]:
    """Characters of a font that names have and GB 2312 lacks: simplified forms of rare characters,
    such as 䶮, and all beyond the first plane, where fonts of this kind keep those of names."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no stubs
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    has = {chr(code) for code in TTFont(source).getBestCmap()}
    letters = {c for c in has if c.isalpha() and ord(c) >= _FIRST_IDEOGRAPH}
    simplified = {convert(c) for c in letters if convert(c) != c}
    return has & (simplified | {c for c in letters if ord(c) > _LAST_OF_FIRST_PLANE})


def subset_font(source: Path, target: Path, *, characters: set[str]) -> int:
    """Write the subset of ``source`` that has ``characters``; return how many it has."""
    from fontTools import subset  # type: ignore[import-untyped]  # ships no stubs

    options = subset.Options(
        layout_features=[],
        hinting=False,
        name_IDs=["*"],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    options.drop_tables += ["vhea", "vmtx", "BASE", "STAT", "GDEF", "GPOS", "GSUB"]
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(ord(c) for c in characters))
    subsetter.subset(font)
    subset.save_font(font, str(target), options)
    return len(font.getBestCmap())


def write_coverage(font: Path, target: Path) -> None:
    """Write the runs of characters that a font has, as ``check`` reads them."""
    from fontTools.ttLib import TTFont

    codes = set(TTFont(font).getBestCmap())
    firsts = sorted(code for code in codes if code - 1 not in codes)
    lasts = sorted(code for code in codes if code + 1 not in codes)
    runs = list(zip(firsts, lasts, strict=True))
    text = json.dumps({"font": font.name, "runs": runs}, separators=(",", ":"))
    target.write_text(text + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write font and record beside this file."""
    source, *folders = (Path(a) for a in arguments)
    here = Path(__file__).parent
    target = here / "NotoSansSC-subset.ttf"
    wanted = gb2312_characters() | {chr(c) for low, high in RANGES for c in range(low, high + 1)}
    wanted |= rare_characters(source)
    wanted |= characters_in([*folders, here.parents[1] / "voice" / "texts"])
    count = subset_font(source, target, characters=wanted)
    write_coverage(target, here / "coverage.json")
    record = {
        "file": target.name,
        "family": "Noto Sans SC",
        "style": "Regular",
        "version": "2.004",
        "licence": "SIL Open Font License 1.1 (OFL.txt)",
        "source": "NotoSansSC-Regular.ttf as carried by the PyPI package zhplot 1.0.0",
        "source_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "characters": count,
        "change": "subset with fontTools; no glyph was altered",
    }
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (here / "font.json").write_text(text, encoding="utf-8")
    print(f"{target.name}: {count} characters, {target.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
