"""Characters that the figures' font lacks: told by ``check``, drawn simpler or refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from geo.build import read_manifest
from geo.cli.app import run
from geo.config import Project
from geo.errors import Fault
from geo.pipeline import check
from geo.pipeline.characters import located
from geo.pipeline.oddities import with_oddities
from tests import toyland
from tests.toyland.two_editions import write_two_editions

ROOT = Path(__file__).resolve().parents[2]

#: Where a document, or a type, has what a figure draws.
DRAWN = {
    "title": ("document", "title"),
    "short title": ("document", "short_title"),
    "number": ("document", "number"),
    "status": ("layers", 3, "status"),
    "remark": ("layers", 0, "note"),
    "agency": ("tasks", 0, "lead"),
    "type": ("types", 0, "name_en"),
}
#: Never drawn: only pages, tables and documents in Word have it.
NOT_DRAWN = {"source": ("document", "source_note"), "summary": ("tasks", 0, "summary")}


def project_with(root, path, text):
    """A toy project with a text at a place."""
    content = yaml.safe_load(yaml.safe_dump(toyland.DOCUMENT))
    types = [t.model_dump(mode="json") for t in toyland.TYPOLOGIES]
    *above, last = path
    part = {**content, "types": types}
    for step in above:
        part = part[step]
    part[last] = text
    project = toyland.write_project(root, content)
    written = yaml.safe_dump({"typologies": types}, allow_unicode=True)
    (project / "layers" / "typologies.yaml").write_text(written, encoding="utf-8")
    return project


def faults_of(project):
    inputs = with_oddities(check(Project(project)), unused=False)
    return [f for f in inputs.faults if f.kind.startswith("glyph-")]


@pytest.mark.parametrize("part", DRAWN)
@pytest.mark.parametrize(("character", "kind"), [("國", "glyph-replaced"), ("𠮷", "glyph-missing")])
def test_check_knows_every_character_that_a_figure_would_draw(tmp_path, part, character, kind):
    project = project_with(tmp_path / "p", DRAWN[part], f"一处{character}文字")
    (fault,) = faults_of(project)
    assert (fault.kind, fault.is_error) == (kind, kind == "glyph-missing")
    lines = (project / fault.file).read_text(encoding="utf-8").splitlines()
    assert character in lines[fault.line - 1] and character in fault.value


@pytest.mark.parametrize("part", NOT_DRAWN)
def test_what_no_figure_draws_is_no_fault(tmp_path, part):
    assert faults_of(project_with(tmp_path / "p", NOT_DRAWN[part], "一处𠮷文字")) == []


def test_the_english_of_a_drawn_text_is_looked_at_too(tmp_path):
    project = project_with(tmp_path / "p", DRAWN["remark"], "一处的说明")
    folder = project / "layers" / "english"
    folder.mkdir()
    undrawn = toyland.DOCUMENT["tasks"][0]["summary"]
    text = f"一处的说明: A remark ✓ of it\n{undrawn}: Never drawn ☭\n"
    (folder / "common.yaml").write_text(text, encoding="utf-8")
    assert [(f.file, f.line, f.kind) for f in faults_of(project)] == [
        ("layers/english/common.yaml", 1, "glyph-missing")
    ]


def test_names_that_no_document_writes_are_drawn_too(tmp_path):
    project = project_with(tmp_path / "p", DRAWN["remark"], "一处的说明")
    folder = project / "layers" / "english"
    folder.mkdir()
    (folder / "places.yaml").write_text("左山省: Zuoshan ☭\n", encoding="utf-8")
    agencies = "agencies:\n  - {name: 省发展改革委, name_en: Commission ☭}\n"
    (project / "layers" / "agencies.yaml").write_text(agencies, encoding="utf-8")
    assert {(f.file, f.line) for f in faults_of(project)} == {
        ("layers/agencies.yaml", 2),
        ("layers/english/places.yaml", 1),
    }


def test_a_comment_in_the_types_is_not_drawn(tmp_path):
    project = project_with(tmp_path / "p", DRAWN["remark"], "一处的说明")
    path = project / "layers" / "typologies.yaml"
    text = "# 𠮷\n" + path.read_text(encoding="utf-8") + "# 𠮷\n"
    path.write_text(text, encoding="utf-8")
    assert faults_of(project) == []


def test_a_traditional_character_is_drawn_and_a_rare_one_costs_the_figures_only(tmp_path, capsys):
    project = project_with(tmp_path / "p", DRAWN["title"], "左山省國家方案")
    where = ("--project", str(project), "--out", str(tmp_path / "maps"))
    assert run(["build", "zuoshan", *where]) == 0
    captured = capsys.readouterr()
    assert "國" in captured.err and "国" in captured.err
    svg = (tmp_path / "maps/figures/zuoshan.svg").read_text(encoding="utf-8")
    assert "左山省国家方案" in svg
    before = (tmp_path / "maps/zuoshan.html").read_bytes()

    path = project / "layers" / "zuoshan-2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("國家", "𠮷家"), encoding="utf-8")
    assert run(["build", "zuoshan", *where]) == 1
    said = capsys.readouterr().err
    line = 1 + next(
        n for n, text in enumerate(path.read_text(encoding="utf-8").splitlines()) if "𠮷" in text
    )
    assert f"layers/zuoshan-2024.yaml:{line} 错误" in said and "figures/zuoshan.png" in said
    assert (tmp_path / "maps/zuoshan.html").read_bytes() != before
    failed = read_manifest(tmp_path / "maps/manifest.json").failed
    assert failed["figures/zuoshan.png"] == "glyph-missing" and "zuoshan.html" not in failed


def test_looking_at_characters_opens_no_font_and_loads_no_table():
    code = (
        "import sys, geo.pipeline.characters\n"
        "from geo.draw.glyphs import font_characters\n"
        "assert len(font_characters()) > 8000\n"
        "heavy = {'matplotlib', 'fontTools', 'opencc', 'numpy', 'pandas', 'shapely'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_a_missing_character_is_told_at_the_list_of_the_edition(tmp_path):
    """Two lists have it; each edition's figure names its own."""
    root = write_two_editions(tmp_path / "p")
    for name in ("zuoshan-2024", "youshui-2024"):
        path = root / "layers" / f"{name}.yaml"
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        content["document"]["title"] += "𠮷"
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    inputs = check(Project(root))
    fault = Fault("glyph-missing", "", value="𠮷（U+20BB7）")
    for edition in ("zuoshan", "youshui"):
        assert located(fault, inputs, edition).file == f"layers/{edition}-2024.yaml"
    assert located(fault, inputs, "all").file.startswith("layers/")
    assert located(Fault("disk-full", ""), inputs, "zuoshan").file == ""
