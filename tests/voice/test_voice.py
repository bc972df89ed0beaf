"""A voice says what the program says and what documents wrote, in the words of one language."""

from __future__ import annotations

from time import process_time

import pytest

from geo.vocabulary import Language, ScopeKind
from geo.voice.phrasebook import Phrasebook, entry_of, has_chinese
from geo.voice.said import Said, said, sentence
from geo.voice.voice import Voice

ENTRIES = {
    "加强组织领导": "Strengthen leadership",
    "组织实施": "Implementation",
    "大城市周边": "Suburban to a large city",
    "潜力地区": "Potential area",
    "开州": "Kaizhou",
    "云阳": "Yunyang",
    "江北区": "Jiangbei",
    "两江新区": "Liangjiang",
    "成都都市圈": "Chengdu metropolitan circle",
    "城市化地区": "urbanised area",
    "市教委": "Education Commission, Municipal",
    "市财政局": "Finance Bureau",
    "新区": "new area",
    "在江北区内": "in Jiangbei",
    "锚点为大致位置": "the anchor is approximate",
    "一句；两半": "one sentence; two halves",
}
ZH, EN = Voice(), Voice(Language.EN, Phrasebook(lambda: ENTRIES))


def test_nothing_is_read_for_chinese_and_once_for_another_language() -> None:
    reads: list[int] = []

    def read() -> dict[str, str]:
        reads.append(1)
        return ENTRIES

    book = Phrasebook(read)
    chinese, english = Voice(Language.ZH, book), Voice(Language.EN, book)
    assert chinese.quoted("加强组织领导") == "加强组织领导"
    assert chinese.agencies("市教委、市财政局") == "市教委、市财政局"
    assert english.quoted("plain ASCII") == "plain ASCII"
    assert reads == []
    assert english.quoted("加强组织领导") == english.say("加强组织领导") == "Strengthen leadership"
    assert reads == [1]


# ── what documents wrote ──


@pytest.mark.parametrize(
    "text",
    [
        "没有译文的一句",
        "没有；译文",
        "开州、没有译文",  # a run of names is known as a whole or not at all
        "五、没有译文的标题",
        "",
    ],
)
def test_what_is_not_known_is_shown_as_written(text: str) -> None:
    assert EN.quoted(text) == text


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("（十三）", "(13)"),
        ("二", "2"),
        ("总则", "General provisions"),
        ("附件", "Annex"),
        ("附件2", "Annex 2"),
        ("九、组织实施", "9. Implementation"),
        ("开州、云阳", "Kaizhou, Yunyang"),
        ("2025、2035", "2025, 2035"),
        ("潜力地区；没有译文", "Potential area; 没有译文"),
        ("一句；两半", "one sentence; two halves"),
        ("在江北区内；锚点为大致位置", "in Jiangbei; the anchor is approximate"),
    ],
)
def test_what_is_made_of_known_parts_is_looked_up(text: str, english: str) -> None:
    assert EN.quoted(text) == english
    assert ZH.quoted(text) == text


def test_a_chapter_is_looked_up_without_its_number() -> None:
    assert entry_of("九、组织实施") == "组织实施"
    assert entry_of("组织实施") == "组织实施"


def test_agencies_are_parted_by_semicolons_because_their_names_hold_commas() -> None:
    told = EN.agencies("市教委、市财政局、市未知局")
    assert told == "Education Commission, Municipal; Finance Bureau; 市未知局"
    assert EN.names(["开州", "云阳"]) == "Kaizhou, Yunyang"


def test_a_clause_is_cited_after_its_document() -> None:
    assert ZH.cited("重庆2023", "（十三）") == "重庆2023（十三）"
    assert EN.cited("Chongqing 2023", "（十三）") == "Chongqing 2023 (13)"
    assert EN.cited("Chongqing 2023", "(13)") == "Chongqing 2023 (13)"
    assert EN.cited("Chongqing 2023", "") == "Chongqing 2023"


def test_a_long_text_of_many_sentences_is_looked_through_quickly() -> None:
    hostile = "；".join(f"与某{i}相邻（某{i}）：、某{i}" for i in range(4000))
    started = process_time()
    assert EN.quoted(hostile) == hostile
    assert process_time() - started < 1


# ── what the program says ──


@pytest.mark.parametrize(
    ("what", "chinese", "english"),
    [
        (
            said("reach.typology", typology="大城市周边"),
            "类型：大城市周边",
            "typology: Suburban to a large city",
        ),
        (
            said("reach.area_outside", area="成都都市圈"),
            "片区：成都都市圈（成员不出自本文件）",
            "area: Chengdu metropolitan circle (members from outside the document)",
        ),
        (
            said("reach.county_towns_clause", clause="（五）"),
            "文件第（五）条所列县城",
            "county towns listed in clause (5)",
        ),
        (
            said("tables.scope-counties", members=("开州", "云阳")),
            "点名：开州、云阳",
            "named: Kaizhou, Yunyang",
        ),
        (
            said(
                "rules.open-candidates",
                reason=sentence([said("rules.zoning-missing", zone="城市化地区")]),
            ),
            "只列出符合区位条件的候选：未提供主体功能区名录，是否属于城市化地区待定",
            "only candidates by location are shown: no main-function zoning list supplied; "
            "urbanised area stays open",
        ),
        (
            said("gazetteer.note-merge", old="江北区", new="两江新区", date="2025-11"),
            "江北区已并入两江新区（2025-11），图上为两江新区全域",
            "Jiangbei has since been merged into Liangjiang (2025-11); the map shows all of "
            "Liangjiang",
        ),
        (
            said(
                "gazetteer.note-place",
                kind="新区",
                within="江北区",
                reason="在江北区内；锚点为大致位置",
            ),
            "新区（江北区）：在江北区内；锚点为大致位置",
            "new area (Jiangbei): in Jiangbei; the anchor is approximate",
        ),
    ],
)
def test_one_value_is_said_in_every_language(what: Said, chinese: str, english: str) -> None:
    assert ZH.say(what) == chinese
    assert EN.say(what) == english


def test_what_a_place_holds_is_shown_as_written_where_it_is_not_known() -> None:
    told = EN.say(said("reach.area", area="没有译文"))
    assert told == "area: 没有译文"


def test_notes_are_sentences() -> None:
    notes = (said("reach.counties"), "潜力地区")
    assert ZH.sentences(notes) == "点名；潜力地区"
    assert EN.sentences(notes) == "named; Potential area"
    assert ZH.sentences(()) == ""
    assert ZH.say(sentence(["甲", "乙", "丙"])) == "甲；乙；丙"
    assert sentence([]) == ""


def test_said_is_a_value() -> None:
    one = said("reach.area", area="成都都市圈")
    assert one == Said("reach.area", (("area", "成都都市圈"),))
    assert {one: 1}[said("reach.area", area="成都都市圈")] == 1
    assert one["area"] == "成都都市圈"
    with pytest.raises(KeyError):
        EN.say(said("reach.area"))


def test_a_text_takes_what_is_said_and_writes_the_rest_as_it_is() -> None:
    told = EN.text("reach", "area", area=said("reach.counties"))
    assert told == "area: named"
    assert EN.text("reach", "area", area="成都都市圈") == "area: 成都都市圈"


@pytest.mark.parametrize("kind", list(ScopeKind))
def test_every_scope_has_its_words(kind: ScopeKind) -> None:
    told = EN.say(said(f"tables.scope-{kind}", members=("开州",)))
    assert told and not has_chinese(told)
