"""English for every list of the project: nothing is missing, nothing is left over, numbers and
names agree."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geo import boundaries, pipeline
from geo.clauses import clause_number
from geo.config import Project
from geo.gazetteer.names import parent_forms, short_name
from geo.lists.located import parse
from geo.lists.phrases import phrases_folder, read_phrases, texts_of
from geo.pipeline.inputs import Inputs
from geo.vocabulary import Language
from geo.voice.phrasebook import entry_of, has_chinese
from geo.voice.said import said
from tests.english import is_english

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return pipeline.derive(pipeline.read_inputs())


def folder_of(inputs: Inputs) -> Path:
    return phrases_folder(inputs.project.layers, Language.EN)


@pytest.fixture(scope="module")
def written(inputs: Inputs) -> dict[str, str]:
    entries, faults = read_phrases(folder_of(inputs), relative=inputs.project.relative)
    assert faults == []
    return entries


# ── the files ────────────────────────────────────────────────────────────────────────────


def shown_texts(inputs: Inputs) -> dict[str, list[str]]:
    """Every text that a reader may see and that needs English, by where it is said."""
    found = {d.document.id: list(texts_of(d)) for d in inputs.lists}
    found["places"] = list(_gazetteer_texts(inputs))
    found["boundaries"] = list(_vintage_texts(inputs.project))
    found["rules"] = [
        str(argument)
        for d in inputs.lists
        for rule in d.rules
        for name, argument in {**rule.where, **rule.requires}.items()
        if name == "zoned_as"
    ]
    found["zoning"] = [
        text
        for counties in inputs.zoning.values()
        for zones in counties.values()
        for each in zones
        for text in (each.zone, each.written, each.source)
    ]
    found["units"] = sorted({facts.unit_type for facts in inputs.facts.values()})
    return found


def _gazetteer_texts(inputs: Inputs) -> Iterator[str]:
    folder = inputs.project.gazetteer

    def rows(name: str) -> Iterator[dict[str, str]]:
        text = (folder / name).read_text(encoding="utf-8-sig")
        yield from csv.DictReader(io.StringIO(text))

    for row in rows("non_counties.csv"):
        yield from (row["name"], row["kind"], *row["reason"].split("；"))
    for row in rows("aliases.csv"):
        if row["kind"] == "unit":
            yield from (row["alias"], row["reason"])


def _vintage_texts(project: Project) -> Iterator[str]:
    for vintage in boundaries.vintages(project.boundaries):
        yield from (vintage.title, vintage.terms, vintage.citation)


def test_every_text_that_a_reader_may_see_has_english(inputs: Inputs) -> None:
    voice = inputs.voices[Language.EN]
    missing = {
        where: [t for t in dict.fromkeys(texts) if not is_english(voice.quoted(t))]
        for where, texts in shown_texts(inputs).items()
    }
    told = "\n".join(
        f"layers/english/{where}.yaml:\n" + "\n".join(f"{entry_of(t)}: " for t in texts)
        for where, texts in missing.items()
        if texts
    )
    assert told == "", f"add English for:\n{told}"


def test_no_entry_is_for_a_text_that_nobody_says(inputs: Inputs, written: dict[str, str]) -> None:
    said = {entry_of(t) for texts in shown_texts(inputs).values() for t in texts}
    kinds = {"旗", "自治旗", "特区", "林区", "其他"}  # kinds of units that may come with any county
    assert sorted(set(written) - said - kinds) == []


def test_a_document_has_its_own_file_and_shared_texts_stand_in_common(inputs: Inputs) -> None:
    folder = folder_of(inputs)
    entries = {p.stem: set(_entries_of(p)) for p in sorted(folder.glob("*.yaml"))}
    said = {d.document.id: {entry_of(t) for t in texts_of(d)} for d in inputs.lists}
    assert set(entries) == {*said, "common", "places", "boundaries", "zoning"}
    for document_id, texts in said.items():
        others = set().union(*(t for other, t in said.items() if other != document_id))
        assert entries[document_id] <= texts
        assert not entries[document_id] & others, "said twice: belongs into common.yaml"


def _entries_of(path: Path) -> dict[str, Any]:
    return parse(path.read_text(encoding="utf-8"), path.name).value


def test_english_is_english(written: dict[str, str]) -> None:
    assert [e for e in written.values() if not is_english(e)] == []
    odd = "‘’—…·\u00a0\u3000"
    assert [e for e in written.values() if "  " in e or set(e) & set(odd) - {"…"}] == []


# ── numbers and names ────────────────────────────────────────────────────────────────────


def chinese_numbers(text: str) -> Counter[float]:
    """Figures of a Chinese text; a clause's number counts as one, 万 of a unit as 10000."""
    text = re.sub(r"（([一二三四五六七八九十]+)）", lambda m: f" {clause_number(m[0])} ", text)
    text = re.sub(
        r"第([一二三四五六七八九十、]+)条",
        lambda m: " ".join(str(clause_number(part)) for part in m[1].split("、")),
        text,
    )
    text = re.sub(r"^万(?=人/|套)", "10000", text)
    return _figures(text)


