"""Building: plan, then make what is stale, edition by edition, each output put in place whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import geo
from geo import build
from geo.pipeline import index
from geo.pipeline.english import in_language
from geo.pipeline.frames import derive, edition_frames, editions
from geo.pipeline.inputs import Inputs, require_sound
from geo.pipeline.products import INDEX, MANIFEST, PRODUCTS, Making
from geo.pipeline.targets import BuildOptions, all_targets


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
    targets = all_targets(inputs, options)
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
        From :func:`geo.pipeline.check`, so that damaged boundaries stop the build.
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
    # Targets are compared as the plan has them: from what is listed, before rules are evaluated.
    targets = all_targets(inputs, replace(options, editions=()))
    with build.Staging(out) as staging:
        ledger = _Ledger(derive(inputs), out, staging, options, targets)
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
        self,
        inputs: Inputs,
        out: Path,
        staging: build.Staging,
        options: BuildOptions,
        targets: Sequence[build.Target],
    ) -> None:
        self.inputs, self.out, self.staging, self.options = inputs, out, staging, options
        self.previous = build.read_manifest(out / MANIFEST)
        self.targets = targets
        every = all_targets(inputs, replace(options, editions=(), all_figures=True))
        known = {p for t in every for p in t.paths}
        kept = {k: v for k, v in self.previous.outputs.items() if k in known | {INDEX}}
        snapshot, changes = index.changes_since(self.previous, inputs, options.language)
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
        shown = in_language(frames, self.options.language)
        makers = {p.name: p for p in PRODUCTS}
        for target in targets:
            paths = {p: self.staging.path(p) for p in target.paths}
            making = Making(frames, shown, paths, self.inputs, self.options.language)
            makers[target.product].make(making)
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
