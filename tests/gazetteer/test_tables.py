"""The gazetteer's own files: sound as they are, and every unsound row named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import Fault
from geo.gazetteer import Gazetteer, Match, load_gazetteer
from geo.gazetteer.tables import (
    ALIAS_COLUMNS,
    ALIASES_FILE,
    CHANGE_COLUMNS,
    CHANGES_FILE,
    NON_COUNTIES_FILE,
    NON_COUNTY_COLUMNS,
    PINYIN_FILE,
    READING_COLUMNS,
)
from geo.records.resolved import UnitName
from geo.vocabulary import Language
from geo.voice.texts import section
from geo.voice.voice import Voice
from tests.gazetteer.conftest import FOLDER, VINTAGES, read_names, relative

TOY = [
    UnitName("990101", "东区", "990100", "甲市", "990000", "丙省"),
    UnitName("990102", "甲县", "990100", "甲市", "990000", "丙省"),
    UnitName("980101", "东区", "980100", "乙市", "980000", "丁省"),
]
HEADERS = {
    ALIASES_FILE: ALIAS_COLUMNS,
    CHANGES_FILE: CHANGE_COLUMNS,
    NON_COUNTIES_FILE: NON_COUNTY_COLUMNS,
    PINYIN_FILE: READING_COLUMNS,
}


def _load(folder: Path, file: str = "", *rows: str) -> tuple[Gazetteer, list[Fault]]:
    for name, columns in HEADERS.items():
        lines = [",".join(columns), *(rows if name == file else ())]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return load_gazetteer(folder, TOY, relative=lambda path: path.name)


@pytest.mark.parametrize("vintage", VINTAGES)
def test_own_files_have_no_fault(vintage: str) -> None:
    assert load_gazetteer(FOLDER, read_names(vintage), relative=relative)[1] == []


def test_empty_tables_are_sound(tmp_path: Path) -> None:
    assert _load(tmp_path)[1] == []


@pytest.mark.parametrize(
    ("file", "rows", "line", "problem"),
    [
        (ALIASES_FILE, ["小甲,990199,name,,,r,s"], 2, "no-such-county"),
        (ALIASES_FILE, ["小甲,99010,name,,,r,s"], 2, "bad-code"),
        (ALIASES_FILE, ["小甲,990102,nick,,,r,s"], 2, "unknown-kind"),
        (ALIASES_FILE, ["小甲,990102,name,2020-13,,r,s"], 2, "bad-date"),
        (ALIASES_FILE, ["小甲,990102,name,2020,2019,r,s"], 2, "dates-reversed"),
        (ALIASES_FILE, [",990102,name,,,r,s"], 2, "empty-name"),
        (ALIASES_FILE, ["小甲,990102,name,,,,s"], 2, "empty-name"),
        (ALIASES_FILE, ["小甲,990102"], 2, "wrong-cell-count"),
        (ALIASES_FILE, ["东区,990102,name,,,r,s"], 2, "alias-is-official"),
        (ALIASES_FILE, ["小甲,990102,name,,,r,s", "小甲,990102,unit,,,r,s"], 3, "duplicate-row"),
        (CHANGES_FILE, ["2020,gone,990102,甲,990103,丁,990000,s,"], 2, "unknown-kind"),
        (CHANGES_FILE, ["20,rename,990102,甲,990103,丁,990000,s,"], 2, "bad-date"),
        (CHANGES_FILE, ["2020,rename,990108,戊县,990109,己县,990000,s,"], 2, "leads-nowhere"),
        (NON_COUNTIES_FILE, ["新区,新区,990777,1,1,990000,r,s"], 2, "no-such-parent"),
        (NON_COUNTIES_FILE, ["新区,新区,990102,x,1,990000,r,s"], 2, "bad-anchor"),
        (NON_COUNTIES_FILE, ["新区,新区,990102,200,1,990000,r,s"], 2, "bad-anchor"),
        (NON_COUNTIES_FILE, ["甲县,新区,990102,1,1,990000,r,s"], 2, "non-county-is-county"),
        (PINYIN_FILE, ["甲县,jia,r"], 2, "bad-pinyin"),
        (PINYIN_FILE, ["甲县,jia Xian,r"], 2, "bad-pinyin"),
    ],
)
def test_an_unsound_row_is_named(
    tmp_path: Path, file: str, rows: list[str], line: int, problem: str
) -> None:
    faults = _load(tmp_path, file, *rows)[1]
    assert [(f.kind, f.file, f.line, f.details["problem_key"]) for f in faults] == [
        ("gazetteer-row", file, line, problem)
    ]
    assert faults[0].details["problem"]
    assert Voice(Language.EN).say(faults[0].details["problem"])


def test_an_alias_of_two_counties_is_named_on_both_lines(tmp_path: Path) -> None:
    rows = ["小甲,990102,name,,,r,s", "小甲,990101,name,,,r,s"]
    faults = _load(tmp_path, ALIASES_FILE, *rows)[1]
    assert [(f.line, f.details["problem_key"]) for f in faults] == [
        (2, "alias-twice"),
        (3, "alias-twice"),
    ]


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    _load(tmp_path)
    (tmp_path / ALIASES_FILE).write_text("alias\n小甲\n", encoding="utf-8")
    (tmp_path / CHANGES_FILE).write_bytes("日期".encode("gb18030"))
    (tmp_path / PINYIN_FILE).unlink()
    _, faults = load_gazetteer(tmp_path, TOY, relative=lambda path: path.name)
    assert sorted((f.file, f.details["problem_key"]) for f in faults) == [
        (ALIASES_FILE, "wrong-columns"),
        (CHANGES_FILE, "not-utf8"),
        (PINYIN_FILE, "missing-file"),
    ]


def test_a_bad_row_costs_only_itself(tmp_path: Path) -> None:
    found, faults = _load(
        tmp_path, ALIASES_FILE, "小甲,990199,name,,,r,s", "老甲,990102,name,,,r,s"
    )
    assert len(faults) == 1
    assert isinstance(found.resolve("老甲", region_code="990000"), Match)


@pytest.mark.parametrize(
    ("date", "is_valid"),
    [
        (None, True),
        ("2009-12-31", False),
        ("2010", True),
        ("2010-04", False),
        ("2010-05-01", True),
        ("2012", True),
        ("2013", False),
    ],
)
def test_an_alias_holds_between_its_dates(tmp_path: Path, date: str | None, is_valid: bool) -> None:
    found, _ = _load(tmp_path, ALIASES_FILE, "小甲,990102,name,2010-05,2012,r,s")
    outcome = found.on(date).resolve("小甲", region_code="990000")
    assert isinstance(outcome, Match) is is_valid


def test_texts_have_the_same_keys_in_both_languages() -> None:
    assert section("gazetteer", "zh").keys() == section("gazetteer", "en").keys()
