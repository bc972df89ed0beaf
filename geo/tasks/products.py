"""The outputs: which there are, what each is made from, and building those that are stale.

A new output format is one file in ``geo/export/`` or ``geo/render/`` and one line in
:data:`PRODUCTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import geo
from geo import build, gazetteer, rules
from geo.gazetteer.names import parent_forms
from geo.tasks import index
from geo.tasks.frames import derive, edition_frames, editions, find_edition
from geo.tasks.inputs import Inputs, require_sound
from geo.vocabulary import ALL_EDITION, Language

if TYPE_CHECKING:
    from geo.models import Edition
    from geo.schema import EditionFrames

MANIFEST = "manifest.json"
INDEX = "index.html"


@dataclass(frozen=True)
class Making:
    """What a product's maker gets: the frames, a place for each path, and the options."""

    frames: EditionFrames
    paths: Mapping[str, Path]
    inputs: Inputs
    language: Language

    def path(self, ending: str) -> Path:
        """The only path with this ending."""
        return next(p for name, p in self.paths.items() if name.endswith(ending))


@dataclass(frozen=True)
class Product:
    """One kind of output.

    ``paths`` may hold ``{edition}``, and ``{typology}`` for one file per type of the edition. A
    national product is made once, for ``all``; a further one only when it is asked for.
    """

    name: str
    paths: tuple[str, ...]
    make: Callable[[Making], None]
    is_national: bool = False
    is_further: bool = False

    def paths_for(self, edition: str, typologies: Sequence[str]) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                p.format(edition=edition, typology=t)
                for t in (*typologies, "")
                for p in self.paths
                if t or "{typology}" not in p
            )
        )


def _page(making: Making) -> None:
    from geo.render.page import render_page

    html = render_page(
        making.frames,
        language=making.language,
        name_index=search_names(making.inputs, making.frames),
        version=geo.__version__,
    )
    making.path(".html").write_text(html, encoding="utf-8", newline="\n")


def _figure(making: Making) -> None:
    from geo.render.figures import write_figure

    write_figure(
        making.frames,
        list(making.paths.values()),
        language=making.language,
        english_names=english_names(making.inputs, making.frames),
    )


def _further_figures(making: Making) -> None:
    """Small multiples, overlap and statistics: the kind stands in the file's name."""
    from geo.render.figures import write_figure

    for name, path in making.paths.items():
        write_figure(
            making.frames,
            path,
            language=making.language,
            kind=name.removesuffix(".png").rpartition("-")[2],  # type: ignore[arg-type]  # checked
            english_names=english_names(making.inputs, making.frames),
        )


def _typology_figures(making: Making) -> None:
    from geo.render.figures import write_figure

    for name, path in making.paths.items():
        write_figure(
            making.frames,
            path,
            language=making.language,
            kind="typology",
            typology=name.removesuffix(".png").rpartition("-")[2],
            english_names=english_names(making.inputs, making.frames),
        )


def _geopackage(making: Making) -> None:
    from geo.export.geopackage import write_geopackage, write_project

    write_geopackage(
        making.frames, making.path(".gpkg"), language=making.language, version=geo.__version__
    )
    write_project(
        making.frames,
        making.path(".qgz"),
        language=making.language,
        version=geo.__version__,
        geopackage=making.path(".gpkg"),
    )


def _parquet(making: Making) -> None:
    from geo.export.parquet import write_parquet

    write_parquet(making.frames, making.path(".parquet"))


def _tables(making: Making) -> None:
    from geo.export.tables import write_tables

    write_tables(making.frames, making.path("assignments.csv").parent)


def _workbook(making: Making) -> None:
    from geo.export.xlsx import write_workbook
    from geo.render.statistics import all_statistics

    write_workbook(
        making.frames,
        making.path(".xlsx"),
        language=making.language,
        english_names=english_names(making.inputs, making.frames),
        statistics=all_statistics(making.frames),
    )


