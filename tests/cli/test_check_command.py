"""What ``check`` prints, in which order, and what it leaves out until asked."""

from __future__ import annotations

import json

import pytest
import yaml

from geo.cli.app import run
from tests import toyland

TYPES = "layers/typologies.yaml"


@pytest.fixture
def project(tmp_path):
    return toyland.write_project(tmp_path / "project")


def command(capsys, *arguments):
    code = run([str(a) for a in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def check(capsys, project, *arguments):
    code, out, _ = command(capsys, "check", "--project", project, *arguments)
    return code, out


def add(project, document_id, *changes, **document):
    """A further document like the toy one."""
    head = {**toyland.DOCUMENT["document"], "id": document_id, **document}
    content = {**toyland.DOCUMENT, "document": head}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = project / "layers" / f"{document_id}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_errors_come_last_after_hints(capsys, project):
    for n in range(3):
        add(project, f"zuoshan-201{n}", issued=f"201{n}", supersedes=[])
    add(project, "zuoshan-2018", ("甲县、老丙县", "甲县、无此县"), issued="2018")
    code, out = check(capsys, project)
    lines = out.splitlines()
    assert code == 3
    hints = [n for n, line in enumerate(lines) if "提示：" in line]
    errors = [n for n, line in enumerate(lines) if "错误：" in line]
    assert hints and errors and max(hints) < min(errors)
    assert "无此县" in lines[errors[-1]]
    assert lines[-1].startswith("1 处错误")


def test_hints_of_a_kind_are_one_line_until_asked(capsys, project):
    for n in range(4):
        add(project, f"zuoshan-201{n}", issued=f"201{n}")
    _, out = check(capsys, project)
    assert out.count("早于边界") == 1 and "共 4 处" in out and "--hints" in out
    _, out = check(capsys, project, "--hints")
    assert out.count("早于边界") == 4
    _, out = check(capsys, project, "-q")
    assert "早于边界" not in out


def test_a_fault_of_the_types_is_told_alone(capsys, project):
    path = project / TYPES
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("role: base", "role: bass", 1), encoding="utf-8")
    add(project, "zuoshan-2025", ("甲县、老丙县", "甲县、无此县"))
    code, out = check(capsys, project)
    assert code == 3
    assert out.count("错误：") == 1 and TYPES in out and "名单还没有查" in out
    record = json.loads(check(capsys, project, "--json")[1])
    assert record["is_partial"] and [f["file"] for f in record["faults"]] == [TYPES]


@pytest.mark.parametrize("command_line", [("build",), ("show", "甲县"), ("sheet", "export", "-")])
def test_no_command_goes_on_with_faulty_types(capsys, project, tmp_path, command_line):
    path = project / TYPES
    path.write_text(path.read_text(encoding="utf-8").replace("name:", "name：", 1), "utf-8")
    where = ("--project", project)
    given = [tmp_path / "x.xlsx" if a == "-" else a for a in command_line]
    code, _, err = command(capsys, *given, *where)
    assert code == 3 and err.count("错误：") == 1 and TYPES in err


def test_a_faulty_row_of_the_gazetteer_is_told_alone(capsys, project):
    aliases = project / "data" / "gazetteer" / "aliases.csv"
    with aliases.open("a", encoding="utf-8") as file:
        file.write("老乙,999999,name,,,俗称,玩具国公报\n")
    add(project, "zuoshan-2025", ("甲县、老丙县", "甲县、老乙"))
    code, out = check(capsys, project)
    assert code == 3 and out.count("错误：") == 1 and "aliases.csv" in out


def test_regions_are_a_declaration_too(capsys, project):
    (project / "layers" / "regions.yaml").write_text("areas:\n  - name: 甲\n", encoding="utf-8")
    code, out = check(capsys, project)
    assert code == 3 and "名单还没有查" in out


def test_a_draft_is_in_nobodys_way(capsys, project):
    path = add(project, "zuoshan-2025", ("甲县、老丙县", "甲县、无此县"), draft=True)
    code, out = check(capsys, project)
    assert code == 0 and "草稿 1 份" in out and path.name in out
    assert command(capsys, "show", "甲县", "--project", project)[0] == 0
    for asked in ("--drafts", path):
        code, out = check(capsys, project, asked)
        assert code == 3 and "无此县" in out and "草稿" not in out


def test_a_draft_may_be_superseded(capsys, project):
    add(project, "zuoshan-2023", draft=True)
    add(project, "zuoshan-2025", supersedes=["zuoshan-2023"])
    assert check(capsys, project)[0] == 0


def test_a_document_that_cannot_be_read_is_one_fault(capsys, project):
    add(project, "zuoshan-2023", ("  short_title:", "  short_title："))
    add(project, "zuoshan-2025", supersedes=["zuoshan-2023"])
    code, out = check(capsys, project)
    assert code == 3 and out.count("错误：") == 1 and "半角冒号" in out


def test_a_named_file_is_checked_alone(capsys, project):
    add(project, "zuoshan-2023", ("甲县、老丙县", "甲县、无此县"))
    path = project / "layers" / "zuoshan-2024.yaml"
    assert check(capsys, project, path)[0] == 0
    code, _, err = command(capsys, "check", "--project", project, project / "layers" / "no.yaml")
    assert code == 1 and "no.yaml" in err


def test_a_date_still_to_come_is_a_hint(capsys, project):
    add(project, "zuoshan-2999", issued="2999-01")
    code, out = check(capsys, project)
    assert code == 0 and "2999-01" in out and "提示：" in out


def test_english_has_all_of_it(capsys, project):
    add(project, "zuoshan-2025", draft=True)
    add(project, "zuoshan-2023", ("  title:", "\ttitle:"), issued="2999-01")
    code, out = check(capsys, project, "--lang", "en")
    assert code == 3
    assert "draft" in out and "tab" in out and "error: " in out
