"""A small edition drawn on squared paper: 4 × 4 counties of a degree, lists, tasks, partnerships.

Row by row from the south-west: A1 … D4. County codes are 990101 … 990404. What a test needs is
chosen on purpose: several base types on one county, an overlay, a derived type, hostile text, a
task without a clause of its own, a partnership whose partner is no county, empty values.
"""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
from shapely import LineString, MultiPolygon, box

from geo import crs
from geo.columns import Table, check_frame
from geo.records.resolved import Edition, Vintage
from geo.records.written import Pattern, Typology
from geo.schema import (
    ASSIGNMENTS,
    BOUNDARIES,
    COMPLETIONS,
    COUNTY_TASKS,
    DOCUMENTS,
    INDICATORS,
    PARTNERSHIPS,
    POSITIONINGS,
    RULES,
    TASKS,
    EditionFrames,
    edition_tables,
)
from geo.schema import counties as counties_table
from geo.vocabulary import BoundaryLevel, Language, Role
from geo.voice.phrasebook import Phrasebook
from geo.voice.voice import Voice

HOSTILE = "<img src=x onerror=alert(1)>'); DROP TABLE counties;--"

TYPOLOGIES = (
    Typology(
        key="suburban", name="近郊", name_en="Suburban", role=Role.BASE, order=1,
        colour="#D1603D", pattern=Pattern(kind="solid"),
    ),
    Typology(
        key="industrial", name="工业", name_en="Industrial", role=Role.BASE, order=2,
        colour="#44549E", pattern=Pattern(kind="solid"),
    ),
    Typology(
        key="farming", name="农业", name_en="Farming", role=Role.BASE, order=3,
        colour="#F2D16B", pattern=Pattern(kind="solid"),
    ),
    Typology(
        key="promising", name="潜力", name_en="Promising", role=Role.OVERLAY, order=4,
        colour="#7A1F5C", pattern=Pattern(kind="outline", width=3),
    ),
    Typology(
        key="model", name="示范", name_en="Model", role=Role.OVERLAY, order=5,
        colour="#1F1F1F", pattern=Pattern(kind="mark", symbol="★"),
    ),
    Typology(
        key="border", name="沿边", name_en="Border", role=Role.OVERLAY, order=6,
        colour="#006B3C", pattern=Pattern(kind="hatch", angle=30, spacing=8, width=2),
    ),
)  # fmt: skip


def _code(row: int, column: int) -> str:
    return f"99{row:02d}{column:02d}"


def _counties() -> gpd.GeoDataFrame:
    rows = []
    for row in range(1, 5):
        for column in range(1, 5):
            square = box(104 + column, 28 + row, 105 + column, 29 + row)
            name = f"{'甲乙丙丁'[row - 1]}{'子丑寅卯'[column - 1]}"
            unit = "县" if (row + column) % 2 else "区"
            rows.append(
                {
                    "county_code": _code(row, column),
                    "county_name": name + unit,
                    "short_name": name,
                    "unit_type": "县" if unit == "县" else "市辖区",
                    "prefecture_code": "990100" if row < 3 else "990300",
                    "prefecture_name": "南市" if row < 3 else "北州",
                    "province_code": "990000",
                    "province_name": "玩具省",
                    "area_km2": 10_800.0 + row,
                    "geometry": square,
                }
            )
    frame = gpd.GeoDataFrame(rows, crs=crs.STORAGE)
    # One county of two parts: its second part lies off the east coast.
    parts = MultiPolygon([frame.geometry.iloc[3], box(109.2, 29.2, 109.5, 29.5)])
    frame.geometry = [parts if i == 3 else g for i, g in enumerate(frame.geometry)]
    return frame


def _assignment(code: str, key: str, **more: object) -> dict[str, object]:
    names = {t.key: t.name for t in TYPOLOGIES}
    known = {"subtype": "", "status": "", "stage": "", "basis": "listed", "is_complete": True}
    return {
        "document_id": "toy-2025", "clause": "（一）", "typology": key,
        "typology_name": names[key], **known, "county_code": code, "note": "", **more,
    }  # fmt: skip


