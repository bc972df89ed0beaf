"""Undoing the texts' damage: each kind on its own example, then all five texts."""

from __future__ import annotations

import re

import pytest

from .texts import (
    HAN,
    PINYIN,
    SOURCES,
    agency_lines,
    count_glosses,
    fold,
    numerals,
    raw_text,
    read,
    readable,
    repair_numbers,
    repair_slips,
    strip_glosses,
    taiwan_terms,
    to_mainland_terms,
    to_simplified,
)

CLAUSE_COUNTS = {
    "chongqing-2023-county-towns": 37,
    "chongqing-2025-people-centred-urbanisation": 26,
    "luan-2023-new-urbanisation": 26,
    "sichuan-2022-key-tasks": 28,
    "sichuan-2023-county-towns": 26,
}
GLOSS_COUNTS = {
    "chongqing-2025-people-centred-urbanisation": 907,
    "sichuan-2022-key-tasks": 1024,
    "sichuan-2023-county-towns": 620,
}


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("落實?!秾嵤┮庖姟啡\ue08b娜缦隆?/p>", "落實。《實施意見》全文如下。</p>"),
        ("政策??h城公益性", "政策。縣城公益性"),
        ("落實??偨Y推廣", "落實。總結推廣"),
        ("以上?!耙豢h一策”", "以上。“一縣一策”"),
        ("流入?yún)^(qū)縣", "流入區縣"),
        ("年限分?jǐn)?shù)在積分", "年限分數在積分"),
        ("燃?xì)夤艿涝O(shè)施", "燃氣管道設施"),
        (
            "燃?xì)獾瘸鞘泄艿览匣\ue1ed\ue3db赂脑鞂嵤┓桨福?022—2025年)",
            "燃氣等城市管道老化更新改造實施方案（2022—2025年)",
        ),
    ],
)
def test_slip_is_undone_by_shifting_one_byte(damaged: str, whole: str) -> None:
    assert strip_glosses(repair_slips(damaged)) == whole


def test_slip_that_nothing_explains_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing explains"):
        repair_slips("落實?秾嵤。")


def test_sound_text_is_left_alone() -> None:
    sound = "以上。“一縣一策”(CIM)〔2025〕4號,《規劃(2021—2035年)》!"
    assert strip_glosses(repair_slips(sound)) == sound


def test_glosses_go_and_real_brackets_stay() -> None:
    glossed = "發(fā)展縣(xiàn)城(PPP)、(REITs)、(CIM)〔2025〕(2021—2035年)市(州)女(nǚ)"
    assert strip_glosses(glossed) == "發展縣城(PPP)、(REITs)、(CIM)〔2025〕(2021—2035年)市(州)女"
    assert count_glosses(glossed) == 3


def test_document_numbers_get_their_brackets_back() -> None:
    assert repair_numbers("(皖发改规划〔202369号)") == "(皖发改规划〔2023〕69号)"
    assert repair_numbers(" 六政办秘202355\n") == " 六政办秘〔2023〕55号\n"
    assert repair_numbers("2023614") == "2023614"


def test_agency_lines_lose_only_the_closing_bracket() -> None:
    note = "城市。（责任单位：市发改委，配合单位：市住建局、各市（州）人民政府）"
    assert agency_lines(note) == {"责任": "市发改委", "配合": "市住建局、各市（州）人民政府"}
    assert agency_lines("（均为目标，下同。责任单位：市能源局等）") == {"责任": "市能源局等"}
    assert agency_lines("没有单位") == {}


def test_numerals() -> None:
    assert numerals(21)[8:12] == ["九", "十", "十一", "十二"]
    assert numerals(37)[-1] == "三十七"
    assert fold("市域(郊) 鐵路,2021–2035") == "市域（郊）鐵路，2021—2035"


# ── the five texts ───────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("texts_present")
class TestFiveTexts:
    def test_gloss_count(self, document_id: str) -> None:
        assert count_glosses(raw_text(document_id)) == GLOSS_COUNTS.get(document_id, 0)

    def test_nothing_damaged_is_left(self, document_id: str) -> None:
        text = readable(document_id)
        if document_id.startswith("sichuan-2023"):
            # The header's own address, not damage.
            text = re.sub(r"http.*", "", text)
        assert not re.findall(rf"[（(][{PINYIN}]+[)）]", text)
        assert not re.findall(r"[?!\x00\ufffd\ue000-\uf8ff]|[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]", text)
        # Characters that only a shifted run brings in.
        assert not re.findall("[秾嵤┮庖姟啡娜缦耙豢偨獾瘸艿匣赂鞂夤^]", text)

    def test_real_brackets_survive(self) -> None:
        assert "（CIM）" in readable("chongqing-2023-county-towns")
        assert "渝府发〔2025〕4号" in readable("chongqing-2025-people-centred-urbanisation")
        assert "REITs" in readable("chongqing-2025-people-centred-urbanisation")
        luan = readable("luan-2023-new-urbanisation")
        assert all(kept in luan for kept in ("（PPP）", "（REITs）", "六政办秘〔2023〕55号"))
        assert "规划（2021—2035年）" in readable("sichuan-2022-key-tasks")

    def test_no_traditional_character_is_left(self, document_id: str) -> None:
        text = readable(document_id)
        assert [(a, b) for a, b in zip(text, to_simplified(text), strict=True) if a != b] == []

    def test_every_taiwan_term_is_used_and_gone_afterwards(self) -> None:
        raw = raw_text("chongqing-2023-county-towns")
        text = readable("chongqing-2023-county-towns")
        for taiwan, mainland in taiwan_terms().items():
            assert taiwan in raw, f"{taiwan}: a row that nothing needs"
            assert to_simplified(mainland) in text
            left = to_simplified(taiwan)
            assert left == to_simplified(mainland) or left not in text, taiwan

    def test_longer_taiwan_terms_go_first(self) -> None:
        assert to_mainland_terms("網際網路、智慧型化、智慧型") == "互聯網、智能化、智能"

    def test_chapters_and_clauses_are_continuous(self, document_id: str) -> None:
        reading = read(document_id)
        assert list(reading.chapters) == numerals(len(reading.chapters))
        expected = [f"（{n}）" for n in numerals(CLAUSE_COUNTS[document_id])]
        assert [clause.mark for clause in reading.clauses] == expected
        for clause in reading.clauses:
            assert clause.part
            assert re.fullmatch(rf"[{HAN}“”—1、]{{4,25}}", clause.title)


def test_counts_add_up() -> None:
    assert set(CLAUSE_COUNTS) == set(SOURCES)
    assert sum(CLAUSE_COUNTS.values()) == 37 + 26 + 26 + 26 + 28 == 143
