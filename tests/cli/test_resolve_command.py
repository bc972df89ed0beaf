"""``resolve``: a table's rows and their counties."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from geo.cli.app import run
from geo.config import find_project
from geo.gazetteer.written_rows import RowReader, WrittenRow
from geo.pipeline.resolving import open_gazetteer, resolve_names

ROOT = Path(__file__).resolve().parents[2]


def resolved(capsys, path, *options):
    code = run(["resolve", str(path), "--project", str(ROOT), *options])
    captured = capsys.readouterr()
    return code, list(csv.DictReader(io.StringIO(captured.out))), captured.err


def table(tmp_path, text):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_parents_in_their_own_columns(capsys, tmp_path):
    path = table(
        tmp_path,
        "省份,城市,县（市、区）\n江苏省,徐州市,鼓楼区\n吉林省,长春市,朝阳区\n北京市,市辖区,朝阳区\n",
    )
    code, rows, _ = resolved(capsys, path, "--date", "2024")
    assert code == 0
    assert [r["county_code"] for r in rows] == ["320302", "220104", "110105"]
    assert rows[0]["prefecture_name"] == "徐州市"


def test_a_name_and_a_code_check_each_other(capsys, tmp_path):
    path = table(
        tmp_path, "行政区划代码,县域名称,所属省份\n632822,都兰县,青海省\n630104,冷湖行委,青海省\n"
    )
    code, rows, told = resolved(capsys, path, "--date", "2014")
    assert code == 3
    assert [(r["county_code"], r["fault"]) for r in rows] == [
        ("632822", ""),
        ("", "row-code-differs"),
    ]
    assert "第 3 行" in told


def test_a_code_decides_between_namesakes(capsys, tmp_path):
    path = table(tmp_path, "code,name\n320302,鼓楼区\n320302.0,鼓楼区\n,鼓楼区\n")
    _, rows, _ = resolved(capsys, path, "--date", "2020")
    assert [r["county_code"] for r in rows] == ["320302", "320302", ""]
    assert rows[2]["fault"] == "ambiguous-county"


def test_twelve_digits_and_townships(capsys, tmp_path):
    path = table(tmp_path, "code\n130125000000\n130126100000\n")
    code, rows, _ = resolved(capsys, path, "--date", "2020")
    assert code == 3
    assert [(r["county_code"], r["fault"]) for r in rows] == [("130125", ""), ("", "non-county")]


def test_rows_of_labels_are_no_counties(capsys, tmp_path):
    path = table(
        tmp_path,
        "统计年度,县域代码,县域名称\nSgnYear,CountyCode,CountyName\n没有单位,没有单位,没有单位\n"
        "2019,130125,行唐县\n",
    )
    code, rows, told = resolved(capsys, path)
    assert code == 0
    assert [r["fault"] for r in rows] == ["row-label", "row-label", ""]
    assert "2 行" in told


def test_each_row_is_read_at_its_date(capsys, tmp_path):
    path = table(
        tmp_path, "年份,省,县名\n2005,河北省,唐山市丰南市\n1994,四川省,江津市\n20x5,河北省,曲周县\n"
    )
    _, rows, _ = resolved(capsys, path)
    assert rows[0]["county_code"] == "130207" or rows[0]["fault"]
    assert rows[1]["county_code"] == "500116"
    assert rows[2]["fault"] == "row-date"


def test_counties_of_another_year(capsys, tmp_path):
    path = table(tmp_path, "县名\n浙江省杭州市余杭区\n重庆市江津区\n四川省乐山市沙湾区\n")
    code, rows, _ = resolved(capsys, path, "--date", "2020", "--to", "2000")
    assert code == 0
    assert [(r["county_code"], r["county_name"]) for r in rows] == [
        ("330184", "余杭市"),
        ("500181", "江津市"),
        ("511111", "沙湾区"),
    ]


def test_a_column_that_is_not_there(capsys, tmp_path):
    path = table(tmp_path, "甲,乙\n1,2\n")
    code, _, told = resolved(capsys, path)
    assert code == 2
    assert "甲、乙" in told


def test_files_that_are_written(capsys, tmp_path):
    path = table(tmp_path, "县名,county_code\n行唐县,x\n")
    for name in ("a.csv", "a.tsv", "a.xlsx"):
        run(["resolve", str(path), "--project", str(ROOT), "--date", "2020", "--name-column",
             "县名", "--code-column", "", "--out", str(tmp_path / name)])  # fmt: skip
        assert (tmp_path / name).stat().st_size > 0
    capsys.readouterr()


@pytest.fixture(scope="module")
def newest():
    return open_gazetteer(find_project(ROOT))


def test_a_series_gives_a_frame(newest):
    names = pd.Series(["行唐县", None, "市辖区"], index=[5, 7, 9], dtype="object")
    found = resolve_names(names, newest, date="2020", region_code="130000")
    assert list(found.index) == [5, 7, 9]
    assert list(found["county_code"]) == ["130125", "", ""]
    assert found["fault"][7] == "row-empty"


@pytest.mark.parametrize(
    ("name", "code", "date", "gives", "note"),
    [
        ("文山市", "532600", "2014", "532601", "note-code-other"),  # its prefecture's
        ("文山市", "622900", "2014", "row-code-differs", ""),  # another prefecture's
        ("七星关区", "522400", "2014", "520502", "note-code-other"),  # 毕节地区, until 2011
        ("行唐县", "130126100000", "2023", "row-code-differs", ""),  # a town of 灵寿县
        ("康县", "653228", "2025-12", "row-code-differs", ""),  # 和康县, which is not drawn
        ("邢台市桥东区", "130103", "2012", "row-code-differs", ""),  # 石家庄's, divided since
        ("定安县", "469025", "", "469021", ""),  # two counties had the code, one the name
        ("昌江黎族自治县", "469025", "", "row-code-differs", ""),
        ("行唐县", "999999", "2020", "130125", "note-code-unknown"),
    ],
)
def test_a_name_whose_code_gives_no_county(newest, name, code, date, gives, note):
    row = RowReader(newest).read(WrittenRow(name, code=code, date=date))
    assert (row.unit.code if row.unit else row.fault) == gives
    keys = [n.key.removeprefix("gazetteer.") for n in row.notes]
    assert [k for k in keys if "code" in k] == [note] * bool(note)
