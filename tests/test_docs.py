"""The documentation speaks of what is there: commands, targets, files, links, keys, columns."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from geo import build, pipeline, schema
from geo.cli.app import program
from geo.config import Project
from geo.pipeline.products import INDEX, PRODUCTS
from geo.records import written as models
from geo.records.written import Agency, DocumentLists, Regions, Typology
from geo.rules import PREDICATES
from geo.vocabulary import Basis

from .repository import ROOT, tracked_files

DOCS = sorted(p for p in tracked_files() if p.suffix == ".md")
IDS = [p.relative_to(ROOT).as_posix() for p in DOCS]
COMMANDS = ROOT / "docs" / "reference" / "commands.md"

#: What a user puts there or asks for: documented, never in the repository.
SUPPLIED = {"layers/zoning/*.csv", "layers/zoning/", "layers/zoning", "sichuan.csv", "lists.xlsx"}

_FENCE = re.compile(r"^( *)```(\S*)([^\n]*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_SUFFIXES = r"py|md|csv|yaml|toml|json|txt|html|gpkg|qgz|png|svg|pdf|parquet|xlsx|ttf|jinja|js|css"


def blocks(path: Path) -> list[tuple[str, str, str]]:
    """(language, words after it, text) of every fenced block, indentation removed."""
    found = _FENCE.findall(path.read_text(encoding="utf-8"))
    return [
        (language, extra.strip(), re.sub(rf"(?m)^{indent}", "", text))
        for indent, language, extra, text in found
    ]


def prose(path: Path) -> str:
    return _FENCE.sub("", path.read_text(encoding="utf-8"))


def slug(heading: str) -> str:
    """GitHub's anchor of a heading."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def anchors(path: Path) -> set[str]:
    return {slug(h) for h in re.findall(r"(?m)^#+ (.+)$", prose(path))}


# ── commands ─────────────────────────────────────────────────────────────────────────────


def commands() -> dict[str, Any]:
    """Every command of the program by its words (``boundaries info``)."""

    def walk(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        if hasattr(command, "commands"):
            for name, inner in command.commands.items():
                yield from walk(inner, (*words, name))
        else:
            yield " ".join(words), command

    return dict(walk(program(), ()))


def options_of(command: Any) -> set[str]:
    found = {o for p in command.params for o in (*p.opts, *p.secondary_opts) if o.startswith("-")}
    return found | {"--help", "-h"}


def described_commands() -> dict[str, str]:
    """Section of the command reference by command: from its heading to the next."""
    text = COMMANDS.read_text(encoding="utf-8")
    heads = [*re.finditer(r"(?m)^## (.+)$", text)]
    ends = [m.start() for m in heads[1:]] + [len(text)]
    named = {}
    for head, end in zip(heads, ends, strict=True):
        words = re.fullmatch(r"`([a-z -]+)`", head[1])
        if words:
            named[words[1]] = text[head.end() : end]
    return named


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    assert set(described_commands()) == set(commands())


@pytest.mark.parametrize("name", sorted(commands()))
def test_options_of_a_command_are_documented_and_exist(name: str) -> None:
    section = described_commands().get(name, "")
    listed = {o for code in _CODE.findall(section) for o in re.findall(r"^--?[a-z-]+", code)}
    assert listed | {"--help", "-h"} == options_of(commands()[name])


@pytest.mark.parametrize("name", sorted(commands()))
def test_arguments_of_a_command_are_documented(name: str) -> None:
    usage = re.search(rf"(?m)^county-typology {name}\b.*$", described_commands().get(name, ""))
    assert usage, f"no usage line for {name}"
    for parameter in commands()[name].params:
        if parameter.param_type_name == "argument":
            assert (parameter.metavar or parameter.name).strip(".[]").upper() in usage[0]


def shell_lines() -> list[tuple[str, str]]:
    """Every line of a shell block of the docs that calls the program or make."""
    return [
        (f"{path.relative_to(ROOT).as_posix()}: {line.strip()}", line.partition("  #")[0].strip())
        for path in DOCS
        for language, _, text in blocks(path)
        if language == "sh"
        for line in text.splitlines()
    ]


def test_shell_examples_call_what_exists() -> None:
    known = commands()
    wrong = []
    for where, line in shell_lines():
        words = line.split()
        if words and words[0].endswith("county-typology"):
            name = next((n for n in (" ".join(words[1:3]), words[1]) if n in known), None)
            used = {w.partition("=")[0] for w in words if w.startswith("-")}
            if name is None or not used <= options_of(known[name]):
                wrong.append(where)
    assert not wrong


def test_exit_codes_are_documented() -> None:
    import geo.cli as cli

    text = COMMANDS.read_text(encoding="utf-8")
    for code in (0, 2, cli.EXIT_FAILURE, cli.EXIT_FAULTS, cli.EXIT_STALE):
        assert re.search(rf"(?m)^\| {code} \|", text), code


def test_make_targets_named_anywhere_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z]+):", makefile))
    wrong = [
        (name, target)
        for path, name in zip([*DOCS, ROOT / ".ci" / "run"], [*IDS, ".ci/run"], strict=True)
        for target in re.findall(
            r"(?:`|^|step '[^']*' )make ([a-z]+)", path.read_text("utf-8"), re.M
        )
        if target not in targets
    ]
    assert not wrong
    phony = re.search(r"(?m)^\.PHONY: (.+)$", makefile)
    assert phony and set(phony[1].split()) == targets