def english_numbers(text: str) -> Counter[float]:
    text = text.replace("10,000", "10000")
    for number, month in enumerate(MONTHS, start=1):
        text = re.sub(rf"\b{month}\b(?= \d|\))", str(number), text)
        text = re.sub(rf"(?<=\d ){month}\b", str(number), text)
    return _figures(text)


def _figures(text: str) -> Counter[float]:
    return Counter(map(float, re.findall(r"\d+(?:\.\d+)?", text)))


def test_both_languages_have_the_same_figures(written: dict[str, str]) -> None:
    differing = {zh: en for zh, en in written.items() if chinese_numbers(zh) != english_numbers(en)}
    assert differing == {}
    assert sum(bool(chinese_numbers(zh)) for zh in written) > 40


def test_figures_that_differ_are_noticed() -> None:
    assert chinese_numbers("2000年年底前；第（九）条；第一、三条") == Counter([2000, 9, 1, 3])
    assert chinese_numbers("万人/年") == english_numbers("×10,000 people per year")
    assert chinese_numbers("2023年8月3日") == english_numbers("3 August 2023")
    assert chinese_numbers("8.5") != english_numbers("85")


#: Words that hold a county's short name by chance: 县城 after 和, 市中心 …
CHANCE = {
    "和县": "和县[城域级]",
    "高县": "高县城",
    "郊区": "郊区新城",
    "西区": "南区、西区",
    "肥西": "合肥西部",
    "城区": "城区",  # 汕尾市城区 is never meant
    "寿县": "仁寿县",
    "江山": "浙江山区",
    "市中": "大城市中心|城市中心",
    "成都": "国家级成都经济",
    "哈尔滨": "哈尔滨新区",  # Harbin by custom
}


def test_places_are_in_the_pinyin_of_the_gazetteer(inputs: Inputs, written: dict[str, str]) -> None:
    regions = {d.document.region_code[:2] for d in inputs.lists} | {"34"}
    names = {short_name(u.name) for u in inputs.names.values() if u.code[:2] in regions}
    names |= {parent_forms(p.name)[-1] for p in inputs.gazetteer.forms.parents.values()}
    pinyin = {
        name: inputs.voices[Language.EN].quoted(name) for name in sorted(names) if len(name) > 1
    }
    wrong, checked = [], 0
    for zh, en in written.items():
        for name, english in pinyin.items():
            if name in re.sub(CHANCE.get(name, "(?!)"), "", zh):
                checked += 1
                if english.casefold() not in en.casefold():
                    wrong.append((name, english, zh, en))
    assert wrong == []
    assert checked > 150


def test_combined_names_are_joined_by_a_dash(inputs: Inputs) -> None:
    assert inputs.voices[Language.EN].quoted("綦江-万盛") == "Qijiang–Wansheng"
    assert inputs.voices[Language.EN].quoted("万开云") == "Wanzhou–Kaizhou–Yunyang"


def test_every_county_has_its_pinyin_and_the_past_its_own(inputs: Inputs) -> None:
    voice = inputs.voices[Language.EN]
    assert not [u.name for u in inputs.names.values() if has_chinese(voice.quoted(u.name))]
    became = said("gazetteer.note-upgrade", old="米林县", new="米林市", date="2023")
    assert voice.say(became) == "Milin Xian has since become Milin (2023)"
