"""The table of changes is true: each change is made in a copy of the program, touching only the
files that its row names (``docs/reference/where-to-change-what.md``)."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from tests import toyland

from .repository import ROOT

TABLE = ROOT / "docs" / "reference" / "where-to-change-what.md"

#: Rows whose truth another test proves, or that name no code of the package.
PROVED_ELSEWHERE = {
    "key": "tests/test_docs.py: every key of the models is documented, every documented key exists",
    "control": "web/: the bundle is made from web/src and held against its hash",
    "source": "tests/test_boundaries.py rebuilds every folder from its reader",
    "crs": "tests/test_project.py: EPSG numbers stand in one file",
}


def rows() -> dict[str, tuple[str, ...]]:
    """Change → patterns of the files that its row names."""
    text = TABLE.read_text(encoding="utf-8").partition("## In the program")[2]
    found = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and re.fullmatch(r"[a-z]+", cells[0]):
            found[cells[0]] = tuple(re.findall(r"`([\w./*-]+)`", cells[3]))
    return found


_CACHES = shutil.ignore_patterns("__pycache__")


class Copy:
    """A copy of the program in which a change is made, and a toy project to see it in."""

    def __init__(self, folder: Path) -> None:
        self.root, self.touched = folder / "program", set[str]()
        shutil.copytree(
            ROOT / "geo", self.root / "geo", ignore=shutil.ignore_patterns("__pycache__")
        )
        self.lists = yaml.safe_load(yaml.safe_dump(toyland.DOCUMENT, allow_unicode=True))
        self.project = folder / "project"

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the first place of a text in a file of the program."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        self.touched.add(name)

    def add(self, name: str, text: str) -> None:
        path = self.root / name
        assert not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.touched.add(name)

    def say(self, section: str, **texts: str) -> None:
        """Texts of a section, the same in both languages."""
        for language in ("zh", "en"):
            name = f"geo/voice/texts/{language}/{section}.json"
            path = self.root / name
            words = {**json.loads(path.read_text(encoding="utf-8")), **texts}
            path.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
            self.touched.add(name)

    def run(self, *arguments: str, code: int = 0) -> str:
        """Standard output of a command of the changed program, which ends with the code."""
        if not self.project.exists():
            toyland.write_project(self.project, self.lists)
        done = subprocess.run(
            [sys.executable, "-m", "geo.cli", *arguments],
            cwd=self.project,
            env={**os.environ, "PYTHONPATH": str(self.root)},
            capture_output=True,
            encoding="utf-8",
            timeout=240,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done.stdout


def table(copy: Copy, name: str) -> list[dict[str, str]]:
    out = copy.project / "out"
    copy.run("export", "csv", "--edition", "zuoshan", "--out", str(out))
    with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# ── the changes ──────────────────────────────────────────────────────────────────────────


def column(copy: Copy) -> None:
    copy.edit(
        "geo/schema.py",
        'TASKS = Table(\n    "tasks",\n    (\n        _DOCUMENT_ID,',
        'TASKS = Table(\n    "tasks",\n    (\n        _DOCUMENT_ID,\n        Column("funding"),',
    )
    copy.edit(
        "geo/records/written.py",
        "    open_ended: bool = False\n",
        '    open_ended: bool = False\n    funding: str = ""\n',
    )
    copy.say("geopackage", **{"field.funding": "资金"})
    copy.lists["tasks"][0]["funding"] = "省级财政"
    assert "省级财政" in {row["funding"] for row in table(copy, "tasks")}
    book = copy.project / "x.xlsx"
    copy.run("export", "xlsx", "--edition", "zuoshan", "--out", str(book))
    from python_calamine import CalamineWorkbook

    sheets = CalamineWorkbook.from_path(str(book))
    cells = {
        str(v)
        for n in sheets.sheet_names
        for r in sheets.get_sheet_by_name(n).to_python()
        for v in r
    }
    assert {"资金", "省级财政"} <= cells


def part(copy: Copy) -> None:
    """Meetings of a document: exported as a table, and compared."""
    copy.edit(
        "geo/records/written.py",
        "class DocumentLists(Model):",
        "class Meeting(Model):\n    clause: Clause\n    title: Quoted\n\n\n"
        "class DocumentLists(Model):",
    )
    last = "    positionings: tuple[Positioning, ...] = ()\n"
    copy.edit("geo/records/written.py", last, last + "    meetings: tuple[Meeting, ...] = ()\n")
    copy.edit(
        "geo/schema.py",
        "#: Everything that documents say.\nTABLES = (",
        'MEETINGS = Table("meetings", (_DOCUMENT_ID, _CLAUSE, Column("title", is_quoted=True)))\n'
        "TABLES = (\n    MEETINGS,",
    )
    copy.edit(
        "geo/schema.py", "    rules: pd.DataFrame\n", "    rules: pd.DataFrame\n    meetings: Any\n"
    )
    copy.edit(
        "geo/join/rows.py",
        '        "positionings": ',
        '        "meetings": [\n'
        "            _row(schema.MEETINGS, item, document_id=each.document.id)\n"
        "            for each in ordered\n"
        "            for item in each.meetings\n"
        "        ],\n"
        '        "positionings": ',
    )
    copy.say("geopackage", **{"table.meetings": "会议", "description.meetings": "会议。"})
    copy.say("diff", **{f"kind-meetings_{end}": "会议" for end in ("added", "removed", "changed")})
    copy.lists["meetings"] = [{"clause": "（一）", "title": "联席会议"}]
    assert [row["title"] for row in table(copy, "meetings")] == ["联席会议"]
    shutil.copytree(copy.project / "layers", copy.project / "old")
    changed = copy.project / "layers" / "zuoshan-2024.yaml"
    written = changed.read_text(encoding="utf-8")
    changed.write_text(written.replace("联席会议", "专题会议"), encoding="utf-8")
    told = copy.run("diff", "old", "layers", "--format", "csv")
    assert "联席会议" in told and "专题会议" in told


def output_format(copy: Copy) -> None:
    copy.add(
        "geo/export/codes.py",
        "def write_codes(frames, path):\n"
        '    path.write_text("\\n".join(frames.counties["county_code"]), encoding="utf-8")\n',
    )
    copy.edit(
        "geo/pipeline/products.py",
        "PRODUCTS = (\n",
        "PRODUCTS = (\n"
        '    Product("codes", makers.writes("geo.export.codes", "write_codes"),'
        ' formats=("codes",)),\n',
    )
    copy.run("export", "codes", "--edition", "zuoshan", "--out", "all.codes")
    assert "910101" in (copy.project / "all.codes").read_text(encoding="utf-8").split()


def figure(copy: Copy) -> None:
    copy.add(
        "geo/render/figures/again.py",
        "from geo.render.figures.edition_figure import draw\n\n__all__ = ['draw']\n",
    )
    copy.edit(
        "geo/render/figure_kinds.py",
        '        FigureKind("multiples", "multiples"),',
        '        FigureKind("multiples", "multiples"),\n        FigureKind("again", "again"),',
    )
    copy.run("build", "zuoshan", "--all-figures", "--out", "made")
    assert (copy.project / "made" / "figures" / "zuoshan-again.png").stat().st_size > 10_000


def command(copy: Copy) -> None:
    copy.add(
        "geo/cli/commands/count.py",
        "from geo.cli.declare import takes\n"
        "from geo.cli.session import Session\n\n\n"
        '@takes("project", "language")\n'
        "def count(session: Session) -> None:\n"
        '    """Counties."""\n'
        "    print(len(session.sound.names))\n",
    )
    assert copy.run("count").strip() == str(len(toyland.unit_names()))
    assert "count" in copy.run("--help")


def condition(copy: Copy) -> None:
    text = (copy.root / "geo/rules/predicates.py").read_text(encoding="utf-8")
    copy.edit(
        "geo/rules/predicates.py",
        text,
        text + '\n\nclass Named(Predicate, name="named"):\n'
        '    """The county bears a name."""\n\n'
        "    names_area = False\n\n"
        "    def evaluate(self, ground, argument):\n"
        '        rows = zip(ground.codes(), ground.counties["county_name"], strict=True)\n'
        '        why = (said("rules.named", name=argument),)\n'
        "        return {c: Finding(True, why) if n == argument else Finding(False)"
        " for c, n in rows}\n",
    )
    copy.say("rules", named="名为{name}", **{"fails-named": "不名为{argument}"})
    copy.lists["rules"] = [
        {
            "clause": "（四）",
            "typology": "大城市周边",
            "unit_types": ["县"],
            "where": {"named": "丁县"},
            "note": "只看名称",
        },
    ]
    assert "名为丁县" in copy.run("explain", "丁县", "大城市周边")


def fault(copy: Copy) -> None:
    copy.say("faults", **{"unknown-county": "没有听说过“{value}”"})
    copy.lists["layers"][0]["members"] = ["无此县"]
    assert "没有听说过“无此县”" in copy.run("check", code=3)


def look(copy: Copy) -> None:
    def drawn() -> bytes:
        copy.run("export", "png", "--edition", "zuoshan", "--out", "x.png")
        return (copy.project / "x.png").read_bytes()

    before = drawn()
    copy.edit("geo/looks.py", "    stripe=2.0,", "    stripe=4.0,")
    (copy.project / "x.png").unlink()
    assert drawn() != before


def language(copy: Copy) -> None:
    """A language with three phrases of its own; what it lacks is shown as written."""
    copy.edit("geo/vocabulary.py", '    EN = "en"\n', '    EN = "en"\n    EO = "eo"\n')
    source = copy.root / "geo/voice/texts/en"
    for path in sorted(source.glob("*.json")):
        copy.add(f"geo/voice/texts/eo/{path.name}", path.read_text(encoding="utf-8"))
    voice = copy.root / "geo/voice/texts/eo/voice.json"
    words = {**json.loads(voice.read_text(encoding="utf-8")), "phrases-folder": "esperanto"}
    voice.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    phrases = {
        "潜力地区": "Potenciala regiono",
        "大城市周边": "Apud urbego",
        "共建园区。": "Komuna parko.",
    }
    toyland.write_project(copy.project, copy.lists)
    folder = copy.project / "layers" / "esperanto"
    folder.mkdir()
    (folder / "common.yaml").write_text(
        yaml.safe_dump(phrases, allow_unicode=True), encoding="utf-8"
    )
    copy.touched.add("layers/esperanto/common.yaml")
    shown = copy.run("show", "左一市甲县", "--lang", "eo")
    assert "Apud urbego" in shown and "Komuna parko." in shown


CHANGES: dict[str, Callable[[Copy], None]] = {
    "column": column,
    "part": part,
    "format": output_format,
    "figure": figure,
    "command": command,
    "condition": condition,
    "fault": fault,
    "look": look,
    "language": language,
}


def test_every_row_is_proved() -> None:
    assert set(rows()) == set(CHANGES) | set(PROVED_ELSEWHERE)


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_touches_only_the_files_of_its_row(change: str, tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    CHANGES[change](copy)
    named = rows()[change]
    folders = tuple(f"{name}*" for name in named if name.endswith("/"))
    strangers = [
        name for name in copy.touched if not any(fnmatch(name, n) for n in (*named, *folders))
    ]
    assert copy.touched and strangers == []
