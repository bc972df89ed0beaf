"""A phrasebook says what it knows, in parts where a text has parts, and leaves the rest alone."""

from __future__ import annotations

from time import process_time

import pytest

from geo.vocabulary import Language
from geo.voice.phrasebook import Phrasebook, entry_of, has_chinese

ENTRIES = {
    "加强组织领导": "Strengthen leadership",
    "组织实施": "Implementation",
    "大城市周边": "Suburban to a large city",
    "潜力地区": "Potential area",
    "开州": "Kaizhou",
    "云阳": "Yunyang",
    "开州区": "Kaizhou",
    "江北区": "Jiangbei",
    "两江新区": "Liangjiang",
    "成都都市圈": "Chengdu metropolitan circle",
    "城市化地区": "urbanised area",
    "市教委": "Education Commission, Municipal",
    "市财政局": "Finance Bureau",
    "管网漏损率": "Leakage",
    "个": "in number",
    "新区": "new area",
    "在江北区内；锚点为大致位置": "in Jiangbei; the anchor is approximate",
    "一句；两半": "one sentence; two halves",
}


@pytest.fixture
def book() -> Phrasebook:
    return Phrasebook(lambda: ENTRIES)


def test_nothing_is_read_for_chinese_and_once_for_english() -> None:
    reads: list[int] = []

    def read() -> dict[str, str]:
        reads.append(1)
        return ENTRIES

    book = Phrasebook(read)
    assert book.say("加强组织领导", Language.ZH) == "加强组织领导"
    assert book.items("市教委、市财政局", "zh") == "市教委、市财政局"
    assert book.say("plain ASCII", Language.EN) == "plain ASCII"
    assert reads == []
    assert book.say("加强组织领导", "en") == book.say("加强组织领导") == "Strengthen leadership"
    assert reads == [1]


@pytest.mark.parametrize(
    "text",
    [
        "没有译文的一句",
        "没有；译文",
        "开州、没有译文",  # a run of names is known as a whole or not at all
        "片区：没有译文",
        "江北区已并入某区（2025-11），图上为某区全域",
        "没有译文的率≥3个（2027）",
        "五、没有译文的标题",
        "",
    ],
)
def test_what_is_not_known_comes_back_as_it_is(book: Phrasebook, text: str) -> None:
    assert book.say(text) == text
    assert book.knows(text) is (text == "")


@pytest.mark.parametrize(
    ("text", "english"),
    [
        # a clause, a chapter, an annex
        ("（十三）", "(13)"),
        ("二", "2"),
        ("附件2", "Annex 2"),
        ("九、组织实施", "9. Implementation"),
        # runs of names, of sentences, of both
        ("开州、云阳", "Kaizhou, Yunyang"),
        ("潜力地区；没有译文", "Potential area; 没有译文"),
        ("一句；两半；潜力地区", "one sentence; two halves; Potential area"),
        # sentences that the program puts together
        ("类型：大城市周边；点名：开州、云阳", None),
        ("位于成都都市圈；与开州、云阳相邻", None),
        ("只列出符合区位条件的候选：未提供主体功能区名录，是否属于城市化地区待定", None),
        ("江北区已并入两江新区（2025-11），图上为两江新区全域", None),
        ("新区（江北区）：在江北区内；锚点为大致位置", None),
        # targets as a comparison writes them
        ("管网漏损率≤8.5个（2027）", "Leakage ≤ 8.5 in number (2027)"),
        ("管网漏损率 1–2个，潜力地区", "Leakage 1–2 in number, Potential area"),
        ("市教委、市财政局等", "Education Commission, Municipal, Finance Bureau and others"),
    ],
)
def test_what_is_made_of_known_parts_is_said(
    book: Phrasebook, text: str, english: str | None
) -> None:
    said = book.say(text)
    assert said == english if english else not has_chinese(said), said


def test_a_merger_names_the_same_county_twice(book: Phrasebook) -> None:
    """The text's two places for the new county must hold the same one."""
    odd = "江北区已并入两江新区（2025-11），图上为开州区全域"
    assert book.say(odd) == odd


def test_agencies_are_parted_by_semicolons_because_their_names_hold_commas(
    book: Phrasebook,
) -> None:
    said = book.items("市教委、市财政局、市未知局", Language.EN)
    assert said == "Education Commission, Municipal; Finance Bureau; 市未知局"


def test_a_chapter_is_looked_up_without_its_number() -> None:
    assert entry_of("九、组织实施") == "组织实施"
    assert entry_of("组织实施") == "组织实施"


def test_a_long_text_of_many_sentences_is_looked_through_quickly(book: Phrasebook) -> None:
    hostile = "；".join(f"与某{i}相邻（某{i}）：、某{i}" for i in range(400))
    started = process_time()
    assert book.say(hostile) == hostile
    assert process_time() - started < 5
