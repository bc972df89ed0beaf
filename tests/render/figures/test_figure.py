"""Whole figures: what they say, that they say what the frames say, and that they stay the same."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
import shapely
from shapely import affinity

from geo import looks
from geo.errors import RenderError
from geo.looks import looks_of
from geo.render.figure_kinds import FIGURES
from geo.render.figures import Atlas, write_figure
from geo.render.figures.sections import legend_counts
from geo.schema import EditionFrames
from geo.vocabulary import Standing
from tests import toyland
from tests.render.figures.conftest import SVG, drawn, texts_of, with_county_name

COLOUR = re.compile(r"(?:fill|stroke): (#[0-9a-f]{6})")


def test_title_documents_source_and_review_are_on_the_page(edition_texts: list[str]) -> None:
    run = "\n".join(edition_texts)
    for wanted in (
        "左山省县区类型图",
        "《左山省县城建设方案》（左政发〔2024〕1号，2024-05-01）",
        "玩具国测绘局",
        "2025-01",
        "未经地图审核",
        "阿尔伯斯等积圆锥",
        "千米",
    ):
        assert wanted in run


def test_every_county_is_named_or_numbered(frames: EditionFrames, edition_texts: list[str]) -> None:
    texts = edition_texts
    for name, short in zip(
        frames.counties["county_name"], frames.counties["short_name"], strict=True
    ):
        assert name in texts or short in texts or any(t.endswith(f" {name}") for t in texts)


def test_legend_says_what_the_frames_say(frames: EditionFrames) -> None:
    codes = frames.counties["county_code"].tolist()
    looks = looks_of(codes, frames.assignments, frames.typologies)
    counts = legend_counts(looks)
    for typology in frames.typologies:
        settled = counts[typology.key, Standing.LISTED] + counts[typology.key, Standing.DERIVED]
        assert settled == int(frames.counties[f"is_{typology.key}"].sum())
    waiting = Counter("、".join(filter(None, frames.counties["candidate_typologies"])).split("、"))
    for typology in frames.typologies:
        assert counts[typology.key, Standing.CANDIDATE] == waiting[typology.name]


def test_legend_counts_stand_on_the_page(frames: EditionFrames, edition_texts: list[str]) -> None:
    texts = edition_texts
    assert texts[texts.index("大城市周边") + 1] == "2"
    assert texts[texts.index("农产品主产区") + 1] == "3"
    assert texts[texts.index("大城市周边（候选，待定）") + 1] == "1"


def test_a_candidate_is_never_filled_with_its_colour(frames: EditionFrames) -> None:
    looks = looks_of(["910203"], frames.assignments, frames.typologies)
    (suburban, agricultural) = looks["910203"].fills
    assert suburban[1] is Standing.CANDIDATE and agricultural[1] is Standing.LISTED


def test_listed_wins_over_a_rule_for_the_same_county(frames: EditionFrames) -> None:
    rows = frames.assignments.copy()
    rows.loc[rows["county_code"] == "910203", ["basis", "is_complete"]] = ["listed", True]
    looks = looks_of(["910203"], rows, frames.typologies)
    assert {s for _, s in looks["910203"].fills} == {Standing.LISTED}


@pytest.mark.parametrize("kind", FIGURES)
def test_text_stays_text_in_every_kind(frames: EditionFrames, tmp_path: Path, kind: str) -> None:
    root = drawn(frames, tmp_path, kind=kind, typology="suburban")
    run = "".join(texts_of(root))
    assert "左山省" in run and "左政发〔2024〕1号" in run and "玩具国测绘局" in run
    if kind != "statistics":  # every map says that it was not reviewed
        assert "未经地图审核" in run and "千米" in run


def test_svg_needs_no_font_of_the_machine(frames: EditionFrames, tmp_path: Path) -> None:
    root = drawn(frames, tmp_path)
    style = "".join(s.text or "" for s in root.iter(f"{SVG}style"))
    assert "@font-face" in style and "http" not in style


def test_halo_is_a_text_of_its_own_that_nobody_reads(frames: EditionFrames, tmp_path: Path) -> None:
    root = drawn(frames, tmp_path)
    halos = [t for t in root.iter(f"{SVG}text") if t.get("aria-hidden") == "true"]
    assert halos and all("stroke" in (t.get("style") or "") for t in halos)


def test_colours_come_from_the_typologies_and_symbology_alone(
    frames: EditionFrames, tmp_path: Path
) -> None:
    text = ElementTree.tostring(drawn(frames, tmp_path), encoding="unicode")
    used = set(COLOUR.findall(text))
    assert {
        t.colour.lower() for t in frames.typologies if t.key in ("suburban", "potential")
    } <= used
    known = {t.colour for t in frames.typologies} | {
        looks.NEUTRAL_FILL,
        looks.CONTEXT_FILL,
        looks.BORDER_COUNTY,
        looks.BORDER_PREFECTURE,
        looks.BORDER_PROVINCE,
    }
    tints = {_tint(c, s) for c in known for s in (0.13, 0.28, 0.42)}
    assert used <= {c.lower() for c in known | tints} | {"#ffffff"}


def _tint(colour: str, share: float) -> str:
    from geo.looks import tint

    return tint(colour, share)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_same_frames_same_bytes(frames: EditionFrames, tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    write_figure(frames, first)
    write_figure(frames, second)
    assert first.read_bytes() == second.read_bytes()


def test_figures_of_one_atlas_are_those_drawn_alone(frames: EditionFrames, tmp_path: Path) -> None:
    atlas = Atlas(frames)
    for kind in ("edition", "typology", "overlap", "edition"):
        shared, alone = tmp_path / "shared.png", tmp_path / "alone.png"
        write_figure(atlas, shared, kind=kind, typology="suburban")
        write_figure(frames, alone, kind=kind, typology="suburban")
        assert shared.read_bytes() == alone.read_bytes(), kind


def test_png_is_a4_at_300_dots(frames: EditionFrames, tmp_path: Path) -> None:
    from PIL import Image

    write_figure(frames, tmp_path / "figure.png")
    with Image.open(tmp_path / "figure.png") as picture:
        assert picture.size == (3507, 2480)
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_borders_of_every_weight_are_drawn(frames: EditionFrames, tmp_path: Path) -> None:
    root = drawn(frames, tmp_path)
    for weight in ("vignette", "casing", "county", "prefecture", "region"):
        group = next(g for g in root.iter(f"{SVG}g") if g.get("id") == f"border-{weight}")
        assert list(group.iter(f"{SVG}path")), weight


def test_all_formats_in_one_call(frames: EditionFrames, tmp_path: Path) -> None:
    paths = [tmp_path / f"figure{s}" for s in (".png", ".svg", ".pdf")]
    write_figure(frames, paths)
    assert [p.read_bytes()[:4] for p in paths] == [b"\x89PNG", b"<?xm", b"%PDF"]


def test_character_without_a_glyph_stops_the_figure(frames: EditionFrames, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="U\\+20BB7"):
        write_figure(with_county_name(frames, "𠮷县"), tmp_path / "figure.png")
    assert not (tmp_path / "figure.png").exists()


def test_hostile_name_is_only_a_name(frames: EditionFrames, tmp_path: Path) -> None:
    name = "<script>$x^2$</script>--"
    root = drawn(with_county_name(frames, name), tmp_path)
    assert any(name in t for t in texts_of(root))
    assert not list(root.iter(f"{SVG}script"))


def test_english_page_has_english_names(frames: EditionFrames, tmp_path: Path) -> None:
    voice = toyland.voice(**dict.fromkeys(frames.counties["county_name"], "Jia County"))
    run = "\n".join(texts_of(drawn(frames.told(voice), tmp_path, voice=voice)))
    assert "County typology of Zuoshan" in run
    assert "Suburban to a large" in run and "Jia" in run and "甲县" not in run


def test_type_page_names_clause_and_members(frames: EditionFrames, tmp_path: Path) -> None:
    run = "".join(texts_of(drawn(frames, tmp_path, kind="typology", typology="agricultural")))
    assert "左山2024（二）（3 个）：丙县、己苗族自治县、庚县" in run


def test_overlap_page_counts_combinations(frames: EditionFrames, tmp_path: Path) -> None:
    texts = texts_of(drawn(frames, tmp_path, kind="overlap"))
    most = int(frames.counties["typology_count"].max())
    assert f"列入 {most} 类" in texts


def test_statistics_page_counts_types_and_agencies(frames: EditionFrames, tmp_path: Path) -> None:
    texts = texts_of(drawn(frames, tmp_path, kind="statistics"))
    assert "2 个（另候选 1 个）" in texts and "3 个" in texts
    assert texts[texts.index("省发展改革委") + 1] == "1"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"kind": "poster"}, "poster"),
        ({"kind": "typology"}, "suburban"),
        ({"kind": "typology", "typology": "urban"}, "urban"),
    ],
)
def test_unknown_kind_or_typology_names_the_known_ones(
    frames: EditionFrames, tmp_path: Path, options: dict[str, str], said: str
) -> None:
    with pytest.raises(RenderError, match=said):
        drawn(frames, tmp_path, **options)


def test_unknown_suffix_is_refused(frames: EditionFrames, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"figure\.jpg"):
        write_figure(frames, tmp_path / "figure.jpg")


def test_national_figure_has_the_south_china_sea_inset(
    frames: EditionFrames, tmp_path: Path
) -> None:
    country = frames.neighbour_provinces.copy()
    country.loc[0, "geometry"] = shapely.box(74, 4, 134, 53)
    wide = frames.counties.set_geometry(
        frames.counties.geometry.map(lambda g: affinity.scale(g, 18, 9, origin=(101.5, 33)))
    )
    root = drawn(dataclasses.replace(frames, counties=wide, neighbour_provinces=country), tmp_path)
    assert "南海诸岛" in texts_of(root)
    assert "南海诸岛" not in texts_of(drawn(frames, tmp_path))
    ids = {g.get("id") for g in root.iter(f"{SVG}g")}
    provinces = [*frames.provinces["province_name"], *country["province_name"]]
    assert set(provinces) <= set(texts_of(root)), "a national map names every province"
    assert {"inset-provinces", "inset-lines"} <= ids


def test_importing_figures_is_cheap_and_never_pulls_pyplot() -> None:
    code = (
        "import sys, geo.render.figures as f; "
        "assert not {'matplotlib', 'geopandas', 'pandas'} & set(sys.modules), 'heavy import'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
