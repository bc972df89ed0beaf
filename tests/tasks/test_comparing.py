"""Sources that can be compared, and sources that cannot."""

from __future__ import annotations

import json
import subprocess

import pytest

from geo.cli.app import run
from tests import toyland


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
