"""A document of the whole country, with what is rare on paper and must not break an output.

Several base types on one county, overlays, derived and candidate counties, text that attacks
whoever shows it, a document without a number, clauses without a task, a partnership whose partner
is no county, a place that is no unit::

    lat 34 ┌──────┬──────┬──────┬──────┐
           │ 甲   │ 乙   │ 壬   │ 癸   │      周 大城市周边   工 工业   农 农产品主产区
           │      │      │      │ 合   │      潜 潜力地区     ★ 示范县  边 沿边地区
    lat 33 ├──────┼──────┼──────┼──────┤      合 partner of a county, 任 tasks of its own
           │ 丙   │ 丁   │ 子   │ 丑   │
           │      │ 农?  │ 边   │周农*★│      * by rule, ? by rule and not decided yet
    lat 32 ├──────┼──────┼──────┼──────┤
           │ 戊   │ 己   │ 寅   │ 卯   │
           │ 农*潜│ 工★合│      │      │
    lat 31 ├──────┼──────┼──────┼──────┤
           │ 庚   │ 辛   │ 辰   │ 巳   │
           │ 周合 │周工任│周工农│ 农   │
    lat 30 └──────┴──────┴──────┴──────┘
          100    101    102    103    104
"""

from __future__ import annotations

from geo.records.resolved import (
    Assignment,
    CountyTask,
    Edition,
    End,
    LayerExtent,
    PlaceRole,
    Resolved,
    RuleOutcome,
    Tie,
    UndrawnMember,
)
from geo.records.written import DocumentLists, Pattern, Typology
from geo.vocabulary import CHINA_CODE, Basis, Role, ScopeKind, Stage
from geo.voice.said import said

from .lists import TYPOLOGIES

#: Text that is markup to a page, the end of a statement to a database, and must stay text.
HOSTILE = "<img src=x onerror=alert(1)>'); DROP TABLE counties;--"

NATION = Edition("wanju", "玩具国", "Toyland", (CHINA_CODE,), ("wanju-2025",))

NATION_TYPOLOGIES = tuple(
    sorted(
        (
            *TYPOLOGIES,
            Typology(
                key="industrial",
                name="工业",
                name_en="Industrial",
                role=Role.BASE,
                order=2,
                colour="#44549E",
                pattern=Pattern(kind="solid"),
            ),
            Typology(
                key="border",
                name="沿边地区",
                name_en="Border area",
                role=Role.OVERLAY,
                order=7,
                colour="#006B3C",
                pattern=Pattern(kind="hatch", angle=30, spacing=8, width=2),
            ),
        ),
        key=lambda typology: typology.order,
    )
)

#: What the join reads of a list file. Members are given resolved, below.
NATION_DOCUMENT = {
    "document": {
        "id": "wanju-2025",
        "title": f"玩具国实施方案{HOSTILE}",
        "short_title": "玩具方案",
        "issuer": "玩具国政府",
        "number": None,
        "issued": "2025-03-01",
        "region_code": CHINA_CODE,
        "horizon": [2027, 2035],
        "headline_targets": [
            {
                "name": "城镇化率",
                "operator": "≥",
                "value": 65,
                "unit": "%",
                "deadline": "2027",
                "deadline_from": "title",
            }
        ],
        "blanket": {"clause": "总则", "units": "各区县人民政府"},
        "source_note": "示例",
    },
    "tasks": [
        {
            "clause": clause,
            "part": "一、任务",
            "title": title,
            "summary": f"{title}的概括",
            "lead": "省发展改革委",
            "cooperating": "省教育厅、省民政厅",
            **more,
        }
        for clause, title, more in (
            (
                "（一）",
                "近郊承接",
                {"scope": [{"kind": "typology", "members": "大城市周边"}]},
            ),
            (
                "（二）",
                "工业提升",
                {
                    "open_ended": True,
                    "scope": [{"kind": "typology", "members": "工业"}],
                    "indicators": [
                        {
                            "name": "增速",
                            "operator": "range",
                            "value": [3.5, 5],
                            "unit": "%",
                            "deadline": "2026-06",
                            "deadline_from": "stated",
                        }
                    ],
                },
            ),
            (
                "（五）",
                "道路",
                {
                    "scope": [{"kind": "whole"}],
                    "indicators": [{"name": "公路", "operator": "=", "value": 120, "unit": "千米"}],
                    "completions": [
                        {"name": "村村通路", "deadline": "2027", "deadline_from": "blanket"}
                    ],
                },
            ),
        )
    ],
}


