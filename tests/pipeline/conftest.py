"""A toy project with two editions and its first build, for the tests of building."""

from __future__ import annotations

import shutil

import pytest

from tests.toyland.two_editions import build, quick_products, write_two_editions


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A project and its first build; tests copy what they change."""
    root = tmp_path_factory.mktemp("toy")
    project = write_two_editions(root / "project")
    assert build(project, root / "maps") == 0
    return project, root / "maps"


@pytest.fixture
def copied(built, tmp_path):
    """A copy of the project and its outputs that a test may change."""
    project, out = built
    shutil.copytree(project, tmp_path / "project")
    shutil.copytree(out, tmp_path / "maps")
    return tmp_path / "project", tmp_path / "maps"


@pytest.fixture
def quick(tmp_path, monkeypatch):
    """A project and its first build, of products that take a moment."""
    quick_products(monkeypatch)
    project = write_two_editions(tmp_path / "project")
    assert build(project, tmp_path / "maps") == 0
    return project, tmp_path / "maps"