_TABLES = (
    "assignments",
    "completions",
    "counties",
    "county_tasks",
    "documents",
    "indicators",
    "partnerships",
    "positionings",
    "rules",
    "tasks",
)

PRODUCTS = (
    Product("page", ("{edition}.html",), _page),
    Product("figure", tuple(f"figures/{{edition}}.{s}" for s in ("png", "svg", "pdf")), _figure),
    Product(
        "further figures",
        tuple(f"figures/{{edition}}-{k}.png" for k in ("multiples", "overlap", "statistics")),
        _further_figures,
        is_further=True,
    ),
    Product(
        "typology figures",
        ("figures/{edition}-{typology}.png",),
        _typology_figures,
        is_further=True,
    ),
    Product(
        "geopackage", ("county-typology.gpkg", "county-typology.qgz"), _geopackage, is_national=True
    ),
    Product("parquet", ("county-typology.parquet",), _parquet, is_national=True),
    Product("tables", tuple(f"tables/{t}.csv" for t in _TABLES), _tables, is_national=True),
    Product("workbook", ("tables/county-typology.xlsx",), _workbook, is_national=True),
)


# ── names for search and for English ─────────────────────────────────────────────────────


def search_names(inputs: Inputs, frames: EditionFrames) -> dict[str, dict[str, str]]:
    """What the page's search field knows of each county: old names, traditional form, pinyin."""
    codes = frames.counties["county_code"].tolist()
    return gazetteer.name_index(inputs.gazetteer, codes)


def english_names(inputs: Inputs, frames: EditionFrames) -> dict[str, str]:
    """County, prefecture and province code → English name: the label of regions.yaml, else the
    short name in pinyin."""
    codes = frames.counties["county_code"].tolist()
    known = gazetteer.name_index(inputs.gazetteer, codes)
    names = {code: entry["pinyin"] for code, entry in known.items()}
    readings = inputs.gazetteer.pinyin_readings
    for code, parent in sorted(inputs.gazetteer.forms.parents.items()):
        names[code] = gazetteer.pinyin(parent_forms(parent.name)[-1], readings)
    return {**names, **{label.region_code: label.name_en for label in inputs.regions.labels}}


# ── what outputs are made from ───────────────────────────────────────────────────────────


def _edition_ingredients(inputs: Inputs, edition: Edition, program: str) -> dict[str, str]:
    """Hashes of all that an edition's outputs depend on, by name."""
    ids = set(edition.document_ids)
    resolved = inputs.resolved
    rows = [repr(replace(a, place=None)) for a in resolved.assignments if a.document_id in ids]
    rows += [
        repr(r) for part in (resolved.ties, resolved.roles) for r in part if r.document_id in ids
    ]
    rows += [
        f"{r.county_code} {r.document_id} {r.clause} {r.through_kind} {r.through}"
        for r in resolved.county_tasks
        if r.document_id in ids
    ]
    lists = {
        f"list {f.lists.document.id}": f.content_key
        for f in inputs.folder.files
        if f.lists.document.id in ids
    }
    own = [d for d in inputs.lists if d.document.id in ids]
    areas = {a: sorted(inputs.areas[a]) for d in own for a in rules.mentioned_areas(d)}
    zoning = {
        e: {c: sorted(z) for c, z in by_code.items()}
        for e, by_code in inputs.zoning.items()
        if e == edition.key or edition.key == ALL_EDITION
    }
    package = inputs.project.boundaries / inputs.vintage.id / "datapackage.json"
    return {
        **lists,
        "resolved names": build.content_hash(sorted(rows)),
        "regions": build.content_hash([label.model_dump() for label in inputs.regions.labels]),
        "areas": build.content_hash(areas),
        "zoning": build.content_hash(zoning),
        "typologies": build.content_hash([t.model_dump(mode="json") for t in inputs.typologies]),
        "gazetteer": build.tree_hash(inputs.project.gazetteer, (".csv",)),
        "boundaries": build.sha256_of(package),
        "program": program,
    }


