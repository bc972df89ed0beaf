"""Each fidelity check fails on the fault that it is there for."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest

from geo.records.written import DocumentLists, Indicator
from geo.vocabulary import Operator

from . import test_fidelity, test_targets, test_wording
from .conftest import Pair, parsed_lists
from .matching import consume, copied_runs, indicator_sightings, occurs
from .texts import read

Parsed = dict[str, Any]
Edit = Callable[[Parsed], None]
CHONGQING = "chongqing-2023-county-towns"
POTENTIAL = "chongqing-2025-people-centred-urbanisation"
SICHUAN = "sichuan-2022-key-tasks"


def task(parsed: Parsed, mark: str) -> Parsed:
    return next(task for task in parsed["tasks"] if task["clause"] == mark)


def in_task(mark: str, key: str, old: str, new: str) -> Edit:
    """Replace in a task's field, which must hold ``old``."""

    def edit(parsed: Parsed) -> None:
        found = task(parsed, mark)
        field = found[key] if isinstance(found[key], str) else "、".join(found[key])
        assert old in field, f"{mark} {key}: the edit does nothing"
        found[key] = field.replace(old, new)

    return edit


def set_in_task(mark: str, **values: Any) -> Edit:
    return lambda parsed: task(parsed, mark).update(values)


def in_target(mark: str, place: int, **values: Any) -> Edit:
    return lambda parsed: task(parsed, mark)["indicators"][place].update(values)


def in_layers(mark: str, old: str, new: str, key: str = "members") -> Edit:
    def edit(parsed: Parsed) -> None:
        before = copy.deepcopy(parsed["layers"])
        for layer in parsed["layers"]:
            if layer["clause"] == mark and old in layer.get(key, ""):
                layer[key] = re.sub("、$|^、", "", layer[key].replace(old, new))
        assert parsed["layers"] != before, f"{mark} {key}: the edit does nothing"

    return edit


def in_list(section: str, **values: Any) -> Edit:
    return lambda parsed: parsed[section][0].update(values)


def in_county_towns(members: str) -> Edit:
    return lambda parsed: parsed["document"]["county_towns"].update(members=members)


def in_completion(mark: str, name: str) -> Edit:
    return lambda parsed: task(parsed, mark)["completions"][0].update(name=name)


def drop_task(mark: str) -> Edit:
    return lambda parsed: parsed["tasks"].remove(task(parsed, mark))


def drop_target(mark: str, place: int) -> Edit:
    def edit(parsed: Parsed) -> None:
        del task(parsed, mark)["indicators"][place]

    return edit


NO_NOTE = {"agencies_note": "", "lead": "财政厅"}
ELSEWHERE = [{"kind": "prefectures", "members": "德阳市"}]
COPIED = "完成县级城市建成区黑臭水体排查并制定整治方案，统一公布黑臭水体清单及达标期限。"

