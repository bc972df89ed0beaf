"""Lists → sheet → lists: nothing lost, only what was edited changes, nothing misread."""

from __future__ import annotations

import copy
import csv
import random
import re
from collections import Counter
from dataclasses import replace

import pytest
import yaml
from openpyxl import load_workbook

from geo import pipeline
from geo.config import Project
from geo.editing import incoming, outgoing, read_grids, read_own
from geo.editing.edits import with_texts
from geo.editing.groups import groups_of
from geo.errors import ConfigError, ExportError, FaultsError, LayersError
from geo.vocabulary import Language
from tests import toyland

LIST = "zuoshan-2024.yaml"
HEAD = "# 头部说明\n"
COLUMNS = {
    "document": 1,
    "clause": 2,
    "typology": 3,
    "subtype": 4,
    "status": 5,
    "stage": 6,
    "written": 7,
    "name": 8,
    "code": 9,
    "parents": 10,
    "note": 11,
}


@pytest.fixture
def project(tmp_path):
    text = HEAD + yaml.safe_dump(toyland.DOCUMENT, allow_unicode=True, sort_keys=False)
    text = text.replace("  members: 甲县、老丙县", "  members: 甲县、老丙县   # 照录")
    return Project(toyland.write_project(tmp_path / "p", text))


def list_text(project):
    return (project.layers / LIST).read_text(encoding="utf-8")


def exported(project, path, **options):
    outgoing.export_sheet(pipeline.read_inputs(project), path, is_replacing=True, **options)
    return path


def plan(project, path):
    grids, faults = read_grids(path)
    assert not faults
    own, faults = read_own(grids, file=path.name)
    inputs = pipeline.read_inputs(project)
    return incoming.plan_import(inputs, own.rows, file=path.name, base=own.base, faults=faults)


def edited(path, change):
    """The exported workbook after ``change(sheet)``, as Excel would save it."""
    book = load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    return path


def row_of(sheet, written, typology=None):
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, COLUMNS["written"]).value == written and typology in (
            None,
            sheet.cell(row, COLUMNS["typology"]).value,
        ):
            return row
    raise AssertionError(written)


def add_row(sheet, clause, typology, written, **more):
    row = sheet.max_row + 1
    cells = dict(document="zuoshan-2024", clause=clause, typology=typology, written=written, **more)
    for name, value in cells.items():
        sheet.cell(row, COLUMNS[name]).value = value


def kinds(found):
    return [f.kind for f in found.faults]


# ── export ───────────────────────────────────────────────────────────────────────────────


def test_the_sheet_has_a_row_per_county_and_clause(project, tmp_path):
    sheet = load_workbook(exported(project, tmp_path / "a.xlsx")).worksheets[0]
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    assert rows[0][:3] == ["文件编号", "条", "类型"]
    assert len(rows) == 1 + 2 + 3 + 2 + 1
    assert rows[2][6:10] == ["老丙县", "丙县", "910103", "左山省左一市"]
    assert rows[-1][4:6] == ["国家县城新型城镇化建设示范", "推进中"]
    assert sheet.freeze_panes == "D2"
    assert all(cell.comment for cell in sheet[1])
    assert sheet["I3"].data_type == "s"
    choices = [v.formula1 for v in sheet.data_validations.dataValidation]
    assert choices == ["_options!$A$1:$A$1", "_options!$B$1:$B$4", "_options!$C$1:$C$3", "FALSE"]


def test_same_lists_same_bytes(project, tmp_path):
    one, two = exported(project, tmp_path / "a.xlsx"), exported(project, tmp_path / "b.xlsx")
    assert one.read_bytes() == two.read_bytes()


def test_an_unknown_edition_names_the_known_ones(project, tmp_path):
    with pytest.raises(ConfigError, match="zuoshan-2024"):
        exported(project, tmp_path / "a.xlsx", names=["guangdong"])


def test_a_broken_list_file_is_not_left_out_silently(project, tmp_path):
    (project.layers / "other-2024.yaml").write_text("document: [", encoding="utf-8")
    with pytest.raises(FaultsError):
        exported(project, tmp_path / "a.xlsx")


# ── round trip ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", list(Language))
def test_unchanged_and_saved_by_another_program_changes_nothing(project, tmp_path, language):
    path = exported(project, tmp_path / "a.xlsx", language=language)
    found = plan(project, edited(path, lambda _: None))
    assert (found.edited, found.faults) == ({}, ())


