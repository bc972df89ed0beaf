"""Sources that can be compared, and sources that cannot."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace

import openpyxl
import pytest

from geo import compare
from geo.cli.app import run
from geo.content.changes import ToldComparison
from geo.content.changes.change_page import kind_of
from geo.vocabulary import Basis
from geo.voice.voice import Voice
from tests import toyland
from tests.compare import sides


@pytest.fixture
def project(tmp_path):
    return toyland.write_project(tmp_path / "project")


def compared(capsys, project, old, new, *more):
    code = run(["diff", str(old), str(new), "--project", str(project), *more])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def drop(project, name):
    path = project / "layers" / "zuoshan-2024.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"{name}、", ""), encoding="utf-8")


def git(project, *arguments):
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", "-C", str(project), *identity, *arguments], check=True)


def test_two_folders(capsys, project, tmp_path):
    other = toyland.write_project(tmp_path / "other")
    drop(other, "己苗族自治县")
    code, out, _ = compared(capsys, project, project, other)
    assert code == 0 and "己苗族自治县" in out and "农产品主产区" in out


def test_a_bare_folder_of_lists(capsys, project):
    code, out, _ = compared(capsys, project, project / "layers", project, "--json")
    assert code == 0 and json.loads(out)["differences"] == []


def test_two_git_revisions(capsys, project):
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "one")
    drop(project, "己苗族自治县")
    git(project, "commit", "--quiet", "-am", "two")
    code, out, _ = compared(capsys, project, "HEAD~1", "HEAD")
    assert code == 0 and "己苗族自治县" in out
    _, same, _ = compared(capsys, project, "HEAD", "HEAD")
    assert "没有差别" in same


def test_a_built_geopackage_against_its_lists(capsys, project, tmp_path):
    assert run(["build", "--project", str(project), "--out", str(tmp_path / "m"), "-q"]) == 0
    capsys.readouterr()
    path = tmp_path / "m" / "county-typology.gpkg"
    code, out, _ = compared(capsys, project, path, project, "--json")
    assert code == 0 and json.loads(out)["differences"] == []
    drop(project, "己苗族自治县")
    _, out, _ = compared(capsys, project, path, project, "--format", "csv")
    assert "己苗族自治县" in out


def test_what_is_no_source_is_explained(capsys, project, tmp_path):
    for source in ("no-such-revision", "--upload-pack=x", str(project / "LICENSE")):
        code, _, err = compared(capsys, project, project, source)
        assert code in (1, 2) and err
    broken = tmp_path / "a.gpkg"
    broken.write_bytes(b"no database")
    code, _, err = compared(capsys, project, broken, project)
    assert code == 1 and "a.gpkg" in err


def test_lists_with_faults_are_not_compared(capsys, project, tmp_path):
    other = toyland.write_project(tmp_path / "other")
    path = other / "layers" / "zuoshan-2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("老丙县", "无县"), encoding="utf-8")
    code, _, err = compared(capsys, project, project, other)
    assert code == 3 and "无县" in err


# ── change map and workbook ──────────────────────────────────────────────────────────────


@pytest.fixture
def other(tmp_path):
    """The project with 己苗族自治县 out of 农产品主产区 and 庚县 in 潜力地区."""
    other = toyland.write_project(tmp_path / "other")
    drop(other, "己苗族自治县")
    path = other / "layers" / "zuoshan-2024.yaml"
    text = path.read_text(encoding="utf-8")
    assert "- 甲县" in text
    path.write_text(text.replace("- 甲县", "- 甲县\n  - 庚县", 1), encoding="utf-8")
    return other


def drawn(html):
    return dict(re.findall(r'data-county="(\d{6})" data-change="(\w+)"', html))


def test_change_map(capsys, project, other, tmp_path):
    path = tmp_path / "map.html"
    arguments = ("--format", "html", "--out", str(path))
    code, out, _ = compared(capsys, project, project, other, *arguments)
    assert code == 0 and str(path) in out
    html = path.read_text(encoding="utf-8")
    assert drawn(html) == {"910202": "removed", "910203": "added"}
    assert html.count('role="img"') == 1 and "变化图：左山省" in html
    assert "全部类型：农产品主产区、潜力地区、示范县 → 潜力地区、示范县" in html
    assert str(tmp_path) not in html
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    first = path.read_bytes()
    compared(capsys, project, project, other, *arguments)
    assert path.read_bytes() == first


def test_change_map_in_english(capsys, project, other, tmp_path):
    path = tmp_path / "map.html"
    more = ("--format", "html", "--out", str(path), "--lang", "en")
    assert compared(capsys, project, project, other, *more)[0] == 0
    html = path.read_text(encoding="utf-8")
    assert '<html lang="en">' in html and "Changed counties: 2" in html


def test_a_row_less_of_a_typology_that_stays_is_no_removal_on_the_map(capsys, project, tmp_path):
    other = toyland.write_project(tmp_path / "other")
    path = other / "layers" / "zuoshan-2024.yaml"
    text = path.read_text(encoding="utf-8")
    row = "- clause: （四）\n  typology: 示范县\n  status: 省级示范\n  members: 己苗族自治县\n"
    assert "\npartnerships:" in text
    path.write_text(text.replace("partnerships:", row + "partnerships:", 1), encoding="utf-8")
    target = tmp_path / "map.html"
    code, _, err = compared(
        capsys, project, other, project, "--format", "html", "--out", str(target)
    )
    assert code == 0, err
    assert drawn(target.read_text(encoding="utf-8")) == {"910202": "status"}


def test_what_a_rule_derives_is_never_drawn_as_listed():
    listed = compare.restored(compare.stored(sides.toy()))
    derived = sides.toy(assignments=sides.without(8))
    told = ToldComparison(compare.compare(derived, listed), "a", "b", Voice())
    (row,) = told.comparison.differences
    assert row.holds[0]["basis"] == "rule"
    assert kind_of(told, row) == "derived"
    assert told.holds["910203"] == {"agricultural": "listed", "suburban": "candidate"}
    assert told.held["910203"] == {"agricultural": "listed"}


def test_maps_say_unchanged_and_nothing_compared(capsys, project, tmp_path):
    path = tmp_path / "map.html"
    more = ("--format", "html", "--out", str(path))
    assert compared(capsys, project, project, project, *more)[0] == 0
    assert 'data-verdict="unchanged"' in path.read_text(encoding="utf-8")
    stranger = toyland.write_project(tmp_path / "stranger")
    lists = stranger / "layers" / "zuoshan-2024.yaml"
    renamed = lists.read_text(encoding="utf-8").replace("id: zuoshan-2024", "id: zuoshan-2020")
    (stranger / "layers" / "zuoshan-2020.yaml").write_text(renamed, encoding="utf-8")
    lists.unlink()
    assert compared(capsys, project, stranger, project, *more)[0] == 0
    html = path.read_text(encoding="utf-8")
    assert 'data-verdict="nothing-compared"' in html and 'role="img"' not in html


def test_workbook(capsys, project, other, tmp_path):
    path = tmp_path / "changes.xlsx"
    code, _, _ = compared(capsys, project, project, other, "--format", "xlsx", "--out", str(path))
    assert code == 0
    book = openpyxl.load_workbook(path)
    head, *rows = book["变化"].iter_rows(values_only=True)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert {(r["变化"], r["县区代码"]) for r in told if r["变化"] in ("新增", "移出")} == {
        ("移出", "910202"),
        ("新增", "910203"),
    }
    assert all(r["文件"] == "左山2024" for r in told)


def test_files_have_a_place_of_their_own(capsys, project, other, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for form in ("html", "xlsx"):
        assert compared(capsys, project, project, other, "--format", form)[0] == 0
        assert (tmp_path / f"county-typology-changes.{form}").stat().st_size > 1000


def test_a_wrong_ending_or_place_leaves_everything_as_it_was(capsys, project, other, tmp_path):
    path = tmp_path / "keep.gpkg"
    path.write_bytes(b"mine")
    for form in ("html", "xlsx"):
        code, _, err = compared(
            capsys, project, project, other, "--format", form, "--out", str(path)
        )
        assert code == 1 and f".{form}" in err
        below = str(path / f"x.{form}")
        code, _, err = compared(capsys, project, project, other, "--format", form, "--out", below)
        assert code == 1 and "keep.gpkg" in err
    assert path.read_bytes() == b"mine"


def test_texts_go_to_a_file_too(capsys, project, other, tmp_path):
    for form in ("memo", "markdown", "json", "csv"):
        _, told, _ = compared(capsys, project, project, other, "--format", form)
        path = tmp_path / f"changes.{form}"
        code, _, _ = compared(capsys, project, project, other, "--format", form, "--out", str(path))
        content = path.read_bytes()
        assert code == 0 and content.decode("utf-8-sig") == told
        assert content.startswith(b"\xef\xbb\xbf") is (form == "csv")


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [("listed", "listed", "retyped"), ("listed", "rule", "removed"), ("rule", "listed", "added"),
     ("rule", "rule", "derived")],
)  # fmt: skip
def test_another_type_counts_only_between_listed_ones(before, after, change):
    first = sides.RESOLVED.assignments[0]
    was, became = (
        sides.toy(assignments=(*sides.without(0, 5, 8), replace(first, **cells)))
        for cells in (
            {"basis": Basis(before)},
            {"basis": Basis(after), "typology": "potential"},
        )
    )
    told = ToldComparison(compare.compare(was, became), "a", "b", Voice())
    (row,) = (d for d in told.comparison.differences if d.kind == "retyped")
    assert kind_of(told, row) == change
