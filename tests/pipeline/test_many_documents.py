"""Whole builds of generated sets of documents: all is made, and everything listed is told."""

from __future__ import annotations

import csv
import json
from collections import Counter

import pytest

from geo.build import read_manifest
from geo.cli.app import run
from geo.pipeline.products import PRODUCTS
from tests.many import Mix, documents, typologies, write_project

SMALL = ("640000", "460000")  # 宁夏、海南: few counties, so that a build takes a moment


def build(project, out, *more):
    return run(["build", *more, "--project", str(project), "--out", str(out), "--quiet"])


def listed(mix):
    """(document, typology) → how many members its layers name."""
    found = Counter()
    for each in documents(mix):
        for layer in each["layers"]:
            key = (each["document"]["id"], layer["typology"])
            found[key] += len(layer["members"].split("、"))
    return found


def told(out):
    """The same of the table of assignments."""
    with (out / "tables" / "assignments.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert all(row["county_code"] for row in rows)
    return Counter((row["document_id"], row["typology"]) for row in rows)


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "mix",
    [
        Mix(documents=2, themes=1, types=1, provinces=SMALL),
        Mix(documents=4, themes=2, types=3, provinces=SMALL, overlap=3, share=0.7),
        Mix(documents=2, themes=1, types=8, provinces=SMALL, overlap=8, share=1.0),
    ],
    ids=["one type", "two themes", "eight types in a county"],
)
def test_every_set_is_built_whole(mix, tmp_path, capsys):
    project = write_project(tmp_path / "project", mix)
    out = tmp_path / "maps"
    assert build(project, out, "--all-figures") == 0
    manifest = read_manifest(out / "manifest.json")
    assert manifest.is_complete and not manifest.failed
    assert all((out / path).is_file() for path in manifest.outputs)
    assert told(out) == listed(mix)
    regions = {each["document"]["id"].partition("-")[0] for each in documents(mix)}
    assert {f"{region}.html" for region in (*regions, "all")} <= set(manifest.outputs)
    assert "Traceback" not in "".join(capsys.readouterr())


@pytest.mark.slow
@pytest.mark.timeout(1200)  # a minute on a quiet machine
def test_fifty_two_documents_of_all_china(tmp_path, capsys):
    mix = Mix(documents=52, themes=5, types=4, share=0.15, national=1)
    project = write_project(tmp_path / "project", mix)
    assert run(["check", "--project", str(project)]) == 0
    assert "0 处" not in capsys.readouterr().err
    out = tmp_path / "maps"
    # Small provinces, one for each theme, and everything together.
    one_per_theme = ["p11", "p12", "p31", "p46", "p64"]
    assert build(project, out, *one_per_theme, "all") == 0
    outputs = read_manifest(out / "manifest.json").outputs
    keys = [theme["key"] for theme in typologies(mix)["themes"]]
    assert {f"figures/all-{key}.png" for key in keys[1:]} <= set(outputs)
    assert {"figures/all.png", *(f"figures/{key}.png" for key in one_per_theme)} <= set(outputs)
    national = {path for p in PRODUCTS if p.is_national for path in p.paths_for("all")}
    assert national <= set(outputs)
    assert told(out) == listed(mix)
    assert "Traceback" not in "".join(capsys.readouterr())
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["failed"] == {}