def _assignments(counties: gpd.GeoDataFrame) -> pd.DataFrame:
    rows = [
        _assignment("990101", "suburban"),
        _assignment("990102", "suburban"),
        _assignment("990102", "industrial", clause="（二）"),
        _assignment("990103", "suburban"),
        _assignment("990103", "industrial", clause="（二）"),
        _assignment("990103", "farming", clause="（三）"),
        _assignment("990104", "farming", clause="（三）", note=HOSTILE),
        _assignment("990201", "farming", clause="（三）", basis="rule", note="耕地超过一半"),
        _assignment("990201", "promising", clause="（四）"),
        _assignment("990202", "industrial", clause="（二）", subtype="旅游"),
        _assignment("990202", "model", clause="（四）", status="玩具样板县", stage="awarded"),
        _assignment("990303", "border", clause="（四）"),
        _assignment("990304", "model", clause="（四）", status="=1+1", stage="to_be_built"),
        _assignment("990304", "farming", clause="（三）", basis="rule"),
        _assignment("990302", "farming", clause="（三）", basis="rule", is_complete=False),
        _assignment("990304", "suburban", clause="（一）"),
    ]
    frame = pd.DataFrame(rows)
    parents = counties.set_index("county_code")
    for column in ("county_name", "prefecture_name", "province_name"):
        frame[column] = parents.loc[frame["county_code"], column].to_numpy()
    frame["as_written"] = parents.loc[frame["county_code"], "short_name"].to_numpy()
    return _ordered(frame, ASSIGNMENTS)


