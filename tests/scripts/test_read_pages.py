"""Reading pages in Chromium: what they show is kept, and another word or pixel is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
#: As much of a map page as is read: its records' mark, its interface, a card and a table.
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>地图</title>
<script type="text/plain" id="page-records"></script>
<h1>地图</h1><details><summary>说明</summary>WORD</details><button title="打印">⎙</button>
<select><option>全部</option></select>
<table id="county-table"><tbody><tr data-code="910101"><td>甲县</td></tr></tbody></table>
<article id="county-card"></article>
<script>
const none = () => ({}), card = document.getElementById("county-card");
const select = (code) => { card.textContent = "县 " + code; };
const found = { find: () => [], csv: () => "a,b", isComplete: () => true };
window.countyTypology = { select, state: none, candidates: none, ...found };
document.documentElement.lang = location.hash.includes("lang=en") ? "en" : "zh-CN";
</script></html>"""


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))


@pytest.mark.browser
def test_words_hidden_parts_cards_and_pictures_are_kept(
    tmp_path: Path, chromium: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import compare_outputs
    import read_pages

    monkeypatch.setattr(read_pages, "VIEWS", {"whole": ""})
    for name, word in (("old", "一"), ("same", "一"), ("new", "二")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "map.html").write_text(PAGE.replace("WORD", word), encoding="utf-8")
        (tmp_path / name / "sheet.html").write_text("<h1>sheet</h1>", encoding="utf-8")
        folder, out = tmp_path / name, tmp_path / f"{name}-read"
        assert read_pages.read_pages(folder, out, chromium) == 2
    read = tmp_path / "old-read"
    said = json.loads((read / "map/whole.json").read_text(encoding="utf-8"))
    assert said["words"][:3] == ["地图", "说明", "一"]
    assert (said["labels"], said["choices"], said["language"]) == (["打印"], ["全部"], "zh-CN")
    other = json.loads((read / "map/whole-en.json").read_text(encoding="utf-8"))
    assert other["language"] == "en"
    cards = json.loads((read / "map/whole-cards.json").read_text(encoding="utf-8"))
    assert cards == {"910101": ["县 910101"]}
    assert (read / "sheet/printed.png").exists()
    assert compare_outputs.main([str(read), str(tmp_path / "same-read")]) == 0
    assert compare_outputs.main([str(read), str(tmp_path / "new-read")]) == 1
