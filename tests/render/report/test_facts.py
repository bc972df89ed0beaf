"""What a sheet gathers, and how it words it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.errors import RenderError
from geo.render.report import SheetWords, closing, county_sheet, facts, parents, sheet_sections
from geo.render.report.sections import MOST_WITH_SUMMARY, Section, amount
from geo.render.statistics import Standing
from geo.vocabulary import Language

ZH, EN = SheetWords(Language.ZH), SheetWords(Language.EN)


def section_of(sheet, key: str, words: SheetWords = ZH) -> Section:
    return next(s for s in sheet_sections(sheet, words) if s.key == key)


def texts(section: Section) -> list[list[str]]:
    return [[" ".join(x.text for x in cell) for cell in row.cells] for row in section.rows]


def test_types_stand_in_legend_order_with_their_standing(frames):
    sheet = county_sheet(frames, "990304")
    found = [(t.typology.key, t.standing, t.source.clause) for t in sheet.types]
    assert found == [
        ("suburban", Standing.LISTED, "（一）"),
        ("farming", Standing.DERIVED, "（三）"),
        ("model", Standing.LISTED, "（四）"),
    ]


@pytest.mark.parametrize("words", [ZH, EN])
def test_a_candidate_is_never_shown_as_listed_or_derived(frames, words):
    sheet = county_sheet(frames, "990302")
    assert [t.standing for t in sheet.types] == [Standing.CANDIDATE]
    (row,) = [r for r in section_of(sheet, "types", words).rows if r.cells[0][0].typology]
    assert row.cells[1][0].tone == "candidate"
    assert row.cells[1][0].text == words.say("standing-candidate")
    assert row.cells[0][0].standing is Standing.CANDIDATE
    (line,) = next(f for f in facts(sheet, words) if f.key == "types").lines
    assert line.text not in (words.typology(sheet.types[0].typology),)
    assert words.say("standing-note") in section_of(sheet, "types", words).note


def test_status_stage_note_and_written_form_are_told(frames):
    row = next(r for r in texts(section_of(county_sheet(frames, "990202"), "types")) if "示范" in r)
    assert row == ["示范", "文件列名", "玩具样板县 已获批", "玩具方案（四）", "“乙丑”"]
    derived = texts(section_of(county_sheet(frames, "990201"), "types"))
    assert any("说明：耕地超过一半" in row[2] for row in derived)


def test_a_county_without_types_says_so(frames):
    sheet = county_sheet(frames, "990401")
    section = section_of(sheet, "types")
    assert sheet.types == () and "没有文件为本县区归类" in section.note
    assert [r[:2] for r in texts(section)] == [["农业", "尚无定论"]]
    (line,) = next(f for f in facts(sheet, ZH) if f.key == "types").lines
    assert line.text == "没有文件为它归类"


def test_rules_of_another_region_are_left_out(frames):
    documents = frames.documents.assign(region_code="880000")
    sheet = county_sheet(replace(frames, documents=documents), "990401")
    assert sheet.open_rules == () and sheet.targets == () and sheet.documents == ()
    section = section_of(sheet, "documents")
    assert section.note == ZH.say("no-documents")


def test_tasks_of_its_own_stand_apart_from_general_ones(frames):
    sheet = county_sheet(frames, "990102")
    assert [t.title for t in sheet.own_tasks] == ["近郊承接"]
    assert [t.title for t in sheet.general_tasks] == ["道路"]
    assert sheet.own_tasks[0].cooperating == ("省教育厅", "省民政厅")
    row = texts(section_of(sheet, "own-tasks"))[1]
    assert row[:2] == ["（一）", "近郊承接 近郊承接的概括"]
    assert row[2] == "牵头：省发展改革委 配合：省教育厅、省民政厅 统一责任：各区县人民政府"


def test_tasks_are_in_the_order_of_their_clauses(busy_frames):
    from geo.vocabulary import clause_number

    numbers = [clause_number(t.source.clause) for t in county_sheet(busy_frames, "990102").tasks]
    assert len(numbers) == 62 and numbers == sorted(numbers)


def test_many_general_tasks_are_one_line_each(frames, busy_frames):
    few = section_of(county_sheet(frames, "990102"), "general-tasks")
    many = section_of(county_sheet(busy_frames, "990102"), "general-tasks")
    assert not few.is_dense and many.is_dense
    assert len(county_sheet(busy_frames, "990102").general_tasks) > MOST_WITH_SUMMARY
    assert "道路的概括" not in str(texts(many)) and "道路的概括" in str(texts(few))
    assert "经由：全域" in texts(many)[0][0]
    assert all("经由" not in cell for row in texts(many)[1:] for cell in row)


def test_targets_are_those_of_its_tasks_and_of_its_region(frames):
    sheet = county_sheet(frames, "990102")
    found = {t.name: (amount(t, ZH), t.source.clause) for t in sheet.targets}
    assert found == {
        "城镇化率": ("≥ 65 %", ""),
        "公路": ("= 120 千米", "（五）"),
        "村村通路": ("文字表述", "（五）"),
    }
    rows = {r[0]: r[1:] for r in texts(section_of(sheet, "targets"))}
    assert rows["城镇化率"] == ["≥ 65 %", "2027（题名或规划期）", "玩具方案总体目标"]
    assert rows["公路"][1] == "未定期限"
    assert rows["村村通路"][1] == "2027（全文统一）"


def test_a_range_has_both_ends(frames):
    target = next(
        t
        for t in county_sheet(
            replace(frames, indicators=frames.indicators.assign(clause="")), "990401"
        ).targets
        if t.operator == "range"
    )
    assert amount(target, ZH) == "3.5–5 %"


def test_partnerships_and_positionings_are_the_countys_own(frames):
    sheet = county_sheet(frames, "990202")
    assert [(t.subject, t.partner, t.anchor_note) for t in sheet.partnerships] == [
        ("乙丑区", "外地", "示意端点")
    ]
    assert [r.summary for r in county_sheet(frames, "990101").positionings] == ["门户"]
    assert county_sheet(frames, "990102").positionings == ()


def test_parents_read_from_above(frames):
    names = {"990000": "Toyland", "990100": "South"}
    assert parents(county_sheet(frames, "990102"), ZH) == "玩具省南市"
    english = SheetWords(Language.EN, names)
    assert parents(county_sheet(frames, "990102"), english) == "Toyland, South"


def test_english_falls_back_to_chinese(frames):
    words = SheetWords(Language.EN, {"990202": "Yichou"}, {"省教育厅": "Education Department"})
    sheet = county_sheet(frames, "990202")
    assert texts(section_of(sheet, "partnerships", words))[0][0] == "Yichou — 外地"
    task = county_sheet(frames, "990102").own_tasks[0]
    assert words.agencies(task.cooperating) == "Education Department、省民政厅"
    assert words.agencies(("省教育厅",)) == "Education Department"


def test_the_foot_cites_boundaries_and_map_review(frames):
    lines = closing(county_sheet(frames, "990102"), ZH)
    assert "玩具边界，2024" in lines[0] and "送审" in lines[1] and len(lines) == 2
    assert len(closing(county_sheet(frames, "990102"), EN)) == 3


def test_an_unknown_county_is_named(frames):
    with pytest.raises(RenderError, match="county 110101.*'toy'"):
        county_sheet(frames, "110101")


def test_shares_of_every_table_add_up(busy_frames):
    for code in ("990102", "990202", "990401"):
        for section in sheet_sections(county_sheet(busy_frames, code), ZH):
            assert sum(c.share for c in section.columns) == 100, section.key
            width = len(section.columns)
            assert all(len(r.cells) == (1 if r.is_group else width) for r in section.rows)
