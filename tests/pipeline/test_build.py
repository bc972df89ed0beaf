"""A whole build of a toy country with two provinces: what is made, when, and that nothing tears."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from tests.toyland.two_editions import build, edit, hashes, manifest_of

ROOT = Path(__file__).resolve().parents[2]


def changed(before, after):
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_every_promised_output_is_there(built):
    names = set(hashes(built[1]))
    assert {"zuoshan.html", "youshui.html", "all.html", "index.html", "manifest.json"} <= names
    assert {"county-typology.gpkg", "county-typology.qgz", "county-typology.parquet"} <= names
    assert {f"figures/thumbnails/{e}.png" for e in ("zuoshan", "youshui", "all")} <= names
    assert {f"figures/{e}.png" for e in ("zuoshan", "youshui", "all")} <= names
    assert {"tables/assignments.csv", "tables/tasks.csv", "tables/county-typology.xlsx"} <= names
    assert not [n for n in names if n.endswith(("-wal", "-shm", "-journal", ".aux.xml"))]


def test_same_inputs_same_bytes(built, tmp_path):
    project, out = built
    assert build(project, tmp_path / "again") == 0
    assert changed(hashes(out), hashes(tmp_path / "again")) == set()


def test_nothing_to_do_writes_nothing(copied):
    project, out = copied
    stamps = {p: p.stat().st_mtime_ns for p in out.rglob("*")}
    assert build(project, out) == 0
    assert build(project, out, "--check") == 0
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*")} == stamps


def test_a_quick_answer_never_hides_what_the_plan_knows(copied):
    """Building one edition after another one's list changed leaves that one stale."""
    project, out = copied
    assert manifest_of(out).is_complete
    edit(project, "youshui-2024", "子县、辰县", "子县")
    assert build(project, out, "zuoshan") == 0
    assert build(project, out, "--check") == 4
    assert build(project, out, "zuoshan", "--force") == 0
    assert not manifest_of(out).is_complete
    assert build(project, out, "--check") == 4
    assert build(project, out) == 0
    assert manifest_of(out).is_complete


def test_one_edition_into_an_empty_folder_is_not_everything(built, tmp_path):
    project, _ = built
    assert build(project, tmp_path, "youshui") == 0
    assert not manifest_of(tmp_path).is_complete
    assert build(project, tmp_path, "--check") == 4


def test_another_vintage_is_another_build(copied):
    """A build of an older vintage does not make a plain build look done."""
    project, out = copied
    folder = project / "data" / "boundaries"
    shutil.copytree(folder / "2025-01", folder / "2024-01")
    package = folder / "2024-01" / "datapackage.json"
    older = package.read_text(encoding="utf-8").replace("2025-01", "2024-01")
    package.write_text(older, encoding="utf-8")
    assert build(project, out, "--vintage", "2024-01") == 0
    assert manifest_of(out).vintage == "2024-01"
    assert build(project, out, "--check", "--vintage", "2024-01") == 0
    assert build(project, out, "--check") == 4


def test_another_language_is_another_build(copied):
    project, out = copied
    assert build(project, out, "--check", "--lang", "en") == 4


def test_a_comment_or_another_order_rebuilds_nothing(copied):
    project, out = copied
    path = project / "layers" / "zuoshan-2024.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    text = "# 一条注释\n" + yaml.safe_dump(content, allow_unicode=True, sort_keys=True)
    path.write_text(text, encoding="utf-8")
    assert build(project, out, "--check") == 0


def test_a_changed_list_rebuilds_its_edition_all_and_the_index_only(copied):
    project, out = copied
    before = hashes(out)
    edit(project, "youshui-2024", "子县、辰县", "子县")
    assert build(project, out, "--check") == 4
    assert hashes(out) == before
    assert build(project, out) == 0
    touched = changed(before, hashes(out))
    assert {"youshui.html", "all.html", "index.html", "tables/assignments.csv"} <= touched
    assert not [n for n in touched if "zuoshan" in n]
    assert "辰县" in (out / "index.html").read_text(encoding="utf-8")
    assert build(project, out, "--check") == 0


def test_an_altered_and_a_missing_output_are_made_again(copied):
    project, out = copied
    before = hashes(out)
    (out / "zuoshan.html").write_text("altered")
    (out / "tables" / "tasks.csv").unlink()
    assert build(project, out) == 0
    assert hashes(out) == before


def test_a_task_that_changes_leaves_the_figures_alone(copied, capsys):
    project, out = copied
    edit(project, "youshui-2024", "延长粮食产业链。", "延长产业链。")
    assert build(project, out, "--dry-run") == 0
    listed = capsys.readouterr().out
    assert "youshui.html" in listed and "tables/tasks.csv" in listed
    assert "figures/" not in listed


def test_one_edition_on_request(copied):
    project, out = copied
    before = hashes(out)
    assert build(project, out, "youshui", "--force") == 0
    assert changed(before, hashes(out)) == set()


def test_unknown_edition_names_the_known_ones(copied, capsys):
    project, out = copied
    assert build(project, out, "../etc") == 1
    assert "zuoshan" in capsys.readouterr().err


