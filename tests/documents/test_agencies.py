"""English names of agencies: every one has one, and it is shown where English is asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import docx
import openpyxl
import pytest

from geo import lists, pipeline
from geo.content.county_sheet import SheetWords, county_facts
from geo.content.county_sheet.annex import annex_sections
from geo.content.statistics import tasks_per_agency
from geo.pipeline import exporting, reports
from geo.pipeline.inputs import Inputs
from geo.pipeline.products import PRODUCTS
from geo.pipeline.targets import BuildOptions, all_targets, asked_targets
from geo.records.written import Agency, DocumentLists, run_items
from geo.render.figures import write_figure
from geo.schema import EditionFrames
from geo.vocabulary import ALL_EDITION, LIST_MARK, Language

CHINESE = re.compile(r"[\u3400-\u9fff]")
ROLES = ("lead_units", "responsible_units", "cooperating_units", "blanket_units")
COUNTIES = ("500154", "511621", "341525")


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return pipeline.derive(pipeline.read_inputs())


@pytest.fixture(scope="module")
def frames(inputs: Inputs) -> EditionFrames:
    return pipeline.edition_frames(inputs, ALL_EDITION)


def named(lists: DocumentLists) -> Iterator[str]:
    """Every agency that one document's tasks name."""
    blanket = lists.document.blanket
    for task in lists.tasks:
        inherited = blanket.units if blanket and task.blanket is None else task.blanket or ()
        for run in (task.lead, task.responsible, task.cooperating, inherited):
            yield from run_items(run)


def regions_of(inputs: Inputs) -> dict[str, set[str]]:
    """Region codes of the documents that name an agency."""
    found = defaultdict(set)
    for each in inputs.lists:
        for name in named(each):
            found[name].add(each.document.region_code)
    return found


def english_of(inputs: Inputs) -> dict[str, str]:
    """Names of the file by the names in the lists."""
    return {agency.name: agency.name_en for agency in inputs.agencies}


# ── the file ─────────────────────────────────────────────────────────────────────────────


def test_every_agency_of_the_lists_has_an_english_name_and_no_entry_is_unused(
    inputs: Inputs,
) -> None:
    assert len(english_of(inputs)) > 100
    assert set(english_of(inputs)) == set(regions_of(inputs))


def test_english_names_are_english_and_can_stand_in_a_list(inputs: Inputs) -> None:
    names = english_of(inputs).values()
    wrong = [n for n in names if not n.isascii() or ";" in n or n != n.strip()]
    assert wrong == []


def test_two_regions_never_share_an_english_name_of_different_agencies(inputs: Inputs) -> None:
    used = regions_of(inputs)
    by_english = sorted(english_of(inputs), key=english_of(inputs).__getitem__)
    for english, group in groupby(by_english, key=english_of(inputs).__getitem__):
        names = list(group)
        assert len({frozenset(used[n]) for n in names}) == 1, (english, names)


def test_a_name_with_its_region_stands_in_that_regions_documents_only(inputs: Inputs) -> None:
    labels = {r.name_en: r.region_code for r in inputs.regions.labels}
    used, checked = regions_of(inputs), 0
    for name, english in english_of(inputs).items():
        region = labels.get(english.split()[0])
        if region:
            checked += 1
            assert used[name] == {region}, (name, english)
    assert checked > 8


# ── reading it ───────────────────────────────────────────────────────────────────────────


def test_a_missing_file_is_empty_and_no_list_file(tmp_path: Path) -> None:
    assert lists.read_agencies(tmp_path, relative=lambda p: p.name) == ((), [])
    (tmp_path / "agencies.yaml").write_text("agencies: []\n", encoding="utf-8")
    assert lists.read_agencies(tmp_path, relative=lambda p: p.name) == ((), [])
    assert lists.read_lists(tmp_path, relative=lambda p: p.name).files == ()


def test_repeated_and_unknown_are_faults_with_their_lines(tmp_path: Path) -> None:
    entries = (
        "agencies:\n"
        "  - {name: 市教委, name_en: One}\n"
        "  - {name: 市体育局, name_en: One}\n"
        "  - {name: 市教委, name_en: Two}\n"
    )
    path = tmp_path / "agencies.yaml"
    path.write_text(entries, encoding="utf-8")
    _, faults = lists.read_agencies(tmp_path, relative=lambda p: p.name)
    assert [(f.kind, f.line, f.value, f.details["first"]) for f in faults] == [
        ("duplicate-key", 4, "市教委", "2")
    ]
    path.write_text(entries.replace("name_en: Two", "english: Two"), encoding="utf-8")
    names, faults = lists.read_agencies(tmp_path, relative=lambda p: p.name)
    assert names == ()
    assert {(f.kind, f.line) for f in faults} == {("unknown-key", 4), ("missing-key", 4)}


def test_only_english_outputs_are_made_from_the_names(inputs: Inputs) -> None:
    other = replace(inputs, agencies=(*inputs.agencies, Agency(name="市教委", name_en="Another")))

    def ingredients(given: Inputs, language: Language) -> dict[tuple[str, str], object]:
        every = all_targets(given, language)
        targets = asked_targets(given, every, BuildOptions(language=language))
        found: dict[tuple[str, str], list[object]] = {}
        for target in targets:
            found.setdefault((target.edition, target.product), []).append(target.ingredients)
        return found

    def made_anew(language: Language) -> set[tuple[str, str]]:
        before, after = ingredients(inputs, language), ingredients(other, language)
        return {each for each in before if before[each] != after[each]}

    # 市教委 is an agency of Chongqing's documents: other editions show nothing of it.
    own = ("chongqing", ALL_EDITION)
    assert made_anew(Language.ZH) == {(edition, "page") for edition in own}
    built = [p for p in PRODUCTS if p.paths]
    told = {p.name for p in built if p.is_localised or p.is_multilingual}
    assert {p.name for p in built} - told == {"geopackage", "parquet", "tables"}
    every = ingredients(inputs, Language.EN)
    assert made_anew(Language.EN) == {e for e in every if e[0] in own and e[1] in told}


