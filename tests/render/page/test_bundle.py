"""The page's script: what is carried is what its modules give, and the two languages agree."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from geo.render.page import assets
from geo.render.page.records import page_records
from geo.schema import EditionFrames
from geo.vocabulary import Language

ASSETS = Path(str(assets.root()))
WEB = Path(__file__).parents[3] / "web"
BUNDLED: dict[str, dict[str, str]] = json.loads((ASSETS / "BUNDLED.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(BUNDLED))
def test_a_bundle_has_the_recorded_hash(name: str) -> None:
    assert hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() == BUNDLED[name]["sha256"]
    assert (WEB.parent / BUNDLED[name]["source"]).is_file()


def test_every_bundle_is_recorded_and_nothing_else_is_carried() -> None:
    found = {p.relative_to(ASSETS).as_posix() for p in (ASSETS / "bundle").iterdir()}
    assert found == {*BUNDLED, "bundle/LICENSE"}
    assert {assets.BOOT, assets.PAGE} == set(BUNDLED)


def test_the_notice_names_what_is_inside() -> None:
    notice = (WEB.parent / "NOTICE").read_text("utf-8")
    inside = [record["contains"] for record in BUNDLED.values() if "contains" in record]
    assert inside
    assert all(name in notice for name in inside)


@pytest.mark.skipif(
    shutil.which("node") is None or not (WEB / "node_modules").is_dir(),
    reason="node or web/node_modules is not there (make page)",
)
def test_bundling_again_gives_the_same_bytes() -> None:
    command = ["node", "build.js", "--check"]
    done = subprocess.run(command, cwd=WEB, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_packages_are_for_development_and_come_from_the_registry() -> None:
    package = json.loads((WEB / "package.json").read_text("utf-8"))
    lock = json.loads((WEB / "package-lock.json").read_text("utf-8"))
    assert "dependencies" not in package
    assert all(re.fullmatch(r"[\d.]+", v) for v in package["devDependencies"].values())
    for name, entry in lock["packages"].items():
        assert name == "" or entry["integrity"].startswith("sha512-")
        assert entry.get("resolved", "https://registry.npmjs.org/").startswith(
            "https://registry.npmjs.org/"
        )


# ── names of columns ─────────────────────────────────────────────────────────────────────

#: Table of the page's records by the type of its rows in web/src/types.d.ts, and what the script
#: adds to a row.
INTERFACES: dict[str, tuple[str, set[str]]] = {
    "PolicyDocument": ("documents", {"year", "indicators"}),
    "County": ("counties", {"anchor", "radius", "assignments", "reasons"}),
    "Assignment": ("assignments", set()),
    "Layer": ("layers", set()),
    "Task": ("tasks", {"agencies", "indicators", "completions", "counties"}),
    "Due": ("completions", set()),
    "Indicator": ("indicators", set()),
    "Reason": ("county_tasks", set()),
    "Partnership": ("partnerships", {"ends"}),
    "Rule": ("rules", set()),
    "Positioning": ("positionings", set()),
}


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda m: m[1].upper(), name)


def properties(interface: str) -> set[str]:
    text = (WEB / "src" / "types.d.ts").read_text("utf-8")
    found = re.search(rf"interface {interface}\b[^{{]*{{(.*?)\n}}", text, re.DOTALL)
    assert found
    return set(re.findall(r"(?m)^  (\w+)\??:", found[1]))


@pytest.fixture(scope="module")
def records(toy_frames: EditionFrames) -> dict[str, Any]:
    voices = toy_frames.voices()
    chinese = toy_frames.told(voices[Language.ZH])
    return page_records(chinese, [[0, 0, 1]] * len(chinese.counties), voices)


@pytest.mark.parametrize("interface", INTERFACES)
def test_what_the_script_reads_of_a_row_is_a_column(
    records: dict[str, Any], interface: str
) -> None:
    table, added = INTERFACES[interface]
    heads = records[table]["columns"]
    columns = {camel(head if isinstance(head, str) else head["name"]) for head in heads}
    assert properties(interface) - added - columns - {"at"} == set()
