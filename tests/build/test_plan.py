"""The plan: what is stale and why, from values alone."""

from __future__ import annotations

import pytest

from geo.build import Manifest, OutputRecord, StaleReason, Target, make_plan

TARGET = Target("page", "zuoshan", ("zuoshan.html",), {"list a": "1", "program": "p"})
RECORD = OutputRecord("hash", 10, {"list a": "1", "program": "p"})
MANIFEST = Manifest(outputs={"zuoshan.html": RECORD})


def reasons(target=TARGET, manifest=MANIFEST, present=None, **more):
    lying = {"zuoshan.html": "hash"} if present is None else present
    return make_plan([target], manifest, lying, **more).planned[0].reasons


def test_fresh_has_no_reasons():
    assert reasons() == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"present": {}}, (StaleReason.MISSING, "zuoshan.html")),
        ({"present": {"zuoshan.html": "other"}}, (StaleReason.ALTERED, "zuoshan.html")),
        ({"manifest": Manifest()}, (StaleReason.UNKNOWN, "zuoshan.html")),
        ({"force": True}, (StaleReason.FORCED, "")),
    ],
)
def test_each_reason(change, expected):
    assert reasons(**change) == (expected,)


def test_changed_added_and_dropped_ingredients_are_named():
    target = Target("page", "zuoshan", TARGET.paths, {"list a": "2", "list b": "1"})
    assert reasons(target) == (
        (StaleReason.CHANGED, "list a"),
        (StaleReason.CHANGED, "list b"),
        (StaleReason.CHANGED, "program"),
    )


def test_plan_lists_only_stale_steps():
    other = Target("page", "youshui", ("youshui.html",), {})
    plan = make_plan([TARGET, other], MANIFEST, {"zuoshan.html": "hash"})
    assert [s.target.edition for s in plan.stale] == ["youshui"]