# ── paths and links ──────────────────────────────────────────────────────────────────────


@cache
def outputs() -> frozenset[str]:
    made = {p for product in PRODUCTS for p in product.paths} | {INDEX, build.MANIFEST}
    return frozenset(re.sub(r"\{\w+\}", "*", p) for p in made)


def _matches(pattern: str, name: str) -> bool:
    """Whether two names with ``*`` may mean the same file."""
    first = re.escape(pattern).replace(r"\*", "[^/]*")
    second = re.escape(name).replace(r"\*", "[^/]*")
    return bool(re.fullmatch(first, name) or re.fullmatch(second, pattern))


def _is_output(name: str) -> bool:
    name = name.removeprefix("maps/").rstrip("/")
    return any(
        _matches(name, o) or o.startswith(name + "/") or _matches(name, o.rpartition("/")[2])
        for o in outputs()
    )


def _exists(written: str, beside: Path) -> bool:
    name = re.sub(r"<[^>]+>", "*", written)
    if name in SUPPLIED or name in ("maps", "maps/") or _is_output(name):
        return True
    places = (ROOT, beside)
    if "*" in name and "/" not in name:
        return any(_matches(name, p.name) for p in tracked_files())
    if "*" in name:
        return any(next(place.glob(name.rstrip("/")), None) for place in places)
    if any((place / name).exists() for place in places):
        return True
    return "/" not in name and any(p.name == name for p in tracked_files())


def _looks_like_a_path(code: str) -> bool:
    if not re.fullmatch(r"[\w.<>*-]+(?:/[\w.<>*-]+)*/?", code):
        return False
    first = code.partition("/")[0]
    if "/" in code:
        return (ROOT / first).exists() or first in ("tables", "figures")
    return bool(re.fullmatch(rf"[\w<>*-]+\.(?:{_SUFFIXES})", code))


@pytest.mark.parametrize("path", DOCS, ids=IDS)
def test_paths_in_backticks_exist(path: Path) -> None:
    codes = [c for c in _CODE.findall(prose(path)) if _looks_like_a_path(c)]
    assert [c for c in codes if not _exists(c, path.parent)] == []


