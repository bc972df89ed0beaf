"""The workbook, read back as Excel's users see it."""

from __future__ import annotations

import dataclasses
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from geo.export.xlsx import write_workbook
from geo.schema import EditionFrames
from tests import toyland
from tests.toyland import HOSTILE, nation_frames

SHEETS = [
    "说明",
    "县区类型",
    "县区总表",
    "名单",
    "任务",
    "指标",
    "完成目标",
    "县区任务",
    "合作",
    "按部门",
]
FORMULAS = ("=1+1", "+86", "-1", "@cmd", "\tx", "\rx")


@pytest.fixture(scope="module")
def frames() -> EditionFrames:
    return toyland.edition_frames()


@pytest.fixture
def book(frames: EditionFrames, tmp_path: Path) -> Any:
    write_workbook(frames, tmp_path / "toy.xlsx")
    return openpyxl.load_workbook(tmp_path / "toy.xlsx")


def _rows(sheet: Any) -> list[dict[str, Any]]:
    headings, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in body]


def test_sheets_are_those_that_are_promised(book: Any) -> None:
    assert book.sheetnames == [*SHEETS, "统计"]


@pytest.mark.parametrize("name", SHEETS[1:])
def test_header_is_frozen_chinese_and_filtered(book: Any, name: str) -> None:
    sheet = book[name]
    assert sheet.freeze_panes in ("B2", "C2")
    assert sheet.auto_filter.ref == sheet.dimensions
    headings = [c.value for c in sheet[1]]
    assert len(set(headings)) == len(headings)
    assert not [h for h in headings if h.isascii()], "a heading without words"
    assert all(c.font.bold for c in sheet[1])


@pytest.mark.parametrize("name", ["县区类型", "任务", "指标", "县区任务", "合作", "按部门"])
def test_every_row_can_be_cited(book: Any, name: str) -> None:
    rows = _rows(book[name])
    assert rows
    for row in rows:
        assert (row["文件"], row["文号"]) == ("左山2024", "左政发〔2024〕1号")
        assert row["文件标识"] == "zuoshan-2024"
        assert "条款" in row


def test_rows_are_the_frames_rows(frames: EditionFrames, book: Any) -> None:
    counts = {
        "县区类型": len(frames.assignments),
        "县区总表": len(frames.counties),
        "任务": len(frames.tasks),
        "指标": len(frames.indicators),
        "完成目标": len(frames.completions),
        "县区任务": len(frames.county_tasks),
        "合作": len(frames.partnerships),
    }
    for name, count in counts.items():
        assert book[name].max_row == count + 1
    about = {row[0]: row[2] for row in book["说明"].iter_rows(values_only=True)}
    assert all(about[name] == count for name, count in counts.items())


def test_codes_are_text(book: Any) -> None:
    for name in ("县区类型", "县区总表", "县区任务"):
        for (cell,) in book[name].iter_rows(min_row=2, max_col=1):
            assert cell.data_type == "s" and len(cell.value) == 6


def test_values_are_words_and_numbers_are_numbers(book: Any) -> None:
    derived = [r for r in _rows(book["县区类型"]) if r["依据"] != "文件列名"]
    assert [(r["县区"], r["条件已核全"]) for r in derived] == [("庚县", "否")]
    leakage = next(r for r in _rows(book["指标"]) if r["指标"] == "公共供水管网漏损率")
    assert leakage["数值"] == 8.5 and leakage["上限"] is None
    assert leakage["关系符"] == "不高于"


def test_agencies_by_role(book: Any) -> None:
    roles = {(r["单位"], r["角色"], r["条款"]) for r in _rows(book["按部门"])}
    assert ("省发展改革委", "牵头", "（一）") in roles
    assert ("省交通运输厅", "责任", "（一）") in roles


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(frames: EditionFrames, tmp_path: Path, text: str) -> None:
    tasks = frames.tasks.copy()
    tasks.loc[0, ["summary", "lead_units"]] = text
    path = tmp_path / "toy.xlsx"
    write_workbook(dataclasses.replace(frames, tasks=tasks), path)
    with zipfile.ZipFile(path) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in archive.read(n) for n in sheets)
    rows = _rows(openpyxl.load_workbook(path)["任务"])
    # A carriage return is a line break to XML: what matters is the apostrophe before it.
    assert rows[0]["概括"].startswith("'")


def test_hostile_and_odd_text_is_only_text(tmp_path: Path) -> None:
    frames = nation_frames()
    assignments = frames.assignments.copy()
    assignments.loc[0, "note"] = "a\x00b\x0bc￾"
    assignments.loc[1, "note"] = "长" * 40_000
    path = tmp_path / "toy.xlsx"
    write_workbook(dataclasses.replace(frames, assignments=assignments), path)
    rows = _rows(openpyxl.load_workbook(path)["县区类型"])
    assert rows[0]["说明"] == "abc"
    assert len(rows[1]["说明"]) <= 32_767
    [zone] = [row for row in rows if not row["县区代码"]]
    assert HOSTILE in zone["原文写法"]


def test_same_frames_same_bytes(frames: EditionFrames, tmp_path: Path) -> None:
    write_workbook(frames, tmp_path / "a.xlsx")
    time.sleep(2.1)  # the archive's clock ticks every two seconds
    write_workbook(frames, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_statistics_stand_below_each_other(frames: EditionFrames, tmp_path: Path) -> None:
    path = tmp_path / "toy.xlsx"
    write_workbook(frames, path)
    sheet = openpyxl.load_workbook(path)["统计"]
    first = [c.value for c in sheet["A"]]
    assert first[:3] == ["各类型县区数与面积", "类型", "大城市周边"]
    assert "类型组合" in first
    headings = [c.value for c in sheet[2]]
    share = sheet.cell(3, headings.index("面积占比") + 1)
    assert share.number_format == "0.0%" and 0 < share.value < 1


def test_english_workbook(frames: EditionFrames, tmp_path: Path) -> None:
    path = tmp_path / "toy.xlsx"
    voice = toyland.voice(甲县="Jia County")
    write_workbook(frames.told(voice), path, voice=voice)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:2] == ["About", "County types"]
    sheet = book["County types"]
    assert all(str(c.value).isascii() for c in sheet[1])
    texts = {c.value for row in sheet.iter_rows() for c in row}
    assert {"Jia County", "Suburban to a large city"} <= texts


def test_prints_on_a4_with_its_header_repeated(book: Any) -> None:
    sheet = book["县区类型"]
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
