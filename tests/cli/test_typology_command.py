"""``typology add``, and the hints of ``check`` on typologies that a map cannot show well."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from geo import colours
from geo.cli.app import run
from tests import toyland


@pytest.fixture
def project(tmp_path: Path) -> Path:
    toyland.write_project(tmp_path)
    return tmp_path


def _file(project: Path) -> Path:
    return project / "layers" / "typologies.yaml"


def _typologies(project: Path) -> list[dict[str, object]]:
    read = yaml.safe_load(_file(project).read_text(encoding="utf-8"))
    return list(read["typologies"])


def _hints(capsys: pytest.CaptureFixture[str], project: Path) -> list[tuple[str, str, int]]:
    capsys.readouterr()
    run(["check", "--project", str(project), "--json"])
    found = json.loads(capsys.readouterr().out)["faults"]
    return [(f["kind"], f["value"], f["line"]) for f in found if f["kind"].startswith("typology-")]


def test_a_typology_is_added_and_told(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    before = _typologies(project)
    code = run(
        ["typology", "add", "资源型", "--name-en", "Resource-based", "--project", str(project)]
    )
    *others, added = _typologies(project)
    assert code == 0 and others == before
    assert added["key"] == "resource_based" and added["role"] == "base"
    told = capsys.readouterr().err
    assert str(added["colour"]) in told and "资源型" in told and "layers/typologies.yaml" in told
    fills = [str(t["colour"]) for t in before if t["role"] == "base"]
    assert colours.nearest(str(added["colour"]), fills) >= colours.NEAR
    assert run(["check", "--project", str(project), "-q"]) == 0


def test_many_typologies_are_added_one_after_the_other(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    count = len(_typologies(project))
    for n in range(8):
        role = "overlay" if n % 2 else "base"
        assert run(["typology", "add", f"新类{n}", "--role", role, "--project", str(project)]) == 0
    added = _typologies(project)[count:]
    assert len({t["key"] for t in added}) == len({t["order"] for t in added}) == 8
    assert "拼音" in capsys.readouterr().err
    assert _hints(capsys, project) == []


@pytest.mark.parametrize(
    "given", [["大城市周边"], ["suburban"], ["新类", "--theme", "nothing"], ["  "]]
)
def test_nothing_is_overwritten(
    capsys: pytest.CaptureFixture[str], project: Path, given: list[str]
) -> None:
    before = _file(project).read_bytes()
    assert run(["typology", "add", *given, "--project", str(project)]) == 1
    assert _file(project).read_bytes() == before
    assert capsys.readouterr().err


def test_a_theme_is_written_if_it_is_declared(project: Path) -> None:
    text = _file(project).read_text(encoding="utf-8")
    themes = "themes:\n  - {key: zones, name: 主体功能区, name_en: Zones}\n"
    _file(project).write_text(themes + text, encoding="utf-8")
    run(["typology", "add", "新类", "--theme", "zones", "--project", str(project)])
    assert _typologies(project)[-1]["theme"] == "zones"


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (
            "typology-colours",
            {"role": "base", "colour": "of suburban", "pattern": {"kind": "solid"}},
        ),
        ("typology-order", {"order": 1}),
        ("typology-no-symbol", {"pattern": {"kind": "mark"}}),
        ("typology-symbols", {"pattern": {"kind": "mark", "symbol": "★"}}),
        ("typology-outline", {"pattern": {"kind": "outline", "width": 1}}),
    ],
)
def test_check_hints_at_what_a_map_cannot_show(
    capsys: pytest.CaptureFixture[str], project: Path, kind: str, change: dict[str, object]
) -> None:
    assert _hints(capsys, project) == []
    read = yaml.safe_load(_file(project).read_text(encoding="utf-8"))
    suburban = next(t for t in read["typologies"] if t["key"] == "suburban")
    fresh = {"key": "fresh", "name": "新类", "name_en": "New", "role": "overlay", "order": 77,
             "colour": "#1F1F1F", "pattern": {"kind": "mark", "symbol": "▽"}}  # fmt: skip
    change = {k: suburban["colour"] if v == "of suburban" else v for k, v in change.items()}
    order = {t["key"]: t["order"] for t in read["typologies"]}
    if "order" in change:
        change["order"] = order["suburban"]
    read["typologies"].append(fresh | change)
    _file(project).write_text(yaml.safe_dump(read, allow_unicode=True), encoding="utf-8")
    lists = next((project / "layers").glob("zuoshan*.yaml"))
    document = yaml.safe_load(lists.read_text(encoding="utf-8"))
    document["layers"].append({"clause": "（九）", "typology": "fresh", "members": "甲县"})
    lists.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    found = _hints(capsys, project)
    assert [k for k, _, _ in found] == [kind]
    assert found[0][1] in ("新类", "大城市周边", "示范县") and found[0][2]


def test_check_loads_nothing_that_draws() -> None:
    code = (
        "import sys, geo.pipeline.oddities; "
        "assert not {'numpy', 'matplotlib', 'pandas', 'shapely'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