def nation_lists() -> DocumentLists:
    return DocumentLists.model_validate(NATION_DOCUMENT)


def _assignment(clause: str, typology: str, code: str, written: str, **more: object) -> Assignment:
    return Assignment("wanju-2025", clause, typology, code, written, **more)  # type: ignore[arg-type]


def _assignments() -> tuple[Assignment, ...]:
    rule = {"basis": Basis.RULE}
    awarded = {"status": "玩具样板县", "stage": Stage.AWARDED}
    planned = {"status": "=1+1", "stage": Stage.TO_BE_BUILT}
    farming = "agricultural"
    return (
        _assignment("（一）", "suburban", "910203", "庚县"),
        _assignment("（一）", "suburban", "910204", "辛区"),
        _assignment("（一）", "suburban", "920107", "辰县"),
        _assignment("（一）", "suburban", "920104", "丑县"),
        _assignment("（二）", "industrial", "910204", "辛区"),
        _assignment("（二）", "industrial", "920107", "辰县"),
        _assignment("（二）", "industrial", "910202", "己县", subtype="旅游"),
        _assignment("（三）", farming, "920107", "辰县"),
        _assignment("（三）", farming, "920108", "巳县", notes=(HOSTILE,)),
        _assignment("（三）", farming, "910201", "", notes=("耕地超过一半",), **rule),
        _assignment("（三）", farming, "920104", "", **rule),
        _assignment("（三）", farming, "910104", "", is_complete=False, **rule),
        _assignment("（四）", "potential", "910201", "戊市"),
        _assignment("（四）", "demonstration", "910202", "己县", **awarded),
        _assignment("（四）", "demonstration", "920104", "丑县", **planned),
        _assignment("（四）", "border", "920103", "子县"),
    )


def _county_tasks() -> tuple[CountyTask, ...]:
    """Few on purpose: 辛区 by its type, and it and 癸区 with the whole country."""
    typology = (said("reach.typology", typology="大城市周边"),)
    whole = (said("reach.whole", region="玩具国"),)
    return (
        CountyTask("910204", "wanju-2025", "（一）", "近郊承接", ScopeKind.TYPOLOGY, typology),
        CountyTask("910204", "wanju-2025", "（五）", "道路", ScopeKind.WHOLE, whole),
        CountyTask("920102", "wanju-2025", "（五）", "道路", ScopeKind.WHOLE, whole),
    )


def _ties() -> tuple[Tie, ...]:
    abroad = End("外地", anchor=(105, 31.5), notes=("示意端点",))
    southern, northern = End("庚县", "910203"), End("癸区", "920102")
    minority = End("己苗族自治县", "910202")
    return (
        Tie("wanju-2025", "（五）", "结对帮扶", minority, abroad, "对口协作"),
        Tie("wanju-2025", "（五）", "产业合作", southern, northern, "园区共建"),
    )


def nation_resolved() -> Resolved:
    """Sixteen assignments, two partnerships, three places, one rule with a candidate left; a zone
    that is listed but not drawn, and a list of six of which four members are known."""
    roles = tuple(
        PlaceRole("wanju-2025", "（一）", place, summary)
        for place, summary in (
            (End("庚县", "910203"), "门户"),
            (End("左二市", "910200"), "中心城市"),
            (End("高新区"), "创新区"),
        )
    )
    reading, missing = "耕地超过一半的县", ("缺耕地名录",)
    outcome = RuleOutcome("wanju-2025", "（三）", "agricultural", reading, 2, 1, missing)
    zone = UndrawnMember(
        "wanju-2025",
        "（二）",
        "industrial",
        f"临港区{HOSTILE}",
        ("开发区",),
        within_code="910203",
        within_name="庚县",
        province_name="左山省",
        anchor=(104.2, 31.1),
        notes=("没有县级边界",),
    )
    extent = LayerExtent(
        "wanju-2025", "（二）", "industrial", "", "", 4, stated_count=6, is_open=True
    )
    rest = {"undrawn": (zone,), "extents": (extent,)}
    return Resolved(_assignments(), _county_tasks(), _ties(), roles, (outcome,), **rest)
