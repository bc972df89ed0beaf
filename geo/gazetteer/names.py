"""County names as text: cleaning, short forms, kinds of unit. Knows no list of counties."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Protocol

from geo.vocabulary import COUNTY_ENDINGS, PARENT_ENDINGS

#: Longer than any name, alias or chain of parents; what is longer is not looked up.
MAX_NAME_LENGTH = 60

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－~～·・•"), "-")

#: Control and format characters (zero-width, direction marks). Private-use ones stay: no match.
_INVISIBLE = frozenset({"Cc", "Cf"})

#: Names of peoples as written in names of autonomous units; five omit 族.
#: Longer ones first, so that 柯尔克孜族 is not taken for 柯尔克孜 and a rest.
_PEOPLES_AT_END = re.compile(
    "(?:达斡尔族|鄂伦春族|鄂温克族|乌孜别克族|柯尔克孜族|柯尔克孜|哈萨克族|哈萨克|塔吉克族|塔吉克|"
    "维吾尔族|维吾尔|俄罗斯族|塔塔尔族|锡伯族|锡伯|蒙古族|蒙古|朝鲜族|赫哲族|土家族|布依族|仡佬族|"
    "仫佬族|毛南族|哈尼族|拉祜族|布朗族|傈僳族|独龙族|纳西族|普米族|景颇族|阿昌族|德昂族|基诺族|"
    "裕固族|保安族|东乡族|撒拉族|门巴族|珞巴族|高山族|满族|回族|畲族|苗族|瑶族|侗族|壮族|黎族|羌族|"
    "彝族|藏族|水族|傣族|佤族|怒族|白族|土族|京族|汉族|各族)+$"
)

#: The ending belongs to the name: 科尔沁左翼中旗 is never called 科尔沁左翼中.
_KEPT_WHOLE = (
    *("左旗", "右旗", "前旗", "后旗", "中旗", "联合旗"),
    *("矿区", "保护区", "行政区"),
)
_ENDINGS = ("新区", *COUNTY_ENDINGS)
_AUTONOMOUS = ("自治县", "自治旗")
_TOWNSHIP_LIKE = "行政委员会"
_REGION_LIKE = "特别行政区"


def normalise(written: str) -> str:
    """Full-width forms folded, spaces and invisible characters removed, dashes made one.

    Characters keep their script: this never turns traditional into simplified.
    """
    if written.isalnum() and unicodedata.is_normalized("NFKC", written):
        return written  # only letters and digits: the usual case, and nothing to clean
    folded = unicodedata.normalize("NFKC", written)
    kept = (c for c in folded if not c.isspace() and unicodedata.category(c) not in _INVISIBLE)
    return "".join(kept).translate(_DASHES)


def _without_peoples(stem: str) -> str:
    """``石柱土家族`` → ``石柱``; a stem that is a people's name itself only loses 族."""
    found = _PEOPLES_AT_END.search(stem)
    if found is None:
        return stem
    rest = stem[: found.start()]
    return rest if len(rest) >= 2 else stem.removesuffix("族")


@cache
def short_name(name: str) -> str:
    """A county's name without its kind: ``酉阳土家族苗族自治县`` → ``酉阳``.

    Names of two characters stay whole (``忠县``), and so do mining districts
    (矿区) and the banners called 左旗、右旗 and the like.
    """
    if name.endswith(_TOWNSHIP_LIKE) and len(name) >= 2 + len(_TOWNSHIP_LIKE):
        return name.removesuffix(_TOWNSHIP_LIKE)
    if name == "澳门特别行政区":
        return name.removesuffix(_REGION_LIKE)
    if name.endswith(_KEPT_WHOLE):
        return name
    for ending in _ENDINGS:
        if not name.endswith(ending):
            continue
        stem = name.removesuffix(ending)
        if ending in _AUTONOMOUS or stem.endswith("族"):
            stem = _without_peoples(stem)
        if len(stem) >= 2:
            return stem
    return name


def other_forms(name: str) -> tuple[str, ...]:
    """Forms between short and official: ``酉阳县`` of ``酉阳土家族苗族自治县``, ``管城区``."""
    for ending in _AUTONOMOUS:
        if name.endswith(ending):
            stem = short_name(name)
            return (stem + ending, stem + ending[-1])
    return (short_name(name) + "区",) if name.endswith("族区") else ()


@cache
def parent_forms(name: str) -> tuple[str, ...]:
    """Forms of a province's or prefecture's name, official one first.

    ``甘孜藏族自治州`` → also ``甘孜州`` and ``甘孜``; ``广西壮族自治区`` → also ``广西``.
    """
    for ending in PARENT_ENDINGS:
        stem = name.removesuffix(ending)
        if stem == name:
            continue
        if ending.startswith("自治"):
            stem = _without_peoples(stem)
        forms = [name, stem + "州", stem] if ending == "自治州" else [name, stem]
        return tuple(dict.fromkeys(f for f in forms if len(f) >= 2))
    return (name,)


def unit_type(code: str, name: str) -> str:
    """Kind of a county-level unit, one of :data:`geo.vocabulary.UNIT_TYPES`.

    Cities without counties (东莞, code ending in 00) and rows that are no county are ``其他``.
    """
    if code[:2] in ("71", "81", "82") or code.endswith("00") or name.endswith("保护区"):
        return "其他"
    for ending in ("自治县", "自治旗", "特区", "林区", "县", "旗"):
        if name.endswith(ending):
            return ending
    if name.endswith("区"):
        return "市辖区"
    return "县级市" if name.endswith("市") else "其他"


class Simplifier:
    """Traditional → simplified, for forms that no list knows as written.

    OpenCC alone damages names: it takes 乾 of 乾县 for a traditional 干. So every character that
    official names use is, in a second attempt, left as it is.

    Parameters
    ----------
    letters : str
        All characters of the official names.
    """

    def __init__(self, letters: str) -> None:
        self._letters = "".join(sorted(set(letters)))
        self._kept: frozenset[str] | None = None

    def variants(self, text: str) -> Iterator[str]:
        """Simplified readings of ``text`` that differ from it, likeliest first."""
        if text.isascii() or any(unicodedata.category(c) == "Cs" for c in text):
            return  # nothing to convert, or half a character that cannot be encoded
        converter = _converter()
        whole = converter.convert(text)
        if whole != text:
            yield whole
        kept = self._kept_letters()
        if any(c in kept for c in text):
            piecewise = "".join(c if c in kept else converter.convert(c) for c in text)
            if piecewise not in (text, whole):
                yield piecewise

    def _kept_letters(self) -> frozenset[str]:
        if self._kept is None:
            converter = _converter()
            self._kept = frozenset(c for c in self._letters if converter.convert(c) != c)
        return self._kept


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter(direction: str = "t2s") -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC(direction)
    return converter


def to_traditional(name: str) -> str:
    """A simplified name in traditional characters, by OpenCC's general table."""
    return _converter("s2t").convert(name)
