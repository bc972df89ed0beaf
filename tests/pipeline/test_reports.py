"""Reports from the real lists: the same facts as ``show``, in files that open."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import docx
import pytest

from geo import pipeline
from geo.cli.app import run
from geo.content.county_sheet import county_facts
from geo.errors import ConfigError
from geo.pipeline import exporting, reports
from geo.pipeline.county import county_record
from geo.vocabulary import ALL_EDITION, LIST_MARK, Language
from geo.voice.voice import Voice


@pytest.fixture(scope="module")
def inputs():
    return pipeline.derive(pipeline.read_inputs())


@pytest.fixture(scope="module")
def frames(inputs):
    return pipeline.edition_frames(inputs, ALL_EDITION)


#: One county of several types, one written as another unit, one without types, one under a
#: prefecture with a candidate type, one with several statuses.
COUNTIES = ("500154", "500110", "500101", "511621", "341525")


@pytest.mark.parametrize("code", COUNTIES)
def test_a_sheet_says_what_show_says(inputs, frames, code):
    record, sheet = county_record(inputs, code), county_facts(frames, code)

    def cited(items):
        return sorted((i["document_id"], i["clause"]) for i in items)

    def sources(facts):
        return sorted((f.source.document_id, f.source.clause) for f in facts)

    assert (sheet.county_name, sheet.unit_type) == (record["county_name"], record["unit_type"])
    assert sources(sheet.types) == cited(record["typologies"])
    assert sources(sheet.tasks) == cited(record["tasks"])
    assert sources(sheet.partnerships) == cited(record["partnerships"])
    assert sources(sheet.positionings) == cited(record["positionings"])
    written = sorted(t["as_written"] for t in record["typologies"])
    assert sorted(t.as_written for t in sheet.types) == written
    for task, said in zip(sheet.tasks, record["tasks"], strict=True):
        for role in ("lead", "responsible", "cooperating", "blanket"):
            assert LIST_MARK.join(getattr(task, role)) == LIST_MARK.join(said[role]), role
        assert set(task.through) == {Voice().sentences(t) for t in said["through"]}
    indicators = [i["name"] for t in record["tasks"] for i in t["indicators"]]
    own = [t.name for t in sheet.targets if t.operator and t.source.clause]
    assert sorted(own) == sorted(indicators)


def test_html_of_a_county(inputs, tmp_path):
    path = tmp_path / "kaizhou.html"
    reports.write_county_report(inputs, "500154", path, Language.ZH)
    html = path.read_text(encoding="utf-8")
    for words in ("开州区", "500154", "潜力地区", "渝府发〔2025〕4号", "文件列名", "同城化"):
        assert words in html
    again = tmp_path / "again.html"
    reports.write_county_report(inputs, "500154", again, Language.ZH)
    assert again.read_bytes() == path.read_bytes()
    assert {p.name for p in tmp_path.iterdir()} == {path.name, again.name}


def test_word_of_a_county_says_the_same(inputs, tmp_path):
    path = tmp_path / "kaizhou.docx"
    reports.write_county_report(inputs, "500154", path, Language.ZH)
    document = docx.Document(str(path))
    cells = (p for t in document.tables for r in t.rows for c in r.cells for p in c.paragraphs)
    headings = [
        p.runs[0].text
        for p in (*cells, *document.paragraphs)
        if p.style.name.startswith("Sheet Heading")
    ]
    html = tmp_path / "kaizhou.html"
    reports.write_county_report(inputs, "500154", html, Language.ZH)
    assert headings == re.findall(r"<h2>([^<]+)</h2>", html.read_text(encoding="utf-8"))
    assert len(document.inline_shapes) == 1


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_the_annex_names_every_agency_and_every_summary(inputs, frames, tmp_path, suffix):
    path = tmp_path / f"kaizhou{suffix}"
    reports.write_county_report(inputs, "500154", path, Language.ZH, is_full=True)
    if suffix == ".html":
        text = path.read_text(encoding="utf-8")
    else:
        text = " ".join(
            c.text for t in docx.Document(str(path)).tables for r in t.rows for c in r.cells
        )
    for task in county_facts(frames, "500154").tasks:
        assert task.summary in text
        for units in (task.lead, task.responsible, task.cooperating, task.blanket):
            assert LIST_MARK.join(units) in text


def test_english_uses_pinyin(inputs, tmp_path):
    path = tmp_path / "kaizhou.html"
    reports.write_county_report(inputs, "500154", path, Language.EN)
    html = path.read_text(encoding="utf-8")
    assert "Kaizhou" in html and "Chongqing" in html and "Suburban to a large city" in html
    assert "开州区" in html  # beside its English name


def test_a_candidate_of_a_rule_is_told_apart(inputs, tmp_path):
    path = tmp_path / "linshui.html"
    reports.write_county_report(inputs, "511623", path, Language.ZH)
    html = path.read_text(encoding="utf-8")
    start = html.index('<section class="block types')
    types = html[start : html.index("</section>", start)]
    assert "候选待定" in types and '<span class="line listed">' not in types


def test_endings_and_counties_out_of_reach_are_refused(inputs, tmp_path):
    with pytest.raises(ConfigError, match=r"x\.pdf"):
        reports.write_county_report(inputs, "500154", tmp_path / "x.pdf", Language.ZH)
    with pytest.raises(ConfigError, match="朝阳区.*重庆市"):
        reports.write_county_report(inputs, "110105", tmp_path / "x.html", Language.ZH)
    with pytest.raises(ConfigError):
        reports.write_edition_reports(inputs, "atlantis", tmp_path, Language.ZH)
    assert list(tmp_path.iterdir()) == []


class _Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [v or "" for k, v in attrs if tag == "a" and k == "href"]


def test_an_edition_has_a_sheet_per_county_and_a_list_of_them(inputs, tmp_path):
    told: list[str] = []
    written = reports.write_edition_reports(
        inputs, "luan", tmp_path / "sheets", Language.ZH, tell=told.append
    )
    names = {p.name for p in (tmp_path / "sheets").iterdir()}
    assert names == {p.name for p in written} == {f"{c}.html" for c in told} | {"index.html"}
    links = _Links((tmp_path / "sheets" / "index.html").read_text(encoding="utf-8")).found
    assert sorted(links) == sorted(f"./{c}.html" for c in told)
    one = tmp_path / "one.html"
    reports.write_county_report(inputs, told[0], one, Language.ZH)
    assert one.read_bytes() == (tmp_path / "sheets" / f"{told[0]}.html").read_bytes()


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_an_edition_in_one_file(inputs, tmp_path, suffix):
    path, told = tmp_path / f"luan{suffix}", list[str]()
    for _ in range(2):
        before = path.read_bytes() if path.exists() else b""
        count = reports.write_edition_report(inputs, "luan", path, Language.ZH, tell=told.append)
    assert path.read_bytes() == before and count == 7 and len(told) == 14
    if suffix == ".html":
        html = path.read_text(encoding="utf-8")
        assert re.findall(r'<main class="sheet[^>]*data-county="(\d+)"', html) == told[:7]
    else:
        assert len(docx.Document(str(path)).inline_shapes) == 7


@pytest.mark.slow
def test_word_of_an_edition(inputs, tmp_path):
    path = tmp_path / "chongqing.docx"
    exporting.export(inputs, "docx", "chongqing", path, Language.ZH)
    first = path.read_bytes()
    exporting.export(inputs, "docx", "chongqing", path, Language.ZH)
    assert path.read_bytes() == first
    document = docx.Document(str(path))
    frames = pipeline.edition_frames(inputs, "chongqing")
    rows = document.tables[-1].rows
    codes = [r.cells[0].text for r in rows if re.fullmatch(r"\d{6}", r.cells[0].text)]
    assert codes == sorted(frames.assignments["county_code"])
    assert len(document.inline_shapes) == 1


# ── the command ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    """Run ``report`` in an empty folder; returns exit code, stdout, stderr."""
    root = pipeline.read_inputs().project.root
    monkeypatch.setenv("COUNTY_TYPOLOGY_PROJECT", str(root))
    monkeypatch.chdir(tmp_path)

    def invoke(*words):
        code = run(["report", *words])
        said = capsys.readouterr()
        return SimpleNamespace(exit_code=code, stdout=said.out, stderr=said.err)

    return invoke


def test_the_command_writes_by_name_or_code(command, tmp_path):
    assert command("开州", "--out", "x.docx").exit_code == 0
    result = command("500154")
    assert result.exit_code == 0 and "500154.html" in result.stdout
    assert {p.name for p in tmp_path.iterdir()} == {"x.docx", "500154.html"}


def test_the_command_refuses_an_ambiguous_name_as_show_does(command, tmp_path):
    result = command("市中区")
    assert result.exit_code == 1 and "511002" in result.stderr and "511102" in result.stderr
    assert command("不存在县").exit_code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [(), ("开州", "--edition", "luan"), ("开州", "--out", "x.html", "--format", "docx")],
)
def test_the_command_asks_for_one_thing(command, words, tmp_path):
    assert command(*words).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_an_edition_into_one_file(command, tmp_path):
    result = command("--edition", "luan", "--out", "luan.html", "--lang", "en")
    assert result.exit_code == 0 and "Wrote 7 counties to luan.html" in result.stdout
    assert result.stderr.count("\n") == 7
    assert {p.name for p in tmp_path.iterdir()} == {"luan.html"}
    assert command("--edition", "luan", "--out", "x.html", "--format", "docx").exit_code == 2


def test_the_command_adds_the_annex_when_asked(command, tmp_path):
    assert command("开州", "--full", "--out", "full.html").exit_code == 0
    assert command("开州", "--out", "short.html").exit_code == 0
    full, short = ((tmp_path / f"{n}.html").read_text("utf-8") for n in ("full", "short"))
    assert '<article class="annex' in full and '<article class="annex' not in short


def test_the_command_writes_an_edition(command, tmp_path):
    result = command("--edition", "luan", "--format", "docx", "--quiet")
    assert result.exit_code == 0 and result.stderr == ""
    assert len(list((tmp_path / "luan-sheets").iterdir())) == 7
