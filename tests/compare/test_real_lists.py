"""The project's own lists, with three edits that a planner could make.

Members get made-up codes here: resolving is another room's work, and no county is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import yaml

from geo import schema
from geo.compare import Snapshot, compare, memo, restored, sentences, snapshot, stored
from geo.records.resolved import Assignment, CountyTask, Resolved, UnitName
from geo.records.written import DocumentLists, Typology
from geo.vocabulary import ScopeKind

LAYERS = Path(__file__).parents[2] / "layers"
NO_DOCUMENT = ("typologies.yaml", "regions.yaml", "agencies.yaml", "zones.yaml")
CHONGQING_2025 = "chongqing-2025-people-centred-urbanisation"


def contents() -> dict[str, dict]:
    paths = (p for p in sorted(LAYERS.glob("*.yaml")) if p.name not in NO_DOCUMENT)
    return {p.stem: yaml.safe_load(p.read_text(encoding="utf-8")) for p in paths}


def typologies() -> list[Typology]:
    text = (LAYERS / "typologies.yaml").read_text(encoding="utf-8")
    return [Typology.model_validate(t) for t in yaml.safe_load(text)["typologies"]]


def members(runs: Iterable[str]) -> list[str]:
    return [name.strip() for run in runs for name in run.split("、") if name.strip()]


def side(documents: dict[str, dict], codes: dict[str, str]) -> Snapshot:
    """Snapshot of all lists; ``codes`` grows by every new written name."""
    kinds = typologies()
    keys = {t.name: t.key for t in kinds} | {t.key: t.key for t in kinds}
    lists = [DocumentLists.model_validate(d) for d in documents.values()]
    rows, reached = [], []
    for each in lists:
        held: dict[str, set[str]] = {}
        for layer in each.layers:
            key = keys[layer.typology]
            for name in members(layer.members):
                code = codes.setdefault(name, f"{900001 + len(codes)}")
                held.setdefault(key, set()).add(code)
                rows.append(
                    Assignment(
                        each.document.id, layer.clause, key, code, name,
                        layer.subtype, layer.status, layer.stage,
                    )
                )  # fmt: skip
        for task in each.tasks:
            for scope in task.scope:
                if scope.kind is ScopeKind.TYPOLOGY:
                    named = {keys[name] for name in members(scope.members)}
                    reached += [
                        CountyTask(c, each.document.id, task.clause, task.title, scope.kind, "")
                        for key in sorted(named & set(held))
                        for c in sorted(held[key])
                    ]
    names = {
        code: UnitName(code, name, "500100", "某市", "500000", "某省")
        for name, code in codes.items()
    }
    return snapshot(
        lists,
        Resolved(tuple(rows), tuple(reached), (), ()),
        names=names,
        region_names=defaultdict(str),
        typologies=kinds,
        vintage="2025-09",
    )


def test_three_edits_are_exactly_three_kinds_of_differences() -> None:
    codes: dict[str, str] = {}
    old = side(contents(), codes)
    edited = contents()
    document = edited[CHONGQING_2025]
    potential, pilots = document["layers"]
    names = potential["members"].split("、")
    assert {"开州", "潼南"} <= set(names)
    potential["members"] = "、".join(n for n in names if n not in ("开州", "潼南"))
    pilots["members"] += "、潼南"
    dropped = next(t for t in document["tasks"] if t["clause"] == "（七）")
    document["tasks"].remove(dropped)

    comparison = compare(old, side(edited, codes))
    found = [
        (str(d.kind), d.clause, comparison.county(d.county_code).name if d.county_code else "")
        for d in comparison.differences
    ]
    assert found == [
        ("task_dropped", "（七）", ""),
        *expected_of_clause_13(codes),
    ]
    assert comparison.compared.documents == len(contents())
    text = memo(comparison)
    assert "有 1 个县区（开州）移出潜力地区，原见第（十三）条" in text
    assert "有 1 个县区（潼南）由第（十三）条潜力地区改为第（十三）条示范县（" in text
    assert "取消任务第（七）条“完善‘人地钱挂钩’配套政策”" in text
    assert all(line.startswith("重庆2025：") for line in sentences(comparison))


def expected_of_clause_13(codes: dict[str, str]) -> list[tuple[str, str, str]]:
    """开州 leaves the class and so the clause's task; 潼南 stays bound by its new class."""
    by_county = {
        "开州": [("removed", "（十三）", "开州"), ("county_task_dropped", "（十三）", "开州")],
        "潼南": [("retyped", "（十三）", "潼南")],
    }
    return [row for name in sorted(by_county, key=codes.__getitem__) for row in by_county[name]]


def test_the_lists_as_they_are_do_not_differ_from_themselves() -> None:
    old = side(contents(), {})
    assert compare(old, restored(stored(old))).is_unchanged
    assert len(old.rows(schema.ASSIGNMENTS)) > 50
