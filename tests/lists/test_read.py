"""Every fault of every file in one reading, with file, line, clause and value."""

from __future__ import annotations

from copy import deepcopy

import yaml

from geo.lists import read_lists, read_regions, read_typologies
from tests import toyland


def relative(path):
    return f"layers/{path.name}"


def write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def read(folder):
    return read_lists(folder, relative=relative)


def toy_text(**document):
    content = dict(toyland.DOCUMENT, document={**toyland.DOCUMENT["document"], **document})
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def test_a_good_file_reads_without_faults(tmp_path):
    write(tmp_path, "zuoshan-2024.yaml", toy_text())
    folder = read(tmp_path)
    assert folder.faults == ()
    assert folder.lists[0] == toyland.document_lists()


def test_place_gives_line_and_clause_and_finds_a_name_in_a_block(tmp_path):
    text = toy_text().replace("members: 甲县、老丙县", "members: |\n    甲县、\n    老丙县")
    write(tmp_path, "zuoshan-2024.yaml", text)
    file = read(tmp_path).files[0]
    line = 1 + next(i for i, t in enumerate(text.splitlines()) if t.strip() == "老丙县")
    place = file.place(("layers", 0, "members", 0), "老丙县")
    assert (place.file, place.line, place.clause) == (
        "layers/zuoshan-2024.yaml",
        line,
        "（一）",
    )


def test_all_faults_of_all_files_at_once(tmp_path):
    broken = toy_text(id="other-2024").replace("typology: 大城市周边", "typlogy: 大城市周边")
    write(tmp_path, "zuoshan-2024.yaml", broken)
    write(tmp_path, "youshui-2024.yaml", "document: [\n")
    write(tmp_path, "latin.yaml", "")
    (tmp_path / "gbk.yaml").write_bytes("文件: 一".encode("gb18030"))
    found = {(f.file.rpartition("/")[2], f.kind, f.value) for f in read(tmp_path).faults}
    assert {
        ("zuoshan-2024.yaml", "unknown-key", "typlogy"),
        ("zuoshan-2024.yaml", "missing-key", "typology"),
        ("latin.yaml", "empty-file", None),
        ("gbk.yaml", "not-utf8", None),
    } <= found
    assert ("youshui-2024.yaml", "yaml-open-bracket") in {(f, k) for f, k, _ in found}


def test_unknown_key_suggests_the_near_one(tmp_path):
    write(tmp_path, "zuoshan-2024.yaml", toy_text().replace("status:", "statuss:"))
    fault = next(f for f in read(tmp_path).faults if f.kind == "unknown-key")
    assert fault.details["near"] == "status"
    assert fault.clause == "（四）"


def test_id_must_be_the_file_name(tmp_path):
    write(tmp_path, "wrong-name.yaml", toy_text())
    assert [(f.kind, f.value) for f in read(tmp_path).faults] == [("id-mismatch", "zuoshan-2024")]


def test_duplicate_layer_and_task_name_the_first_line(tmp_path):
    content = dict(toyland.DOCUMENT)
    content["layers"] = [*content["layers"], deepcopy(content["layers"][0])]
    content["tasks"] = [*content["tasks"], deepcopy(content["tasks"][0])]
    write(tmp_path, "zuoshan-2024.yaml", yaml.safe_dump(content, allow_unicode=True))
    faults = read(tmp_path).faults
    assert {(f.kind, f.clause) for f in faults} == {
        ("duplicate-layer", "（一）"),
        ("duplicate-task", "（一）"),
    }
    assert all(int(f.details["first"]) < (f.line or 0) for f in faults)


def test_half_width_clause_is_refused_with_its_rule(tmp_path):
    write(tmp_path, "zuoshan-2024.yaml", toy_text().replace("clause: （一）", "clause: (一)"))
    faults = [f for f in read(tmp_path).faults if f.kind == "wrong-value"]
    assert {f.details["rule"] for f in faults} == {"clause-form"}
    assert {f.value for f in faults} == {"(一)"}


