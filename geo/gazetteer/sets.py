"""Runs that name no county but all of a region: ``甘孜州全部18个县（市）``, ``各县（市）``.

They are read from the units of the document's date, and checked against the number they give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from geo.gazetteer.lineage import Key
from geo.gazetteer.marks import NUMBER, number
from geo.gazetteer.names import normalise, unit_type
from geo.gazetteer.regions import units_in
from geo.vocabulary import CHINA_CODE

if TYPE_CHECKING:
    from geo.gazetteer.forms import Parent
    from geo.gazetteer.gazetteer import Gazetteer

_UNITS = r"(?P<units>[县市区旗]{1,4}(?:\([县市区旗、]+\))?)"
_SET = re.compile(
    rf"(?P<head>.*?)(?:除(?P<without>.+?)以?外)?的?"
    rf"(?P<all>(?:所辖|下辖)?的?(?:全部|所有|各)|所辖|下辖)?的?"
    rf"(?:(?P<count>{NUMBER})(?P<each>个)?)?{_UNITS}"
)
#: A head that means the document's own region: ``全省各县（市、区）``.
_WHOLE = re.compile("(?:全|本)(?:省|市|州|盟|区|自治区|自治州|地区)$")
#: Which kinds of unit a word covers.
_KINDS = {
    "县": frozenset({"县", "自治县", "旗", "自治旗", "林区", "特区"}),
    "市": frozenset({"县级市"}),
    "区": frozenset({"市辖区"}),
    "旗": frozenset({"旗", "自治旗"}),
}


class CountySet:
    """The counties that a set names, and how many it says that they are."""

    def __init__(self, keys: Sequence[Key], parent: str, stated: int | None) -> None:
        self.keys, self.parent, self.stated = keys, parent, stated


def county_set(
    written: str,
    gazetteer: Gazetteer,
    region_code: str,
    split: Callable[[str], Sequence[str]],
) -> CountySet | None:
    """The counties of a set, None for a text that is none.

    Parameters
    ----------
    written : str
        One item of a run.
    split : callable
        Divides the names after 除.
    """
    found = _SET.fullmatch(normalise(written))
    if found is None or not (found["all"] or found["without"] or found["count"]):
        return None
    head = _WHOLE.sub("", found["head"])
    is_named = bool(found["head"])
    parents = [p for p in _parents(head, gazetteer) if p.is_in(region_code)]
    if (head and len(parents) != 1) or (not head and region_code == CHINA_CODE):
        return None
    code = parents[0].code if parents else region_code
    everything = units_in(code, gazetteer)
    keys = [k for k in everything if _is_kind(k, found["units"])]
    for name in split(found["without"]) if found["without"] else ():
        away = {e.key for e in gazetteer.entries(normalise(name))} & set(everything)
        if len(away) != 1:
            return None
        keys = [k for k in keys if k not in away]
    stated = number(found["count"]) if found["count"] else None
    if not keys:
        return None  # what names no county is reported as it is written
    if not (found["all"] or found["without"]) and not (is_named and stated == len(keys)):
        return None  # 恩施州8县市 are all that it has; 恩施州3县 are not known
    return CountySet(keys, _name(parents), stated)


def _parents(head: str, gazetteer: Gazetteer) -> list[Parent]:
    """What a head names: ``甘孜州``, ``四川省甘孜州``."""
    when = gazetteer.when
    found = list(gazetteer.forms.parents_named(head, when)) if head else []
    for above, rest in gazetteer.peel(head):
        below = gazetteer.forms.parents_named(rest, when)
        found += [p for p in below if p.province_code == above.code and p not in found]
    return found


def _name(parents: Sequence[Parent]) -> str:
    return parents[0].name if parents else ""


def _is_kind(key: Key, units: str) -> bool:
    kinds = frozenset[str]().union(*(_KINDS[c] for c in units if c in _KINDS))
    return unit_type(*key) in kinds