def test_the_projects_own_lists_come_back_unchanged(tmp_path):
    inputs = pipeline.read_inputs()
    path = tmp_path / "a.xlsx"
    documents, rows = outgoing.export_sheet(inputs, path)
    own, _ = read_own(read_grids(path)[0], file="a.xlsx")
    assert (documents, len(own.rows)) == (len(inputs.lists), rows)
    written = [r for lists in inputs.lists for r in outgoing.sheet_rows(inputs, lists)]
    plain = [replace(r, sheet="", number=0) for r in own.rows]
    shown = {"已获批": "awarded", "推进中": "under_way", "拟建设": "to_be_built", "": ""}
    assert [replace(r, stage=shown[r.stage]) for r in plain] == written
    found = incoming.plan_import(inputs, own.rows, file="a.xlsx", base=own.base)
    assert (found.edited, found.faults) == ({}, ())


@pytest.mark.parametrize(
    "hostile",
    ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "'quoted", "第一行\n第二行", "a, b: #c"],
)
def test_text_that_looks_like_a_formula_comes_back_as_it_was(tmp_path, hostile):
    document = copy.deepcopy(toyland.DOCUMENT)
    document["layers"][0].update(note=hostile, subtype=hostile)
    project = Project(toyland.write_project(tmp_path / "p", document))
    path = exported(project, tmp_path / "a.xlsx")
    cell = load_workbook(path).worksheets[0].cell(2, COLUMNS["note"])
    assert (cell.value, cell.data_type) == (hostile, "s")
    # Excel shows such a text with a quote before it when it is edited, so that it stays text.
    assert cell.quotePrefix == (hostile[0] in "=+-@'")
    found = plan(project, edited(path, lambda sheet: add_row(sheet, "（三）", "潜力地区", "丁县")))
    assert kinds(found) == []
    incoming.write_import(found)
    layers = pipeline.read_inputs(project).lists[0].layers
    assert (layers[0].note, layers[0].subtype) == (hostile, hostile)


def test_what_no_cell_can_hold_stops_the_export(tmp_path):
    document = copy.deepcopy(toyland.DOCUMENT)
    document["layers"][0]["note"] = "铃\x07"
    project = Project(toyland.write_project(tmp_path / "p", document))
    with pytest.raises(ExportError, match="x07"):
        exported(project, tmp_path / "a.xlsx")


# ── edits ────────────────────────────────────────────────────────────────────────────────


def test_added_removed_and_retyped(project, tmp_path):
    def change(sheet):
        sheet.delete_rows(row_of(sheet, "庚县"))
        add_row(sheet, "（二）", "农产品主产区", "丁县")
        sheet.cell(row_of(sheet, "甲县"), COLUMNS["typology"]).value = "农产品主产区"

    before = list_text(project)
    found = plan(project, edited(exported(project, tmp_path / "a.xlsx"), change))
    assert kinds(found) == []
    rows = {(d.kind.value, d.county_code) for d in found.comparison.differences}
    assert ("removed", "910203") in rows
    assert ("added", "910104") in rows
    assert ("retyped", "910101") in rows
    # A sheet holds lists of counties: partnerships and positionings are as they were.
    assert [kind for kind, _ in rows if kind.startswith("row_")] == []
    assert list_text(project) == before
    assert incoming.write_import(found) == [f"layers/{LIST}"]
    after = list_text(project)
    assert "  members: 老丙县   # 照录\n" in after
    assert "  members: 丙县、己苗族自治县、丁县\n" in after
    assert after.startswith(HEAD)
    assert [p.name for p in sorted(project.layers.iterdir())] == ["typologies.yaml", LIST]
    assert not any(f.is_error for f in pipeline.read_inputs(project).faults)


def test_sorting_the_sheet_changes_nothing(project, tmp_path):
    def change(sheet):
        rows = [[c.value for c in r] for r in sheet.iter_rows(min_row=2)]
        for i, row in enumerate(sorted(rows, key=str, reverse=True), start=2):
            for j, value in enumerate(row, start=1):
                sheet.cell(i, j).value = value

    assert plan(project, edited(exported(project, tmp_path / "a.xlsx"), change)).edited == {}


