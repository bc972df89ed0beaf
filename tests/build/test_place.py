"""An output is the old file or the new one, never a part of either."""

from __future__ import annotations

import errno
import os

import pytest

from geo.build import Manifest, OutputRecord, Staging, read_manifest, write_manifest
from geo.errors import BuildError


def put(out, name, content):
    with Staging(out) as staging:
        staging.path(name).write_text(content)
        staging.put([name])


def names(folder):
    return sorted(p.name for p in folder.rglob("*") if p.is_file())


def test_new_file_replaces_the_old_one_and_nothing_is_left_beside(tmp_path):
    put(tmp_path, "tables/a.csv", "old")
    put(tmp_path, "tables/a.csv", "new")
    assert (tmp_path / "tables/a.csv").read_text() == "new"
    assert names(tmp_path) == ["a.csv"]
    assert [p.name for p in tmp_path.iterdir()] == ["tables"]


def test_a_failure_while_writing_leaves_the_old_file(tmp_path):
    put(tmp_path, "a.html", "old")
    with pytest.raises(RuntimeError), Staging(tmp_path) as staging:
        staging.path("a.html").write_text("half")
        raise RuntimeError
    assert (tmp_path / "a.html").read_text() == "old"
    assert names(tmp_path) == ["a.html"]


def test_a_file_that_was_not_written_is_an_error(tmp_path):
    put(tmp_path, "a.html", "old")
    with pytest.raises(BuildError, match=r"a\.html"), Staging(tmp_path) as staging:
        staging.put(["a.html"])
    assert (tmp_path / "a.html").read_text() == "old"


def test_leftovers_of_a_killed_build_are_removed_but_a_running_one_keeps_its_folder(tmp_path):
    dead = tmp_path / ".building-999999999-x"
    alive = tmp_path / f".building-{os.getpid()}-y"
    for folder in (dead, alive):
        folder.mkdir()
        (folder / "half.html").write_text("half")
    put(tmp_path, "a.html", "new")
    assert not dead.exists()
    assert alive.exists()


@pytest.mark.parametrize("log", ["a.gpkg-wal", "a.gpkg-journal"])
def test_a_database_that_someone_writes_to_is_not_replaced(tmp_path, log):
    put(tmp_path, "a.gpkg", "old")
    (tmp_path / log).write_bytes(b"pages")
    with pytest.raises(BuildError, match="QGIS"):
        put(tmp_path, "a.gpkg", "new")
    assert (tmp_path / "a.gpkg").read_text() == "old"


def test_an_empty_log_beside_a_database_goes_with_the_old_one(tmp_path):
    put(tmp_path, "a.gpkg", "old")
    for suffix in ("-wal", "-shm"):
        (tmp_path / f"a.gpkg{suffix}").touch()
    with Staging(tmp_path) as staging:
        staging.path("a.gpkg").write_text("new")
        staging.put(["a.gpkg"])
    assert names(tmp_path) == ["a.gpkg"]
    assert len(staging.notices) == 1 and "a.gpkg" in staging.notices[0]


def test_a_full_disk_is_explained_and_the_old_file_stays(tmp_path, monkeypatch):
    put(tmp_path, "a.html", "old")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BuildError, match="disk is full"):
        put(tmp_path, "a.html", "new")
    assert (tmp_path / "a.html").read_text() == "old"


def test_an_output_folder_that_is_a_file_is_explained(tmp_path):
    (tmp_path / "maps").write_text("")
    with pytest.raises(BuildError, match="maps"), Staging(tmp_path / "maps"):
        pass


def test_manifest_reads_back_and_is_sorted(tmp_path):
    manifest = Manifest(
        vintage="toy",
        inputs={"b": "2", "a": "1"},
        outputs={"x.html": OutputRecord("h", 3, {"list": "1"})},
    )
    path = tmp_path / "manifest.json"
    write_manifest(manifest, path)
    assert read_manifest(path) == manifest
    text = path.read_text()
    assert text.index('"a"') < text.index('"b"')


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 0}', '{"format": 1}', "\x00"])
def test_an_unreadable_manifest_is_an_empty_one(tmp_path, content):
    path = tmp_path / "manifest.json"
    path.write_text(content)
    assert read_manifest(path) == Manifest()