def test_empty_members_must_say_why(tmp_path):
    write(
        tmp_path,
        "zuoshan-2024.yaml",
        toy_text().replace("members: 己苗族自治县\n", "members: []\n"),
    )
    assert [f.details["rule"] for f in read(tmp_path).faults] == ["members-empty"]


def test_one_edition_is_one_region(tmp_path):
    write(tmp_path, "zuoshan-2024.yaml", toy_text())
    write(tmp_path, "zuoshan-2025.yaml", toy_text(id="zuoshan-2025", region_code="920000"))
    assert [(f.kind, f.value) for f in read(tmp_path).faults] == [("edition-regions", "920000")]


def test_reserved_edition_is_refused(tmp_path):
    write(tmp_path, "all-2024.yaml", toy_text(id="all-2024"))
    assert [f.details["rule"] for f in read(tmp_path).faults] == ["edition-reserved"]


def test_comments_order_and_quotes_leave_the_content_key(tmp_path):
    write(tmp_path, "zuoshan-2024.yaml", toy_text())
    before = read(tmp_path).files[0].content_key
    content = dict(reversed(list(toyland.DOCUMENT.items())))
    other = "# a comment\n" + yaml.safe_dump(
        content, allow_unicode=True, default_style='"', sort_keys=True
    ).replace('!!int "', '"').replace('!!float "', '"').replace('!!bool "', '"')
    write(tmp_path, "zuoshan-2024.yaml", other)
    assert read(tmp_path).files[0].content_key == before


def test_a_changed_member_changes_the_content_key(tmp_path):
    write(tmp_path, "zuoshan-2024.yaml", toy_text())
    before = read(tmp_path).files[0].content_key
    write(
        tmp_path,
        "zuoshan-2024.yaml",
        toy_text().replace("丙县、己苗族自治县、庚县", "丙县、己苗族自治县"),
    )
    assert read(tmp_path).files[0].content_key != before


def test_no_lists_is_a_fault(tmp_path):
    assert [f.kind for f in read(tmp_path).faults] == ["no-lists"]


def test_typologies_in_order_and_unique(tmp_path):
    rows = [t.model_dump(mode="json") for t in reversed(toyland.TYPOLOGIES)]
    write(tmp_path, "typologies.yaml", yaml.safe_dump({"typologies": rows}, allow_unicode=True))
    read, faults = read_typologies(tmp_path, relative=relative)
    assert read.typologies == toyland.TYPOLOGIES and faults == []
    rows.append(deepcopy(rows[0]))
    write(tmp_path, "typologies.yaml", yaml.safe_dump({"typologies": rows}, allow_unicode=True))
    _, faults = read_typologies(tmp_path, relative=relative)
    assert {(f.kind, f.value) for f in faults} == {
        ("duplicate-typology", "demonstration"),
        ("duplicate-typology", "示范县"),
    }


def test_regions_may_be_missing(tmp_path):
    regions, faults = read_regions(tmp_path, relative=relative)
    assert regions.areas == () and faults == []


# ── what people write without quotes, and how they end a file's name ──────────────────────


def test_yml_is_read_like_yaml_and_two_of_a_name_are_a_fault(tmp_path):
    write(tmp_path, "zuoshan-2024.yml", toy_text())
    assert [f.file for f in read(tmp_path).files] == ["layers/zuoshan-2024.yml"]
    write(tmp_path, "zuoshan-2024.yaml", toy_text())
    folder = read(tmp_path)
    assert [f.file for f in folder.files] == ["layers/zuoshan-2024.yaml"]
    assert [(f.kind, f.file, f.details["first"]) for f in folder.faults] == [
        ("yaml-twice", "layers/zuoshan-2024.yml", "layers/zuoshan-2024.yaml")
    ]