def _ordered(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    frame = frame[list(table.names)]
    keys = list(table.key)
    return (frame.sort_values(keys) if keys else frame).reset_index(drop=True)


def _joined(counties: gpd.GeoDataFrame, assignments: pd.DataFrame) -> gpd.GeoDataFrame:
    frame = counties.copy()
    held = {c: set() for c in frame["county_code"]}
    waiting = {c: set() for c in frame["county_code"]}
    columns = (assignments[name] for name in ("county_code", "typology", "is_complete"))
    for code, key, is_complete in zip(*columns, strict=True):
        (held if is_complete else waiting)[code].add(key)
    keys = [held[c] for c in frame["county_code"]]
    awaited = [waiting[c] - held[c] for c in frame["county_code"]]
    frame["typologies"] = ["、".join(t.name for t in TYPOLOGIES if t.key in k) for k in keys]
    frame["typology_count"] = [len(k) for k in keys]
    for t in TYPOLOGIES:
        frame[f"is_{t.key}"] = [t.key in k for k in keys]
    frame["candidate_typologies"] = [
        "、".join(t.name for t in TYPOLOGIES if t.key in k) for k in awaited
    ]
    ruled = set(assignments.loc[assignments["basis"] == "rule", "county_code"])
    frame["statuses"] = ["玩具样板县" if c == "990202" else "" for c in frame["county_code"]]
    frame["documents"] = ["玩具方案" if k else "" for k in keys]
    frame["has_rule_basis"] = [c in ruled for c in frame["county_code"]]
    frame["task_count"] = [2 if c == "990102" else 1 for c in frame["county_code"]]
    frame["note"] = ""
    return _ordered(frame, counties_table(TYPOLOGIES))


def _dissolved(counties: gpd.GeoDataFrame, level: BoundaryLevel, key: str) -> gpd.GeoDataFrame:
    kept = list(BOUNDARIES[level].names)
    return counties[kept].dissolve(key).reset_index()[kept]


def _tables() -> dict[str, pd.DataFrame]:
    tasks = [
        {
            "document_id": "toy-2025", "clause": f"（{n}）", "part": "一、任务", "title": title,
            "summary": f"{title}的概括", "lead_units": "省发展改革委", "responsible_units": "",
            "cooperating_units": "省教育厅、省民政厅", "blanket_units": "各区县人民政府",
            "is_open_ended": n == "二", "agencies_note": "", "scope": scope,
        }
        for n, title, scope in (
            ("一", "近郊承接", "近郊"), ("二", "工业提升", "工业"), ("五", "道路", "全域"),
        )
    ]  # fmt: skip
    base = {"document_id": "toy-2025", "note": ""}
    indicators = [
        {**base, "clause": "", "name": "城镇化率", "operator": "≥", "value": 65.0,
         "value_max": float("nan"), "unit": "%", "deadline": "2027", "deadline_from": "title"},
        {**base, "clause": "（二）", "name": "增速", "operator": "range", "value": 3.5,
         "value_max": 5.0, "unit": "%", "deadline": "2026-06", "deadline_from": "stated"},
        {**base, "clause": "（五）", "name": "公路", "operator": "=", "value": 120.0,
         "value_max": float("nan"), "unit": "千米", "deadline": "", "deadline_from": "none"},
    ]  # fmt: skip
    county_tasks = [
        {"county_code": code, "county_name": name, "document_id": "toy-2025", "clause": clause,
         "title": title, "through_kind": kind, "through": through, "is_from_document": True}
        for code, name, clause, title, kind, through in (
            ("990102", "甲丑县", "（一）", "近郊承接", "typology", "近郊"),
            ("990102", "甲丑县", "（五）", "道路", "whole", "全域"),
            ("990404", "丁卯区", "（五）", "道路", "whole", "全域"),
        )
    ]  # fmt: skip
    return {
        "documents": pd.DataFrame(
            [["toy-2025", f"玩具省实施方案{HOSTILE}", "玩具方案", "玩具省人民政府", "",
              "2025-03-01", "990000", "玩具省", "2027、2035", "示例"]],
            columns=list(DOCUMENTS.names),
        ),
        "tasks": pd.DataFrame(tasks)[list(TASKS.names)],
        "indicators": pd.DataFrame(indicators)[list(INDICATORS.names)],
        "completions": pd.DataFrame(
            [["toy-2025", "（五）", "村村通路", "2027", "blanket"]],
            columns=list(COMPLETIONS.names),
        ),
        "county_tasks": pd.DataFrame(county_tasks)[list(COUNTY_TASKS.names)],
        "positionings": pd.DataFrame(
            [["toy-2025", "（一）", "甲子区", "990101", "门户"],
             ["toy-2025", "（一）", "南市", "990100", "中心城市"],
             ["toy-2025", "（一）", "高新区", "", "创新区"]],
            columns=list(POSITIONINGS.names),
        ),
        "rules": pd.DataFrame(
            [["toy-2025", "（三）", "farming", "农业", "耕地超过一半的县", 2, 1, "缺耕地名录"]],
            columns=list(RULES.names),
        ),
    }  # fmt: skip


def _partnerships() -> gpd.GeoDataFrame:
    rows = [
        ["toy-2025", "（五）", "结对帮扶", "乙丑区", "990202", "外地", "", "对口协作", "示意端点"],
        ["toy-2025", "（五）", "产业合作", "甲子区", "990101", "丁卯区", "990404", "园区共建", ""],
    ]  # fmt: skip
    lines = [LineString([(106.5, 30.5), (110, 31)]), LineString([(105.5, 29.5), (108.5, 32.5)])]
    columns = [c.name for c in PARTNERSHIPS.attributes]
    return gpd.GeoDataFrame(rows, columns=columns, geometry=lines, crs=crs.STORAGE)


def english(**names: str) -> Voice:
    """A voice that knows the types, the province, and ``names`` by their Chinese."""
    known = {t.name: t.name_en for t in TYPOLOGIES} | {"玩具省": "Toyland"} | names
    return Voice(Language.EN, Phrasebook(lambda: known))


def toy_frames() -> EditionFrames:
    """The toy edition; every frame has the columns of its table."""
    plain = _counties()
    assignments = _assignments(plain)
    provinces = _dissolved(plain, BoundaryLevel.PROVINCES, "province_code")
    lines = gpd.GeoDataFrame(
        {"line_kind": ["省级"]}, geometry=[provinces.geometry.iloc[0].boundary], crs=crs.STORAGE
    )
    frames = EditionFrames(
        edition=Edition("toy", "玩具省", "Toyland", ("990000",), ("toy-2025",)),
        counties=_joined(plain, assignments),
        prefectures=_dissolved(plain, BoundaryLevel.PREFECTURES, "prefecture_code"),
        provinces=provinces,
        neighbour_provinces=provinces.iloc[0:0],
        boundary_lines=lines,
        assignments=assignments,
        partnerships=_partnerships(),
        typologies=TYPOLOGIES,
        vintage=Vintage("toy-2024", "玩具边界", "2024", "手绘", "随意使用", "玩具边界，2024"),
        **_tables(),
    )
    for table in edition_tables(TYPOLOGIES):
        check_frame(getattr(frames, table.name), table)
    for level in (BoundaryLevel.PREFECTURES, BoundaryLevel.PROVINCES, BoundaryLevel.BOUNDARY_LINES):
        check_frame(getattr(frames, level), BOUNDARIES[level])
    return frames
