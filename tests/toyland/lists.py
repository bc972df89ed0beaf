"""One document of 左山省 as a list file would hold it, and what resolving it gives."""

from __future__ import annotations

from geo.records.resolved import (
    Assignment,
    CountyTask,
    Edition,
    End,
    LayerExtent,
    PlaceRole,
    Resolved,
    Tie,
)
from geo.records.written import DocumentLists, Pattern, Typology
from geo.vocabulary import Basis, Role, ScopeKind, Stage
from geo.voice.said import said

from .country import LEFT, unit_names

EDITION = Edition("zuoshan", "左山省", "Zuoshan", ("910000",), ("zuoshan-2024",))

TYPOLOGIES = (
    Typology(
        key="suburban",
        name="大城市周边",
        name_en="Suburban to a large city",
        role=Role.BASE,
        order=1,
        colour="#D1603D",
        pattern=Pattern(kind="solid"),
    ),
    Typology(
        key="agricultural",
        name="农产品主产区",
        name_en="Main agricultural production area",
        role=Role.BASE,
        order=3,
        colour="#F2D16B",
        pattern=Pattern(kind="solid"),
    ),
    Typology(
        key="potential",
        name="潜力地区",
        name_en="Potential area",
        role=Role.OVERLAY,
        order=5,
        colour="#7A1F5C",
        pattern=Pattern(kind="outline", width=3),
    ),
    Typology(
        key="demonstration",
        name="示范县",
        name_en="Demonstration county",
        role=Role.OVERLAY,
        order=6,
        colour="#1F1F1F",
        pattern=Pattern(kind="mark", symbol="★"),
    ),
)

#: One document of 左山省, as a list file would hold it.
DOCUMENT = {
    "document": {
        "id": "zuoshan-2024",
        "title": "左山省县城建设方案",
        "short_title": "左山2024",
        "issuer": "左山省人民政府",
        "number": "左政发〔2024〕1号",
        "issued": "2024-05-01",
        "region_code": "910000",
        "horizon": [2027],
        "headline_targets": [
            {
                "name": "常住人口城镇化率",
                "operator": "≥",
                "value": 60,
                "unit": "%",
                "deadline": "2027",
                "deadline_from": "stated",
            }
        ],
        "source_note": "测试文件",
    },
    "layers": [
        {"clause": "（一）", "typology": "大城市周边", "members": "甲县、老丙县"},
        {"clause": "（二）", "typology": "农产品主产区", "members": "丙县、己苗族自治县、庚县"},
        {"clause": "（三）", "typology": "潜力地区", "members": ["甲县", "己苗族自治县"]},
        {
            "clause": "（四）",
            "typology": "示范县",
            "status": "国家县城新型城镇化建设示范",
            "stage": "under_way",
            "members": "己苗族自治县",
        },
    ],
    "rules": [],
    "tasks": [
        {
            "clause": "（一）",
            "part": "一、分类引导",
            "title": "发展大城市周边县城",
            "summary": "让近郊县城承接中心城区的功能。",
            "lead": "省发展改革委",
            "responsible": "省交通运输厅、省住房城乡建设厅",
            "open_ended": True,
            "scope": [{"kind": "typology", "members": "大城市周边"}],
        },
        {
            "clause": "（二）",
            "part": "一、分类引导",
            "title": "发展农产品主产区县城",
            "summary": "延长粮食产业链。",
            "responsible": "省农业农村厅",
            "indicators": [
                {
                    "name": "公共供水管网漏损率",
                    "operator": "≤",
                    "value": 8.5,
                    "unit": "%",
                    "deadline": "2027",
                    "deadline_from": "title",
                },
                {"name": "居住用地占比", "operator": "range", "value": [20, 30], "unit": "%"},
            ],
            "completions": [{"name": "管网改造基本完成"}],
            "scope": [{"kind": "whole"}],
        },
    ],
    "partnerships": [
        {
            "clause": "（二）",
            "kind": "对口合作",
            "subject": "甲县",
            "partner": "右水省甲县",
            "summary": "共建园区。",
        }
    ],
    "positionings": [{"clause": "（一）", "subject": "庚县", "summary": "海岛门户。"}],
}


def document_lists() -> DocumentLists:
    return DocumentLists.model_validate(DOCUMENT)


def _assignment(clause: str, typology: str, code: str, written: str, **more: object) -> Assignment:
    return Assignment("zuoshan-2024", clause, typology, code, written, **more)  # type: ignore[arg-type]


def _extents() -> tuple[LayerExtent, ...]:
    """The four layers of :data:`DOCUMENT`, all complete."""
    status = "国家县城新型城镇化建设示范"
    layers = (
        ("（一）", "suburban", "", 2),
        ("（二）", "agricultural", "", 3),
        ("（三）", "potential", "", 2),
        ("（四）", "demonstration", status, 1),
    )
    return tuple(
        LayerExtent("zuoshan-2024", clause, key, "", named, count)
        for clause, key, named, count in layers
    )


def resolved() -> Resolved:
    """What resolving :data:`DOCUMENT` gives, plus one rule-based row (庚县, incomplete)."""
    renamed = "老丙县 2020 年更名为丙县"
    status = "国家县城新型城镇化建设示范"
    rows = (
        _assignment("（一）", "suburban", "910101", "甲县"),
        _assignment("（一）", "suburban", "910103", "老丙县", notes=(renamed,)),
        _assignment("（二）", "agricultural", "910103", "丙县"),
        _assignment("（二）", "agricultural", "910202", "己苗族自治县"),
        _assignment("（二）", "agricultural", "910203", "庚县"),
        _assignment("（三）", "potential", "910101", "甲县"),
        _assignment("（三）", "potential", "910202", "己苗族自治县"),
        _assignment(
            "（四）",
            "demonstration",
            "910202",
            "己苗族自治县",
            status=status,
            stage=Stage.UNDER_WAY,
        ),
        _assignment(
            "（一）",
            "suburban",
            "910203",
            "",
            basis=Basis.RULE,
            is_complete=False,
            notes=(said("rules.adjacent_to", names=("左二市辛区",)),),
        ),
    )
    through = (said("reach.typology", typology="大城市周边"),)
    first, second = DOCUMENT["tasks"]  # type: ignore[misc]
    reached = [
        CountyTask(c, "zuoshan-2024", "（一）", first["title"], ScopeKind.TYPOLOGY, through)  # type: ignore[index]
        for c in ("910101", "910103")
    ] + [
        CountyTask(n.code, "zuoshan-2024", "（二）", second["title"], ScopeKind.WHOLE, "全省")  # type: ignore[index]
        for n in unit_names()
        if n.province_code == LEFT[0]
    ]
    tie = Tie(
        "zuoshan-2024",
        "（二）",
        "对口合作",
        End("甲县", "910101"),
        End("右水省甲县", "920101"),
        "共建园区。",
    )
    role = PlaceRole("zuoshan-2024", "（一）", End("庚县", "910203"), "海岛门户。")
    return Resolved(rows, tuple(reached), (tie,), (role,), extents=_extents())