def test_types_and_regions_may_end_in_yml_too(tmp_path):
    rows = [t.model_dump(mode="json") for t in toyland.TYPOLOGIES]
    write(tmp_path, "typologies.yml", yaml.safe_dump({"typologies": rows}, allow_unicode=True))
    write(tmp_path, "regions.yml", "areas: []\n")
    assert read_typologies(tmp_path, relative=relative)[0].typologies == toyland.TYPOLOGIES
    assert read_regions(tmp_path, relative=relative)[1] == []
    assert [f.kind for f in read(tmp_path).faults] == ["no-lists"]


UNQUOTED = {
    "issued: '2024'": {
        "issued: 2024": "2024",
        "issued: 2024-02-10": "2024-02-10",
        "issued: 2024年2月10日": "2024-02-10",
        "issued: 2024/2/10": "2024-02-10",
        "issued: 2024.10": "2024-10",
    },
    "region_code: '910000'": {"region_code: 910000": "910000"},
}


def test_dates_and_codes_need_no_quotes(tmp_path):
    text = toy_text(issued="2024")
    for quoted, ways in UNQUOTED.items():
        assert quoted in text
        for written, wanted in ways.items():
            write(tmp_path, "zuoshan-2024.yaml", text.replace(quoted, written))
            folder = read(tmp_path)
            assert folder.faults == ()
            name = written.partition(":")[0]
            assert getattr(folder.lists[0].document, name) == wanted


def test_horizon_is_a_year_or_years(tmp_path):
    for written, years in ((2030, (2030,)), ("2021—2025年", (2021, 2025)), ([2027], (2027,))):
        write(tmp_path, "zuoshan-2024.yaml", toy_text(horizon=written))
        assert read(tmp_path).lists[0].document.horizon == years


def test_clauses_need_no_quotes_and_stay_as_printed(tmp_path):
    for printed in ("1", "1.", "1.10", "①", "第一条", "Ⅰ类", "（1）"):
        write(
            tmp_path,
            "zuoshan-2024.yaml",
            toy_text().replace("clause: （一）", f"clause: {printed}"),
        )
        folder = read(tmp_path)
        assert folder.faults == ()
        assert folder.lists[0].layers[0].clause == printed


def test_full_width_quotes_around_a_name_or_a_code_are_a_fault(tmp_path):
    text = toy_text().replace("typology: 大城市周边", "typology: “大城市周边”", 1)
    write(tmp_path, "zuoshan-2024.yaml", text)
    line = 1 + next(i for i, t in enumerate(text.splitlines()) if "“大城市周边”" in t)
    assert [(f.kind, f.line) for f in read(tmp_path).faults] == [("wide-quotes", line)]
    write(tmp_path, "zuoshan-2024.yaml", toy_text(region_code="“910000”"))
    assert [f.details["rule"] for f in read(tmp_path).faults if f.kind == "wrong-value"] == [
        "wide-quotes"
    ]
    write(tmp_path, "zuoshan-2024.yaml", toy_text(title="“左山”"))
    assert read(tmp_path).faults == ()


# ── drafts ───────────────────────────────────────────────────────────────────────────────


def test_a_draft_is_left_out_with_all_its_faults(tmp_path):
    write(tmp_path, "zuoshan-2024.yaml", toy_text())
    drafts = {
        "faulty-2025": "document:\n  id: other\n  draft: true\nlayers: 3\n",
        "unparsed-2025": "document:\n  title：甲\n  draft: true\n",
        "sound-2025": toy_text(id="sound-2025", draft=True),
    }
    for name, text in drafts.items():
        write(tmp_path, f"{name}.yaml", text)
    folder = read(tmp_path)
    assert [f.lists.document.id for f in folder.files] == ["zuoshan-2024"]
    assert folder.faults == ()
    assert folder.drafts == tuple(f"layers/{name}.yaml" for name in sorted(drafts))
    checked = read_lists(tmp_path, relative=relative, takes_draft=lambda name: name in drafts)
    assert checked.drafts == ()
    assert {f.file for f in checked.faults} == {
        "layers/faulty-2025.yaml",
        "layers/unparsed-2025.yaml",
    }
