"""Every output that people read in English is English; without English it is as before."""

from __future__ import annotations

import io
import re
import shutil
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pytest

from geo import compare, pipeline
from geo.clauses import clause_order
from geo.cli.app import run
from geo.config import find_project
from geo.errors import FaultsError
from geo.pipeline import comparing, exporting, reports
from geo.pipeline.inputs import Inputs
from geo.pipeline.targets import BuildOptions, all_targets, asked_targets
from geo.records.written import DocumentLists
from geo.render.figures import write_figure
from geo.schema import EditionFrames, edition_tables
from geo.vocabulary import ALL_EDITION, Language
from geo.voice.voice import Voice
from tests.english import is_english


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return pipeline.derive(pipeline.read_inputs())


@pytest.fixture(scope="module")
def frames(inputs: Inputs) -> EditionFrames:
    return pipeline.edition_frames(inputs, ALL_EDITION, Language.EN)


# ── frames and outputs ───────────────────────────────────────────────────────────────────


def test_frames_in_english_hold_no_chinese_word(frames: EditionFrames) -> None:
    left = {
        (table.name, column): texts
        for table in edition_tables(frames.typologies)
        for column in table.translated
        if (texts := [t for t in getattr(frames, table.name)[column].unique() if not is_english(t)])
    }
    assert left == {}
    assert is_english(frames.vintage.title + frames.vintage.terms + frames.vintage.citation)


def test_frames_in_english_are_the_same_rows(inputs: Inputs, frames: EditionFrames) -> None:
    chinese = pipeline.edition_frames(inputs, ALL_EDITION)
    assert chinese.told(Voice()).tasks.equals(chinese.tasks)
    for table in edition_tables(frames.typologies):
        before, after = getattr(chinese, table.name), getattr(frames, table.name)
        columns = list(table.translated)
        assert before.drop(columns=columns).equals(after.drop(columns=columns))
        assert type(before) is type(after)
        assert list(before.columns) == list(after.columns)
        assert before.dtypes.equals(after.dtypes)
    numbers = [clause_order(c) for c in chinese.tasks["clause"]]
    assert [clause_order(c) for c in frames.tasks["clause"]] == numbers


