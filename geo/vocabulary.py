"""The words of the project: every closed list of values, once.

A value that a file may contain, a column may hold or a flag may take is defined only here.
Texts that a person reads are in :mod:`geo.voice.texts`.
"""

from __future__ import annotations

from enum import StrEnum

#: National gazetteer code of China in county codes' parents; the region of a national document.
CHINA_CODE = "000000"

#: Key of the edition that unites all others.
ALL_EDITION = "all"

#: Names that no document may claim for its edition, because the build writes files so called.
RESERVED_EDITIONS = frozenset({ALL_EDITION, "index", "manifest", "figures", "tables"})
#: Keys that no theme and no typology may claim, because figures of other kinds end in them.
RESERVED_KEYS = frozenset({"multiples", "overlap", "statistics", "typology"})

#: Joins several names in one cell, as Chinese documents do.
LIST_MARK = "、"


def region_codes(region: str) -> tuple[str, ...]:
    """Codes of a document's region: one, or several joined by ``、`` (川渝, a city cluster)."""
    return tuple(region.split(LIST_MARK))


#: Joins several sentences in one cell, as Chinese documents do.
SENTENCE_MARK = "；"


class Language(StrEnum):
    """A language that outputs can be written in. Chinese is the first."""

    ZH = "zh"
    EN = "en"


class Role(StrEnum):
    """How a typology is drawn on the map: as a fill, or over any fill."""

    BASE = "base"
    OVERLAY = "overlay"


class Basis(StrEnum):
    """Origin of an assignment: the document names the county, or a rule derives it."""

    LISTED = "listed"
    RULE = "rule"


class Standing(StrEnum):
    """Certainty that a county has a typology, surest first. A candidate does not count."""

    LISTED = "listed"  # a document names the county
    DERIVED = "derived"  # all conditions of a rule hold
    CANDIDATE = "candidate"  # a condition waits for a list or for a person

    @classmethod
    def of(cls, basis: str, *, is_complete: bool) -> Standing:
        """The standing of an assignment with this basis."""
        if basis != Basis.RULE:
            return cls.LISTED
        return cls.DERIVED if is_complete else cls.CANDIDATE

    def rank(self) -> int:
        """Position in the order of sureness, 0 for listed."""
        return list(Standing).index(self)


class Stage(StrEnum):
    """How far a status has come, as the document words it."""

    AWARDED = "awarded"  # 已获批、已命名
    UNDER_WAY = "under_way"  # 正在推进、开展
    TO_BE_BUILT = "to_be_built"  # 拟建设、争创


class Operator(StrEnum):
    """Relation of an indicator to its value."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    EQUAL = "="
    RANGE = "range"
    ABOUT = "≈"


class DeadlineFrom(StrEnum):
    """Source of an indicator's deadline."""

    STATED = "stated"  # in the sentence itself
    BLANKET = "blanket"  # from the document's statement for all its targets
    TITLE = "title"  # from the document's title or horizon
    NONE = "none"  # the document gives none


class ScopeKind(StrEnum):
    """Kind of a task's scope."""

    WHOLE = "whole"  # the document's whole region
    PREFECTURES = "prefectures"  # named prefectures
    COUNTY_TOWNS = "county_towns"  # every county town (县城) of the region
    TYPOLOGY = "typology"  # every county that the document gives a typology
    COUNTIES = "counties"  # named counties
    AREA = "area"  # a named region of layers/regions.yaml


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class ChangeKind(StrEnum):
    """Kind of a change of a county's name or code."""

    RENAME = "rename"  # 更名
    UPGRADE = "upgrade"  # 撤县设市、撤县设区
    MERGE = "merge"  # 并入
    SPLIT = "split"  # 析置
    RECODE = "recode"  # 换码，名称未变
    CREATE = "create"  # 新设
    ABOLISH = "abolish"  # 撤销
    VARIANT = "variant"  # 同一单位的另一写法或另一套代码，不是变更


class AliasKind(StrEnum):
    """Kind of the unit that a written form in aliases.csv names."""

    NAME = "name"  # another name of the county itself
    UNIT = "unit"  # a unit inside the county, without a boundary of its own


class BoundaryLevel(StrEnum):
    """The layers of one vintage of boundaries."""

    COUNTIES = "counties"
    PREFECTURES = "prefectures"
    PROVINCES = "provinces"
    BOUNDARY_LINES = "boundary_lines"


#: Endings of county-level units, longest first; what precedes them is the short form.
COUNTY_ENDINGS = ("自治县", "自治旗", "特区", "林区", "县", "区", "市", "旗")

#: Endings of the units above a county.
PARENT_ENDINGS = ("特别行政区", "自治区", "自治州", "地区", "盟", "省", "市", "州")

#: Municipalities under the central government, which lists put once more where a prefecture is due.
MUNICIPALITIES = ("110000", "120000", "310000", "500000")

#: Placeholders that lists of divisions write between a parent and its counties for a missing unit.
PLACEHOLDERS = (
    "省直辖县级行政区划",
    "省直辖县级行政单位",
    "省直辖行政单位",
    "自治区直辖县级行政区划",
    "自治区直辖县级行政单位",
    "省直辖县",
    "市辖区",
)
#: The same, in a municipality only: ``重庆市县云阳县``.
MUNICIPAL_PLACEHOLDERS = ("市辖县", "郊县", "城区", "县")

#: County-level units whose seat is a 县城 (a 市辖区 has none).
COUNTY_TOWN_UNIT_TYPES = frozenset({"县", "县级市", "自治县", "旗", "自治旗"})

#: Every unit type a county-level row may carry.
UNIT_TYPES = ("市辖区", "县级市", "县", "自治县", "旗", "自治旗", "特区", "林区", "其他")