@dataclass(frozen=True)
class BuildOptions:
    """What a build was asked for. ``editions`` empty means all of them; ``all_figures`` adds a
    figure per type, small multiples, overlap and statistics of every edition."""

    editions: tuple[str, ...] = ()
    language: Language = Language.ZH
    force: bool = False
    all_figures: bool = False
    as_of: str | None = None

    def recorded(self) -> dict[str, str]:
        """What the manifest keeps of them."""
        return build.recorded_options(
            str(self.language), all_figures=self.all_figures, as_of=self.as_of
        )


def _typologies_of(inputs: Inputs, edition: Edition) -> list[str]:
    """Keys of the types that an edition can show: listed, or with conditions that place decides."""
    ids = set(edition.document_ids)
    keys = {word: t.key for t in inputs.typologies for word in (t.key, t.name)}
    held = {a.typology for a in inputs.resolved.assignments if a.document_id in ids}
    for lists in inputs.lists:
        if lists.document.id in ids:
            zoned = lists.document.edition in inputs.zoning
            held |= {keys[r.typology] for r in lists.rules if r.where or zoned}
    return [t.key for t in inputs.typologies if t.key in held]


def _targets(inputs: Inputs, options: BuildOptions) -> list[build.Target]:
    known = editions(inputs)
    wanted = [find_edition(inputs, key) for key in options.editions] or list(known.values())
    program = build.program_hash()
    targets = []
    for edition in wanted:
        ingredients = _edition_ingredients(inputs, edition, program)
        ingredients["language"] = str(options.language)
        held = _typologies_of(inputs, edition)
        chosen = [
            p
            for p in PRODUCTS
            if (edition.key == ALL_EDITION or not p.is_national)
            and (options.all_figures or not p.is_further)
        ]
        targets += [
            build.Target(p.name, edition.key, paths, ingredients)
            for p in chosen
            if (paths := p.paths_for(edition.key, held))
        ]
    return targets


def _present(out: Path, paths: Sequence[str]) -> dict[str, str]:
    return {p: build.sha256_of(out / p) for p in paths if (out / p).is_file()}


def plan_build(inputs: Inputs, out: Path, options: BuildOptions) -> build.Plan:
    """What a build would make and why. Nothing is written.

    The index is a target of its own: it is stale when any other target is, or when what it shows
    has changed.

    Raises
    ------
    FaultsError
        If lists or data have errors.
    """
    require_sound(inputs)
    targets = _targets(inputs, options)
    manifest = build.read_manifest(out / MANIFEST)
    present = _present(out, [*(p for t in targets for p in t.paths), INDEX, *manifest.outputs])
    plan = build.make_plan(targets, manifest, present, force=options.force)
    shown = {p: present[p] for p in sorted(present) if p != INDEX}
    ingredients = {"shown": build.content_hash(shown), "language": str(options.language)}
    last = build.make_plan(
        [build.Target("index", "", (INDEX,), ingredients)],
        manifest,
        present,
        force=options.force,
        follows=bool(plan.stale),
    )
    return build.Plan((*plan.steps, *last.steps))


@dataclass(frozen=True)
class BuildResult:
    """What a build did: the plan it followed, each edition's counts, and what to know about it."""

    plan: build.Plan
    accounting: Mapping[str, Mapping[str, int]]
    notices: tuple[str, ...] = ()


