"""Fresh means fresh: every file of the manifest is kept true, or named until it is removed."""

from __future__ import annotations

import json

from tests.toyland.two_editions import build, edit, hashes, manifest_of


def further(out):
    """Figures that only ``--all-figures`` asks for."""
    return {n for n in hashes(out) if n.startswith("figures/") and "-" in n}


def test_further_figures_are_kept_true_by_a_plain_build(quick):
    project, out = quick
    assert build(project, out, "--all-figures") == 0
    made = further(out)
    assert len(made) > 5
    before = hashes(out)
    edit(project, "youshui-2024", "子县、辰县", "子县")
    assert build(project, out, "--check") == 4
    assert build(project, out) == 0
    assert build(project, out, "--check") == 0
    after = hashes(out)
    assert after["figures/youshui-agricultural.png"] != before["figures/youshui-agricultural.png"]
    assert build(project, out, "--check", "--all-figures") == 0


def test_a_stale_further_figure_is_stale_to_a_check(quick, capsys):
    project, out = quick
    assert build(project, out, "--all-figures") == 0
    edit(project, "youshui-2024", "子县、辰县", "子县")
    capsys.readouterr()
    assert build(project, out, "--check") == 4
    assert "figures/youshui-agricultural.png" in capsys.readouterr().out


def test_a_further_figure_that_somebody_deleted_is_not_made_again(quick):
    project, out = quick
    assert build(project, out, "--all-figures") == 0
    (out / "figures/youshui-agricultural.png").unlink()
    assert build(project, out) == 0
    assert not (out / "figures/youshui-agricultural.png").exists()
    assert build(project, out, "--check") == 0


def without_youshui(quick):
    project, out = quick
    (project / "layers" / "youshui-2024.yaml").unlink()
    return project, out


def test_files_of_a_document_that_is_gone_are_named_until_removed(quick, capsys):
    project, out = without_youshui(quick)
    for _ in range(2):
        assert build(project, out) == 0
        assert "youshui.html" in capsys.readouterr().err
        assert (out / "youshui.html").is_file()
        assert build(project, out, "--check") == 4
        listed = capsys.readouterr().out
        assert "youshui.html" in listed and "--prune" in listed and "zuoshan" not in listed
    assert build(project, out, "--prune") == 0
    assert "youshui.html" in capsys.readouterr().err
    assert not [n for n in hashes(out) if "youshui" in n]
    assert manifest_of(out).gone == {} and manifest_of(out).is_complete
    assert build(project, out, "--check") == 0


def test_build_and_prune_in_one_run(quick):
    project, out = without_youshui(quick)
    assert build(project, out, "--prune") == 0
    assert not [n for n in hashes(out) if "youshui" in n]
    assert build(project, out, "--check") == 0


def test_a_file_that_somebody_altered_is_left_and_named(quick, capsys):
    project, out = without_youshui(quick)
    (out / "youshui.html").write_text("mine", encoding="utf-8")
    assert build(project, out, "--prune") == 4
    said = capsys.readouterr().err
    assert "改动过" in said and "youshui.html" in said
    assert (out / "youshui.html").read_text(encoding="utf-8") == "mine"
    assert not (out / "figures/youshui.png").exists()
    assert build(project, out, "--check") == 4
    (out / "youshui.html").unlink()
    assert build(project, out) == 0
    assert build(project, out, "--check") == 0


def test_only_what_a_build_made_is_ever_removed(quick):
    project, out = without_youshui(quick)
    (out / "figures" / "my-own.png").write_bytes(b"mine")
    (out / "notes.html").write_text("mine", encoding="utf-8")
    assert build(project, out, "--prune") == 0
    assert (out / "figures" / "my-own.png").is_file() and (out / "notes.html").is_file()


def test_a_document_that_comes_back_is_built_again(quick):
    project, out = quick
    path = project / "layers" / "youshui-2024.yaml"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    assert build(project, out) == 0
    path.write_text(text, encoding="utf-8")
    assert build(project, out) == 0
    assert manifest_of(out).gone == {}
    assert build(project, out, "--check") == 0


def test_a_figure_of_a_type_that_is_gone_is_named(quick, capsys):
    project, out = quick
    assert build(project, out, "--all-figures") == 0
    edit(project, "youshui-2024", "农产品主产区", "大城市周边")
    capsys.readouterr()
    assert build(project, out) == 0
    assert "figures/youshui-agricultural.png" in capsys.readouterr().err


def test_json_names_gone_files(quick, capsys):
    project, out = without_youshui(quick)
    assert build(project, out, "--check", "--json") == 4
    listed = json.loads(capsys.readouterr().out)
    gone = {e["path"] for e in listed if e["reasons"][0]["reason"] == "gone"}
    assert "youshui.html" in gone and "zuoshan.html" not in gone
    assert build(project, out, "--prune", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert "youshui.html" in record["removed"] and record["gone"] == []
