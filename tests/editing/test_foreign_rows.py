"""What a foreign sheet has beside a county's name or code is compared with the county."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from geo.config import Project
from geo.editing import ColumnMapping, incoming, read_foreign, read_grids
from geo.editing.edits import SheetImport
from geo.pipeline import read_inputs

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = {
    "document": {
        "id": "nation-2014-a",
        "title": "试验名单（自拟）",
        "short_title": "试验名单",
        "issuer": None,
        "number": None,
        "issued": "2014",
        "region_code": "000000",
        "source_note": "自拟",
    },
    "layers": [{"clause": "附件", "typology": "潜力地区", "members": [], "note": "由表格导入。"}],
}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nation")
    documents = shutil.ignore_patterns("*-*.yaml", "zoning")
    shutil.copytree(ROOT / "layers", folder / "layers", ignore=documents)
    (folder / "data").symlink_to(ROOT / "data")
    text = yaml.safe_dump(DOCUMENT, allow_unicode=True, sort_keys=False)
    (folder / "layers" / "nation-2014-a.yaml").write_text(text, encoding="utf-8")
    return read_inputs(Project(folder))


def plan(inputs, tmp_path, row: str, column: str = "县名") -> SheetImport:
    path = tmp_path / "附件.csv"
    path.write_text(f"省份,城市,县名,行政区划代码\n{row}\n", encoding="utf-8")
    mapping = ColumnMapping("nation-2014-a", "附件", "潜力地区", column)
    grids, _ = read_grids(path)
    rows, faults = read_foreign(grids, mapping, file=path.name)
    return incoming.plan_foreign(inputs, rows, file=path.name, faults=faults)


@pytest.mark.parametrize(
    ("row", "column", "members"),
    [
        ("江苏省,徐州市,鼓楼区,320302", "县名", "江苏省徐州市鼓楼区"),
        ("吉林省,长春市,朝阳区,", "县名", "吉林省长春市朝阳区"),
        (",,鼓楼区,320302", "县名", '"320302"'),
        ("湖北省,省直管,仙桃市,429004.0", "县名", "仙桃市"),
        ("湖北省,省直辖县级行政区划,潜江市,", "县名", "潜江市"),
        ("青海省,,都兰县,632822000000", "行政区划代码", "都兰县"),
        ("四川省,,甘孜州全部18个县（市）,", "县名", "甘孜州全部18个县（市）"),
    ],
)
def test_a_row_decides_its_county(inputs, tmp_path, row, column, members):
    found = plan(inputs, tmp_path, row, column)
    assert [(f.kind, f.value) for f in found.faults if f.is_error] == []
    assert f"members: {members}\n" in found.edited["nation-2014-a"]


@pytest.mark.parametrize(
    ("row", "column", "kind", "value"),
    [
        ("青海省,,冷湖行委,630104", "县名", "row-code-differs", "冷湖行委"),
        ("青海省,,冷湖行委,630104", "行政区划代码", "row-code-differs", "630104"),
        ("湖南省,,桐城市,", "县名", "outside-region", "桐城市"),
        ("青海省,,都蓝县,632822", "行政区划代码", "unknown-county", "都蓝县"),
        ("四川省,,甘孜州全部17个县（市）,", "县名", "list-count", "甘孜州全部17个县（市）"),
        ("四川省,,甘孜州全部市,", "县名", "unknown-county", "甘孜州全部市"),  # it had none
    ],
)
def test_a_row_that_contradicts_itself_is_a_fault(inputs, tmp_path, row, column, kind, value):
    found = plan(inputs, tmp_path, row, column)
    errors = [f for f in found.faults if f.is_error]
    assert [(f.kind, f.line, f.value) for f in errors] == [(kind, 2, value)]
    assert not found.edited