def run_build(
    inputs: Inputs,
    out: Path,
    options: BuildOptions,
    *,
    tell: Callable[[str], None] = lambda _: None,
) -> BuildResult:
    """Make what is stale; every output is put in place whole.

    Parameters
    ----------
    inputs : Inputs
        From :func:`geo.tasks.check`, so that damaged boundaries stop the build.
    out : Path
        Folder of the outputs; made if missing.
    tell : callable
        Gets one line per step, for people.

    Raises
    ------
    FaultsError
        If lists or data have errors; nothing is written then.
    BuildError
        If an output cannot be put in place; the old file then still stands.
    """
    plan = plan_build(inputs, out, options)
    if not plan.stale:
        return BuildResult(plan, build.read_manifest(out / MANIFEST).accounting)
    inputs = derive(inputs)
    with build.Staging(out) as staging:
        ledger = _Ledger(inputs, out, staging, options)
        for key in dict.fromkeys(s.target.edition for s in plan.stale if s.target.edition):
            tell(key)
            ledger.make_edition(key, [s.target for s in plan.stale if s.target.edition == key])
        ledger.make_index(plan)
        notices = tuple(staging.notices)
    return BuildResult(plan, ledger.manifest.accounting, notices)


class _Ledger:
    """Makes targets and keeps the manifest in step with what lies in the folder.

    The manifest is written after every edition: a build that is killed leaves only files that the
    next one finds altered or missing, and makes again.
    """

    def __init__(
        self, inputs: Inputs, out: Path, staging: build.Staging, options: BuildOptions
    ) -> None:
        self.inputs, self.out, self.staging, self.options = inputs, out, staging, options
        self.previous = build.read_manifest(out / MANIFEST)
        self.targets = _targets(inputs, replace(options, editions=()))
        every = _targets(inputs, replace(options, editions=(), all_figures=True))
        known = {p for t in every for p in t.paths}
        kept = {k: v for k, v in self.previous.outputs.items() if k in known | {INDEX}}
        snapshot, changes = index.changes_since(self.previous, inputs)
        self.changes = changes
        self.manifest = build.Manifest(
            vintage=inputs.vintage.id,
            options=options.recorded(),
            versions=_versions(),
            inputs=build.input_hashes(inputs.project, inputs.vintage.id),
            accounting={k: v for k, v in self.previous.accounting.items() if k in editions(inputs)},
            lists={"snapshot": snapshot, "changes": changes},
            outputs=kept,
        )

    def make_edition(self, key: str, targets: Sequence[build.Target]) -> None:
        frames = edition_frames(self.inputs, key)
        products = {p.name: p for p in PRODUCTS}
        for target in targets:
            paths = {p: self.staging.path(p) for p in target.paths}
            products[target.name].make(Making(frames, paths, self.inputs, self.options.language))
            self._put(target)
        counts = {**self.manifest.accounting, key: index.accounting(frames)}
        self.manifest = replace(self.manifest, accounting=counts)
        self._write()

    def make_index(self, plan: build.Plan) -> None:
        html = index.page(
            self.inputs,
            self.out,
            self.manifest,
            editions=list(editions(self.inputs).values()),
            changes=self.changes,
            language=self.options.language,
        )
        self.staging.path(INDEX).write_text(html, encoding="utf-8", newline="\n")
        shown = {k: v.sha256 for k, v in sorted(self.manifest.outputs.items()) if k != INDEX}
        ingredients = {
            "shown": build.content_hash(shown),
            "language": str(self.options.language),
        }
        self._put(replace(plan.steps[-1].target, ingredients=ingredients))
        recorded = {path: record.sha256 for path, record in self.manifest.outputs.items()}
        left = build.make_plan(self.targets, self.manifest, recorded).stale
        self.manifest = replace(self.manifest, is_complete=not left)
        self._write()

    def _put(self, target: build.Target) -> None:
        records = {}
        for path in target.paths:
            written = self.staging.folder / path
            if written.is_file():
                size, digest = written.stat().st_size, build.sha256_of(written)
                records[path] = build.OutputRecord(digest, size, target.ingredients)
        self.staging.put(target.paths)
        self.manifest = replace(self.manifest, outputs={**self.manifest.outputs, **records})

    def _write(self) -> None:
        build.write_manifest(self.manifest, self.staging.path(MANIFEST))
        self.staging.put([MANIFEST])


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    libraries = ("folium", "geopandas", "matplotlib", "pyogrio", "pyproj", "shapely")
    return {"county-typology": geo.__version__, **{name: version(name) for name in libraries}}