def test_workbook(inputs: Inputs, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    exporting.export(inputs, "xlsx", ALL_EDITION, path, Language.EN)
    left = []
    for sheet in openpyxl.load_workbook(path):
        rows = list(sheet.iter_rows(values_only=True))
        for row in rows[1:]:
            cells = zip(rows[0], row, strict=True)
            left += [
                (sheet.title, heading, cell)
                for heading, cell in cells
                if isinstance(cell, str) and heading != "As written" and not is_english(cell)
            ]
    assert left == []


def test_word_edition(inputs: Inputs, tmp_path: Path) -> None:
    path = tmp_path / "all.docx"
    exporting.export(inputs, "docx", ALL_EDITION, path, Language.EN)
    document = docx.Document(str(path))
    texts = [p.text for p in document.paragraphs]
    texts += [c.text for t in document.tables for row in t.rows for c in row.cells]
    texts += [
        p.text for s in document.sections for p in (*s.header.paragraphs, *s.footer.paragraphs)
    ]
    assert len(texts) > 300
    assert [t for t in texts if not is_english(t)] == []


@pytest.mark.parametrize("edition", ["chongqing", "sichuan", "luan", ALL_EDITION])
@pytest.mark.parametrize("kind", ["edition", "statistics", "overlap", "multiples", "typology"])
def test_figures(inputs: Inputs, edition: str, kind: str, tmp_path: Path) -> None:
    own = pipeline.edition_frames(inputs, edition, Language.EN)
    write_figure(
        own,
        tmp_path / "figure.svg",
        voice=inputs.voices[Language.EN],
        kind=kind,
        typology=own.assignments["typology"].iloc[0] if kind == "typology" else None,
    )
    root = ElementTree.fromstring((tmp_path / "figure.svg").read_bytes())
    drawn = [t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}text")]
    assert len(drawn) > 10
    assert [t for t in drawn if not is_english(t)] == []


@pytest.mark.parametrize("county", ["綦江", "开州", "金寨", "霍邱", "简阳", "邻水", "单县"])
def test_show(county: str) -> None:
    assert printed("show", county) == []


@pytest.mark.parametrize(
    ("county", "typology"),
    [
        ("綦江", "大城市周边"),
        ("简阳", "大城市周边"),
        ("武侯区", "大城市周边"),
        ("马边", "大城市周边"),
        ("简阳", "专业功能"),
        ("金寨", "示范县"),
    ],
)
def test_explain(county: str, typology: str) -> None:
    assert printed("explain", county, typology) == []


def printed(*words: str) -> list[str]:
    """Lines that are not English; the county's name in characters may stand beside its pinyin."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert run([*words, "--lang", "en"]) == 0
    lines = out.getvalue().splitlines()
    assert len(lines) > 3
    beside = re.compile(r"(?<=[a-z] )[\u3400-\u9fff]{2,12}(?= (?:\(|is not))")
    return [line for line in lines if not is_english(beside.sub("", line))]


@pytest.mark.parametrize("county", ["500110", "511621", "341525", "510185"])
@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_county_sheet(inputs: Inputs, county: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"sheet{suffix}"
    reports.write_county_report(inputs, county, path, Language.EN, is_full=True)
    if suffix == ".docx":
        document = docx.Document(str(path))
        texts = [p.text for p in document.paragraphs]
        texts += [c.text for t in document.tables for row in t.rows for c in row.cells]
    else:
        html = re.sub(r"<style.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        texts = re.split(r"<[^>]*>", html)
    name = inputs.names[county].name
    left = {t.replace("\u3000", " ").replace(name, "").strip() for t in texts if not is_english(t)}
    assert len(texts) > 200
    assert [t for t in sorted(left) if not is_english(t)] == []


def changed(lists: DocumentLists) -> DocumentLists:
    """A document whose first task, first list and first target say something else."""
    first, others = lists.tasks[:1], lists.tasks[1:]
    other = [t.model_copy(update={"lead": t.responsible, "responsible": ()}) for t in first]
    layer, *rest = lists.layers
    fewer = layer.model_copy(update={"members": layer.members[:1]})
    document = lists.document.model_copy(update={"headline_targets": ()})
    return lists.model_copy(
        update={"document": document, "tasks": (*other, *others), "layers": (fewer, *rest)}
    )


def test_memo_of_a_comparison(inputs: Inputs) -> None:
    before = comparing.snapshot_of_inputs(inputs)
    kept = tuple(replace(f, lists=changed(f.lists)) for f in inputs.folder.files[1:])
    fewer = replace(inputs, folder=replace(inputs.folder, files=kept))
    ids = {f.lists.document.id for f in kept}
    resolved = inputs.resolved
    fewer = replace(
        fewer,
        resolved=replace(
            resolved,
            assignments=tuple(a for a in resolved.assignments[10:] if a.document_id in ids),
            county_tasks=tuple(t for t in resolved.county_tasks[50:] if t.document_id in ids),
            ties=tuple(t for t in resolved.ties[1:] if t.document_id in ids),
            roles=tuple(r for r in resolved.roles[1:] if r.document_id in ids),
            rule_outcomes=(),
            undrawn=tuple(u for u in resolved.undrawn if u.document_id in ids),
            extents=tuple(e for e in resolved.extents if e.document_id in ids),
        ),
    )
    after = comparing.snapshot_of_inputs(fewer)
    for pair in ((before, after), (after, before)):
        comparison = compare.compare(*pair)
        voice = inputs.voices[Language.EN]
        assert len(comparison.differences) > 40
        text = compare.memo(comparison, voice)
        rows = compare.rows(comparison, voice)
        kinds = {r["kind"].partition("_")[0] for r in rows}
        assert {"partnerships", "positionings", "rules"} <= kinds
        assert is_english(text), text
        assert [r for r in rows for v in r.values() if not is_english(v)] == []


# ── without English ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def bare(tmp_path: Path) -> Inputs:
    """The project's lists without any English but the names of types and regions."""
    project = find_project()
    shutil.copytree(project.layers, tmp_path / "layers", ignore=shutil.ignore_patterns("english"))
    (tmp_path / "layers" / "agencies.yaml").unlink()
    return pipeline.read_inputs(replace(project, layers_root=tmp_path / "layers"))


def test_a_document_without_english_is_shown_in_chinese(bare: Inputs, tmp_path: Path) -> None:
    english = pipeline.edition_frames(bare, "luan", Language.EN)
    chinese = pipeline.edition_frames(bare, "luan")
    assert english.tasks["summary"].equals(chinese.tasks["summary"])
    assert english.tasks["clause"].iloc[0] == "(1)"
    path = tmp_path / "luan.xlsx"
    exporting.export(bare, "xlsx", "luan", path, Language.EN)
    cells = {
        c for s in openpyxl.load_workbook(path) for r in s.iter_rows(values_only=True) for c in r
    }
    assert "六安2023" in cells and "Huoqiu" in cells


def test_reading_lists_reads_no_english(bare: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    monkeypatch.setattr(
        "geo.pipeline.voices.read_phrases", lambda *_, **__: (read.append(1) or {}, [])
    )
    inputs = pipeline.check(bare.project)
    pipeline.edition_frames(inputs, "luan")
    assert read == []
    pipeline.edition_frames(inputs, "luan", Language.EN)
    assert read == [1]


def test_a_fault_in_a_file_stops_english_and_names_its_line(bare: Inputs) -> None:
    folder = bare.project.layers / "english"
    folder.mkdir()
    (folder / "common.yaml").write_text("个: in number\n所:\n", encoding="utf-8")
    with pytest.raises(FaultsError) as error:
        bare.voices[Language.EN].quoted("个")
    (fault,) = error.value.faults
    assert (fault.kind, fault.line, fault.value) == ("phrases-value", 2, "所")
    assert fault.file.endswith("common.yaml")
    assert bare.voices[Language.ZH].quoted("个") == "个"


def test_english_remakes_what_shows_it_and_nothing_else(bare: Inputs, tmp_path: Path) -> None:
    def ingredients(language: Language) -> dict[tuple[str, str], object]:
        every = all_targets(bare, language)
        targets = asked_targets(bare, every, BuildOptions(language=language))
        return {(t.edition, t.product): t.ingredients for t in targets}

    chinese, english = ingredients(Language.ZH), ingredients(Language.EN)
    folder = bare.project.layers / "english"
    folder.mkdir()
    title = next(d.document.title for d in bare.lists if d.document.edition == "luan")
    (folder / "luan.yaml").write_text(f"{title}: Lu'an plan\n", encoding="utf-8")
    after = ingredients(Language.ZH)
    # The map page holds both languages.
    anew = {target for target in chinese if after[target] != chinese[target]}
    assert anew == {("luan", "page"), (ALL_EDITION, "page")}
    after = ingredients(Language.EN)
    anew = {
        edition
        for edition, product in english
        if english[edition, product] != after[edition, product]
    }
    assert anew == {"luan", ALL_EDITION}


def test_frames_without_a_phrasebook_stay_as_they_are(inputs: Inputs) -> None:
    plain = pipeline.edition_frames(inputs, "luan")
    told = plain.told(Voice(Language.EN))
    assert told.tasks["title"].equals(plain.tasks["title"])
