"""What the commands around editing say, write and leave alone."""

from __future__ import annotations

import json
from functools import partial

import pytest
from openpyxl import load_workbook

from geo.cli.app import run
from geo.pipeline import builds, watching
from geo.vocabulary import Language
from geo.voice.texts import section
from tests import toyland

LIST = "layers/zuoshan-2024.yaml"


@pytest.fixture
def project(tmp_path):
    return toyland.write_project(tmp_path / "p")


def imported(project, path, *more, language=Language.ZH):
    """Exit code of ``sheet import``."""
    given = ["sheet", "import", path, "--project", project, "--diff", "--lang", language, *more]
    return run([str(word) for word in given])


def exported(project, tmp_path, change):
    path = tmp_path / "a.xlsx"
    given = ["sheet", "export", "--out", path, "--project", project, "--force", "--quiet"]
    assert run([str(word) for word in given]) == 0
    book = load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    return path


def rename(written):
    return lambda sheet: setattr(sheet["G2"], "value", written)


def test_without_a_terminal_nothing_is_written_or_asked(project, tmp_path, capsys):
    before = (project / LIST).read_bytes()
    path = exported(project, tmp_path, rename("丁县"))
    assert imported(project, path) == 0
    shown = capsys.readouterr()
    assert "丁县" in shown.out
    assert "-" in shown.out
    assert "--write" in shown.err
    assert (project / LIST).read_bytes() == before


def test_write_then_again_changes_nothing(project, tmp_path, capsys):
    path = exported(project, tmp_path, rename("丁县"))
    assert imported(project, path, "--write") == 0
    assert "丁县" in (project / LIST).read_text(encoding="utf-8")
    after = (project / LIST).read_bytes()
    assert imported(project, path, "--write") == 0
    assert section("sheet")["no-change"] in capsys.readouterr().out
    assert (project / LIST).read_bytes() == after


@pytest.mark.parametrize("language", list(Language))
def test_faults_name_sheet_row_value_and_advice_and_write_nothing(
    project, tmp_path, capsys, language
):
    before = (project / LIST).read_bytes()
    changes = {"无名县": rename("无名县"), "无此类": lambda s: setattr(s["C2"], "value", "无此类")}
    for value, change in changes.items():
        path = exported(project, tmp_path, change)
        assert imported(project, path, "--write", language=language) == 3
        said = capsys.readouterr().err
        assert value in said
        assert "a.xlsx[名单]:2" in said
        assert "→" in said
    assert (project / LIST).read_bytes() == before


def test_json_holds_faults_differences_and_what_was_written(project, tmp_path, capsys):
    path = exported(project, tmp_path, rename("丁县"))
    assert imported(project, path, "--write", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["written"] == record["files"] == [LIST]
    assert {d["kind"] for d in record["differences"]} >= {"added", "removed"}
    path = exported(project, tmp_path, rename("无名县"))
    assert imported(project, path, "--write", "--json") == 3
    record = json.loads(capsys.readouterr().out)
    assert (record["errors"], record["written"]) == (1, [])
    assert record["faults"][0]["file"] == "a.xlsx[名单]"


def test_a_foreign_csv_from_a_chinese_excel(project, tmp_path, capsys):
    path = tmp_path / "名单.csv"
    path.write_bytes("附件,\r\n序号,县名\r\n1,丁县\r\n合计,1\r\n".encode("gb18030"))
    mapping = ("--document", "zuoshan-2024", "--clause", "（二）", "--typology", "农产品主产区")
    assert imported(project, path, *mapping, "--column", "县名", "--write") == 0
    assert "合计" in capsys.readouterr().err
    assert "庚县、丁县" in (project / LIST).read_text(encoding="utf-8")


def test_a_sheet_from_elsewhere_fills_a_draft(project, tmp_path, capsys):
    path = project / LIST
    text = path.read_text(encoding="utf-8").replace("document:\n", "document:\n  draft: true\n")
    path.write_text(text, encoding="utf-8")
    sheet = tmp_path / "a.csv"
    sheet.write_text("县名\n乙区\n", encoding="utf-8")
    given = ("--document", "zuoshan-2024", "--clause", "附件", "--typology", "潜力地区")
    assert imported(project, sheet, *given, "--column", "县名", "--write") == 0
    written = path.read_text(encoding="utf-8")
    assert "乙区" in written.partition("附件")[2] and "draft: true" in written


def test_every_sheet_fault_has_advice_in_both_languages():
    for language in Language:
        texts = section("sheet", language)
        kinds = [k for k in texts if f"{k}.advice" in texts]
        assert len(kinds) > 15
        faults = [k for k in texts if k.startswith("sheet-") and not k.endswith(".advice")]
        assert set(faults) - set(kinds) == {"sheet-lists"}


# ── explain, init, watch ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", list(Language))
def test_explain_in_words_and_json(project, capsys, language):
    given = ["explain", "丙县", "大城市周边", "--project", str(project), "--lang", str(language)]
    assert run(given) == 0
    said = capsys.readouterr().out
    assert "老丙县" in said
    assert ("（一）" if language == "zh" else "(1)") in said
    assert f"{LIST}:" in said
    assert run([*given, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["answer"] == "listed"
    assert record["verdicts"][0]["as_written"] == "老丙县"


def test_explain_says_what_it_does_not_know(project, capsys):
    assert run(["explain", "丙县", "无此类", "--project", str(project)]) == 1
    assert "潜力地区" in capsys.readouterr().err
    assert run(["explain", "无名", "潜力地区", "--project", str(project)]) == 1
    assert "无名" in capsys.readouterr().err


def test_init_takes_the_region_of_its_edition(project, capsys):
    def init(document_id, *more):
        return run(["init", document_id, "--project", str(project), *more])

    assert init("zuoshan-2025", "--title", "新方案", "--quiet") == 0
    assert capsys.readouterr().err == ""
    path = project / "layers" / "zuoshan-2025.yaml"
    text = path.read_text(encoding="utf-8")
    assert 'region_code: "910000"  # 左山省' in text
    assert init("zuoshan-2025") == 1
    assert init("youshui-2025") == 1
    assert init("youshui-2025", "--region", "999999") == 1
    capsys.readouterr()
    assert init("zuoshan-2026", "--region", "920000") == 1
    assert "910000" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == text


def test_watch_says_one_line_per_rebuild_and_waits_faults_out(
    project, tmp_path, capsys, monkeypatch
):
    built = []
    plan_build = builds.plan_build

    def counted(inputs, out, options):
        built.append(options.editions)
        return plan_build(inputs, out, options)

    monkeypatch.setattr(builds, "plan_build", counted)
    monkeypatch.setattr(builds, "run_build", lambda _: builds.BuildResult({}))
    path = project / LIST
    good = path.read_bytes()
    steps = iter([good.replace("老丙县".encode(), "无名县".encode()), None, good, None, None])

    def wait(seconds):
        new = next(steps)
        if new is not None:
            path.write_bytes(new)

    monkeypatch.setattr(watching, "watch", partial(watching.watch, wait=wait, looks=5))
    given = ["watch", "zuoshan", "--project", str(project), "--out", str(tmp_path / "maps")]
    assert run(given) == 0
    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    assert len(lines) == len(built) == 3
    assert "1 处错误" in lines[1]
    assert "无名县" in shown.err


def test_watch_ends_cleanly_on_an_interrupt(project, tmp_path, capsys, monkeypatch):
    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "watch", interrupted)
    assert run(["watch", "--project", str(project), "--out", str(tmp_path / "maps")]) == 0
    assert section("explain")["watch-end"] in capsys.readouterr().err
