"""Reading ``layers/english/``: what is given, and what is wrong with it, by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.lists import read_lists
from geo.lists.phrases import read_phrases
from geo.voice.texts import section


def put(folder: Path, name: str, text: str) -> None:
    (folder / "english").mkdir(exist_ok=True)
    (folder / "english" / name).write_text(text, encoding="utf-8")


def read(folder: Path) -> tuple[dict[str, str], list[tuple[str, str, int | None, str | None]]]:
    entries, faults = read_phrases(folder / "english", relative=lambda p: p.name)
    return entries, [(f.kind, f.file, f.line, f.value) for f in faults]


def test_a_missing_folder_and_an_empty_file_are_empty(tmp_path: Path) -> None:
    assert read(tmp_path) == ({}, [])
    put(tmp_path, "common.yaml", "# nothing yet\n")
    assert read(tmp_path) == ({}, [])


def test_files_are_read_together_and_are_no_lists(tmp_path: Path) -> None:
    put(tmp_path, "b.yaml", "乙: Second\n")
    put(tmp_path, "a.yaml", "甲:\n  First of\n  two lines\n")
    assert read(tmp_path) == ({"甲": "First of two lines", "乙": "Second"}, [])
    assert read_lists(tmp_path, relative=lambda p: p.name).files == ()


def test_a_text_given_twice_is_a_fault_in_one_file_and_in_two(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "甲: First\n\n甲: Again\n")
    put(tmp_path, "b.yaml", "# comment\n甲: Elsewhere\n")
    entries, faults = read(tmp_path)
    assert entries == {"甲": "First"}
    assert faults == [("duplicate-key", "a.yaml", 3, "甲"), ("phrases-twice", "b.yaml", 2, "甲")]


@pytest.mark.parametrize("value", ["", "3", "[a, b]", "{en: x}", '"  "'])
def test_a_value_that_is_no_text_is_a_fault(tmp_path: Path, value: str) -> None:
    put(tmp_path, "a.yaml", f"甲: First\n乙: {value}\n")
    assert read(tmp_path) == ({"甲": "First"}, [("phrases-value", "a.yaml", 2, "乙")])


def test_a_file_of_another_form_and_other_bytes_are_faults(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "- 甲\n- 乙\n")
    put(tmp_path, "b.yaml", "甲: [\n")
    (tmp_path / "english" / "c.yaml").write_bytes("丙: x\n甲".encode() + b"\xff\n")
    _, faults = read(tmp_path)
    assert [(kind, file, line) for kind, file, line, _ in faults] == [
        ("phrases-form", "a.yaml", 1),
        ("yaml-open-bracket", "b.yaml", 1),
        ("not-utf8", "c.yaml", 2),
    ]


def test_every_fault_has_its_words_and_its_advice() -> None:
    for language in ("zh", "en"):
        words = section("faults", language)
        for kind in ("phrases-form", "phrases-value", "phrases-twice"):
            assert words[kind] and words[f"{kind}.advice"]
