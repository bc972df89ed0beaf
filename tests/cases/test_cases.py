"""Situations that people met with lists and tables of counties, each with the right answer.

A folder has the smallest input that shows the situation (its text is invented, its names and codes
are facts) and ``expected.yaml``:

``readings``, ``notes``, ``faults``
    What the list's members are read as, what is said of them and what is refused; nothing else.
``table``, ``rows``
    A table, and the county of each of its rows, or the fault that says why it has none.
``imported``
    What importing a column of that table into the document gives.
``is_checked``
    The faults are those of ``check``, which looks further than other commands.
``zoning``
    The zone of each county of a zoning list of Sichuan, beside Sichuan's document of 2023; the
    list is written in ``encoding``.
``is_missing``
    Why the right answer is not given yet.
"""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from geo.cli.app import run
from geo.config import Project
from geo.editing import incoming, read_grids
from geo.editing.edits import with_texts
from geo.editing.foreign import ColumnMapping, read_foreign
from geo.errors import Fault
from geo.pipeline import read_inputs
from geo.pipeline.inputs import Inputs
from geo.pipeline.oddities import with_oddities
from geo.records.resolved import Zoned
from geo.voice.said import Said

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def cases() -> list[Any]:
    """Every folder and what is expected of it."""
    found = []
    for path in sorted(HERE.glob("*/expected.yaml")):
        expected = yaml.safe_load(path.read_text(encoding="utf-8"))
        why = expected.get("is_missing")
        marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
        found.append(pytest.param(path.parent, expected, id=path.parent.name, marks=marks))
    return found


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The project's types, regions and gazetteer, without its documents."""
    documents = shutil.ignore_patterns("*-*.yaml", "zoning")
    shutil.copytree(ROOT / "layers", tmp_path / "layers", ignore=documents)
    (tmp_path / "data").symlink_to(ROOT / "data")
    return Project(tmp_path)


@pytest.mark.parametrize(("folder", "expected"), cases())
def test_a_case_has_the_right_answer(
    folder: Path, expected: dict[str, Any], project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for document in folder.glob("*-*.yaml"):
        shutil.copy(document, project.layers)
    if "rows" in expected:
        assert table_rows(folder, expected["table"], capsys) == expected["rows"]
    if "imported" in expected:
        assert imported(read_inputs(project), folder, expected) == expected["imported"]["gives"]
    if "zoning" in expected:
        check_zoning(project, folder, expected)
    elif "table" not in expected:
        inputs = read_inputs(project)
        if expected.get("is_checked"):
            inputs = with_oddities(inputs, unused=False)
        check_list(inputs, expected)


def check_zoning(project: Project, folder: Path, expected: dict[str, Any]) -> None:
    """Compare what a zoning list of Sichuan says, and its faults, with what is expected."""
    shutil.copy(ROOT / "layers" / "sichuan-2023-county-towns.yaml", project.layers)
    (project.layers / "zoning").mkdir()
    text = (folder / "zoning-sichuan.csv").read_text(encoding="utf-8")
    encoding = expected.get("encoding", "utf-8")
    path = project.layers / "zoning" / "sichuan.csv"
    path.write_text(text, encoding=encoding, newline="\r\n")
    inputs = read_inputs(project)
    found = {c: z.zone for c, zones in inputs.zoning["sichuan"].items() for z in zones}
    assert found == expected["zoning"]
    faults = [fault_as_expected(f, e) for f, e in zip_faults(inputs.faults, expected)]
    assert faults == expected["faults"]


def check_list(inputs: Inputs, expected: dict[str, Any]) -> None:
    """Compare the readings, notes and faults of a list with what is expected of it."""
    read = inputs.resolved.assignments
    assert {a.as_written: a.county_code for a in read} == expected.get("readings", {})
    notes = {a.as_written: [n for n in a.notes if isinstance(n, Said)] for a in read}
    wanted = expected.get("notes", {})
    assert {w: list(map(key_of, n)) for w, n in notes.items() if n} == {
        w: [n["note"] for n in each] for w, each in wanted.items()
    }
    for written, each in wanted.items():
        for note, parts in zip(notes[written], each, strict=True):
            assert parts_of(note, parts) == parts
    faults = [fault_as_expected(f, e) for f, e in zip_faults(inputs.faults, expected)]
    assert faults == expected.get("faults", [])


def key_of(note: Said) -> str:
    return note.key.removeprefix("gazetteer.")


def parts_of(note: Said, wanted: dict[str, Any]) -> dict[str, Any]:
    """The parts of a note that a case names, as YAML writes them."""
    said = {k: list(v) if isinstance(v, tuple) else v for k, v in dict(note.parts).items()}
    return {"note": key_of(note), **{k: said.get(k) for k in wanted if k != "note"}}


def zip_faults(
    faults: tuple[Fault, ...], expected: dict[str, Any]
) -> list[tuple[Fault, dict[str, Any]]]:
    wanted = expected.get("faults", [])
    return [(f, wanted[i] if i < len(wanted) else {}) for i, f in enumerate(faults)]


def fault_as_expected(fault: Fault, wanted: dict[str, Any]) -> dict[str, Any]:
    """A fault with its kind and value, and its candidates where the case names them."""
    found: dict[str, Any] = {"kind": fault.kind, "written": fault.value}
    if "candidates" in wanted:
        found["candidates"] = sorted(c.code for c in fault.candidates)
    return found


def table_rows(
    folder: Path, table: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """The county, or else the fault, of each row that the command ``resolve`` prints."""
    where = ("--date", table["date"], "--within", table["within"])
    run(["resolve", str(folder / table["file"]), "--project", str(ROOT), *where])
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    return [row["county_code"] or row["fault"] for row in rows]


def imported(inputs: Inputs, folder: Path, expected: dict[str, Any]) -> list[str]:
    """Codes of the counties that an import adds; where it is refused, ``kind: value`` of faults."""
    document = inputs.lists[0].document
    mapping = ColumnMapping(document.id, "附件", "潜力地区", expected["imported"]["column"])
    grids, _ = read_grids(folder / expected["table"]["file"])
    rows, faults = read_foreign(grids, mapping, file="table")
    plan = incoming.plan_foreign(inputs, rows, file="table", faults=faults)
    wrong = [f"{f.kind}: {f.value}" for f in plan.faults if f.is_error]
    if wrong:
        return wrong
    return [a.county_code for a in with_texts(inputs, plan.edited).resolved.assignments]


def test_whatever_a_document_names_is_read_at_its_date(project: Project) -> None:
    """毕节市 was a county-level city until 2011; 桥东区 is one county only since 2020."""
    shutil.copy(HERE / "guizhou-2010-tasks.yaml", project.layers)
    (project.layers / "zoning").mkdir()
    zoning = project.layers / "zoning" / "guizhou.csv"
    zoning.write_text("county_name,zone,source\n毕节市,城市化地区,自拟\n", encoding="utf-8")
    inputs = read_inputs(project)
    resolved = inputs.resolved
    faults = [(f.kind, f.value, len(f.candidates)) for f in inputs.faults]
    assert faults == [("ambiguous-county", "桥东区", 3)]
    assert {t.county_code for t in resolved.county_tasks} == {"520502"}
    assert [(t.subject.code, t.partner.code) for t in resolved.ties] == [("520502", "520602")]
    assert [r.place.code for r in resolved.roles] == ["520502"]
    zoned = Zoned("城市化地区", "城市化地区", "自拟")
    assert inputs.zoning == {"guizhou": {"520502": (zoned,)}}
