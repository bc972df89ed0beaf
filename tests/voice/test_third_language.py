"""A further language is a folder of texts, a folder of phrases and a member of Language."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from geo import pipeline
from geo.config import Project
from geo.pipeline import exporting
from geo.pipeline.inputs import Inputs
from geo.pipeline.targets import all_targets
from geo.vocabulary import Language
from geo.voice import texts
from tests import toyland

PHRASES = {
    "大城市周边": "Lu lando ĉirkaŭ urbo",
    "左山省": "Maldekstra Monto",
    "让近郊县城承接中心城区的功能。": "La urbetoj helpas la urbon.",
}
#: Section → what its English texts become.
TEXTS = {
    "voice": {
        "list-mark": " kaj ",
        "clause": "art. {number}",
        "phrases-folder": "esperanto",
        "tag": "eo",
    },
    "reach": {"typology": "tipo {typology}"},
    "xlsx": {"sheet.tasks": "Taskoj"},
}


@pytest.fixture
def esperanto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Language]:
    """A third member of Language, with texts like the English ones but for :data:`TEXTS`."""
    folder = tmp_path / "texts"
    for language in ("zh", "en"):
        shutil.copytree(Path(str(texts.FOLDER)) / language, folder / language)
    shutil.copytree(folder / "en", folder / "eo")
    for section, changed in TEXTS.items():
        path = folder / "eo" / f"{section}.json"
        known = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**known, **changed}), encoding="utf-8")
    monkeypatch.setattr(texts, "FOLDER", folder)
    member = str.__new__(Language, "eo")
    member._name_, member._value_ = "EO", "eo"
    monkeypatch.setattr(Language, "_member_names_", [*Language._member_names_, "EO"])
    monkeypatch.setitem(Language._member_map_, "EO", member)
    monkeypatch.setitem(Language._value2member_map_, "eo", member)
    texts.section.cache_clear()
    yield member
    texts.section.cache_clear()


@pytest.fixture
def inputs(esperanto: Language, tmp_path: Path) -> Inputs:
    project = Project(toyland.write_project(tmp_path / "toyland"))
    phrases = project.layers / "esperanto" / "common.yaml"
    phrases.parent.mkdir()
    lines = (f"{chinese}: {other}\n" for chinese, other in PHRASES.items())
    phrases.write_text("".join(lines), encoding="utf-8")
    return pipeline.require_sound(pipeline.read_inputs(project))


def test_frames_are_told_in_it(esperanto: Language, inputs: Inputs) -> None:
    frames = pipeline.edition_frames(inputs, "zuoshan", esperanto)
    summaries = frames.tasks["summary"].tolist()
    assert "La urbetoj helpas la urbon." in summaries
    assert "延长粮食产业链。" in summaries  # without a phrase it is shown as written
    assert set(frames.tasks["clause"]) >= {"art. 1", "art. 2"}
    assert "tipo Lu lando ĉirkaŭ urbo" in frames.county_tasks["through"].tolist()


def test_a_workbook_is_written_in_it(esperanto: Language, inputs: Inputs, tmp_path: Path) -> None:
    path = tmp_path / "toy.xlsx"
    exporting.export(inputs, "xlsx", "zuoshan", path, esperanto)
    book = openpyxl.load_workbook(path)
    assert "Taskoj" in book.sheetnames
    cells = {c for sheet in book for row in sheet.iter_rows(values_only=True) for c in row}
    assert "Lu lando ĉirkaŭ urbo" in cells
    assert any("Maldekstra Monto" in str(c) for c in cells)


def test_its_phrases_remake_what_shows_them(esperanto: Language, inputs: Inputs) -> None:
    before = {(t.edition, t.product): t.ingredients for t in all_targets(inputs, Language.ZH)}
    path = inputs.project.layers / "esperanto" / "common.yaml"
    path.write_text("潜力地区: Ebla lando\n", encoding="utf-8")
    after = {(t.edition, t.product): t.ingredients for t in all_targets(inputs, Language.ZH)}
    assert {product for _, product in before if before[_, product] != after[_, product]} == {"page"}
