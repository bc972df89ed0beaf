"""Commands from outside: exit codes, streams, and that nothing is lost."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from geo.cli import commands
from geo.cli.app import program, run
from tests import toyland

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path):
    return toyland.write_project(tmp_path / "project")


def command(capsys, *arguments):
    """Run one command; (exit code, stdout, stderr)."""
    code = run([str(a) for a in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def rewrite(project, change):
    """Write the toy list again after changing a copy of it; returns its text."""
    import yaml

    content = copy.deepcopy(toyland.DOCUMENT)
    change(content)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    (project / "layers" / "zuoshan-2024.yaml").write_text(text, encoding="utf-8")
    return text


def line_of(text, part):
    return 1 + next(i for i, line in enumerate(text.splitlines()) if part in line)


def test_version(capsys):
    code, out, _ = command(capsys, "--version")
    assert code == 0 and out.startswith("county-typology ")


def test_unknown_option_is_a_usage_error(capsys):
    assert command(capsys, "check", "--nonsense")[0] == 2


def test_check_of_sound_lists(capsys, project):
    code, out, _ = command(capsys, "check", "--project", project)
    assert code == 0 and len(out.splitlines()) == 1
    code, out, _ = command(capsys, "check", "--project", project, "--readings")
    assert code == 0
    assert "老丙县 → 丙县" in out and "2020" in out


def test_check_json_is_for_programs(capsys, project):
    code, out, _ = command(capsys, "check", "--project", project, "--json")
    record = json.loads(out)
    assert (code, record["errors"], record["members"]) == (0, 0, 8)


FAULTS = {
    "unknown-county": (
        lambda d: d["layers"][0].update(members="甲县、丙丁县"),
        "丙丁县",
    ),
    "ambiguous-county": (
        lambda d: (d["document"].update(region_code="000000"), d.update(rules=[])),
        "甲县",
    ),
    "unknown-key": (lambda d: d["layers"][0].update(colour="red"), "colour"),
    "duplicate-layer": (
        lambda d: d["layers"].append(copy.deepcopy(d["layers"][0])),
        "大城市周边",
    ),
    "outside-region": (lambda d: d["layers"][0].update(members="子县"), "子县"),
    "unknown-typology": (lambda d: d["layers"][0].update(typology="小城镇"), "小城镇"),
    "list-count": (lambda d: d["layers"][0].update(members="甲县、丁县等3个县"), "等3个"),
    "unknown-area": (
        lambda d: d["tasks"][0].update(scope=[{"kind": "area", "members": "无此片区"}]),
        "无此片区",
    ),
    "unknown-region": (lambda d: d["document"].update(region_code="990000"), "990000"),
    "unknown-place": (lambda d: d["partnerships"][0].update(partner="无此地"), "无此地"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_every_fault_gives_file_line_value_and_advice(capsys, project, kind):
    change, value = FAULTS[kind]
    rewrite(project, change)
    code, out, _ = command(capsys, "check", "--project", project, "--json")
    assert code == 3
    found = [f for f in json.loads(out)["faults"] if f["kind"] == kind]
    assert found, json.loads(out)["faults"]
    assert any(value in (f["value"] or "") for f in found)
    for fault in found:
        assert fault["file"] == "layers/zuoshan-2024.yaml"
        assert fault["line"] and fault["advice"]


def test_a_fault_names_the_line_of_the_written_name(capsys, project):
    text = rewrite(
        project, lambda d: d["layers"][2].update(members=["甲县", "己苗族自治县", "无县"])
    )
    _, out, _ = command(capsys, "check", "--project", project, "--json")
    fault = json.loads(out)["faults"][0]
    assert (fault["line"], fault["clause"]) == (line_of(text, "无县"), "（三）")


def test_a_pasted_block_still_names_the_line(capsys, project):
    path = project / "layers" / "zuoshan-2024.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("members: 甲县、老丙县", "members: |\n    甲县\n    老丙县\n    丙丁县")
    path.write_text(text, encoding="utf-8")
    _, out, _ = command(capsys, "check", "--project", project, "--json")
    record = json.loads(out)
    assert [f["line"] for f in record["faults"]] == [line_of(text, "丙丁县")]
    assert [r["line"] for r in record["readings"]] == [line_of(text, "老丙县")]


def test_faults_in_words_have_candidates_with_parents(capsys, project):
    rewrite(project, lambda d: d["document"].update(region_code="000000"))
    code, out, _ = command(capsys, "check", "--project", project)
    assert code == 3
    assert "甲县（左山省左一市，910101）" in out and "甲县（右水省右一市，920101）" in out


def test_english_on_request(capsys, project):
    rewrite(project, lambda d: d["layers"][0].update(members="丙丁县"))
    _, out, _ = command(capsys, "check", "--project", project, "--lang", "en")
    assert "no such county" in out


def test_broken_yaml_gives_its_line_and_the_rest_is_still_checked(capsys, project):
    path = project / "layers" / "zuoshan-2024.yaml"
    good = path.read_text(encoding="utf-8").replace("zuoshan-2024", "zuoshan-2025")
    other = good.replace("老丙县", "无县")
    (project / "layers" / "zuoshan-2025.yaml").write_text(other, encoding="utf-8")
    path.write_text("document:\n  id: [\n", encoding="utf-8")
    code, out, _ = command(capsys, "check", "--project", project, "--json")
    kinds = {(f["file"], f["kind"]) for f in json.loads(out)["faults"]}
    assert code == 3
    assert kinds == {
        ("layers/zuoshan-2024.yaml", "yaml-open-bracket"),
        ("layers/zuoshan-2025.yaml", "unknown-county"),
    }


def test_missing_and_damaged_boundary_files(capsys, project):
    folder = project / "data" / "boundaries" / "2025-01"
    (folder / "provinces.parquet").unlink()
    content = bytearray((folder / "counties.parquet").read_bytes())
    content[100] ^= 1
    (folder / "counties.parquet").write_bytes(content)
    code, out, _ = command(capsys, "check", "--project", project, "--json")
    kinds = {(f["file"].rpartition("/")[2], f["kind"]) for f in json.loads(out)["faults"]}
    assert code == 3
    assert kinds == {
        ("provinces.parquet", "missing-boundary-file"),
        ("counties.parquet", "boundary-checksum"),
    }


def test_unknown_vintage_lists_the_known_ones(capsys, project):
    code, _, err = command(capsys, "check", "--project", project, "--vintage", "../../etc")
    assert code == 1 and "2025-01" in err


def test_no_project_says_what_to_do(capsys, tmp_path):
    code, _, err = command(capsys, "check", "--project", tmp_path)
    assert code == 1 and "layers/" in err


def test_show_prints_types_tasks_and_sources(capsys, project):
    code, out, _ = command(capsys, "show", "丙县", "--project", project)
    assert code == 0
    for part in ("910103", "大城市周边", "老丙县", "（一）", "左政发〔2024〕1号", "省发展改革委"):
        assert part in out


def test_show_json(capsys, project):
    _, out, _ = command(capsys, "show", "910202", "--project", project, "--json")
    record = json.loads(out)
    assert {t["typology"] for t in record["typologies"]} == {
        "agricultural",
        "potential",
        "demonstration",
    }
    assert record["typologies"][-1]["stage"] == "under_way"


def test_show_of_an_unknown_name_suggests_and_fails(capsys, project):
    code, out, err = command(capsys, "show", "己苗族自治具", "--project", project)
    assert code == 1 and out == "" and "己苗族自治县" in err


def test_show_of_a_declared_non_county_says_where_it_lies(capsys, project):
    code, out, err = command(capsys, "show", "左一高新区", "--project", project)
    assert (code, out) == (1, "")
    assert "高新区" in err and "乙区" in err


def test_show_of_a_shared_name_asks_for_a_parent(capsys, project):
    rewrite(project, lambda d: d["document"].update(id="zuoshan-2024"))
    code, out, _ = command(capsys, "show", "右水省甲县", "--project", project)
    assert code == 0 and "920101" in out


def test_boundaries_info(capsys, project):
    code, out, _ = command(capsys, "boundaries", "info", "--project", project)
    assert code == 0 and "2025-01" in out and "玩具国测绘局" in out
    code, out, _ = command(capsys, "boundaries", "info", "--project", ROOT, "--lang", "en")
    assert out.startswith("Boundary vintages: 2024, 2025-09\n")
    assert not re.search("[\u3400-\u9fff]", out)


@pytest.mark.parametrize(
    ("arguments", "is_there"),
    [
        (("show", "甲县", "--json"), lambda out, _: "（一）" in out),
        (("explain", "甲县", "大城市周边", "--json"), lambda out, _: '"listed"' in out),
        (
            ("export", "csv", "--out", "{folder}/csv"),
            lambda _, folder: "甲县" in (folder / "csv" / "assignments.csv").read_text("utf-8"),
        ),
        (
            ("report", "甲县", "--out", "{folder}/a.html"),
            lambda _, folder: "左山2024" in (folder / "a.html").read_text("utf-8"),
        ),
    ],
    ids=["show", "explain", "export", "report"],
)
def test_what_a_command_tells_is_as_of_the_date(capsys, project, tmp_path, arguments, is_there):
    given = [*(a.format(folder=tmp_path) for a in arguments), "--project", project, "--as-of"]
    code, _, err = command(capsys, *given, "2024-04-30")
    assert code == 1 and "2024-04-30" in err  # nothing had been issued by then
    code, out, err = command(capsys, *given, "2024-05-01")
    assert code == 0 and not err
    assert is_there(out, tmp_path)


def test_show_as_of_a_date_knows_no_later_document(capsys):
    given = ("show", "开州", "--project", ROOT, "--json")
    code, now, _ = command(capsys, *given)
    assert code == 0 and "渝府发〔2025〕4号" in now
    code, then, err = command(capsys, *given, "--as-of", "2024-06-30")
    assert code == 0 and "渝府发〔2025〕4号" not in then
    assert "重庆2025" in err and "500154" in then


def test_as_of_a_date_leaves_out_what_came_later_and_says_so(capsys, project):
    code, _, err = command(capsys, "check", "--project", project, "--as-of", "2024-04-30")
    assert code == 1 and "2024" in err  # nothing had been issued by then
    code, out, _ = command(capsys, "check", "--project", project, "--as-of", "2024-05-01", "--json")
    assert code == 0 and json.loads(out)["documents"] == 1


def test_explain_and_sheet_and_init_are_wired(capsys, project, tmp_path):
    code, out, _ = command(capsys, "explain", "甲县", "大城市周边", "--project", project)
    assert code in (0, 1)
    code, out, _ = command(capsys, "explain", "910101", "大城市周边", "--project", project)
    assert code == 0 and "（一）" in out
    sheet = tmp_path / "lists.xlsx"
    assert command(capsys, "sheet", "export", "--out", sheet, "--project", project)[0] == 0
    assert command(capsys, "sheet", "import", sheet, "--project", project)[0] == 0
    assert (
        command(capsys, "init", "youshui-2025", "--region", "920000", "--project", project)[0] == 0
    )
    assert (project / "layers" / "youshui-2025.yaml").is_file()


@pytest.mark.parametrize("form", ["gpkg", "geojson", "parquet", "csv", "xlsx", "svg", "shp"])
def test_export_writes_each_format(capsys, project, tmp_path, form):
    path = tmp_path / ("tables" if form == "csv" else f"x.{form}")
    code, out, _ = command(
        capsys, "export", form, "--edition", "zuoshan", "--out", path, "--project", project
    )
    assert code == 0 and path.exists() and path.name in out


def test_export_refuses_another_ending_and_an_unknown_format(capsys, project, tmp_path):
    for form, name in (("gpkg", "x.shp"), ("doc", "x.doc")):
        code, _, err = command(
            capsys, "export", form, "--out", tmp_path / name, "--project", project
        )
        assert code == 1 and err
    assert list(tmp_path.glob("x.*")) == []


def test_odd_but_legal_is_a_warning_and_not_an_error(capsys, project):
    aliases = project / "data" / "gazetteer" / "aliases.csv"
    with aliases.open("a", encoding="utf-8") as file:
        file.write("老乙,910102,name,,,俗称,玩具国公报\n")
    rewrite(project, lambda d: d["document"].update(issued="2019"))
    code, out, _ = command(capsys, "check", "--project", project, "--json")
    record = json.loads(out)
    assert (code, record["errors"]) == (0, 0)
    found = {f["kind"]: f for f in record["faults"]}
    assert found["alias-unused"]["value"] == "老乙"
    assert "老丙县→丙县" in found["older-than-vintage"]["message"]
    assert found["older-than-vintage"]["line"]


def test_aliases_kept_for_later_are_told_only_on_request(capsys, project):
    aliases = project / "data" / "gazetteer" / "aliases.csv"
    with aliases.open("a", encoding="utf-8") as file:
        file.write("老乙,910102,name,,,俗称,玩具国公报\n")
    assert "aliases.csv" not in command(capsys, "check", "--project", project)[1]
    code, out, _ = command(capsys, "check", "--project", project, "--unused")
    assert code == 0 and "老乙" in out and "aliases.csv" in out


def test_check_reads_the_english_too(capsys, project):
    folder = project / "layers" / "english"
    folder.mkdir()
    (folder / "common.yaml").write_text("个: in number\n所:\n", encoding="utf-8")
    code, out, _ = command(capsys, "check", "--project", project)
    assert code == 3 and "layers/english/common.yaml:2" in out


def test_a_command_is_registered_by_its_file():
    files = {p.stem for p in Path(commands.__file__).parent.glob("*.py")} - {"__init__"}

    def walk(group, *words):
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                yield from walk(command, *words, name)
            else:
                assert command.callback.__doc__, name
                yield "_".join((*words, name))

    assert set(walk(program())) == files
    assert {"check", "build", "sheet_import", "boundaries_info"} <= files


def test_a_command_loads_no_other():
    script = (
        "import sys; from geo.cli.app import run; run(['check', '--nonsense']); "
        "print(*(m for m in sys.modules if m.startswith('geo.cli.commands.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.split() == ["geo.cli.commands.check"]


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        ((), ("check", "boundaries", "sheet")),
        (("--help",), ("check", "boundaries", "sheet")),
        (("sheet",), ("export", "import")),
        (("sheet", "import", "--help"), ("--write", "--status-column", "--lang")),
    ],
)
def test_help_lists_what_there_is(capsys, words, listed):
    code, out, err = command(capsys, *words)
    assert code == (0 if "--help" in words else 2)
    for name in listed:
        assert name in out + err


def test_a_typing_error_names_the_command_that_was_meant(capsys):
    code, _, err = command(capsys, "chek")
    assert code == 2 and "check" in err.splitlines()[-1]


def test_a_county_twice_in_a_clause_is_a_warning(capsys, project):
    rewrite(project, lambda d: d["layers"][0].update(members="甲县、丁县、甲县"))
    code, out, _ = command(capsys, "check", "--project", project, "--json")
    record = json.loads(out)
    assert code == 0
    assert [f["kind"] for f in record["faults"]] == ["member-twice"]


def test_check_loads_nothing_that_it_does_not_need(project):
    """Each of these takes longer to load than all lists take to read."""
    arguments = ["check", "--quiet", "--project", str(project)]
    script = f"import sys; from geo.cli.app import run; run({arguments}); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "geo.pipeline.inputs" in loaded
    heavy = {"numpy", "pandas", "geopandas", "shapely", "pyproj", "matplotlib", "folium"}
    assert loaded & (heavy | {"pypinyin", "rapidfuzz", "rich", "geo.schema"}) == set()


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_console_that_lacks_characters_does_not_stop_a_command(project, encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "geo.cli", "check", "--project", str(project)],
        capture_output=True,
        env=environment,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    if encoding == "gbk":
        assert "名单无误" in done.stdout.decode("gbk")