def test_a_changed_status_edits_the_layer_in_place(project, tmp_path):
    def change(sheet):
        row = row_of(sheet, "己苗族自治县", "示范县")
        sheet.cell(row, COLUMNS["status"]).value = "省级示范"
        sheet.cell(row, COLUMNS["stage"]).value = "已获批"

    found = plan(project, edited(exported(project, tmp_path / "a.xlsx"), change))
    lines = [
        x for x in found.unified_diff().splitlines() if x[0] in "+-" and x[:3] not in ("+++", "---")
    ]
    assert lines == [
        "-  status: 国家县城新型城镇化建设示范",
        "-  stage: under_way",
        "+  status: 省级示范",
        "+  stage: awarded",
    ]


def test_lists_changed_meanwhile_are_merged_layer_by_layer(project, tmp_path):
    path = exported(project, tmp_path / "a.xlsx")
    (project.layers / LIST).write_text(
        list_text(project).replace("丙县、己苗族自治县、庚县", "丙县、庚县"), encoding="utf-8"
    )
    edited(path, lambda sheet: sheet.delete_rows(row_of(sheet, "老丙县")))
    found = plan(project, path)
    incoming.write_import(found)
    assert "members: 丙县、庚县\n" in list_text(project)
    assert "members: 甲县   # 照录\n" in list_text(project)


def test_a_layer_that_both_changed_is_a_conflict(project, tmp_path):
    path = exported(project, tmp_path / "a.xlsx")
    (project.layers / LIST).write_text(
        list_text(project).replace("丙县、己苗族自治县、庚县", "丙县、庚县"), encoding="utf-8"
    )
    edited(path, lambda sheet: sheet.delete_rows(row_of(sheet, "己苗族自治县", "农产品主产区")))
    assert plan(project, path).edited == {}  # the same change on both sides
    edited(path, lambda sheet: sheet.delete_rows(row_of(sheet, "庚县")))
    found = plan(project, path)
    assert (kinds(found), found.edited) == (["sheet-conflict"], {})
    with pytest.raises(FaultsError):
        incoming.write_import(found)


def test_without_the_record_of_the_export_nothing_is_deleted(project, tmp_path):
    path = exported(project, tmp_path / "a.xlsx")
    book = load_workbook(path)
    del book["_base"]
    book.worksheets[0].delete_rows(row_of(book.worksheets[0], "己苗族自治县", "示范县"))
    book.save(path)
    found = plan(project, path)
    assert (kinds(found), found.edited) == (["sheet-kept"], {})


def test_saved_as_csv_by_a_chinese_excel(project, tmp_path):
    sheet = load_workbook(exported(project, tmp_path / "a.xlsx")).worksheets[0]
    path = tmp_path / "a.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([c.value for c in row] for row in sheet.iter_rows())
    assert (plan(project, path).edited, kinds(plan(project, path))) == ({}, [])
    path.write_bytes(
        path.read_bytes().replace("庚县,庚县".encode("gb18030"), "丁县,庚县".encode("gb18030"))
    )
    incoming.write_import(plan(project, path))
    assert "  members: 丙县、己苗族自治县、丁县\n" in list_text(project)


def test_an_existing_sheet_may_hold_edits_and_stays(project, tmp_path):
    path = exported(project, tmp_path / "a.xlsx")
    before = path.read_bytes()
    with pytest.raises(ConfigError, match="force"):
        outgoing.export_sheet(pipeline.read_inputs(project), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["a.xlsx"]


def test_broken_lists_are_not_edited(project, tmp_path):
    path = edited(exported(project, tmp_path / "a.xlsx"), lambda s: s.delete_rows(2))
    doubled = list_text(project).replace("rules: []", "") + "rules: []\n"
    block = re.search("^- clause: （一）\n.*\n.*照录\n", doubled, flags=re.M)[0]
    (project.layers / LIST).write_text(doubled.replace(block, block + block, 1), encoding="utf-8")
    found = plan(project, path)
    assert (kinds(found), found.edited) == (["duplicate-layer"], {})


def test_a_group_without_counties_can_be_filled_and_emptied(tmp_path):
    document = copy.deepcopy(toyland.DOCUMENT)
    document["layers"].append(
        {"clause": "（四）", "typology": "潜力地区", "members": [], "note": "未列名"}
    )
    project = Project(toyland.write_project(tmp_path / "p", document))
    path = exported(project, tmp_path / "a.xlsx")
    edited(path, lambda s: setattr(s.cell(s.max_row, COLUMNS["written"]), "value", "丁县、庚县"))
    incoming.write_import(plan(project, path))
    assert pipeline.read_inputs(project).lists[0].layers[-1].members == ("丁县、庚县",)

    def empty(sheet):
        sheet.delete_rows(sheet.max_row)
        sheet.cell(sheet.max_row, COLUMNS["written"]).value = None
        for name in ("name", "code", "parents"):
            sheet.cell(sheet.max_row, COLUMNS[name]).value = None

    incoming.write_import(plan(project, edited(exported(project, path), empty)))
    assert pipeline.read_inputs(project).lists[0].layers[-1].members == ()


# ── faults: nothing is guessed, nothing is written ───────────────────────────────────────


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("document", "zuoshan-2042", "sheet-unknown-document"),
        ("clause", "（九）", "sheet-unknown-clause"),
        ("clause", "某一条", "sheet-clause-form"),
        ("typology", "农产品产区", "sheet-unknown-typology"),
        ("stage", "快了", "sheet-unknown-stage"),
        ("written", "甲乙丙县", "unknown-county"),
        ("written", None, "sheet-no-name"),
        ("written", "右水省甲县", "outside-region"),
    ],
)
def test_what_is_not_understood_is_a_fault_with_sheet_and_row(
    project, tmp_path, column, value, kind
):
    path = exported(project, tmp_path / "a.xlsx")

    def change(sheet):
        sheet.cell(3, COLUMNS[column]).value = value
        sheet.delete_rows(row_of(sheet, "庚县"))

    found = plan(project, edited(path, change))
    errors = [f for f in found.faults if f.is_error]
    assert [(f.kind, f.file, f.line) for f in errors] == [(kind, "a.xlsx[名单]", 3)]
    assert found.edited == {}