@pytest.mark.parametrize("path", DOCS, ids=IDS)
def test_links_resolve(path: Path) -> None:
    wrong = []
    for link in _LINK.findall(prose(path)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            wrong.append(link)
    assert wrong == []


def test_every_page_is_reached_from_the_contents() -> None:
    index = ROOT / "docs" / "index.md"
    linked = {(index.parent / link).resolve() for link in _LINK.findall(prose(index))}
    pages = {p for p in DOCS if p.is_relative_to(ROOT / "docs")} - {index}
    assert pages - linked == set()


# ── languages ────────────────────────────────────────────────────────────────────────────


def test_readmes_say_the_same_in_both_languages() -> None:
    chinese, english = ROOT / "README.zh.md", ROOT / "README.md"

    def shape(path: Path) -> dict[str, Any]:
        text = prose(path)
        links = set(_LINK.findall(text)) - {"README.md", "README.zh.md"}
        code = [re.sub(r" *#.*", "", block) for _, _, block in blocks(path)]
        rows = [len(re.findall(r"(?m)^\|", part)) for part in re.split(r"(?m)^## ", text)]
        heads = re.findall(r"(?m)^(#+) ", text)
        return {"heads": heads, "links": links, "code": code, "rows": rows}

    assert shape(chinese) == shape(english)


TEXTS = ROOT / "geo" / "voice" / "texts"
SECTIONS = sorted(p.stem for p in (TEXTS / "zh").glob("*.json"))


def _texts(language: str, section: str) -> dict[str, str]:
    def unique(pairs: list[tuple[str, str]]) -> dict[str, str]:
        keys = [k for k, _ in pairs]
        assert len(keys) == len(set(keys)), sorted({k for k in keys if keys.count(k) > 1})
        return dict(pairs)

    path = TEXTS / language / f"{section}.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)
    return found


#: Texts that one of the languages has no use for.
MAY_BE_EMPTY = {"sentence-gap", "chinese-kept"}


def _placeholders(text: str) -> set[str]:
    """Names to be filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_texts_have_the_same_sections() -> None:
    assert [p.stem for p in sorted((TEXTS / "en").glob("*.json"))] == SECTIONS


@pytest.mark.parametrize("section", SECTIONS)
def test_texts_are_complete_in_both_languages(section: str) -> None:
    chinese, english = _texts("zh", section), _texts("en", section)
    assert set(chinese) == set(english)
    assert [k for k in chinese if _placeholders(chinese[k]) != _placeholders(english[k])] == []
    empty = {k for k in chinese if not chinese[k].strip() or not english[k].strip()}
    assert empty - MAY_BE_EMPTY == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_messages_point_at_files_that_exist(language: str) -> None:
    wrong = [
        f"{section} {key}: {name}"
        for section in SECTIONS
        for key, text in _texts(language, section).items()
        for name in re.findall(r"\b(?:docs|data|layers|geo|scripts|tests)/[\w./<>*-]*", text)
        if not _exists(name.rstrip("."), ROOT)
    ]
    assert wrong == []


# ── list files, columns, rules ───────────────────────────────────────────────────────────


def _models_of(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        pending = [field.annotation]
        while pending:
            part = pending.pop()
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from _models_of(part)
            pending += getattr(part, "__args__", ())


def _backticked(path: Path) -> set[str]:
    return {word for c in _CODE.findall(prose(path)) for word in re.findall(r"[a-z_0-9]+", c)}


def test_every_key_of_the_list_files_is_documented() -> None:
    used = {m for top in (DocumentLists, Regions, Typology, Agency) for m in _models_of(top)}
    wanted = {key for model in used for key in model.model_fields}
    assert wanted - _backticked(ROOT / "docs" / "reference" / "list-file.md") == set()


def test_documented_list_keys_exist() -> None:
    page = prose(ROOT / "docs" / "reference" / "list-file.md")
    keys = {k for m in vars(models).values() for k in getattr(m, "model_fields", ())}
    values = {v for e in vars(models).values() for v in getattr(e, "__members__", {}).values()}
    first_cells = set(re.findall(r"(?m)^\| `([a-z_]+)` \|", page))
    assert first_cells - keys - {str(v) for v in values} == set()


def test_every_column_of_the_tables_is_documented_and_exists() -> None:
    page = prose(ROOT / "docs" / "reference" / "outputs.md")
    parts = re.split(r"(?m)^## `(\w+)\.csv`.*$", page)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    tables = {table.name: table for table in schema.edition_tables(())}
    assert set(sections) == set(tables)
    for name, text in sections.items():
        text = text.partition("\n## ")[0]
        found = set(re.findall(r"`([a-z][a-z_0-9]+)`", text))
        columns = {column.name for column in tables[name].attributes}
        assert columns - found == set(), name
        values = {"listed", "rule", "false", "true", "range", "geometry"}
        assert found - columns - values == set(), name


def test_every_condition_is_documented() -> None:
    page = prose(ROOT / "docs" / "rules.md").partition("## 四种条件")[2].partition("\n## ")[0]
    assert set(re.findall(r"(?m)^\| `([a-z_]+)` \| ", page)) == set(PREDICATES)


def test_the_example_document_has_no_fault(tmp_path: Path) -> None:
    """The how-to's document and typology, added to the project's own lists."""
    page = ROOT / "docs" / "how-to" / "add-a-document.md"
    example = next(t for _, extra, t in blocks(page) if extra == "document")
    document = DocumentLists.model_validate(yaml.safe_load(example)).document
    shutil.copytree(ROOT / "layers", tmp_path / "layers")
    (tmp_path / "data").symlink_to(ROOT / "data")
    target = tmp_path / "layers" / f"{document.id}.yaml"
    target.write_text(example, encoding="utf-8")
    typology_page = ROOT / "docs" / "how-to" / "add-a-typology.md"
    typology = next(t for _, extra, t in blocks(typology_page) if extra == "typology")
    with (tmp_path / "layers" / "typologies.yaml").open("a", encoding="utf-8") as file:
        file.write(re.sub(r"(?m)^", "  ", typology).rstrip() + "\n")

    inputs = pipeline.check(Project(tmp_path))

    assert [f for f in inputs.faults if f.is_error] == []
    own = [a for a in inputs.resolved.assignments if a.document_id == document.id]
    assert len(own) == 5
    assert document.edition in pipeline.editions(inputs)
    assert len(inputs.typologies) == len(pipeline.read_inputs(Project(ROOT)).typologies) + 1


def test_the_zoning_example_decides_what_the_pages_say(tmp_path: Path) -> None:
    page = ROOT / "docs" / "how-to" / "supply-a-zoning-list.md"
    example = next(t for language, _, t in blocks(page) if language == "csv")
    shutil.copytree(ROOT / "layers", tmp_path / "layers")
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "layers" / "zoning" / "sichuan.csv").write_text(example, encoding="utf-8")

    frames = pipeline.edition_frames(pipeline.read_inputs(Project(tmp_path)), "sichuan")

    derived = frames.assignments[frames.assignments["basis"] == Basis.RULE.value]
    complete = derived[derived["is_complete"]]
    found = dict(zip(complete["county_name"], complete["typology_name"], strict=True))
    assert found == {"金堂县": "大城市周边", "三台县": "农产品主产区", "茂县": "重点生态功能区"}


PYTHON_BLOCKS = [
    pytest.param(text, id=f"{name}-{i}")
    for path, name in zip(DOCS, IDS, strict=True)
    for i, (language, label, text) in enumerate(blocks(path))
    # A block with a label has a test of its own.
    if language == "python" and not label and not name.endswith("README.md")
]


#: What examples that speak of ``frames`` start from: the README's first lines.
OPENING = """\
from geo import pipeline

frames = pipeline.edition_frames(pipeline.read_inputs(), "chongqing")
"""


@pytest.mark.slow
@pytest.mark.parametrize("text", PYTHON_BLOCKS)
def test_python_examples_run(text: str, tmp_path: Path) -> None:
    readme = next(t for language, _, t in blocks(ROOT / "README.md") if language == "python")
    assert readme.startswith(OPENING)
    if "frames" in text and "frames =" not in text:
        text = OPENING + text
    for folder in ("data", "layers", "geo"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    done = subprocess.run(
        [sys.executable, "-c", text],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_no_page_is_in_one_language_only() -> None:
    """Pages for users are Chinese first, pages for contributors English first; both have both."""
    folders = (ROOT / "docs" / "how-to", ROOT / "docs" / "reference")
    bilingual = {"vocabulary.md", "where-to-change-what.md"}
    own = [p for p in DOCS if p.parent in folders and p.name not in bilingual]
    own += [ROOT / "docs" / name for name in ("guide.md", "rules.md")]
    assert [p.name for p in own if "## In English" not in p.read_text(encoding="utf-8")] == []
    for page in (ROOT / "docs" / "design.md", ROOT / "CONTRIBUTING.md"):
        assert "## 中文概要" in page.read_text(encoding="utf-8")


def test_headings_descend_by_one_level() -> None:
    for path in DOCS:
        levels = [len(m) for m in re.findall(r"(?m)^(#+) ", prose(path))]
        assert levels and levels[0] == 1, path.name
        assert all(b - a <= 1 for a, b in pairwise(levels)), path.name
