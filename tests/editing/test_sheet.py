"""Sheets as they come: code pages, merged cells, titles, notes, numbers that were codes."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from geo.editing import ColumnMapping, is_own, read_foreign, read_grids

MAPPING = ColumnMapping("zuoshan-2024", "（三）", "农产品主产区", column="县名")


def workbook(path, rows, merged=(), title="名单"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


def foreign(path, **changes):
    grids, faults = read_grids(path)
    assert not faults
    mapping = ColumnMapping(**{**MAPPING.__dict__, **changes})
    return read_foreign(grids, mapping, file=path.name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_any_encoding(tmp_path, encoding, delimiter):
    path = tmp_path / "名单.csv"
    lines = [("序号", "县名"), ("1", "甲县"), ("2", "镕县")]
    path.write_bytes("\r\n".join(delimiter.join(x) for x in lines).encode(encoding))
    rows, faults = foreign(path)
    assert [(r.as_written, r.number) for r in rows] == [("甲县", 2), ("镕县", 3)]
    assert not faults


def test_a_code_that_became_a_number_is_a_code_again(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["县名"], [500154.0], ["500155.0"], [500156]])
    rows, _ = foreign(path)
    assert [r.as_written for r in rows] == ["500154", "500155", "500156"]


def test_titles_above_merged_cells_and_notes_below(tmp_path):
    rows = [
        ["附件1 农产品主产区名单", None, None, None],
        ["左山省发展改革委", None, None, None],
        ["市", "县名", "称号", "任务"],
        ["左一市", "甲县", "示范", "修路"],
        [None, None, None, "架桥"],
        [None, "丙县", None, "种树"],
        ["左二市", None, None, "无县名"],
        ["二、其他", None, None, None],
        ["左二市", "庚县", "试点", None],
        [None, "合计", None, "3"],
        ["注：以上名单按来文排列", None, None, None],
        [None, "注：庚县含飞地", None, None],
    ]
    merged = ("A1:D1", "A2:D2", "A4:A6", "B4:B5", "C4:C6", "A8:D8", "A11:D11")
    path = workbook(tmp_path / "a.xlsx", rows, merged)
    found, faults = foreign(path, status_column="称号")
    assert [(r.as_written, r.status, r.number) for r in found] == [
        ("甲县", "示范", 4),
        ("丙县", "示范", 6),
        ("庚县", "试点", 9),
    ]
    assert [(f.kind, f.line, f.is_error) for f in faults] == [
        ("sheet-no-county", 7, False),
        ("sheet-no-county", 8, False),
        ("sheet-note-row", 10, False),
        ("sheet-no-county", 11, False),
        ("sheet-note-row", 12, False),
    ]
    assert faults[0].file == "a.xlsx[名单]"
    assert faults[1].value == "二、其他"


def test_a_header_of_two_rows_and_a_heading_with_a_line_break(tmp_path):
    rows = [["县\n名", "人口", None], [None, "常住", "户籍"], ["甲县", 1, 2]]
    path = workbook(tmp_path / "a.xlsx", rows, ("A1:A2", "B1:C1"))
    found, faults = foreign(path)
    assert [r.as_written for r in found] == ["甲县"]
    assert not faults


def test_the_sheet_that_has_the_column_is_found(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["说明"]], title="封面")
    from openpyxl import load_workbook

    book = load_workbook(path)
    second = book.create_sheet("名单")
    second.append(["县名"])
    second.append(["甲县"])
    book.save(path)
    assert [r.as_written for r in foreign(path)[0]] == ["甲县"]
    assert foreign(path, sheet="没有")[1][0].kind == "sheet-no-sheet"
    second.title = "名单二"
    third = book.create_sheet("名单三")
    third.append(["县名"])
    book.save(path)
    assert foreign(path)[1][0].kind == "sheet-columns"


def test_a_missing_or_doubled_column_is_said_and_nothing_guessed(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["县区名", "县区名", "代码"], ["甲县", "乙区", 1]])
    rows, faults = foreign(path)
    assert rows == ()
    assert faults[0].kind == "sheet-no-column"
    assert "县区名" in faults[0].details["known"]
    rows, faults = foreign(path, column="县区名")
    assert (rows, faults[0].kind, faults[0].details["known"]) == ((), "sheet-columns", "A、B")
    assert foreign(path, column="代码", header_row=2)[1][0].kind == "sheet-no-column"


def test_a_sheet_without_counties_says_so(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["县名"]])
    assert [f.kind for f in foreign(path)[1]] == ["sheet-no-rows"]


def test_a_foreign_sheet_is_not_taken_for_our_own(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["县名", "代码"], ["甲县", 1]])
    assert not is_own(read_grids(path)[0])


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"\x00\x01\x02", b"\xff\xff\xff"])
def test_what_is_no_sheet_gives_a_fault(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    grids, faults = read_grids(path)
    assert (grids, [f.kind for f in faults]) == ((), ["sheet-format"])


def test_a_missing_file_gives_a_fault(tmp_path):
    assert read_grids(tmp_path / "none.xlsx")[1][0].kind == "sheet-format"


@pytest.mark.parametrize(
    ("column", "check", "beside"),
    [
        ("代码", "", ("甲县", "", "左山省\t左一市")),
        ("县名", "", ("", "910101", "左山省\t左一市")),
        ("县名", "-", ("", "", "")),
        ("县名", "旧码", ("910199", "910199", "")),
    ],
)
def test_what_is_beside_a_county_is_found_by_its_heading(tmp_path, column, check, beside):
    rows = [["省", "市", "县名", "代码", "旧码"], ["左山省", "左一市", "甲县", 910101, 910199]]
    path = workbook(tmp_path / "a.xlsx", rows)
    (row,), faults = foreign(path, column=column, check_column=check)
    assert not faults
    assert (row.county_name, row.county_code, row.parents) == beside