def test_all_faults_at_once(project, tmp_path):
    def change(sheet):
        sheet.cell(2, COLUMNS["document"]).value = "none"
        sheet.cell(3, COLUMNS["typology"]).value = "none"
        sheet.cell(4, COLUMNS["written"]).value = "无名县"

    found = plan(project, edited(exported(project, tmp_path / "a.xlsx"), change))
    assert sorted(f.line for f in found.faults) == [2, 3, 4]


def test_rows_of_one_group_that_disagree(project, tmp_path):
    def change(sheet):
        sheet.cell(2, COLUMNS["note"]).value = "一"
        sheet.cell(3, COLUMNS["note"]).value = "二"

    found = plan(project, edited(exported(project, tmp_path / "a.xlsx"), change))
    assert [(f.kind, f.line) for f in found.faults] == [("sheet-rows-disagree", 3)]


def test_grey_cells_are_not_read_and_this_is_said(project, tmp_path):
    def change(sheet):
        sheet.cell(2, COLUMNS["code"]).value = 910104.0

    found = plan(project, edited(exported(project, tmp_path / "a.xlsx"), change))
    assert [(f.kind, f.value, f.is_error) for f in found.faults] == [
        ("sheet-informative", "910104", False)
    ]
    assert found.edited == {}


def test_a_removed_parent_that_would_turn_another_county_is_stopped(tmp_path):
    document = copy.deepcopy(toyland.DOCUMENT)
    document["document"] |= {"id": "nation-2024", "region_code": "000000"}
    document["layers"] = [
        {"clause": "（一）", "typology": "大城市周边", "members": "右一市癸区、甲县"}
    ]
    document["tasks"] = document["tasks"][1:]
    project = Project(toyland.write_project(tmp_path / "p", document))
    (project.layers / LIST).rename(project.layers / "nation-2024.yaml")
    inputs = pipeline.read_inputs(project)
    path = exported(project, tmp_path / "a.xlsx")
    codes = [r.county_code for r in outgoing.sheet_rows(inputs, inputs.lists[0])]
    if codes != ["920102", "920101"]:
        pytest.skip("the gazetteer reads this run otherwise")
    found = plan(project, edited(path, lambda sheet: sheet.delete_rows(2)))
    assert found.has_errors
    assert found.edited == {}


def test_a_file_changed_after_reading_is_not_overwritten(project, tmp_path):
    path = edited(
        exported(project, tmp_path / "a.xlsx"), lambda s: s.delete_rows(row_of(s, "庚县"))
    )
    found = plan(project, path)
    (project.layers / LIST).write_text(list_text(project) + "# 后来\n", encoding="utf-8")
    with pytest.raises(LayersError, match=LIST):
        incoming.write_import(found)
    assert list_text(project).endswith("# 后来\n")


# ── sheets from elsewhere ────────────────────────────────────────────────────────────────