FAULTS: list[tuple[str, str, Edit]] = [
    ("every_clause_is_a_task_in_order", SICHUAN, drop_task("（十三）")),
    ("headings_are_the_printed_ones", CHONGQING, in_task("（二十一）", "title", "优化", "最佳化")),
    ("headings_are_the_printed_ones", SICHUAN, in_task("（八）", "part", "三、", "二、")),
    ("every_cited_clause_exists", SICHUAN, in_list("positionings", clause="（二十九）")),
    ("document_head_stands", POTENTIAL, lambda p: p["document"].update(number="渝府发〔2025〕5号")),
    ("document_head_stands", POTENTIAL, lambda p: p["document"].update(issued="2025-02-11")),
    ("every_layer_member_stands", CHONGQING, in_layers("（三）", "梁平", "梁山")),
    ("a_layer_holds_its_whole_run", CHONGQING, in_layers("（三）", "、荣昌", "")),
    ("a_layer_holds_its_whole_run", POTENTIAL, in_layers("（十三）", "江津、", "")),
    ("statuses_and_types_are", CHONGQING, in_layers("（三十六）", "国家", "省级", "status")),
    ("statuses_and_types_are", CHONGQING, in_layers("（二）", "专业功能", "潜力地区", "typology")),
    ("county_towns_and_blanket", CHONGQING, in_county_towns("涪陵")),
    ("every_partnership_and", SICHUAN, in_list("partnerships", partner="遂宁市")),
    ("every_partnership_and", SICHUAN, in_list("positionings", subject="雅安")),
    ("every_scope_member", SICHUAN, set_in_task("（十四）", scope=ELSEWHERE)),
    ("agency_lines_are_consumed", SICHUAN, in_task("（一）", "lead", "眉山市人民政府、", "")),
    ("agency_lines_are_consumed", SICHUAN, in_task("（一）", "lead", "眉山市人民政府", "眉山市")),
    ("agency_lines_are_consumed", SICHUAN, in_task("（十六）", "responsible", "省妇联、", "")),
    ("agency_lines_are_consumed", SICHUAN, in_task("（四）", "responsible", "各市", "有关市")),
    ("agency_lines_are_consumed", CHONGQING, in_task("（十）", "responsible", "水利局", "水务局")),
    ("no_role_without_an_agency_line", SICHUAN, set_in_task("（二）", cooperating="财政厅")),
    ("clauses_without_agencies_say_so", SICHUAN, set_in_task("（二十六）", **NO_NOTE)),
    ("open_ended_if_and_only_if", CHONGQING, set_in_task("（十四）", open_ended=False)),
    ("open_ended_if_and_only_if", CHONGQING, set_in_task("（十）", open_ended=True)),
    ("every_indicator_number_stands", SICHUAN, in_target("（十二）", 0, value=530)),
    ("every_indicator_number_stands", SICHUAN, in_target("（十二）", 1, unit="套")),
    ("every_indicator_number_stands", SICHUAN, in_target("（六）", 1, value=[2, 4])),
    ("every_number_of_the_text", SICHUAN, drop_target("（十二）", 2)),
    ("every_number_of_the_text", SICHUAN, drop_target("（六）", 1)),
    ("a_number_is_not_used_more", SICHUAN, in_target("（二十四）", 0, value=100)),
    ("operators_follow_the_words", SICHUAN, in_target("（十九）", 0, operator="=")),
    ("operators_follow_the_words", SICHUAN, in_target("（二）", 0, operator="≥")),
    ("deadlines_come_from", SICHUAN, in_target("（二）", 0, deadline="2025")),
    ("deadlines_come_from", SICHUAN, in_target("（二）", 0, deadline_from="stated")),
    ("every_summary_is_most_like", SICHUAN, set_in_task("（十二）", summary="建设农村公路")),
    ("every_completion_speaks", SICHUAN, in_completion("（十五）", "农村公路全部硬化")),
    ("summaries_copy_no_sentence", SICHUAN, set_in_task("（十六）", summary=COPIED)),
    ("positionings_copy_designations", SICHUAN, in_list("positionings", summary=COPIED)),
]  # fmt: skip


@pytest.mark.usefixtures("texts_present")
@pytest.mark.parametrize(("name", "document_id", "edit"), FAULTS)
def test_check_fails_on_its_fault(name: str, document_id: str, edit: Edit) -> None:
    modules = (test_fidelity, test_targets, test_wording)
    checks = {key: f for module in modules for key, f in vars(module).items()}
    (check,) = (f for key, f in checks.items() if key.startswith("test_" + name))
    sound = parsed_lists(document_id)
    faulty = copy.deepcopy(sound)
    edit(faulty)

    def paired(parsed: Parsed) -> Pair:
        lists = DocumentLists.model_validate(parsed)
        return Pair(document_id, read(document_id), lists, parsed)

    check(paired(sound))
    with pytest.raises(AssertionError):
        check(paired(faulty))


# ── matching, on its own ─────────────────────────────────────────────────────────────────


def test_short_form_needs_two_characters() -> None:
    assert occurs("石柱土家族自治县", "推动石柱、秀山")
    assert occurs("霍邱县", "支持霍邱加快")
    assert not occurs("忠县", "忠于职守")


def test_joint_name_gives_one_government_per_city() -> None:
    line = "成都市、德阳市、资阳市人民政府，省同城化办、财政厅等省级有关部门（单位）"
    units = ["成都市人民政府", "德阳市人民政府", "资阳市人民政府", "省同城化办", "财政厅"]
    assert consume(line, units) == ([], "")
    assert consume(line, units[:-1])[1] == "财政厅等省级有关部门（单位）"
    # A city that stands alone is no government.
    assert consume("成都市、财政厅", ["成都市人民政府"])[0] == ["成都市人民政府"]


def test_unit_is_not_taken_out_of_a_longer_one() -> None:
    assert consume("市住建局下属中心", ["市住建局"]) == (["市住建局"], "市住建局下属中心")


def test_number_is_not_found_inside_a_longer_one() -> None:
    target = Indicator(name="x", operator=Operator.AT_LEAST, value=60, unit="个")
    assert indicator_sightings(target, "选取60个以上县")[0].operator == "≥"
    assert indicator_sightings(target, "选取160个以上县，60部") == []


def test_copied_run_is_found_across_quotes_and_names_are_free() -> None:
    whole = "推动实施“小县优城”试点并且完善县域商业体系建设"
    assert copied_runs("完善县域商业体系建设", whole, [], 8) == ["完善县域商业体系建设"]
    assert copied_runs("完善县域商业体系建设", whole, ["县域商业体系"], 8) == []
