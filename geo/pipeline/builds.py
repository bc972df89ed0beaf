"""Building: plan, then make stale outputs, edition by edition, each replaced atomically."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import geo
from geo import build
from geo.content.entries import accounting
from geo.pipeline import index
from geo.pipeline.frames import derive, editions
from geo.pipeline.inputs import Inputs, require_sound
from geo.pipeline.material import Material
from geo.pipeline.products import INDEX, PRODUCTS
from geo.pipeline.targets import BuildOptions, all_targets, asked_targets
from geo.vocabulary import Language


@dataclass(frozen=True)
class BuildPlan:
    """The targets of a build and why they are stale, computed once for a dry run, for
    ``--check`` and for :func:`run_build`.

    Parameters
    ----------
    plan : Plan
        Steps of the requested editions; the last one is the index.
    whole : tuple of Target
        Targets of all editions: when none of them is stale, the build is complete.
    known : frozenset of str
        Every path that a build of the same lists may write, all figures included.
    previous : Manifest
        Of the last build.
    """

    inputs: Inputs
    out: Path
    options: BuildOptions
    plan: build.Plan
    whole: tuple[build.Target, ...]
    known: frozenset[str]
    previous: build.Manifest

    @property
    def stale(self) -> tuple[build.PlannedTarget, ...]:
        return self.plan.stale

    @property
    def made(self) -> tuple[str, ...]:
        """Paths that the build makes."""
        return tuple(path for step in self.stale for path in step.target.paths)

    @property
    def kept(self) -> int:
        """Number of outputs that are fresh."""
        return sum(len(s.target.paths) for s in self.plan.planned) - len(self.made)


def plan_build(inputs: Inputs, out: Path, options: BuildOptions) -> BuildPlan:
    """Plan a build without writing anything.

    The index is a target of its own: it is stale when any other target is, or when what it shows
    has changed.

    Raises
    ------
    FaultsError
        If lists or data have errors.
    ConfigError
        If a requested edition is not known.
    """
    require_sound(inputs)
    every = all_targets(inputs, options.language)
    targets = asked_targets(inputs, every, options)
    manifest = build.read_manifest(out / build.MANIFEST)
    paths = [*(p for t in targets for p in t.paths), INDEX, *manifest.outputs]
    present = {p: build.sha256_of(out / p) for p in paths if (out / p).is_file()}
    plan = build.make_plan(targets, manifest, present, force=options.force)
    last = build.make_plan(
        [_index_target(present, options.language)],
        manifest,
        present,
        force=options.force,
        follows=bool(plan.stale),
    )
    return BuildPlan(
        inputs=inputs,
        out=out,
        options=options,
        plan=build.Plan((*plan.planned, *last.planned)),
        whole=asked_targets(inputs, every, replace(options, editions=())),
        known=frozenset({INDEX, *(p for t in every for p in t.paths)}),
        previous=manifest,
    )


def _index_target(shown: Mapping[str, str], language: Language) -> build.Target:
    """The index, made from the other outputs (path → hash)."""
    others = {path: shown[path] for path in sorted(shown) if path != INDEX}
    ingredients = {"shown": build.content_hash(others), "language": str(language)}
    return build.Target("index", "", (INDEX,), ingredients)


@dataclass(frozen=True)
class BuildResult:
    """Result of a build: each edition's counts, and notices for the user."""

    accounting: Mapping[str, Mapping[str, int]]
    notices: tuple[str, ...] = ()


def run_build(plan: BuildPlan, *, tell: Callable[[str], None] = lambda _: None) -> BuildResult:
    """Make the stale targets of a plan; every output is replaced atomically.

    Parameters
    ----------
    plan : BuildPlan
        Of inputs from :func:`geo.pipeline.check`, so that damaged boundaries stop the build.
    tell : callable
        Gets each edition's key before its outputs are made.

    Raises
    ------
    BuildError
        If an output cannot be put in place; the old file is then unchanged.
    """
    if not plan.stale:
        return BuildResult(plan.previous.accounting)
    with build.Staging(plan.out) as staging:
        ledger = _Ledger(plan, staging)
        for key in dict.fromkeys(s.target.edition for s in plan.stale if s.target.edition):
            tell(key)
            ledger.make_edition(key)
        ledger.make_index()
    return BuildResult(ledger.manifest.accounting, tuple(staging.notices))


class _Ledger:
    """Makes targets and keeps the manifest in step with the files in the folder.

    The manifest is written after every edition: a build that is killed leaves only files that the
    next one finds altered or missing, and makes again.
    """

    def __init__(self, plan: BuildPlan, staging: build.Staging) -> None:
        self.plan, self.staging = plan, staging
        # Targets are hashed as the lists have them: before rules are evaluated.
        self.inputs = derive(plan.inputs)
        previous = plan.previous
        known = editions(self.inputs)
        snapshot, self.changes = index.changes_since(previous, self.inputs, plan.options.language)
        self.manifest = build.Manifest(
            vintage=self.inputs.vintage.id,
            options=plan.options.recorded(),
            versions=_versions(),
            inputs=build.input_hashes(self.inputs.project, self.inputs.vintage.id),
            accounting={k: v for k, v in previous.accounting.items() if k in known},
            lists={"snapshot": snapshot, "changes": self.changes},
            outputs={k: v for k, v in previous.outputs.items() if k in plan.known},
        )

    def make_edition(self, key: str) -> None:
        products = {p.name: p for p in PRODUCTS}
        material = Material(self.inputs, key, self.inputs.voices[self.plan.options.language])
        for target in (s.target for s in self.plan.stale if s.target.edition == key):
            product = products[target.product]
            paths = {p: self.staging.path(p) for p in target.paths}
            product.make(
                replace(material.making(product, target.theme, target.document), paths=paths)
            )
            self._put(target)
        counts = {**self.manifest.accounting, key: accounting(material.frames)}
        self.manifest = replace(self.manifest, accounting=counts)
        self._write()

    def make_index(self) -> None:
        language = self.plan.options.language
        html = index.page(
            self.inputs,
            self.plan.out,
            self.manifest,
            editions=list(editions(self.inputs).values()),
            changes=self.changes,
            language=language,
        )
        self.staging.path(INDEX).write_text(html, encoding="utf-8", newline="\n")
        self._put(_index_target(self._recorded(), language))
        left = build.make_plan(self.plan.whole, self.manifest, self._recorded()).stale
        self.manifest = replace(self.manifest, is_complete=not left)
        self._write()

    def _recorded(self) -> dict[str, str]:
        return {path: record.sha256 for path, record in self.manifest.outputs.items()}

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
        build.write_manifest(self.manifest, self.staging.path(build.MANIFEST))
        self.staging.put([build.MANIFEST])


def _versions() -> dict[str, str]:
    libraries = ("folium", "geopandas", "matplotlib", "pyogrio", "pyproj", "shapely")
    return {"county-typology": geo.__version__, **{name: version(name) for name in libraries}}