def foreign(project, *written, **options):
    from geo.editing.workbook import EditingRow

    rows = [
        EditingRow("zuoshan-2024", "（二）", "农产品主产区", as_written=w, sheet="名单", number=n)
        for n, w in enumerate(written, start=2)
    ]
    return incoming.plan_foreign(pipeline.read_inputs(project), rows, file="f.xlsx", **options)


def test_a_foreign_sheet_adds_what_is_not_there_in_any_form(project):
    found = foreign(project, "老丙县", "910202", "丁县", "辛区")
    assert kinds(found) == []
    incoming.write_import(found)
    assert "  members: 丙县、己苗族自治县、庚县、丁县、辛区\n" in list_text(project)


def test_a_foreign_sheet_may_replace_a_layer(project):
    incoming.write_import(foreign(project, "丙县", "丁县", is_replacing=True))
    assert "  members: 丙县、丁县\n" in list_text(project)


def test_a_foreign_name_that_is_no_county_stops_everything(project):
    found = foreign(project, "丁县", "某某开发区")
    assert [(f.kind, f.file, f.line) for f in found.faults] == [
        ("unknown-county", "f.xlsx[名单]", 3)
    ]
    assert found.edited == {}


# ── any edit ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def own_lists():
    return pipeline.read_inputs()


def said(rows):
    """What rows say, in any order: group, member, stage and note."""
    return sorted((*sheets_key(r), r.as_written, r.stage, r.note) for r in rows)


def sheets_key(row):
    return (row.document_id, row.clause, row.typology_name, row.subtype, row.status)


@pytest.mark.parametrize("seed", range(12))
def test_any_edit_of_our_own_lists_is_what_the_lists_then_say(own_lists, seed):
    """Random rows go, come and move; exporting the edited lists gives the edited sheet again."""
    inputs, chance = own_lists, random.Random(seed)
    # A document that states how many members it has refuses most edits, as it should.
    chosen = [d for d in inputs.lists if not any(x.stated_count for x in d.layers)]
    rows = [r for lists in chosen for r in outgoing.sheet_rows(inputs, lists)]
    base = {k: g.digest for lists in chosen for k, g in groups_of(inputs, lists).items()}
    typologies = [t.name for t in inputs.typologies]
    edited = []
    sizes = Counter(map(sheets_key, rows))
    for row in rows:
        # Emptying a group that a task's scope needs is refused, so small ones only grow.
        drawn = max(chance.random(), 0.3 if sizes[sheets_key(row)] <= 3 else 0)
        if row.as_written and drawn < 0.15:
            continue
        if row.as_written and drawn < 0.3:
            row = replace(row, typology_name=chance.choice(typologies), note="", stage="")
            row = replace(row, status=chance.choice(["", "省级示范: #1"]))
        edited.append(row)
        if drawn > 0.9:
            region = inputs.folder.file_of(row.document_id).lists.document.region_code
            inside = [n for n in inputs.names.values() if region in (n.province_code,)]
            new = chance.choice(inside) if inside else None
            edited += [replace(row, as_written=new.name)] if new else []
    edited = one_stage_and_note(inputs, edited)
    chance.shuffle(edited)
    found = incoming.plan_import(inputs, edited, file="x", base=base)
    assert [f for f in found.faults if f.is_error] == []
    assert len(found.edited) > 1
    after = with_texts(inputs, found.edited)
    own = {d.document.id for d in chosen}
    written = [
        r for d in after.lists if d.document.id in own for r in outgoing.sheet_rows(after, d)
    ]
    assert said(written) == said(edited)
    for document_id, text in found.edited.items():
        comments = re.findall("^ *#.*$", found.previous[document_id].decode(), flags=re.M)
        assert re.findall("^ *#.*$", text, flags=re.M) == comments


def one_stage_and_note(inputs, rows):
    """Rows as a careful planner leaves them: no county twice, groups that agree."""
    words, seen, filled = {}, set(), {sheets_key(r) for r in rows if r.as_written}
    kept = []
    for row in rows:
        key = sheets_key(row)
        region = inputs.folder.file_of(row.document_id).lists.document.region_code
        match = inputs.gazetteer.resolve(row.as_written, region_code=region)
        once = (key, getattr(match, "county_code", ""))
        if once in seen or (not row.as_written and key in filled):
            continue
        seen.add(once)
        words.setdefault(key, (row.stage, row.note))
        kept.append(replace(row, stage=words[key][0], note=words[key][1]))
    return kept
