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
    assert ("youshui-2024.yaml", "yaml-syntax") in {(f, k) for f, k, _ in found}


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
