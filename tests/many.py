"""Sets of documents over the real counties of China, of any number and mix, for tests.

The names are real, everything else is made up. What a set contains follows from its
:class:`Mix` alone: the same mix gives the same files.
"""

from __future__ import annotations

import colorsys
import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
VINTAGE = ROOT / "data" / "boundaries" / "2025-09"
NATION = "000000"

_PATTERNS = (
    {"kind": "outline", "width": 2.5},
    {"kind": "mark", "symbol": "★"},
    {"kind": "hatch", "angle": 45, "spacing": 6, "width": 1.2},
    {"kind": "mark", "symbol": "●"},
)
_STATUSES = ("", "试点", "国家级", "省级", "培育对象")
#: Remarks that real lists carry: traditional characters, rare ones, markup that is no markup.
_REMARKS = ("", "縣級市代管", "臺灣、瀘州寫作繁體", "<b>并非标签</b> & =1+1", "名單見附件")


@dataclass(frozen=True)
class Mix:
    """What a set of documents is like.

    Parameters
    ----------
    documents, themes : int
        How many; documents take the themes and the provinces in turn.
    provinces : tuple of str
        Codes; all of the mainland where empty.
    types : int
        Base typologies of each theme, at least one; half as many overlays come with them.
    share : float
        Share of a region's counties that a document lists.
    overlap : int
        In how many base typologies of its document a listed county is at most.
    national : int
        How many of the documents are about the nation, with 832 members at most.
    """

    documents: int = 12
    themes: int = 4
    provinces: tuple[str, ...] = ()
    types: int = 3
    share: float = 0.3
    overlap: int = 3
    national: int = 0
    seed: int = 1


@dataclass(frozen=True)
class _County:
    code: str
    name: str
    written: str


def counties() -> dict[str, list[_County]]:
    """Counties by province code, each written as a list of its province would."""
    found: dict[str, list[_County]] = {}
    with (VINTAGE / "counties.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    borne: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row["province_code"], row["county_name"])
        borne[key] = borne.get(key, 0) + 1
    for row in rows:
        is_shared = borne[row["province_code"], row["county_name"]] > 1
        written = row["prefecture_name"] * is_shared + row["county_name"]
        county = _County(row["county_code"], row["county_name"], written)
        found.setdefault(row["province_code"], []).append(county)
    return found


def _colour(at: int, of: int) -> str:
    """Distinct hues, in three steps of lightness."""
    red, green, blue = colorsys.hls_to_rgb(at / max(of, 1), (0.45, 0.6, 0.75)[at % 3], 0.55)
    return "#" + "".join(f"{round(255 * part):02X}" for part in (red, green, blue))


def typologies(mix: Mix) -> dict[str, Any]:
    """Content of ``typologies.yaml``: every theme with its own types."""
    themes, found = [], []
    for theme in range(mix.themes):
        themes.append({"key": f"theme{theme}", "name": f"专题{theme}", "name_en": f"Theme {theme}"})
        overlays = mix.types // 2
        for at in range(mix.types + overlays):
            is_base = at < mix.types
            pattern = {"kind": "solid"} if is_base else _PATTERNS[(at - mix.types) % len(_PATTERNS)]
            found.append(
                {
                    "key": f"t{theme}_{at}",
                    "name": f"专题{theme}第{at}类",
                    "name_en": f"Type {at} of theme {theme}",
                    "theme": f"theme{theme}",
                    "role": "base" if is_base else "overlay",
                    "order": len(found) + 1,
                    "colour": _colour(at, mix.types + overlays),
                    "pattern": dict(pattern),
                }
            )
    return {"themes": themes, "typologies": found}


def documents(mix: Mix) -> Iterator[dict[str, Any]]:
    """Content of each document's file."""
    dice = random.Random(mix.seed)
    by_province = counties()
    regions = list(mix.provinces) or [code for code in by_province if code < "70"]
    for at in range(mix.documents):
        is_national = at < mix.national
        region = NATION if is_national else regions[at % len(regions)]
        own = by_province[region] if not is_national else _unambiguous(by_province)
        count = min(max(1, round(mix.share * len(own))), 832)
        listed = dice.sample(own, count)
        theme = at % mix.themes
        # The first word of an id is its edition, so that documents of one region share it.
        edition = "nation" if is_national else f"p{region[:2]}"
        yield {
            "document": {
                "id": f"{edition}-{2000 + at}-list",
                "title": f"关于公布第{at}批名单的通知",
                "short_title": f"名单{at}",
                "issuer": "测试机关",
                "number": None,
                "issued": "2025-10",
                "region_code": region,
                "source_note": "测试",
            },
            "layers": list(_layers(mix, theme, listed, dice)),
        }


def _unambiguous(by_province: dict[str, list[_County]]) -> list[_County]:
    """Counties whose name no other county of China has."""
    every = [county for own in by_province.values() for county in own]
    borne: dict[str, int] = {}
    for county in every:
        borne[county.name] = borne.get(county.name, 0) + 1
    return [county for county in every if borne[county.name] == 1]


def _layers(
    mix: Mix, theme: int, listed: Sequence[_County], dice: random.Random
) -> Iterator[dict[str, Any]]:
    members: dict[int, list[str]] = {}
    for county in listed:
        most = min(mix.overlap, mix.types)
        for at in dice.sample(range(mix.types), dice.randint(1, most)):
            members.setdefault(at, []).append(county.written)
        if mix.types > 1 and dice.random() < 0.3:
            overlay = mix.types + dice.randrange(mix.types // 2)
            members.setdefault(overlay, []).append(county.written)
    for clause, at in enumerate(sorted(members), 1):
        layer = {
            "clause": f"附件{clause}"
            if clause > 10
            else f"（{'一二三四五六七八九十'[clause - 1]}）",
            "typology": f"t{theme}_{at}",
            "members": "、".join(members[at]),
            "status": dice.choice(_STATUSES),
            "note": dice.choice(_REMARKS),
        }
        yield {key: value for key, value in layer.items() if value}


def write_project(root: Path, mix: Mix) -> Path:
    """A project with the set's files and the data of the checkout."""
    layers = root / "layers"
    layers.mkdir(parents=True)
    files = {"typologies": typologies(mix)}
    files |= {each["document"]["id"]: each for each in documents(mix)}
    for name, content in files.items():
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (layers / f"{name}.yaml").write_text(text, encoding="utf-8")
    (root / "data").symlink_to(ROOT / "data")
    return root