# ── where they are shown ─────────────────────────────────────────────────────────────────


def cells(path: Path, sheet: int, headings: int = 1) -> list[tuple[object, ...]]:
    rows = openpyxl.load_workbook(path).worksheets[sheet].iter_rows(values_only=True)
    return list(rows)[headings:]


def agencies_of(frames: EditionFrames) -> set[str]:
    return {
        unit
        for role in ROLES
        for run in frames.tasks[role]
        for unit in str(run).split(LIST_MARK)
        if unit
    }


@pytest.mark.parametrize("language", list(Language))
def test_workbook(
    inputs: Inputs, frames: EditionFrames, language: Language, tmp_path: Path
) -> None:
    path = tmp_path / "all.xlsx"
    exporting.export(inputs, "xlsx", ALL_EDITION, path, language)
    wanted = agencies_of(frames)
    if language is Language.EN:
        wanted = {english_of(inputs)[n] for n in wanted}
    assert {row[0] for row in cells(path, 9)} == wanted
    mark = "; " if language is Language.EN else LIST_MARK
    runs = [str(run) for row in cells(path, 4) for run in row[4:8] if run]
    assert {unit for run in runs for unit in run.split(mark)} == wanted
    busiest = tasks_per_agency(frames)["agency"].tolist()
    if language is Language.EN:
        busiest = [english_of(inputs)[n] for n in busiest]
    statistics = [str(row[0]) for row in cells(path, 10)]
    start = statistics.index(busiest[0])  # a theme's statistics are followed by those of others
    assert statistics[start : start + len(busiest)] == busiest


def test_english_statistics_of_the_workbook_have_no_chinese_types_or_units(
    inputs: Inputs, tmp_path: Path
) -> None:
    path = tmp_path / "all.xlsx"
    exporting.export(inputs, "xlsx", ALL_EDITION, path, Language.EN)
    rows = cells(path, 10, 0)
    starts = [i for i, row in enumerate(rows) if row[0] and row[1] is None]
    theme, first, second, third = starts[:4]
    assert rows[theme][0] == "Types of county towns"
    types, prefectures = rows[first:second], rows[second:third]
    words = [str(v) for row in (*types, *prefectures) for v in row if v is not None]
    assert "Suburban to a large city" in words and "Chengdu" in words
    assert [w for w in words if CHINESE.search(w)] == []


@pytest.mark.parametrize("edition", ["chongqing", "luan", "sichuan", ALL_EDITION])
def test_statistics_figure(inputs: Inputs, edition: str, tmp_path: Path) -> None:
    frames = pipeline.edition_frames(inputs, edition)
    path = tmp_path / "statistics.svg"

    def shown(language: Language) -> str:
        write_figure(
            frames,
            path,
            voice=inputs.voices[language],
            kind="statistics",
        )
        return " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", path.read_text("utf-8")))

    busiest = tasks_per_agency(frames)["agency"].tolist()[:10]
    chinese, english = shown(Language.ZH), shown(Language.EN)
    assert all(name in chinese and name not in english for name in busiest)
    assert all(english_of(inputs)[name] in english for name in busiest)


@pytest.mark.parametrize("county", COUNTIES)
def test_county_sheet(inputs: Inputs, frames: EditionFrames, county: str, tmp_path: Path) -> None:
    sheet = county_facts(frames, county)
    words = SheetWords(inputs.voices[Language.EN])
    roles = ("Lead: ", "Responsible: ", "Cooperating: ", "For all tasks: ")
    lines = [
        line.text
        for section in annex_sections(sheet, words)
        for row in section.rows
        for cell in row.cells
        for line in cell
        if line.text.startswith(roles)
    ]
    assert lines
    assert [x for x in lines if CHINESE.search(x) and not x.endswith("。")] == []
    path = tmp_path / "sheet.html"
    reports.write_county_report(inputs, county, path, Language.EN, is_full=True)
    written = path.read_text(encoding="utf-8").replace("&#39;", "'")
    named_here = {
        unit
        for task in sheet.tasks
        for units in (task.lead, task.responsible, task.cooperating, task.blanket)
        for unit in units
    }
    assert named_here
    assert [n for n in named_here if english_of(inputs)[n] not in written] == []
    reports.write_county_report(inputs, county, path, Language.ZH, is_full=True)
    written = path.read_text(encoding="utf-8")
    assert [n for n in named_here if n not in written] == []
    assert not re.search("Commission|Bureau|Department", written)


def test_word_edition(inputs: Inputs, tmp_path: Path) -> None:
    path = tmp_path / "luan.docx"
    busiest = tasks_per_agency(pipeline.edition_frames(inputs, "luan"))["agency"].tolist()[:20]

    def shown(language: Language) -> list[str]:
        exporting.export(inputs, "docx", "luan", path, language)
        tables = docx.Document(str(path)).tables
        found = (t for t in tables if t.rows[0].cells[0].text in ("部门", "Agency"))
        return [row.cells[0].text for row in next(found).rows[1:]][:20]

    assert shown(Language.ZH) == busiest
    assert shown(Language.EN) == [english_of(inputs)[n] for n in busiest]
