"""Building: plan, then make stale outputs, edition by edition, each replaced atomically."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from geo import build
from geo.pipeline.inputs import Inputs, require_sound
from geo.pipeline.ledger import Failure, Ledger, Tell, index_target
from geo.pipeline.products import INDEX
from geo.pipeline.targets import BuildOptions, all_targets, asked_targets
from geo.pipeline.workers import processors


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
    gone : mapping of str to OutputRecord
        Files that earlier builds made and that no build of the present lists would.
    previous : Manifest
        Of the last build.
    """

    inputs: Inputs
    out: Path
    options: BuildOptions
    plan: build.Plan
    whole: tuple[build.Target, ...]
    gone: Mapping[str, build.OutputRecord]
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

    @property
    def altered(self) -> tuple[str, ...]:
        """Files in :attr:`gone` that are no longer as they were made: nobody else removes them."""
        return tuple(
            path
            for path, record in self.gone.items()
            if build.sha256_of(self.out / path) != record.sha256
        )


def plan_build(inputs: Inputs, out: Path, options: BuildOptions) -> BuildPlan:
    """Plan a build without writing anything.

    The index is a target of its own: it is stale when any other target is, or when what it shows
    has changed. A figure that an earlier build was asked for is kept true, whatever this one is
    asked for.

    Raises
    ------
    FaultsError
        If lists or data have errors.
    ConfigError
        If a requested edition is not known.
    """
    require_sound(inputs)
    every = all_targets(inputs, options.language)
    manifest = build.read_manifest(out / build.MANIFEST)
    known = frozenset({INDEX, *(p for t in every for p in t.paths)})
    recorded = {**manifest.gone, **manifest.outputs}
    there = frozenset(path for path in recorded if (out / path).is_file())
    targets = asked_targets(inputs, every, options, also=there)
    paths = {INDEX, *(p for t in targets for p in t.paths), *(there & known)}
    present = {p: build.sha256_of(out / p) for p in sorted(paths) if (out / p).is_file()}
    return BuildPlan(
        inputs=inputs,
        out=out,
        options=options,
        plan=_with_index(targets, manifest, present, options),
        whole=asked_targets(inputs, every, replace(options, editions=()), also=there),
        gone={path: recorded[path] for path in sorted(there - known)},
        previous=manifest,
    )


def _with_index(
    targets: Sequence[build.Target],
    manifest: build.Manifest,
    present: Mapping[str, str],
    options: BuildOptions,
) -> build.Plan:
    """The plan of the targets, and of the index that shows them."""
    plan = build.make_plan(targets, manifest, present, force=options.force)
    last = build.make_plan(
        [index_target(present, options.language)],
        manifest,
        present,
        force=options.force,
        follows=bool(plan.stale),
    )
    return build.Plan((*plan.planned, *last.planned))


@dataclass(frozen=True)
class BuildResult:
    """Result of a build.

    Parameters
    ----------
    accounting : mapping of str to mapping of str to int
        Counts of each edition.
    made, failed : tuple
        Paths that were made, and what could not be made.
    removed : tuple of str
        Files of earlier builds that were removed.
    notices : tuple of str
        For the user.
    """

    accounting: Mapping[str, Mapping[str, int]]
    made: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    removed: tuple[str, ...] = ()
    notices: tuple[str, ...] = field(default=())


def run_build(
    plan: BuildPlan,
    *,
    tell: Tell = lambda *_: None,
    prunes: bool = False,
    jobs: int | None = None,
) -> BuildResult:
    """Make the stale targets of a plan, each apart; every output is replaced atomically.

    Parameters
    ----------
    plan : BuildPlan
        Of inputs from :func:`geo.pipeline.check`, so that damaged boundaries stop the build.
    tell : callable
        Gets the number of each step that is done, how many there are, and its first file.
    jobs : int, optional
        Processes at most; by default as many as there are processors.
    prunes : bool
        Remove the files that no document asks for any more, unless somebody altered them.

    Raises
    ------
    BuildError
        If nothing can be written to the folder.
    """
    is_settled = plan.gone.keys() == plan.previous.gone.keys() and not (prunes and plan.gone)
    if not plan.stale and is_settled:
        return BuildResult(plan.previous.accounting)
    with build.Staging(plan.out) as staging:
        ledger = Ledger(plan, staging, tell)
        ledger.make_targets(jobs or processors())
        if prunes:
            ledger.prune()
        if plan.stale:
            ledger.make_index()
        ledger.close()
    return BuildResult(
        ledger.manifest.accounting,
        tuple(ledger.made),
        tuple(ledger.failed),
        tuple(ledger.removed),
        tuple(staging.notices),
    )
