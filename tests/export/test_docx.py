"""Word documents read back: styles, captions, tables, and nothing that acts."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from geo.content.county_sheet import CountySheet, SheetHead, SheetWords
from geo.content.county_sheet.blocks import SheetBlock, SheetEntry, SheetFront, SheetGroup
from geo.content.county_sheet.density import Density
from geo.content.county_sheet.head import SheetFact
from geo.content.edition_report import edition_report
from geo.content.edition_words import EditionWords
from geo.content.lines import Line, TableColumn, TableRow, TableSection
from geo.content.statistics import all_statistics
from geo.errors import ExportError
from geo.export.docx import write_counties, write_county, write_edition
from geo.export.docx.document import (
    GROUP_TEXT,
    LEGEND_ENTRY,
    NOTE,
    QUIET,
    STRONG,
    TABLE_DENSE,
    TABLE_STYLE,
    TABLE_TEXT,
    TEMPLATE,
    PageKind,
    WordDocument,
)
from geo.export.docx.sheet_document import ASIDE, SheetStyle
from geo.voice.voice import Voice
from tests.toyland import HOSTILE, nation_frames, voice


def png(height: int = 210) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (297, height), "#62BFA4").save(target, format="PNG")
    return target.getvalue()


@pytest.fixture(scope="session")
def frames():
    return nation_frames()


def write_toy(path: Path, frames: Any, *, figure: bytes = b"", voice: Voice | None = None) -> None:
    words = EditionWords(frames, voice)
    write_edition(edition_report(frames, words), path, words, figures=[figure] if figure else ())


@pytest.fixture(scope="session")
def edition(frames, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("docx") / "toy.docx"
    write_toy(path, frames, figure=png())
    return path


def texts(path: Path) -> list[tuple[str, str]]:
    """(style, text with the results of fields) of every paragraph outside tables."""
    return [
        (p.style.name, "".join(t.text or "" for t in p._p.iter(qn("w:t"))))
        for p in docx.Document(str(path)).paragraphs
    ]


def of_style(path: Path, style: str) -> list[str]:
    return [text for name, text in texts(path) if name == style]


def tables(path: Path) -> dict[str, list[list[str]]]:
    """Rows of every table under its caption."""
    found, caption = {}, ""
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, docx.table.Table):
            found[caption] = [[c.text for c in row.cells] for row in block.rows]
        elif block.style.name == "Caption":
            caption = "".join(t.text or "" for t in block._p.iter(qn("w:t")))
    return found


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ── the edition ──────────────────────────────────────────────────────────────────────────


def test_the_parts_stand_under_real_headings(edition):
    assert of_style(edition, "Title") == ["玩具国县区类型"]
    assert of_style(edition, "Heading 1") == ["类型与名单", "统计", "县区名单", "资料来源与说明"]
    assert of_style(edition, "Heading 2") == ["功能类型", "叠加类型"]


def test_captions_are_numbered_by_fields(edition):
    captions = of_style(edition, "Caption")
    assert captions[0] == "图 1\u3000玩具国县区类型分布"
    assert [c[:3] for c in captions[1:]] == [f"表 {n}" for n in range(1, len(captions))]
    fields = re.findall(rb'w:instr="([^"]+)"', parts(edition)["word/document.xml"])
    assert [f.decode() for f in fields[:2]] == ["SEQ 图 \\* ARABIC", "SEQ 表 \\* ARABIC"]


def test_legend_text_tells_listed_derived_and_candidate_apart(edition):
    lines = of_style(edition, "Legend Entry")
    start = next(i for i, line in enumerate(lines) if "农产品主产区" in line)
    assert lines[start + 1 : start + 4] == [
        "文件列名 2 个：辰县、巳县",
        "条件推导 2 个：戊市、丑县",
        "候选待定 1 个：丁县",
    ]
    assert any("候选待定" in n for n in of_style(edition, "Source Note"))


def test_the_list_has_every_assignment_with_its_source(edition, frames):
    caption, rows = next((c, r) for c, r in tables(edition).items() if "名单" in c)
    assert f"{len(frames.assignments)} 条" in caption
    body = [r for r in rows[1:] if len(set(r)) > 1]
    assert len(body) == len(frames.assignments)
    assert [r[0] for r in body] == [*sorted(frames.drawn["county_code"]), ""]
    zone = body[-1]
    assert zone[1] == "开发区，庚县" and "没有县级边界" in zone[6]
    found = {(r[0], r[2].split(" ", 1)[1], r[3]) for r in body}
    farming = "农产品主产区"
    assert {("910104", farming, "候选"), ("910201", farming, "推导")} <= found
    assert {r[5] for r in body} == {f"玩具方案（{n}）" for n in "一二三四"}
    groups = [r[0] for r in rows[1:] if len(set(r)) == 1]
    assert groups == ["左山省左一市", "左山省左二市", "右水省右一市", "列名未上图"]


def test_statistics_are_those_of_the_tables(edition, frames):
    totals = all_statistics(frames)["typology_totals"]
    rows = next(r for c, r in tables(edition).items() if "面积" in c)
    incomplete = {"工业": "工业（名单未列全：6 个中已知 4 个；另有 1 处未上图）"}
    assert [r[0] for r in rows[1:]] == [incomplete.get(n, n) for n in totals["typology_name"]]
    assert [int(r[1]) for r in rows[1:]] == totals["county_count"].tolist()
    assert rows[0][2:5] == ["列名", "推导", "候选"]
    combined = next(r for c, r in tables(edition).items() if "组合" in c)
    assert sum(int(r[1]) for r in combined[1:]) == len(frames.counties)


def test_sources_vintage_and_review_are_cited(edition):
    lines = [text for _, text in texts(edition)]
    assert any("玩具国政府" in line and "2025-03-01" in line for line in lines)
    assert any("边界：玩具国测绘局（2025-01）；界线所示时间 2025-01" in line for line in lines)
    assert any("送审" in line for line in lines)
    assert any("缺耕地名录" in line for line in lines)


def test_the_figure_stands_on_a_landscape_page_and_is_described(edition):
    document = docx.Document(str(edition))
    sizes = [(round(s.page_width.mm), round(s.page_height.mm)) for s in document.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    (shape,) = document.inline_shapes
    assert shape.width.mm < 267 and shape.height.mm < 165
    assert "玩具国" in shape._inline.docPr.get("descr")


@pytest.mark.parametrize(("height", "sheets"), [(211, 1), (280, 2), (420, 2), (500, 3)])
def test_sheets_of_a_figure_are_pictures_of_their_own(frames, tmp_path, height, sheets):
    path = tmp_path / "sheets.docx"
    write_toy(path, frames, figure=png(height))
    shapes = docx.Document(str(path)).inline_shapes
    assert len(shapes) == sheets
    assert {round(s.width.mm) for s in shapes} == {226}
    assert all(s.height.mm < 165 for s in shapes)


def test_without_a_figure_there_is_no_empty_page(frames, tmp_path):
    path = tmp_path / "plain.docx"
    write_toy(path, frames)
    document = docx.Document(str(path))
    assert len(document.sections) == 1 and not document.inline_shapes


def test_a_figure_that_is_no_png_is_refused(frames, tmp_path):
    with pytest.raises(ExportError, match="PNG"):
        write_toy(tmp_path / "x.docx", frames, figure=b"<svg/>")


def test_english_translates_what_it_knows(frames, tmp_path):
    path = tmp_path / "en.docx"
    spoken = voice(庚县="Jiazi", 左二市="South")
    write_toy(path, frames.told(spoken), figure=png(), voice=spoken)
    assert of_style(path, "Title") == ["Toyland: types of counties"]
    rows = next(r for c, r in tables(path).items() if "Counties and their types" in c)
    assert rows[3][0] == "Zuoshan, South"
    assert rows[8][1:4] == ["Jiazi", "■ Suburban to a large city", "listed"]
    assert of_style(path, "Caption")[0].startswith("Figure 1")
    assert any("given in Chinese" in n for n in of_style(path, "Source Note"))


def test_long_statistics_are_cut_and_say_so(frames, tmp_path):
    agency = "、".join(f"甲{n}局" for n in range(47))
    many = replace(frames, tasks=frames.tasks.assign(responsible_units=agency))
    total = len(all_statistics(many)["tasks_per_agency"])
    path = tmp_path / "long.docx"
    write_toy(path, many)
    rows = next(r for c, r in tables(path).items() if "部门" in c)
    assert len(rows) == 31 and total > 45
    assert f"另有 {total - 30} 行，见工作簿。" in of_style(path, "Source Note")


# ── the file ─────────────────────────────────────────────────────────────────────────────


def test_same_content_same_bytes_without_a_clock(edition, frames, tmp_path):
    path = tmp_path / "again.docx"
    write_toy(path, frames, figure=png())
    assert path.read_bytes() == edition.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert {i.date_time for i in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    core = docx.Document(str(path)).core_properties
    assert core.created.year == core.modified.year == 2000
    assert core.title == "玩具国县区类型" and "python-docx" not in core.comments


def test_nothing_in_the_file_acts_or_reaches_out(edition):
    found = parts(edition)
    assert not [n for n in found if "vba" in n.lower() or n.endswith(".bin")]
    for name, content in found.items():
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in content, name
    fields = set(re.findall(rb'w:instr="(\w+)', b"".join(found.values())))
    assert fields == {b"SEQ", b"PAGE", b"NUMPAGES"}
    assert b"w:hyperlink" not in found["word/document.xml"]


def test_every_style_and_relation_that_is_used_is_there(edition):
    found = parts(edition)
    defined = set(re.findall(rb'<w:style [^>]*w:styleId="([^"]+)"', found["word/styles.xml"]))
    pattern = rb'<w:(?:pStyle|rStyle|tblStyle|basedOn|next|link) w:val="([^"]+)"'
    for name in ("word/document.xml", "word/footer1.xml", "word/styles.xml"):
        assert set(re.findall(pattern, found[name])) <= defined, name
    for name, content in found.items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for target in re.findall(rb'Target="([^"]+)"', content):
                path = target.decode().lstrip("/")
                assert path in found or f"{folder}/{path}" in found, (name, path)
    assert len(found["word/styles.xml"]) < 60_000


def test_chinese_fonts_are_named_and_no_theme_overrules_them(edition):
    styles = parts(edition)["word/styles.xml"].decode()
    assert "Theme=" not in styles
    document = docx.Document(str(edition))
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Caption", "Table Text"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "等线", name
    table = parts(edition)["word/fontTable.xml"].decode()
    assert 'w:name="宋体"' in table and 'w:charset w:val="86"' in table


def test_header_rows_repeat_and_rows_stay_whole(edition):
    for table in docx.Document(str(edition)).tables:
        assert table.style.name == "County Table"
        head = table.rows[0]._tr.trPr
        assert head.find(qn("w:tblHeader")) is not None
        assert all(r._tr.trPr.find(qn("w:cantSplit")) is not None for r in table.rows)


def test_hostile_text_is_text(edition, frames):
    xml = parts(edition)["word/document.xml"].decode()
    assert HOSTILE not in xml and "&lt;img src=x onerror=alert(1)&gt;" in xml
    rows = next(r for c, r in tables(edition).items() if "名单" in c)
    assert any("=1+1" in r[4] for r in rows)


ZH = SheetWords()


def _block(*entries: SheetEntry, **more: Any) -> SheetBlock:
    group = SheetGroup(entries, "一、章", "玩具方案", "经由：全域")
    known = {"key": "x", "heading": "任务", "note": "注释", "groups": (group,)}
    return SheetBlock(**{**known, **more})


def _entry(label: str, *lines: Line) -> SheetEntry:
    return SheetEntry(label, lines)


def _front(*below: SheetBlock) -> SheetFront:
    types = _block(_entry("", Line("近郊", "strong"), Line("文件列名", "derived")))
    return SheetFront(Density("x", 8.0, 7.0, 2, 70.0, 1.3), (types,), below)


def _county(name: str = "庚县", **more: Any) -> CountySheet:
    facts = (SheetFact("code", "代码", "910203"),)
    head = SheetHead("910203", name, name, "玩具国", (), facts)
    return CountySheet(**{"head": head, "front": _front(), "closing": ("注",), **more})


def _annex() -> TableSection:
    return TableSection(
        key="x",
        heading="全文",
        note="",
        columns=(TableColumn("类型", 60), TableColumn("出处", 40)),
        rows=(
            TableRow(((Line("章", "strong"),),), is_group=True),
            TableRow(((Line("近郊"), Line("说明", "quiet")), ())),
        ),
        is_dense=True,
    )


def _everything(path: Path) -> str:
    body = docx.Document(str(path)).element.body
    return "".join(t.text or "" for t in body.iter(qn("w:t")))


def _column_counts(path: Path) -> list[tuple[str, int]]:
    """Kind and columns of each section."""
    return [
        (str(s.start_type).split(" ")[0], int(s._sectPr.find(qn("w:cols")).get(qn("w:num"), "1")))
        for s in docx.Document(str(path)).sections
    ]


@pytest.mark.parametrize("picture", [b"", png()])
def test_a_county_sheet_reads_back(picture, tmp_path):
    path = tmp_path / "county.docx"
    small = _block(_entry("（一）", Line("道路"), Line("甲局", "quiet")), is_small=True, columns=3)
    write_county(_county(png=picture, front=_front(small)), path, ZH)
    document = docx.Document(str(path))
    told = _everything(path)
    for words in (
        "庚县",
        "代码 910203",
        "近郊",
        "（一）道路  甲局",
        "玩具方案",
        "一、章",
        "注释",
    ):
        assert words in told, words
    assert told.index("近郊") < told.index("（一）道路") and told.endswith("注")
    assert len(document.inline_shapes) == bool(picture)


def test_columns_stand_between_sections_of_one_page(tmp_path):
    path = tmp_path / "county.docx"
    wide, narrow = _block(_entry("", Line("甲"))), _block(_entry("", Line("乙")), columns=3)
    write_county(_county(front=_front(wide, narrow)), path, ZH)
    assert [c for _, c in _column_counts(path)] == [1, 3, 1]
    assert {k for k, _ in _column_counts(path)[1:]} == {"CONTINUOUS"}


def test_a_paragraph_for_a_chapter_or_for_a_task(tmp_path):
    entries = (_entry("（一）", Line("道路")), _entry("（二）", Line("桥")))
    for runs_on, expected in (
        (False, ["（一）道路", "（二）桥"]),
        (True, ["一、章　（一）道路　（二）桥"]),
    ):
        path = tmp_path / "county.docx"
        block = _block(*entries, is_small=True, runs_on=runs_on)
        write_county(_county(front=_front(block)), path, ZH)
        kind = "Sheet Run" if runs_on else "Sheet Small"
        found = docx.Document(str(path)).paragraphs
        assert [p.text for p in found if p.style.name.startswith(kind)] == expected


def test_what_is_left_out_is_counted(tmp_path):
    path = tmp_path / "county.docx"
    write_county(_county(front=_front(_block(more="另有 3 项"))), path, ZH)
    assert "另有 3 项" in _everything(path)


def test_the_annex_is_tables_from_a_new_page(tmp_path):
    path = tmp_path / "county.docx"
    content = _county(annex=(_annex(),))
    write_county(content, path, ZH)
    document = docx.Document(str(path))
    assert [c.text for c in document.tables[-1].rows[2].cells] == ["近郊\n说明", ""]
    assert len(document.tables[-1].rows[1]._tr.tc_lst) == 1
    assert of_style(path, "Heading 1") == [f"庚县　{ZH.say('annex')}"]
    assert _column_counts(path)[-1] == ("NEW_PAGE", 1)


def test_sheets_of_an_edition_begin_pages_of_one_document(tmp_path):
    path = tmp_path / "edition.docx"
    contents = [_county(t, png=png()) for t in ("庚县", "己苗族自治县", "丙寅县")]
    write_counties("玩具国", contents, path, ZH)
    assert [k for k, _ in _column_counts(path)[1:]] == ["NEW_PAGE"] * 2
    assert docx.Document(str(path)).core_properties.title == "玩具国"
    again = tmp_path / "again.docx"
    write_counties("玩具国", contents, again, ZH)
    assert again.read_bytes() == path.read_bytes()


def test_lines_of_a_sheet_have_an_exact_height(tmp_path):
    path = tmp_path / "county.docx"
    write_county(_county(), path, ZH)
    every = docx.Document(str(path)).styles
    styles = [s for s in every if s.name.startswith("Sheet ") and s.name != ASIDE]
    assert styles and all(s.paragraph_format.line_spacing_rule == 4 for s in styles)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800", "\u202e"])
def test_what_xml_forbids_is_shown_as_a_mark(character, tmp_path):
    path = tmp_path / "county.docx"
    write_county(_county(f"甲{character}子"), path, ZH)
    assert "甲\ufffd子" in _everything(path)
    assert docx.Document(str(path)).core_properties.title == "甲\ufffd子"


def test_a_name_of_ten_thousand_characters_is_kept(tmp_path):
    path = tmp_path / "county.docx"
    write_county(_county("长" * 10_000), path, ZH)
    assert "长" * 10_000 in _everything(path)


def test_breaks_in_a_text_do_not_break_a_cell():
    document = WordDocument("题", voice=Voice())
    document.paragraph((Line("一\n二\t三"),))
    assert "一\ufffd二\ufffd三" in document._document.paragraphs[-1].text


# ── the template ─────────────────────────────────────────────────────────────────────────


def test_the_template_has_every_style_that_is_written():
    names = {s.name for s in docx.Document(str(TEMPLATE)).styles}
    texts = {"Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "Footer"}
    own = {TABLE_STYLE, TABLE_TEXT, TABLE_DENSE, GROUP_TEXT, NOTE, LEGEND_ENTRY, STRONG, QUIET}
    assert texts | own | {ASIDE, *SheetStyle} <= names


def test_the_template_shows_each_kind_of_page_with_a_footer():
    sections = docx.Document(str(TEMPLATE)).sections
    assert len(sections) == len(PageKind)
    sizes = [(round(s.page_width.mm), round(s.page_height.mm)) for s in sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    assert [round(s.left_margin.mm) for s in sections] == [22, 15, 10]
    assert all("PAGE" in s.footer._element.xml for s in sections)


def test_nothing_of_the_template_but_its_looks_is_in_a_document(edition):
    told = _everything(edition)
    samples = [p.text for p in docx.Document(str(TEMPLATE)).paragraphs if p.text]
    assert len(samples) > 15 and not [s for s in samples if s in told]
