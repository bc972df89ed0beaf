"""Recording what the command line says and writes."""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, sys
print(os.getcwd(), *sys.argv[1:])
print("noted", file=sys.stderr)
"""


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))


def test_every_step_has_a_place_of_its_own() -> None:
    from outputs.steps import all_steps

    assert [p for p, n in Counter(s.place for s in all_steps()).items() if n > 1] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_is_recorded_in_both_languages(language: str) -> None:
    from outputs.steps import all_steps

    files = (ROOT / "geo/cli/commands").glob("*.py")
    commands = {tuple(p.stem.split("_")) for p in files if p.stem != "__init__"}
    ran = [step.arguments for step in all_steps() if language in step.arguments]
    missing = {words for words in commands if words not in {r[: len(words)] for r in ran}}
    # One does not end by itself, the other writes into the lists of this project.
    assert missing == {("watch",), ("typology", "add")}


def test_a_part_is_chosen_by_all_its_words() -> None:
    from outputs.steps import all_steps, chosen

    steps = all_steps()
    assert chosen(steps, []) == steps
    found = chosen(steps, ["build luan", "help show"])
    assert {s.place for s in found} == {"build/luan/zh/said", "build/luan/en/said", "help/show"}
    assert chosen(steps, ["no such word"]) == []


def _lists(project: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted((project / "layers").glob("*.yaml")))


def test_edits_fit_the_lists(tmp_path: Path) -> None:
    from outputs.projects import PROJECTS, lay_out

    lay_out(ROOT, tmp_path)
    texts = {name: _lists(tmp_path / name) for name in PROJECTS}
    assert len(set(texts.values())) == len(PROJECTS)
    assert texts["now"] == b"".join(
        p.read_bytes() for p in sorted((ROOT / "layers").glob("*.yaml"))
    )


def test_an_edit_that_no_longer_fits_stops_the_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outputs import projects

    edits = tmp_path / "edits.yaml"
    edits.write_text("edited: [{what: a word, file: typologies.yaml, old: not there, new: x}]")
    monkeypatch.setattr(projects, "EDITS", edits)
    with pytest.raises(ValueError, match=r"a word: typologies\.yaml .* 0 times"):
        projects.lay_out(ROOT, tmp_path / "out")


@pytest.mark.parametrize("is_module", [False, True])
@pytest.mark.parametrize(
    ("ending", "exit_code", "last"),
    [
        ("sys.exit(3)", 3, "noted\n"),
        ("sys.exit('words')", 1, "noted\nwords\n"),
        ("pass", 0, "noted\n"),
        ("1 / 0", 1, "ZeroDivisionError: division by zero\n"),
    ],
)
def test_output_messages_and_exit_are_kept(
    is_module: bool, ending: str, exit_code: int, last: str, tmp_path: Path
) -> None:
    from record_outputs import main

    program = tmp_path / "program.py"
    program.write_text(PROGRAM + ending)
    out = tmp_path / "out"
    runs = ["-m", "program"] if is_module else [str(program)]
    command = shlex.join(["env", f"PYTHONPATH={tmp_path}", sys.executable, *runs])
    assert main([str(out), "--command", command, "--only", "boundaries zh"]) == 0
    names = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    stems = ("boundaries/zh/text", "boundaries/zh/json")
    assert names == {
        *(f"{stems[0]}.txt", f"{stems[0]}.messages.txt"),
        *(f"{stems[1]}.json", f"{stems[1]}.messages.txt"),
    }
    messages = (out / "boundaries/zh/text.messages.txt").read_text()
    assert messages.startswith(f"exit {exit_code}\nnoted\n")
    assert messages.endswith(last)
    said = (out / "boundaries/zh/text.txt").read_text()
    assert said == "<folder> boundaries info --project now --lang zh\n"


def test_a_part_recorded_again_replaces_what_it_made_and_nothing_else(tmp_path: Path) -> None:
    from record_outputs import main

    out = tmp_path / "out"
    for name in ("sheet/zh/chongqing.xlsx", "sheet/en/chongqing.xlsx"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("left from before")
    assert main([str(out), "--command", "true", "--only", "sheet zh said-chongqing"]) == 0
    assert not (out / "sheet/zh/chongqing.xlsx").exists()
    assert (out / "sheet/en/chongqing.xlsx").exists()


def test_a_part_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    from record_outputs import main

    assert main([str(tmp_path / "out"), "--only", "no such word"]) == 1
