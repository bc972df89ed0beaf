"""Batches of targets: made by several processes as by one, and what happens when one dies."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from geo.build import Target
from geo.errors import FaultsError, RenderError
from geo.pipeline import workers
from tests.toyland.two_editions import build, edit, hashes, manifest_of


@pytest.fixture
def with_makers(quick, monkeypatch):
    """Give products of some names a maker; workers inherit it."""

    def give(make, *names):
        products = tuple(replace(p, make=make) if p.name in names else p for p in workers.PRODUCTS)
        monkeypatch.setattr(workers, "PRODUCTS", products)

    return give


def test_two_processes_make_what_one_makes(built, tmp_path):
    project, out = built
    for jobs in ("1", "2"):
        assert build(project, tmp_path / jobs, "--all-figures", "--jobs", jobs) == 0
    one, two = hashes(tmp_path / "1"), hashes(tmp_path / "2")
    assert one == two and len(one) > len(hashes(out))


def test_an_error_reaches_the_parent_with_its_fault(quick, with_makers, capsys):
    project, out = quick

    def fail(_):
        raise RenderError("not drawn")

    with_makers(fail, "figure")
    assert build(project, out, "--force", "--jobs", "2") == 1
    said = "".join(capsys.readouterr())
    assert "not drawn" in said and "figures/zuoshan.png" in said
    assert manifest_of(out).failed.keys() >= {"figures/zuoshan.png", "figures/youshui.png"}


def test_a_worker_that_dies_costs_what_it_had_in_hand(quick, with_makers, capsys):
    project, out = quick
    edit(project, "youshui-2024", "子县、辰县", "子县")
    before = hashes(out)
    with_makers(lambda _: os._exit(9), "figure")
    assert build(project, out, "--force", "--jobs", "2") == 1
    said = "".join(capsys.readouterr())
    assert "生成进程中途结束（9）" in said and "Traceback" not in said
    after = hashes(out)
    assert after["youshui.html"] != before["youshui.html"]
    assert after["figures/youshui.png"] == before["figures/youshui.png"]
    assert not list(out.glob(".building-*"))


@pytest.mark.parametrize(
    "error", [ValueError("plain"), RenderError("of ours"), FaultsError(()), OSError(28, "full")]
)
def test_errors_survive_the_pipe(error):
    portable = workers._portable(error)
    assert str(error) in str(portable)
    assert portable.__notes__


def test_an_error_that_cannot_be_copied_is_told():
    class LocalError(Exception):
        pass

    portable = workers._portable(LocalError("inner"))
    assert portable.fault.value == "LocalError" and portable.fault.details == {"problem": "inner"}


def test_batches_share_frames_and_count_each_edition_once():
    def target(product, edition, theme=None):
        return Target(product, edition, (f"{edition}-{product}-{theme}",), {}, theme)

    targets = [
        target("page", "a"),
        target("figure", "a", "one"),
        target("overlap figure", "a", "one"),
        target("figure", "a", "two"),
        target("page", "all"),
        target("geopackage", "all"),
        target("tables", "all"),
        target("workbook", "all"),
    ]
    batches = workers.batches_of(targets)
    assert sorted(t.paths for b in batches for t in b.targets) == sorted(t.paths for t in targets)
    assert [b.edition for b in batches][:3] == ["all", "all", "all"]
    assert sorted(b.edition for b in batches if b.counts) == ["a", "all"]
    assert all(len({(t.edition, t.theme) for t in b.targets}) == 1 for b in batches)
