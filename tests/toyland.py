"""Toyland: a country that can be drawn on paper.

Two provinces side by side, each a 4 × 2 block of unit squares (degrees), from 100° E, 30° N::

    lat 34 ┌────┬────┬────┬────┐
           │ 甲 │ 乙 │ 壬 │ 癸 │      columns 0–1 and 2–3 are two provinces:
    lat 33 ├────┼────┼────┼────┤      left half  = 左山省 (910000), prefectures 左一市, 左二市
           │ 丙 │ 丁 │ 子 │ 丑 │      right half = 右水省 (920000), prefecture  右一市
    lat 32 ├────┼────┼────┼────┤
           │ 戊 │ 己 │ 寅 │ 卯 │      丁县 has an enclave (飞地县) inside it,
    lat 31 ├────┼────┼────┼────┤      庚县 has a second part (an island) south of the block,
           │ 庚 │ 辛 │ 辰 │ 巳 │      甲县 exists in both provinces (壬 is called 甲县 too),
    lat 30 └────┴────┴────┴────┘      丙县 was 老丙县 until 2020, with another code.
          100  101  102  103  104

Every area, neighbour and count in a test can be checked with a pencil.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import shapely

from geo import crs
from geo.join import Geometry
from geo.join import edition_frames as join_edition
from geo.records.resolved import (
    Assignment,
    CountyTask,
    Edition,
    End,
    PlaceRole,
    Resolved,
    Tie,
    UnitFacts,
    UnitName,
    Vintage,
)
from geo.records.written import DocumentLists, Pattern, Typology
from geo.schema import EditionFrames
from geo.vocabulary import Basis, Language, Role, ScopeKind, Stage
from geo.voice.phrasebook import Phrasebook
from geo.voice.said import said
from geo.voice.voice import Voice

LEFT, RIGHT = ("910000", "左山省"), ("920000", "右水省")
PREFECTURES = {
    "910100": ("左一市", LEFT),
    "910200": ("左二市", LEFT),
    "920100": ("右一市", RIGHT),
}
#: code → (name, prefecture, column, row); row 0 is the southern one.
SQUARES = {
    "910101": ("甲县", "910100", 0, 3),
    "910102": ("乙区", "910100", 1, 3),
    "910103": ("丙县", "910100", 0, 2),
    "910104": ("丁县", "910100", 1, 2),
    "910201": ("戊市", "910200", 0, 1),
    "910202": ("己苗族自治县", "910200", 1, 1),
    "910203": ("庚县", "910200", 0, 0),
    "910204": ("辛区", "910200", 1, 0),
    "920101": ("甲县", "920100", 2, 3),
    "920102": ("癸区", "920100", 3, 3),
    "920103": ("子县", "920100", 2, 2),
    "920104": ("丑县", "920100", 3, 2),
    "920105": ("寅县", "920100", 2, 1),
    "920106": ("卯区", "920100", 3, 1),
    "920107": ("辰县", "920100", 2, 0),
    "920108": ("巳县", "920100", 3, 0),
}
ENCLAVE = ("910105", "飞地县", "910100")
VINTAGE = Vintage(
    id="toy",
    title="玩具国边界",
    date="2025-01",
    source="玩具国测绘局",
    terms="测试用",
    citation="边界：玩具国测绘局（2025-01）",
)


def _square(column: float, row: float, size: float = 1.0) -> shapely.Polygon:
    west, south = 100 + column, 30 + row
    return shapely.box(west, south, west + size, south + size)


def _polygons() -> dict[str, shapely.Geometry]:
    polygons: dict[str, shapely.Geometry] = {
        code: _square(column, row) for code, (_, _, column, row) in SQUARES.items()
    }
    enclave = _square(1.4, 2.4, 0.2)
    polygons["910104"] = polygons["910104"].difference(enclave)
    polygons[ENCLAVE[0]] = enclave
    island = _square(0.2, -0.5, 0.25)
    polygons["910203"] = shapely.MultiPolygon([polygons["910203"], island])
    return polygons


def unit_names() -> tuple[UnitName, ...]:
    """Official names of all 17 counties, by code."""
    named = {code: (name, prefecture) for code, (name, prefecture, _, _) in SQUARES.items()}
    named[ENCLAVE[0]] = ENCLAVE[1:]
    rows = []
    for code, (name, prefecture) in sorted(named.items()):
        prefecture_name, (province, province_name) = PREFECTURES[prefecture]
        rows.append(UnitName(code, name, prefecture, prefecture_name, province, province_name))
    return tuple(rows)


def _frame(rows: list[dict[str, object]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=crs.STORAGE)


def county_boundaries() -> gpd.GeoDataFrame:
    polygons = _polygons()
    return _frame(
        [
            {
                "county_code": n.code,
                "county_name": n.name,
                "prefecture_code": n.prefecture_code,
                "prefecture_name": n.prefecture_name,
                "province_code": n.province_code,
                "province_name": n.province_name,
                "geometry": shapely.multipolygons([polygons[n.code]])
                if polygons[n.code].geom_type == "Polygon"
                else polygons[n.code],
            }
            for n in unit_names()
        ]
    )


def prefecture_boundaries() -> gpd.GeoDataFrame:
    counties = county_boundaries()
    return _frame(
        [
            {
                "prefecture_code": code,
                "prefecture_name": name,
                "province_code": province,
                "province_name": province_name,
                "geometry": counties[counties["prefecture_code"] == code].geometry.union_all(),
            }
            for code, (name, (province, province_name)) in PREFECTURES.items()
        ]
    )


def province_boundaries() -> gpd.GeoDataFrame:
    counties = county_boundaries()
    return _frame(
        [
            {
                "province_code": code,
                "province_name": name,
                "geometry": counties[counties["province_code"] == code].geometry.union_all(),
            }
            for code, name in (LEFT, RIGHT)
        ]
    )


def boundary_lines() -> gpd.GeoDataFrame:
    line = shapely.LineString([(104, 29.5), (104.5, 29.0)])
    return _frame([{"line_kind": "province", "geometry": line}])


def geometry() -> Geometry:
    return Geometry(
        county_boundaries(),
        prefecture_boundaries(),
        province_boundaries(),
        boundary_lines(),
        VINTAGE,
    )


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
    return Resolved(rows, tuple(reached), (tie,), (role,))


def facts() -> dict[str, UnitFacts]:
    kinds = {"县": "县", "区": "市辖区", "市": "县级市"}
    return {
        n.code: UnitFacts(
            n.name.removesuffix("苗族自治县").rstrip("县区市") or n.name,
            "自治县" if n.name.endswith("自治县") else kinds[n.name[-1]],
        )
        for n in unit_names()
    }


EDITION = Edition("zuoshan", "左山省", "Zuoshan", ("910000",), ("zuoshan-2024",))


def voice(language: Language = Language.EN, **names: str) -> Voice:
    """A voice that knows the types, the province, and ``names`` by their Chinese."""
    named = (EDITION, *TYPOLOGIES)
    known = {each.name: each.name_en for each in named} | names
    return Voice(language, Phrasebook(lambda: known))


def edition_frames(spoken: Voice | None = None) -> EditionFrames:
    """Frames of the toy edition: 9 counties of 左山省, 9 assignments, 2 tasks."""
    return untold_frames().told(spoken or Voice())


def untold_frames() -> EditionFrames:
    """The same, in no language yet."""
    return join_edition(
        EDITION,
        [document_lists()],
        resolved(),
        names={n.code: n for n in unit_names()},
        facts=facts(),
        region_names={"910000": "左山省"},
        typologies=TYPOLOGIES,
        geometry=geometry(),
    )


# ── a whole project on disk ──────────────────────────────────────────────────────────────


def _write_csv(path: Path, header: list[str], rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_boundaries(folder: Path) -> None:
    """One vintage as :mod:`geo.boundaries` reads it, with a true datapackage."""
    folder.mkdir(parents=True)
    frames = {
        "counties": county_boundaries(),
        "prefectures": prefecture_boundaries(),
        "provinces": province_boundaries(),
        "boundary_lines": boundary_lines(),
    }
    for name, frame in frames.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    header = [c for c in frames["counties"].columns if c != "geometry"]
    rows = frames["counties"][header].to_numpy().tolist()
    _write_csv(folder / "counties.csv", header, rows)
    resources = []
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        count = len(rows) if path.suffix == ".csv" else len(frames[path.stem])
        resources.append(
            {
                "name": path.stem if path.suffix == ".parquet" else "county_names",
                "path": path.name,
                "sha256": hashlib.sha256(content).hexdigest(),
                "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
                "bytes": len(content),
                "rows": count,
            }
        )
    package = {
        "name": "toy",
        "title": VINTAGE.title,
        "date": VINTAGE.date,
        "source": VINTAGE.source,
        "terms": VINTAGE.terms,
        "citation": VINTAGE.citation,
        "crs": crs.STORAGE,
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def write_project(root: Path, lists: Mapping[str, object] | str | None = None) -> Path:
    """A project folder with toy boundaries, a gazetteer and one list file.

    ``lists`` replaces :data:`DOCUMENT`; a string is written as it stands (for broken YAML).
    """
    import yaml

    layers = root / "layers"
    layers.mkdir(parents=True)
    typologies = {"typologies": [t.model_dump(mode="json") for t in TYPOLOGIES]}
    for name, content in (
        ("typologies.yaml", typologies),
        ("zuoshan-2024.yaml", DOCUMENT if lists is None else lists),
    ):
        text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
        (layers / name).write_text(text, encoding="utf-8")
    write_boundaries(root / "data" / "boundaries" / "2025-01")
    gazetteer = root / "data" / "gazetteer"
    _write_csv(
        gazetteer / "aliases.csv",
        ["alias", "county_code", "kind", "valid_from", "valid_to", "reason", "source"],
        [],
    )
    _write_csv(
        gazetteer / "changes.csv",
        [
            "date",
            "kind",
            "old_code",
            "old_name",
            "new_code",
            "new_name",
            "province_code",
            "source",
            "note",
        ],
        [["2020", "rename", "910113", "老丙县", "910103", "丙县", "910000", "玩具国公报", ""]],
    )
    _write_csv(
        gazetteer / "non_counties.csv",
        [
            "name",
            "kind",
            "within_code",
            "anchor_lon",
            "anchor_lat",
            "region_code",
            "reason",
            "source",
        ],
        [["左一高新区", "高新区", "910102", "101.5", "33.5", "910000", "开发区", "玩具国公报"]],
    )
    _write_csv(gazetteer / "pinyin.csv", ["name", "pinyin", "reason"], [])
    return root
