"""Rebuild on save: by content, once per change, and clean to end."""

from __future__ import annotations

import pytest

from geo.config import Project
from geo.pipeline.watching import changed_files, contents, watch
from tests import toyland


class Script:
    """Contents look by look; remembers what was rebuilt and how long was waited."""

    def __init__(self, *looks):
        self.looks, self.rebuilt, self.waited = list(looks), [], []

    def look(self):
        return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]

    def run(self, looks):
        return watch(
            self.look, self.rebuilt.append, wait=self.waited.append, interval=0.25, looks=looks
        )


def test_one_rebuild_at_the_start_and_none_without_a_change():
    script = Script({"a": "1"})
    assert script.run(5) == 1
    assert script.rebuilt == [()]
    assert script.waited == [0.25] * 5


def test_a_change_is_rebuilt_once_it_has_settled():
    script = Script({"a": "1"}, {"a": "2"}, {"a": "3"}, {"a": "3"}, {"a": "3"})
    script.run(4)
    assert script.rebuilt == [(), ("a",)]


def test_a_save_in_steps_is_one_rebuild_with_all_its_files():
    script = Script({"a": "1", "b": "1"}, {"b": "1"}, {"a": "2", "b": "2"}, {"a": "2", "b": "2"})
    script.run(4)
    assert script.rebuilt == [(), ("a", "b")]


def test_a_change_that_is_taken_back_rebuilds_nothing():
    script = Script({"a": "1"}, {"a": "2"}, {"a": "1"}, {"a": "1"})
    assert script.run(4) == 1


def test_a_change_during_a_rebuild_is_not_lost():
    state = {"a": "1"}
    rebuilt = []

    def rebuild(changed):
        rebuilt.append(changed)
        if len(rebuilt) == 1:
            state["a"] = "2"

    watch(lambda: dict(state), rebuild, wait=lambda _: None, looks=3)
    assert rebuilt == [(), ("a",)]


def test_an_interrupt_ends_it():
    def interrupted(seconds):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch(dict, lambda _: None, wait=interrupted)


def test_changed_files_are_new_gone_or_different():
    assert changed_files({"a": "1", "b": "1", "c": "1"}, {"a": "1", "b": "2", "d": "1"}) == (
        "b",
        "c",
        "d",
    )


def test_contents_see_lists_and_gazetteer_and_no_backups(tmp_path):
    project = Project(toyland.write_project(tmp_path))
    before = contents(project)
    assert "layers/zuoshan-2024.yaml" in before
    assert "data/gazetteer/aliases.csv" in before
    for name in (".zuoshan-2024.yaml.swp", ".#zuoshan-2024.yaml", "zuoshan-2024.yaml~", "~a.yaml"):
        (project.layers / name).write_text("x", encoding="utf-8")
    path = project.layers / "zuoshan-2024.yaml"
    path.write_bytes(path.read_bytes())  # saved without a change
    assert contents(project) == before
    path.write_text(path.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    assert changed_files(before, contents(project)) == ("layers/zuoshan-2024.yaml",)
