"""What a sheet gathers, and how it words it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.clauses import clause_order
from geo.content.county_sheet import SheetWords, county_facts, sheet_head
from geo.content.county_sheet.annex import annex_sections
from geo.content.county_sheet.blocks import SheetBlock
from geo.content.county_sheet.density import DENSITIES, Density
from geo.content.county_sheet.fitting import compose
from geo.content.county_sheet.own_blocks import amount
from geo.content.county_sheet.sheet import closing
from geo.content.county_sheet.sheet_words import parents
from geo.errors import RenderError
from geo.vocabulary import Language, Standing
from geo.voice.voice import Voice
from tests.toyland import voice

ZH, EN = SheetWords(), SheetWords(Voice(Language.EN))


def block_of(sheet, key: str, words: SheetWords = ZH, step: Density = DENSITIES[0]) -> SheetBlock:
    page = compose(sheet, words, step, ())
    found = [b for b in page.blocks if b.key == key]
    return replace(found[0], groups=tuple(g for b in found for g in b.groups))


def texts(block: SheetBlock) -> list[list[str]]:
    return [[e.label, *(x.text for x in e.lines)] for e in block.entries]


def tables(sheet, key: str, words: SheetWords = ZH) -> list[list[str]]:
    section = next(s for s in annex_sections(sheet, words) if s.key == key)
    return [[" ".join(x.text for x in cell) for cell in row.cells] for row in section.rows]


def test_types_stand_in_legend_order_with_their_standing(frames):
    sheet = county_facts(frames, "920104")
    found = [(t.typology.key, t.standing, t.source.clause) for t in sheet.types]
    assert found == [
        ("suburban", Standing.LISTED, "（一）"),
        ("agricultural", Standing.DERIVED, "（三）"),
        ("demonstration", Standing.LISTED, "（四）"),
    ]


@pytest.mark.parametrize("words", [ZH, EN])
def test_a_candidate_is_never_shown_as_listed_or_derived(frames, words):
    sheet = county_facts(frames, "910104")
    assert [t.standing for t in sheet.types] == [Standing.CANDIDATE]
    block = block_of(sheet, "types", words)
    (entry,) = [e for e in block.entries if e.lines[0].typology]
    assert entry.lines[1].tone == "candidate"
    assert entry.lines[1].text == words.say("standing-candidate")
    assert entry.lines[0].standing is Standing.CANDIDATE
    (line,) = sheet_head(sheet, words).types
    assert line.text not in (words.typology(sheet.types[0].typology),)
    assert words.say("standing-note") in block.note


def test_status_stage_note_and_written_form_are_told(frames):
    rows = texts(block_of(county_facts(frames, "910202"), "types"))
    row = next(r for r in rows if r[1] == "示范县")
    written = "原文写作“己县”"
    assert row == ["", "示范县", "文件列名", "玩具样板县", "已获批", "玩具方案（四）", written]
    derived = texts(block_of(county_facts(frames, "910201"), "types"))
    assert any("说明：耕地超过一半" in line for row in derived for line in row)


def test_a_county_without_types_says_so(frames):
    sheet = county_facts(frames, "910101")
    block = block_of(sheet, "types")
    assert sheet.types == () and "没有文件为本县区归类" in block.note
    assert [r[1:3] for r in texts(block)] == [["农产品主产区", "尚无定论"]]
    (line,) = sheet_head(sheet, ZH).types
    assert line.text == "没有文件为它归类"


def test_rules_of_another_region_are_left_out(frames):
    documents = frames.documents.assign(region_code="880000")
    sheet = county_facts(replace(frames, documents=documents), "910101")
    assert sheet.open_rules == () and sheet.targets == () and sheet.documents == ()
    assert block_of(sheet, "documents").note == ZH.say("no-documents")


def test_tasks_of_its_own_stand_apart_from_general_ones(frames):
    sheet = county_facts(frames, "910204")
    assert [t.title for t in sheet.own_tasks] == ["近郊承接"]
    assert [t.title for t in sheet.general_tasks] == ["道路"]
    assert sheet.own_tasks[0].cooperating == ("省教育厅", "省民政厅")
    block = block_of(sheet, "own-tasks")
    (row,) = texts(block)
    assert row[:3] == ["（一）", "近郊承接", "近郊承接的概括"]
    assert row[3] == "牵头：省发展改革委；配合：省教育厅、省民政厅"
    assert block.groups[0].aside == "统一责任：各区县人民政府"
    full = tables(sheet, "all-own-tasks")[1]
    assert full[2] == "牵头：省发展改革委 配合：省教育厅、省民政厅 统一责任：各区县人民政府"


def test_what_is_the_countys_own_comes_before_what_is_general(busy_frames):
    order = ["types", "positionings", "partnerships", "own-tasks", "general-tasks", "targets"]
    order.append("documents")
    for code in busy_frames.counties["county_code"]:
        sheet = county_facts(busy_frames, code)
        for step in DENSITIES:
            keys = [b.key for b in compose(sheet, ZH, step, ()).blocks]
            assert [order.index(k) for k in keys] == sorted(order.index(k) for k in keys)


def test_tasks_are_in_the_order_of_their_clauses(busy_frames):

    numbers = [clause_order(t.source.clause) for t in county_facts(busy_frames, "910204").tasks]
    assert len(numbers) == 62 and numbers == sorted(numbers)


def test_the_denser_the_shorter_a_general_task_is_told(frames):
    sheet = county_facts(frames, "910204")
    told = {s.key: " ".join(texts(block_of(sheet, "general-tasks", ZH, s))[0]) for s in DENSITIES}
    assert "道路的概括" in told["a"] and "道路的概括" not in told["e"]
    assert all("道路" in words for key, words in told.items() if key != DENSITIES[-1].key)
    (group,) = block_of(sheet, "general-tasks", ZH, DENSITIES[4]).groups
    assert group.title == "玩具方案" and group.aside.startswith("经由：玩具国全域；")


def test_a_short_line_names_the_lead_and_counts_the_others(frames):
    tasks = frames.tasks.copy()
    road = tasks["title"] == "道路"
    tasks.loc[road, "lead_units"] = "甲局"
    tasks.loc[road, "responsible_units"] = "乙局、丙局"
    tasks.loc[road, ["cooperating_units", "blanket_units"]] = ""
    sheet = county_facts(replace(frames, tasks=tasks), "910204")

    def told(key: str, words: SheetWords = ZH) -> str:
        step = next(s for s in DENSITIES if s.key == key)
        return texts(block_of(sheet, "general-tasks", words, step))[0][2]

    assert told("e") == "牵头甲局等3家" and told("i") == "3家"
    assert told("e", EN) == "lead 甲局 and others (3 in all)"


def test_targets_are_those_of_its_tasks_and_of_its_region(frames):
    sheet = county_facts(frames, "910204")
    found = {t.name: (amount(t, ZH), t.source.clause) for t in sheet.targets}
    assert found == {
        "城镇化率": ("≥ 65 %", ""),
        "公路": ("= 120 千米", "（五）"),
        "村村通路": ("文字表述", "（五）"),
    }
    rows = {r[0]: r[1:] for r in tables(sheet, "all-targets")}
    assert rows["城镇化率"] == ["≥ 65 %", "2027（题名或规划期）", "玩具方案总体目标"]
    assert rows["公路"][1] == "未定期限"
    assert rows["村村通路"][1] == "2027（全文统一）"


def test_totals_of_a_region_are_marked_as_such(frames):
    sheet = county_facts(frames, "910204")
    block = block_of(sheet, "targets")
    assert "未分解到县区" in block.note
    assert texts(block)[0][:3] == ["（总体）", "城镇化率", "≥ 65 %"]
    # The same targets with the county's own tasks: said there, and marked, and not said twice.
    kinds = frames.county_tasks.assign(through_kind="counties")
    own = county_facts(replace(frames, county_tasks=kinds), "910204")
    block = block_of(own, "own-tasks")
    assert any("目标†：公路 = 120 千米" in line for row in texts(block) for line in row)
    assert "† 目标" in block.note and "未分解到县区" in block.note
    assert [r[1] for r in texts(block_of(own, "targets"))] == ["城镇化率"]


def test_a_range_has_both_ends(frames):
    target = next(
        t
        for t in county_facts(
            replace(frames, indicators=frames.indicators.assign(clause="")), "910101"
        ).targets
        if t.operator == "range"
    )
    assert amount(target, ZH) == "3.5–5 %"


def test_partnerships_and_positionings_are_the_countys_own(frames):
    sheet = county_facts(frames, "910202")
    assert [(t.subject, t.partner, t.anchor_note) for t in sheet.partnerships] == [
        ("己苗族自治县", "外地", "示意端点")
    ]
    assert [r.summary for r in county_facts(frames, "910203").positionings] == ["门户"]
    assert county_facts(frames, "910204").positionings == ()


def test_parents_read_from_above(frames):
    assert parents(county_facts(frames, "910204"), ZH) == "左山省左二市"
    words = SheetWords(voice(左二市="South"))
    assert parents(county_facts(frames, "910204"), words) == "Zuoshan, South"


def test_english_falls_back_to_chinese(frames):
    words = SheetWords(voice(己苗族自治县="Yichou", 省教育厅="Education Department"))
    sheet = county_facts(frames, "910202")
    assert texts(block_of(sheet, "partnerships", words))[0][1] == "Yichou — 外地"
    task = county_facts(frames, "910204").own_tasks[0]
    assert words.voice.agencies(task.cooperating) == "Education Department; 省民政厅"
    assert words.voice.agencies(("省教育厅",)) == "Education Department"


def test_the_foot_cites_boundaries_and_map_review(frames):
    sheet = county_facts(frames, "910204")
    lines = closing(sheet, ZH)
    assert "边界：玩具国测绘局（2025-01）；" in lines[1] and "送审" in lines[2] and len(lines) == 3
    assert len(closing(sheet, EN)) == 4


def test_the_foot_says_where_the_full_text_stands(frames):
    sheet = county_facts(frames, "910204")
    assert "report 910204 --full" in closing(sheet, ZH)[0]
    assert "--full" in closing(sheet, EN)[0]
    assert "见附页" in closing(sheet, ZH, is_full=True)[0]


def test_an_unknown_county_is_named(frames):
    with pytest.raises(RenderError, match="county 110101.*'wanju'"):
        county_facts(frames, "110101")


def test_shares_of_every_table_add_up(busy_frames):
    for code in ("910204", "910202", "910101"):
        for section in annex_sections(county_facts(busy_frames, code), ZH):
            assert sum(c.share for c in section.columns) == 100, section.key
            width = len(section.columns)
            assert all(len(r.cells) == (1 if r.is_group else width) for r in section.rows)
