"""The workbook of a comparison, read back as Excel's users see it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from geo.content.changes import ChangesSummary, ComparedDocument
from geo.export.changes_workbook import COLUMNS, write_changes

ROW = dict.fromkeys(COLUMNS, "") | {
    "kind": "改类",
    "county_code": "050154",
    "county_name": "甲县",
    "document_name": "左山2024",
    "document_id": "zuoshan-2024",
    "clause": "（二）",
    "before": "农产品主产区",
    "after": "示范县",
}
SUMMARY = ChangesSummary(
    verdict="1 个县区有变化",
    memo="与旧版相比，新版变化如下。",
    old="旧.gpkg",
    new="项目",
    counts={"改类": 1},
    documents=(ComparedDocument("左山省县城建设方案", "左政发〔2024〕1号", "2024-05-01"),),
)
HOSTILE = ("=1+1", "+86", "-1+2", "@cmd", "\t=1", "=HYPERLINK(1,2)")


def written(path: Path, *rows: dict[str, str], summary: Any = SUMMARY, language: str = "zh") -> Any:
    write_changes(summary, rows, path, language=language)
    return openpyxl.load_workbook(path)


def test_sheets_and_headings_are_chinese(tmp_path: Path) -> None:
    book = written(tmp_path / "x.xlsx", ROW)
    assert book.sheetnames == ["摘要", "变化"]
    sheet = book["变化"]
    headings = [c.value for c in sheet[1]]
    assert len(set(headings)) == len(COLUMNS)
    assert not [h for h in headings if h.isascii()]
    assert sheet.freeze_panes == "D2" and sheet.auto_filter.ref == sheet.dimensions
    assert sheet.page_setup.orientation == "landscape"


def test_summary_says_what_was_compared_and_found(tmp_path: Path) -> None:
    sheet = written(tmp_path / "x.xlsx", ROW)["摘要"]
    cells = [c for row in sheet.iter_rows(values_only=True) for c in row if c is not None]
    for wanted in (SUMMARY.verdict, SUMMARY.memo, SUMMARY.old, SUMMARY.new, "两版都有", 1):
        assert wanted in cells
    assert "左政发〔2024〕1号" in cells


def test_codes_are_text(tmp_path: Path) -> None:
    sheet = written(tmp_path / "x.xlsx", ROW)["变化"]
    values = dict(zip([c.value for c in sheet[1]], sheet[2], strict=True))
    assert values["县区代码"].value == "050154" and values["县区代码"].data_type == "s"
    assert (values["旧版"].value, values["新版"].value) == ("农产品主产区", "示范县")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(tmp_path: Path, text: str) -> None:
    documents = (ComparedDocument(text, text, text, "new"),)
    summary = ChangesSummary(text, text, text, text, {text: 1}, documents)
    path = tmp_path / "x.xlsx"
    book = written(path, dict.fromkeys(COLUMNS, text), summary=summary)
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert sum(str(c.value) == "'" + text for c in cells) == len(COLUMNS) + 8
    assert not [c for c in cells if c.data_type == "f"]
    with zipfile.ZipFile(path) as archive:
        assert not [n for n in archive.namelist() if b"<f>" in archive.read(n)]


def test_control_characters_and_long_texts_are_written(tmp_path: Path) -> None:
    row = ROW | {"before": "甲\x00\x0b县", "after": "长" * 40_000}
    sheet = written(tmp_path / "x.xlsx", row)["变化"]
    assert sheet.cell(2, COLUMNS.index("before") + 1).value == "甲县"
    assert len(sheet.cell(2, COLUMNS.index("after") + 1).value) < 32_768


def test_same_values_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_changes(SUMMARY, [ROW], tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_nothing_changed_is_an_empty_table(tmp_path: Path) -> None:
    sheet = written(tmp_path / "x.xlsx")["变化"]
    assert sheet.max_row == 1


def test_english(tmp_path: Path) -> None:
    book = written(tmp_path / "x.xlsx", ROW, language="en")
    assert book.sheetnames == ["Summary", "Changes"]
    assert book["Changes"]["B1"].value == "County code"
