"""What is recorded: one step for each run of a command, in both languages.

Commands run in a folder that holds the projects of :mod:`outputs.projects` and the folder
``made``, where the files go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from outputs.projects import FOREIGN_TABLE, PROJECTS

LANGUAGES = ("zh", "en")
#: Where commands write their files, as seen from the folder they run in.
MADE = "made"

#: Counties with every standing, one that no list names, a name that several share, no county.
COUNTIES = (
    *("开州", "500154", "武隆", "綦江区", "万盛", "渝中区", "邻水", "广汉市", "成都市青羊区"),
    *("霍山", "341524", "六安市金安区", "福州市鼓楼区", "鼓楼区", "没有这个县"),
)
EXPLAINED = (
    *(("开州", "大城市周边"), ("渝中区", "大城市周边"), ("武隆", "specialised")),
    *(("邻水", "大城市周边"), ("邻水", "专业功能"), ("邻水", "农产品主产区")),
    *(("广汉市", "suburban"), ("成都市青羊区", "suburban"), ("九寨沟县", "ecological")),
    *(("霍山", "示范县"), ("福州市鼓楼区", "示范县"), ("开州", "没有这个类型")),
)
#: Days before the first document, between documents, and one that only a year's end includes.
DAYS = ("2022-01-01", "2023-08-02", "2023-12-31")
FORMS = ("memo", "markdown", "json", "csv", "html", "xlsx")
WRITTEN_FORMS = ("html", "xlsx")
EXPORTED = {
    **{form: f"chongqing.{form}" for form in ("gpkg", "geojson", "parquet", "xlsx", "docx")},
    **{form: f"chongqing.{form}" for form in ("png", "svg", "pdf")},
    "csv": "csv",
    "shp": "chongqing.shp",
}


@dataclass(frozen=True)
class Step:
    """One run of the command line.

    Attributes
    ----------
    parts : tuple of str
        Words that choose the step; joined by ``/`` the place of what it says: a text, JSON or CSV
        file beside a file of messages.
    arguments : tuple of str
        Arguments of the command.
    kept : str
        A file that the command writes into a project and that is to be kept, if any.
    """

    parts: tuple[str, ...]
    arguments: tuple[str, ...]
    kept: str = ""

    @property
    def place(self) -> str:
        return "/".join(self.parts)

    @property
    def ending(self) -> str:
        """The ending of the file that keeps standard output."""
        if "--json" in self.arguments or self.parts[-1] == "json":
            return "json"
        return "csv" if self.parts[:1] == ("diff",) and self.parts[-1] == "csv" else "txt"


def _step(*parts: str, runs: str, language: str = "", also: Iterable[str] = ()) -> Step:
    """The step that runs the words of ``runs`` and, unquoted and unsplit, those of ``also``."""
    option = ("--lang", language) if language else ()
    return Step(parts, (*runs.split(), *also, *option))


def _builds() -> Iterator[Step]:
    for language in LANGUAGES:
        for name, runs in {
            "whole": "build --all-figures",
            "luan": "build luan",
            "as-of": "build chongqing --as-of 2023-12-31",
        }.items():
            where = f"{MADE}/build/{name}/{language}/maps"
            also = ("--project", "now", "--out", where, "--quiet")
            yield _step("build", name, language, "said", runs=runs, language=language, also=also)


def _plans() -> Iterator[Step]:
    for language in LANGUAGES:
        for name, runs in {
            "text": "build --dry-run",
            "json": "build --dry-run --json",
            "check": "build --check",
        }.items():
            also = ("--project", "now", "--out", "nowhere")
            yield _step("plan", language, name, runs=runs, language=language, also=also)


def _checks() -> Iterator[Step]:
    runs = {"text": "check", "unused": "check --unused", "json": "check --json"}
    for project, language, (name, words) in product(PROJECTS, LANGUAGES, runs.items()):
        also = ("--project", project)
        yield _step("check", project, language, name, runs=words, language=language, also=also)
    for language in LANGUAGES:
        also = ("--project", "broken", "--out", "nowhere")
        yield _step("check", "build", language, runs="build", language=language, also=also)
        also = ("--project", "now", "--as-of", "2023-12-31")
        yield _step("check", "as-of", language, runs="check", language=language, also=also)


def _asked(command: str, asked: Iterable[tuple[str, ...]]) -> Iterator[Step]:
    """A command that answers a question about a county, as text and as JSON."""
    for words, language in product(asked, LANGUAGES):
        also = (*words, "--project", "now")
        for name, runs in {"text": command, "json": f"{command} --json"}.items():
            parts = (command, "-".join(words), language, name)
            yield _step(*parts, runs=runs, language=language, also=also)


def _shows() -> Iterator[Step]:
    yield from _asked("show", ((county,) for county in COUNTIES))
    for day, language in product(DAYS, LANGUAGES):
        also = ("开州", "--project", "now", "--as-of", day)
        yield _step("show", "as-of", day, language, runs="show", language=language, also=also)


def _explains() -> Iterator[Step]:
    yield from _asked("explain", EXPLAINED)
    for day, language in product(DAYS, LANGUAGES):
        also = ("邻水", "大城市周边", "--project", "now", "--as-of", day)
        yield _step("explain", "as-of", day, language, runs="explain", language=language, also=also)


def _diffs() -> Iterator[Step]:
    """Both directions as a memo, every form, and GeoPackages, which ``export`` has written."""
    for language in LANGUAGES:
        for form in FORMS:
            where = f"{MADE}/diff/lists/{language}/changes.{form}"
            out = ("--out", where) if form in WRITTEN_FORMS else ()
            also = ("now", "edited", "--project", "now", "--format", form, *out)
            parts = ("diff", "lists", language, form)
            yield _step(*parts, runs="diff", language=language, also=also)
        packages = tuple(
            f"{MADE}/diff/packages/{language}/{name}.gpkg" for name in ("now", "edited")
        )
        for name, path in zip(("now", "edited"), packages, strict=True):
            also = ("gpkg", "--edition", "chongqing", "--project", name, "--out", path)
            parts = ("diff", "packages", language, name)
            yield _step(*parts, runs="export", language=language, also=also)
        for name, sides in {
            "backwards": ("edited", "now"),
            "nothing": ("now", "now"),
            "packages": packages,
            "package-and-lists": (packages[0], "edited"),
        }.items():
            also = (*sides, "--project", "now")
            parts = ("diff", "packages" if "package" in name else "lists", language, name)
            yield _step(*parts, runs="diff", language=language, also=also)


def _exports() -> Iterator[Step]:
    for language, (form, name) in product(LANGUAGES, EXPORTED.items()):
        also = (form, "--project", "now", "--out", f"{MADE}/export/{form}/{language}/{name}")
        parts = ("export", form, language, "said")
        yield _step(*parts, runs="export --edition chongqing", language=language, also=also)
    for language, form in product(LANGUAGES, ("gpkg", "xlsx", "csv")):
        name = "sichuan" if form == "csv" else f"sichuan.{form}"
        also = (form, "--project", "now", "--out", f"{MADE}/export/sichuan/{language}/{name}")
        parts = ("export", "sichuan", language, form)
        yield _step(*parts, runs="export --edition sichuan", language=language, also=also)


def _reports() -> Iterator[Step]:
    runs = {
        "开州.html": ("开州",),
        "开州.docx": ("开州",),
        "邻水-full.html": ("邻水", "--full"),
        "霍山-full.docx": ("霍山", "--full"),
        "as-of.html": ("开州", "--as-of", "2023-12-31"),
        "luan.docx": ("--edition", "luan"),
        "luan.html": ("--edition", "luan"),
        "luan-sheets": ("--edition", "luan"),
    }
    for language, (name, words) in product(LANGUAGES, runs.items()):
        where = f"{MADE}/report/{language}/{name}"
        also = (*words, "--project", "now", "--out", where)
        parts = ("report", language, f"said-{name}")
        yield _step(*parts, runs="report", language=language, also=also)


#: Where the rows of a table from elsewhere belong, and their column.
FOREIGN = (
    *("--document", "chongqing-2023-county-towns", "--clause", "（三）"),
    *("--typology", "农产品主产区", "--column", "县名"),
)


def _sheets() -> Iterator[Step]:
    """Workbooks of the lists, and what a table from elsewhere would change in them."""
    for language in LANGUAGES:
        for name in ("chongqing", "sichuan-2022-key-tasks"):
            also = (name, "--project", "now", "--out", f"{MADE}/sheet/{language}/{name}.xlsx")
            parts = ("sheet", language, f"said-{name}")
            yield _step(*parts, runs="sheet export", language=language, also=also)
        runs = {"diff": "--diff", "json": "--json", "replace": "--replace --diff"}
        for name, options in runs.items():
            also = (FOREIGN_TABLE.name, *FOREIGN, *options.split(), "--project", "now")
            parts = ("sheet", language, "import", name)
            yield _step(*parts, runs="sheet import", language=language, also=also)
        also = (f"{MADE}/sheet/{language}/chongqing.xlsx", "--project", "edited")
        parts = ("sheet", language, "import", "own")
        yield _step(*parts, runs="sheet import", language=language, also=also)


def _others() -> Iterator[Step]:
    for language in LANGUAGES:
        also = (FOREIGN_TABLE.name, "--within", "重庆市", "--project", "now")
        yield _step("resolve", language, "text", runs="resolve", language=language, also=also)
        for name, runs in {"text": "boundaries info", "json": "boundaries info --json"}.items():
            also = ("--project", "now")
            yield _step("boundaries", language, name, runs=runs, language=language, also=also)
        spare, name = f"spare-{language}", "guangdong-2023-county-towns"
        also = (name, "--region", "440000", "--project", spare)
        step = _step("init", language, "said", runs="init", language=language, also=also)
        yield replace(step, kept=f"{spare}/layers/{name}.yaml")
    commands = ("build", "check", "show", "explain", "diff", "export", "report", "resolve", "init")
    for name in (*commands, "watch", "sheet export", "sheet import", "boundaries info", ""):
        yield _step("help", name.replace(" ", "-") or "whole", runs=f"{name} --help")


def all_steps() -> list[Step]:
    """Every step, quick ones first, so that a recording in progress is soon of use."""
    groups = (
        _checks,
        _shows,
        _explains,
        _sheets,
        _others,
        _plans,
        _diffs,
        _reports,
        _exports,
        _builds,
    )
    return [step for group in groups for step in group()]


def chosen(steps: Iterable[Step], parts: Iterable[str]) -> list[Step]:
    """Steps that have every word of one of ``parts``; all of them where there are none.

    Parameters
    ----------
    parts : iterable of str
        Such as ``show`` or ``build luan``.
    """
    wanted = [set(part.split()) for part in parts]
    return [s for s in steps if not wanted or any(words <= set(s.parts) for words in wanted)]