def test_faults_leave_every_output_untouched(copied, capsys):
    project, out = copied
    before = hashes(out)
    edit(project, "youshui-2024", "子县、辰县", "子县、无此县")
    assert build(project, out) == 3
    message = capsys.readouterr().err
    assert "layers/youshui-2024.yaml" in message and "无此县" in message
    assert hashes(out) == before


def test_a_typology_style_makes_everything_stale(copied, capsys):
    project, out = copied
    edit(project, "typologies", "#D1603D", "#C1603D")
    assert build(project, out, "--dry-run") == 0
    listed = capsys.readouterr().out
    for name in ("zuoshan.html", "youshui.html", "county-typology.gpkg", "index.html"):
        assert name in listed
    assert "typologies" in listed


def test_an_area_that_a_rule_speaks_of_makes_its_edition_stale(copied, capsys):
    project, out = copied
    edit(project, "regions", "丑县、寅县", "丑县")
    assert build(project, out, "--dry-run") == 0
    listed = capsys.readouterr().out
    assert "youshui.html" in listed and "zuoshan.html" not in listed
    assert build(project, out) == 0
    assert manifest_of(out).is_complete


def test_a_zoning_list_turns_candidates_into_derived_types(copied, capsys):
    project, out = copied
    assert manifest_of(out).accounting["youshui"]["candidate suburban"] == 2
    zoning = project / "layers" / "zoning"
    zoning.mkdir()
    (zoning / "youshui.csv").write_text(
        "county_name,zone,source\n丑县,城市化地区,玩具国公报\n寅县,农产品主产区,玩具国公报\n",
        encoding="utf-8",
    )
    zones = [{"zone": "农产品主产区", "words": ["农产品主产区县"], "source": "玩具国公报"}]
    (project / "layers" / "zones.yaml").write_text(
        yaml.safe_dump({"zones": zones}, allow_unicode=True), encoding="utf-8"
    )
    assert build(project, out) == 0
    counts = manifest_of(out).accounting["youshui"]
    assert counts["derived suburban"] == 1 and "candidate suburban" not in counts


def test_a_document_that_goes_takes_its_edition_out_of_the_index(copied):
    project, out = copied
    (project / "layers" / "youshui-2024.yaml").unlink()
    assert build(project, out) == 0
    assert "youshui.html" not in (out / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own, 24 MB: enough for one set of toy outputs and a little more."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("mounting a file system needs root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_disk_that_fills_up_leaves_the_last_good_outputs(copied, small_disk, capsys):
    project, _ = copied
    out = small_disk / "maps"
    assert build(project, out) == 0
    before = hashes(out)
    free = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(b"0" * max(0, free - 200_000))
    edit(project, "youshui-2024", "子县、辰县", "子县")
    capsys.readouterr()
    assert build(project, out, "--force") == 1
    assert "磁盘已满" in capsys.readouterr().err
    after = hashes(out)
    kept = {n for n in before if n not in changed(before, after)}
    assert {"zuoshan.html", "county-typology.gpkg"} <= kept
    (small_disk / "ballast").unlink()
    assert build(project, out) == 0
    assert build(project, out, "--check") == 0


def test_a_read_only_disk_is_explained_and_nothing_changes(copied, small_disk, capsys):
    project, _ = copied
    out = small_disk / "maps"
    assert build(project, out) == 0
    before = hashes(out)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    edit(project, "youshui-2024", "子县、辰县", "子县")
    capsys.readouterr()
    assert build(project, out) == 1
    assert "--out" in capsys.readouterr().err
    assert hashes(out) == before


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_whole_files_and_the_next_one_completes(copied):
    """Old or new, never torn: every file is one of the two, at five random moments."""
    project, out = copied
    old = hashes(out)
    edit(project, "youshui-2024", "子县、辰县", "子县")
    clean = out.parent / "clean"
    command = [sys.executable, "-m", "geo.cli", "build", "--project", str(project), "--quiet"]
    started = time.monotonic()
    subprocess.run([*command, "--out", str(clean)], check=True, cwd=ROOT)
    whole = time.monotonic() - started
    new = hashes(clean)
    moments = random.Random(20230614)
    for _ in range(5):
        process = subprocess.Popen([*command, "--out", str(out)], cwd=ROOT)
        time.sleep(moments.uniform(0.2, 0.95) * whole)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for name, found in hashes(out).items():
            if name in ("manifest.json", "index.html") or name.startswith(".building-"):
                continue
            assert found in (old.get(name), new.get(name)), name
    subprocess.run([*command, "--out", str(out)], check=True, cwd=ROOT)
    final = hashes(out)
    torn = {n for n in changed(final, new) if n not in ("manifest.json", "index.html")}
    assert torn == set()
    assert not list(out.glob(".building-*"))


@pytest.mark.slow
def test_two_builds_at_once_do_not_spoil_each_other(copied):
    project, out = copied
    edit(project, "youshui-2024", "子县、辰县", "子县")
    command = [sys.executable, "-m", "geo.cli", "build", "--project", str(project), "--quiet"]
    both = [subprocess.Popen([*command, "--out", str(out)], cwd=ROOT) for _ in range(2)]
    assert [p.wait() for p in both] == [0, 0]
    assert build(project, out, "--check") == 0
