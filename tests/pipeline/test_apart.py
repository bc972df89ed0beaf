"""Products are made apart: one that fails leaves the others made, and the build says so."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from geo.cli.app import run
from geo.cli.commands.watch import _rebuild
from geo.cli.session import Session
from geo.errors import Fault, RenderError
from geo.pipeline import index, workers
from geo.pipeline.targets import BuildOptions
from tests.toyland.two_editions import build, edit, hashes, manifest_of


@pytest.fixture
def failing(quick, monkeypatch):
    """Let products of some names, and no others, fail with an error."""
    sound = workers.PRODUCTS

    def fail(error, *names):
        def make(_):
            raise error

        products = tuple(replace(p, make=make) if p.name in names else p for p in sound)
        monkeypatch.setattr(workers, "PRODUCTS", products)

    return fail


def everything(capsys):
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_a_product_that_fails_leaves_the_others_made(quick, failing, capsys):
    project, out = quick
    before = hashes(out)
    edit(project, "youshui-2024", "子县、辰县", "子县")
    failing(ValueError("multipolygons([])"), "figure")
    assert build(project, out) == 1
    said = everything(capsys)
    for part in ("figures/youshui.png", "右水省，插图", "ValueError", "multipolygons([])"):
        assert part in said
    assert "Traceback" not in said
    after = hashes(out)
    for name in ("youshui.html", "all.html", "county-typology.gpkg", "tables/assignments.csv"):
        assert after[name] != before[name]
    assert after["figures/youshui.png"] == before["figures/youshui.png"]
    assert after["index.html"] != before["index.html"]
    index_page = (out / "index.html").read_text(encoding="utf-8")
    assert index_page.count("还是以前的") == 6  # three figures of each of two editions
    assert not list(out.glob(".building-*"))


def test_progress_is_a_line_per_step_and_the_time_at_the_end(quick, capsys):
    project, out = quick
    edit(project, "youshui-2024", "子县、辰县", "子县")
    capsys.readouterr()
    assert run(["build", "--project", str(project), "--out", str(out)]) == 0
    captured = capsys.readouterr()
    steps = re.findall(r"(?m)^\[(\d+)/(\d+)\] (\S+)$", captured.err)
    assert [int(number) for number, _, _ in steps] == list(range(1, len(steps) + 1))
    assert {count for _, count, _ in steps} == {str(len(steps))}
    assert steps[-1][2] == "index.html" and "youshui.html" in {path for _, _, path in steps}
    assert re.search(r"用时 \d+\.\d 秒", captured.out)


def test_what_failed_is_stale_until_it_is_made(quick, failing, capsys):
    project, out = quick
    edit(project, "youshui-2024", "子县、辰县", "子县")
    failing(ValueError("no"), "figure", "workbook")
    assert build(project, out) == 1
    failing(None)
    manifest = manifest_of(out)
    assert manifest.failed["figures/youshui.png"] == "ValueError"
    assert manifest.failed["tables/county-typology.xlsx"] == "ValueError"
    assert not manifest.is_complete
    capsys.readouterr()
    assert build(project, out, "--check") == 4
    listed = capsys.readouterr().out
    assert "figures/youshui.png  (上一次没有做成：ValueError)" in listed
    assert "youshui.html" not in listed
    assert build(project, out) == 0
    assert manifest_of(out).failed == {}
    assert build(project, out, "--check") == 0


def test_a_forced_build_that_fails_does_not_call_the_old_file_fresh(quick, failing):
    project, out = quick
    failing(ValueError("no"), "page")
    assert build(project, out, "--force") == 1
    failing(None)
    assert build(project, out, "--check") == 4


def test_the_reason_is_told_in_the_language_of_the_reader(quick, failing, capsys):
    project, out = quick
    fault = Fault("disk-full", "", value="No space left on device")
    failing(RenderError("never shown", fault), "figure")
    assert build(project, out, "--force") == 1
    assert "磁盘已满" in everything(capsys)
    assert build(project, out, "--force", "--lang", "en") == 1
    said = everything(capsys)
    assert "the disk is full" in said and "not made (" in said and "没有" not in said


def test_an_edition_without_frames_costs_that_edition_only(quick, monkeypatch, capsys):
    project, out = quick
    before = hashes(out)
    tries = []
    whole = workers.Material.making

    def making(self, product, *part):
        if self.key == "youshui":
            tries.append(product.name)
            raise KeyError("geometry")
        return whole(self, product, *part)

    monkeypatch.setattr(workers.Material, "making", making)
    assert build(project, out, "--force", "--jobs", "1") == 1
    said = everything(capsys)
    assert said.count("KeyError") == 1 and "youshui.html" in said
    assert hashes(out)["zuoshan.html"] == before["zuoshan.html"]
    assert set(manifest_of(out).failed) >= {"youshui.html", "figures/youshui.png"}
    assert "zuoshan.html" not in manifest_of(out).failed
    assert "page" in tries


def test_an_index_that_fails_is_told_and_made_later(quick, monkeypatch, capsys):
    project, out = quick
    edit(project, "youshui-2024", "子县、辰县", "子县")

    def fail(*_, **__):
        raise RuntimeError("index")

    with monkeypatch.context() as patched:
        patched.setattr(index, "page", fail)
        assert build(project, out) == 1
    assert "index.html" in everything(capsys)
    assert build(project, out, "--check") == 4
    assert build(project, out) == 0


def test_watch_tells_what_failed_and_goes_on(quick, failing, capsys):
    project, out = quick
    session, options = Session(project=project), BuildOptions(force=True)
    failing(ValueError("no"), "page")
    _rebuild(session, out, options, ())
    said = everything(capsys)
    assert "zuoshan.html" in said and "ValueError" in said and "没有做成" in said
    failing(None)
    _rebuild(session, out, options, ("layers/zuoshan-2024.yaml",))
    assert "没有做成" not in everything(capsys)
    assert manifest_of(out).failed == {}


def test_json_names_what_failed(quick, failing, capsys):
    project, out = quick
    failing(ValueError("no"), "page")
    assert build(project, out, "--force", "--json") == 1
    record = json.loads(capsys.readouterr().out)
    assert {(f["product"], f["edition"]) for f in record["failed"]} == {
        ("page", "all"),
        ("page", "youshui"),
        ("page", "zuoshan"),
    }
    assert "zuoshan.html" not in record["made"] and "figures/all.png" in record["made"]


def test_a_traceback_on_request_only(quick, failing, capsys, monkeypatch):
    project, out = quick
    failing(ValueError("no"), "page")
    monkeypatch.setenv("COUNTY_TYPOLOGY_DEBUG", "1")
    assert build(project, out, "--force") == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("debug", [False, True])
def test_no_command_ends_in_a_traceback(quick, capsys, monkeypatch, debug):
    def fail(*_, **__):
        raise ZeroDivisionError("somewhere")

    monkeypatch.setattr("geo.pipeline.read_inputs", fail)
    if debug:
        monkeypatch.setenv("COUNTY_TYPOLOGY_DEBUG", "1")
    assert run(["show", "甲县", "--project", str(quick[0])]) == 1
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said and "somewhere" in said
    assert ("Traceback" in said) == debug
