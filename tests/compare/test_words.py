"""What people read of a comparison: memo, lines, Markdown, flat rows, JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from geo import schema
from geo.compare import (
    ROW_COLUMNS,
    Difference,
    DifferenceKind,
    NothingCompared,
    Wording,
    compare,
    kind_name,
    markdown,
    memo,
    rows,
    sentences,
    snapshot,
    to_json,
)
from geo.compare.differences import MERGED, parts
from geo.compare.outputs import escaped
from geo.records.resolved import Assignment, End, PlaceRole, Resolved, RuleOutcome, Tie
from geo.records.written import DocumentLists
from geo.vocabulary import Language, Stage
from geo.voice.texts import section
from geo.voice.voice import Voice
from tests import toyland
from tests.compare.sides import NAMES, REGION_NAMES, RESOLVED, changed, toy, united, without

SAME = toy()
ENGLISH = Voice(Language.EN)
HOSTILE = "<img src=x onerror=alert(1)>|`rm`\n# [点我](http://x.cn) www.x.cn {0}"


@pytest.mark.parametrize("language", Language)
def test_every_kind_part_and_reason_has_words(language: Language) -> None:
    texts = section("diff", language)
    for kind in DifferenceKind:
        assert texts[kind]
        assert texts[f"kind-{kind}"]
    for table in (t.name for t in MERGED if t.name not in ("documents", "tasks")):
        for change in ("added", "removed", "changed"):
            assert "{" not in kind_name(f"{table}_{change}", language)
    words = Wording(compare(SAME, SAME), Voice(language))
    for table in MERGED:
        for part in parts(table):
            found = Difference(DifferenceKind.ROW_CHANGED, table=table.name, part=part)
            assert words.part(found)
            assert words.part(found) != part or language is not Language.ZH
    wanted = [f"field.tasks.{p}" for p in parts(schema.TASKS)]
    wanted += [f"field.documents.{p}" for p in parts(schema.DOCUMENTS)]
    wanted += [f"nothing-{reason}" for reason in NothingCompared]
    wanted += [f"stage-{stage}" for stage in Stage]
    assert not [key for key in wanted if not texts.get(key)]


def test_memo_names_place_typology_counties_and_clause() -> None:
    rows_now = (*without(4), Assignment("zuoshan-2024", "（三）", "potential", "910204", "辛"))
    text = memo(compare(SAME, toy(assignments=rows_now)))
    assert text == (
        "与旧版相比，新版变化如下。左山2024："
        "在左山省左二市有 1 个县区（庚县）移出农产品主产区，原见第（二）条；"
        "在左山省左二市新增 1 个县区（辛区）列入潜力地区，见第（三）条。"
        "共比较 1 份共同文件：县区类型旧版 9 条、新版 9 条，任务旧版 2 项、新版 2 项。"
    )


def test_memo_puts_counties_with_the_same_change_together() -> None:
    moved = tuple(
        replace(a, clause="（五）") if a.clause == "（二）" else a for a in RESOLVED.assignments
    )
    [line] = sentences(compare(SAME, toy(assignments=moved)))
    assert line == (
        "左山2024：在左山省有 3 个县区（丙县、己苗族自治县、庚县）所据条目由"
        "第（二）条农产品主产区改为第（五）条农产品主产区。"
    )


def test_memo_says_old_and_new_status() -> None:
    [line] = sentences(compare(SAME, toy(assignments=changed(7, stage=Stage.AWARDED))))
    assert "由示范县（国家县城新型城镇化建设示范，正在推进）" in line
    assert "改为示范县（国家县城新型城镇化建设示范，已获批），见第（四）条" in line


def test_memo_says_that_a_county_stays_in_its_class_by_another_clause() -> None:
    twice = (*RESOLVED.assignments, replace(RESOLVED.assignments[5], clause="（四）"))
    [gone] = sentences(compare(toy(assignments=twice), SAME))
    assert gone.endswith("原见第（四）条，其中甲县仍由其他条目或名义列入。")
    [come] = sentences(compare(SAME, toy(assignments=twice)))
    assert come.endswith("见第（四）条，其中甲县此前已由其他条目或名义列入。")


def test_memo_marks_what_is_only_derived() -> None:
    assert "大城市周边（按条件推导，待定）" in memo(compare(toy(assignments=without(8)), SAME))
    complete = toy(assignments=changed(8, is_complete=True))
    assert "由大城市周边（按条件推导，待定）改为大城市周边（按条件推导）" in memo(
        compare(SAME, complete)
    )
    assert "大城市周边（文件点名）" in memo(
        compare(SAME, toy(assignments=changed(8, basis="listed")))
    )


def test_a_dropped_task_is_one_phrase_with_its_number_of_counties() -> None:
    fewer = toy(
        lambda d: d["tasks"].pop(1),
        county_tasks=tuple(c for c in RESOLVED.county_tasks if c.clause == "（一）"),
    )
    assert sentences(compare(SAME, fewer)) == [
        "左山2024：取消任务第（二）条“发展农产品主产区县城”（涉及 9 个县区）。"
    ]
    assert sentences(compare(fewer, SAME), ENGLISH) == [
        "左山2024: new task in clause (2), “发展农产品主产区县城” (counties reached: 9)."
    ]


def test_a_new_document_counts_its_tasks_instead_of_naming_each() -> None:
    def second(document: dict) -> None:
        document["document"].update(id="zuoshan-2025", short_title="左山2025")

    rows_there = tuple(replace(a, document_id="zuoshan-2025") for a in RESOLVED.assignments[5:6])
    other = toy(second, assignments=rows_there, county_tasks=(), others=False)
    assert sentences(compare(SAME, united(SAME, other))) == [
        "左山2025：新增文件《左山省县城建设方案》（左政发〔2024〕1号，2024-05-01），含任务 2 项。",
        "左山2025：在左山省左一市新增 1 个县区（甲县）列入潜力地区，见第（三）条。",
    ]


def test_quotation_marks_inside_a_title_become_single() -> None:
    titled = toy(lambda d: d["tasks"][0].update(title="落实“三大工程”"), county_tasks=())
    fewer = toy(lambda d: d["tasks"].pop(0), county_tasks=())
    assert sentences(compare(titled, fewer)) == ["左山2024：取消任务第（一）条“落实‘三大工程’”。"]


def test_a_changed_task_names_its_fields() -> None:
    new = toy(lambda d: d["tasks"][0].update(lead="省财政厅", summary="另一种说法。"))
    assert sentences(compare(SAME, new)) == [
        "左山2024：任务第（一）条“发展大城市周边县城”改动了摘要、牵头单位。"
    ]


def test_counties_of_one_name_carry_their_parents() -> None:
    both = toy(assignments=(*without(0), replace(RESOLVED.assignments[5], county_code="920101")))
    [line] = [s for s in sentences(compare(SAME, both)) if "新增" in s]
    assert "（甲县（右水省右一市））" in line


def test_a_new_vintage_is_mentioned() -> None:
    assert "行政区划底图由toy版换为2026版。" in memo(compare(SAME, toy(vintage="2026")))


@pytest.mark.parametrize("language", Language)
def test_unchanged_and_nothing_compared_read_differently(language: Language) -> None:
    bare = toy(
        lambda d: d.update(tasks=[], layers=[]), assignments=(), county_tasks=(), others=False
    )
    voice = Voice(language)
    unchanged, nothing = compare(SAME, toy()), compare(bare, bare)
    assert memo(unchanged, voice) != memo(nothing, voice)
    assert len(sentences(unchanged, voice)) == len(sentences(nothing, voice)) == 1
    assert {"zh": "没有差别", "en": "does not differ"}[language] in memo(unchanged, voice)
    for say in (memo, markdown):
        assert {"zh": "没有可比的内容", "en": "nothing was compared"}[language] in say(
            nothing, voice
        )


def test_english_uses_english_names_of_typologies() -> None:
    text = memo(compare(SAME, toy(assignments=without(4))), ENGLISH)
    assert "removed from Main agricultural production area: 庚县 (1; clause (2))" in text
    assert "，" not in text


# ── rows of other tables ────────────────────────────────────────────────────────────────


def test_partnerships_and_positionings_are_told_by_who_and_where() -> None:
    tie = RESOLVED.ties[0]
    other = replace(tie, partner=End("右水省高新区"))
    place = PlaceRole("zuoshan-2024", "（一）", End("辛区", "910204"), "枢纽。")
    new = toy(more={"ties": (tie, other), "roles": (place,)})
    assert sentences(compare(SAME, new)) == [
        "左山2024：新增功能定位“辛区”，见第（一）条。",
        "左山2024：不再有功能定位“庚县”，原见第（一）条。",
        "左山2024：新增结对与合作“对口合作、甲县、右水省高新区”，见第（二）条。",
    ]
    assert [row["kind"] for row in rows(compare(new, SAME))] == [
        "positionings_added",
        "positionings_removed",
        "partnerships_removed",
    ]


def test_a_changed_partnership_names_what_changed_and_follows_its_clause() -> None:
    moved = replace(RESOLVED.ties[0], clause="（三）", summary="共建两个园区。")
    comparison = compare(SAME, toy(more={"ties": (moved,)}))
    assert sentences(comparison) == [
        "左山2024：第（三）条结对与合作“对口合作、甲县、右水省甲县”改动了条款、概括。"
    ]
    assert [(row["before"], row["after"]) for row in rows(comparison)] == [
        (
            "对口合作、甲县、右水省甲县的条款：第（二）条",
            "对口合作、甲县、右水省甲县的条款：第（三）条",
        ),
        (
            "对口合作、甲县、右水省甲县的概括：共建园区。",
            "对口合作、甲县、右水省甲县的概括：共建两个园区。",
        ),
    ]


def test_a_rule_is_told_by_its_typology() -> None:
    outcome = RuleOutcome("zuoshan-2024", "（一）", "suburban", "与左二市辛区相邻", 1, 0)
    before = toy(more={"rule_outcomes": (outcome,)})
    after = toy(more={"rule_outcomes": (replace(outcome, reading="与辛区相邻"),)})
    [found] = rows(compare(before, after))
    assert (found["kind"], found["before"], found["after"]) == (
        "rules_changed",
        "大城市周边的条件的理解：与左二市辛区相邻",
        "大城市周边的条件的理解：与辛区相邻",
    )
    assert compare(before, SAME, listed_only=True).is_unchanged


# ── hostile text ─────────────────────────────────────────────────────────────────────────


def hostile_sides():
    names = {code: replace(unit, name=HOSTILE) for code, unit in NAMES.items()}
    document = {**toyland.DOCUMENT, "document": {**toyland.DOCUMENT["document"]}}
    document["document"]["short_title"] = HOSTILE
    document["tasks"] = [{**toyland.DOCUMENT["tasks"][0], "title": HOSTILE, "lead": HOSTILE}]
    typologies = [t.model_copy(update={"name": HOSTILE}) for t in toyland.TYPOLOGIES]

    def side(assignments):
        lists = [DocumentLists.model_validate(document)]
        tie = End(HOSTILE)
        ties = (Tie("zuoshan-2024", "（一）", HOSTILE, tie, tie, HOSTILE * len(assignments)),)
        return snapshot(
            lists,
            Resolved(assignments, (), ties, ()),
            names=names,
            region_names=REGION_NAMES,
            typologies=typologies,
            vintage=HOSTILE,
        )

    return side(without(0)), side(changed(7, status=HOSTILE, as_written=HOSTILE, notes=(HOSTILE,)))


def test_hostile_text_stays_on_its_line_and_in_its_cell() -> None:
    comparison = compare(*hostile_sides())
    assert all("\n" not in line for line in sentences(comparison))
    assert "\n" not in memo(comparison)
    page = markdown(comparison)
    tables = [line for line in page.splitlines() if line.startswith("|")]
    assert len(tables) == 2 + len(comparison.differences)
    for line in tables:
        assert line.replace("\\|", "").count("|") == 7
    assert "<" not in page
    assert "](" not in page.replace("\\]", "")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("甲|乙", r"甲\|乙"),
        ("`x`", r"\`x\`"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("[a](b)", r"\[a\](b)"),
        ("a\nb\r\n# c", r"a b \# c"),
        ("http://x.cn", r"http\://x\.cn"),
        ("a@b.cn", r"a\@b\.cn"),
        ("\\|", r"\\\|"),
        ("甲\u202e乙", "甲 乙"),
        ("綦江-万盛（2.5%）", "綦江-万盛（2.5%）"),
    ],
)
def test_markdown_marks_are_escaped(written: str, shown: str) -> None:
    assert escaped(written) == shown


# ── for programs ─────────────────────────────────────────────────────────────────────────


def test_rows_have_the_columns_and_only_text() -> None:
    found = rows(compare(SAME, toy(assignments=without(4))))
    assert found == [
        {
            "kind": "removed",
            "county_code": "910203",
            "county_name": "庚县",
            "prefecture_name": "左二市",
            "province_name": "左山省",
            "document_id": "zuoshan-2024",
            "clause": "（二）",
            "before": "农产品主产区",
            "after": "",
        }
    ]
    assert tuple(found[0]) == ROW_COLUMNS


def test_json_says_what_was_compared_and_every_difference() -> None:
    content = to_json(compare(SAME, toy(assignments=changed(4, typology="potential"))))
    assert json.loads(json.dumps(content)) == content
    assert list(content) == sorted(content)
    assert (content["is_unchanged"], content["is_empty_comparison"]) == (False, False)
    assert content["counts"] == {"retyped": 1}
    [found] = content["differences"]
    assert (found["typologies_before"], found["typologies_after"]) == (
        ["agricultural"],
        ["potential"],
    )
