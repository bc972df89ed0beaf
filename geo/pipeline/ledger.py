"""Making what a plan found stale, and the manifest of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

import geo
from geo import build
from geo.errors import Fault, GeoError
from geo.pipeline import index
from geo.pipeline.characters import located
from geo.pipeline.frames import derive, editions
from geo.pipeline.products import INDEX
from geo.pipeline.workers import Outcome, batches_of, make_batches
from geo.vocabulary import Language

if TYPE_CHECKING:
    from geo.pipeline.builds import BuildPlan


#: Gets the number of a step, how many there are, and the first file of a step that is done.
Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Failure:
    """Something that could not be made: files of one product, and why.

    ``edition`` is empty for the index and the manifest. ``error`` is for developers.
    """

    product: str
    edition: str
    paths: tuple[str, ...]
    fault: Fault
    error: Exception


def index_target(shown: Mapping[str, str], language: Language) -> build.Target:
    """The index, made from the other outputs (path → hash)."""
    others = {path: shown[path] for path in sorted(shown) if path != INDEX}
    ingredients = {"shown": build.content_hash(others), "language": str(language)}
    return build.Target("index", "", (INDEX,), ingredients)


class Ledger:
    """Makes targets, each apart, and keeps the manifest in step with the files in the folder.

    What fails is recorded in ``failed``, and its old files are kept. The manifest is written as
    often as an edition has been counted: a build that is killed leaves only files that the next one
    finds altered or missing, and makes again.
    """

    def __init__(self, plan: BuildPlan, staging: build.Staging, tell: Tell) -> None:
        self.plan, self.staging, self.tell = plan, staging, tell
        self._steps = 0
        self.made: list[str] = []
        self.failed: list[Failure] = []
        self.removed: list[str] = []
        # Targets are hashed as the lists have them: before rules are evaluated.
        self.inputs = derive(plan.inputs)
        previous = plan.previous
        known = editions(self.inputs)
        snapshot, self.changes = index.changes_since(previous, self.inputs, plan.options.language)
        asked = {INDEX, *(p for t in plan.whole for p in t.paths)}
        self.manifest = build.Manifest(
            vintage=self.inputs.vintage.id,
            options=plan.options.recorded(),
            versions=_versions(),
            inputs=build.input_hashes(self.inputs.project, self.inputs.vintage.id),
            accounting={k: v for k, v in previous.accounting.items() if k in known},
            lists={"snapshot": snapshot, "changes": self.changes},
            outputs={k: v for k, v in previous.outputs.items() if k in asked},
            failed={k: v for k, v in previous.failed.items() if k in asked},
            gone=plan.gone,
        )

    # ── making ───────────────────────────────────────────────────────────────────────────

    def make_targets(self, jobs: int) -> None:
        """Make the stale targets, in several processes at once if ``jobs`` allows."""
        stale = [step.target for step in self.plan.stale if step.target.edition]
        voice = self.inputs.voices[self.plan.options.language]
        for outcome in make_batches(
            batches_of(stale), self.inputs, voice, self.staging.folder, jobs=jobs
        ):
            self._take(outcome)
            if outcome.target is not None:
                self._step(outcome.target)
            else:
                self._write()

    def _take(self, outcome: Outcome) -> None:
        """Put what was made in place, or record why it was not."""
        target = outcome.target
        product, paths = (target.product, target.paths) if target else ("accounting", ())

        def take() -> None:
            if outcome.error is not None:
                raise outcome.error
            if target is not None:
                self._put(target)
            else:
                counts = {**self.manifest.accounting, outcome.edition: outcome.counts}
                self.manifest = replace(self.manifest, accounting=counts)

        self._attempt(product, outcome.edition, paths, take)

    def _step(self, target: build.Target) -> None:
        """Report a target that is done."""
        self._steps += 1
        self.tell(self._steps, len(self.plan.stale), target.paths[0])

    def make_index(self) -> None:
        """Make the index of everything that is in the folder."""
        language = self.plan.options.language

        def make() -> None:
            html = index.page(
                self.inputs,
                self.plan.out,
                self.manifest,
                editions=list(editions(self.inputs).values()),
                changes=self.changes,
                language=language,
            )
            self.staging.path(INDEX).write_text(html, encoding="utf-8", newline="\n")
            self._put(index_target(self._recorded(), language))

        self._attempt("index", "", (INDEX,), make)
        self._step(index_target({}, language))

    def prune(self) -> None:
        """Remove the files of earlier builds that no document asks for, unless altered."""
        altered = self.plan.altered

        def remove() -> None:
            for path in self.plan.gone:
                if path not in altered:
                    (self.plan.out / path).unlink(missing_ok=True)
                    self.removed.append(path)

        self._attempt("prune", "", (), remove)
        left = {k: v for k, v in self.manifest.gone.items() if k not in self.removed}
        self.manifest = replace(self.manifest, gone=left)

    def close(self) -> None:
        """Record whether everything is fresh now."""
        left = build.make_plan(self.plan.whole, self.manifest, self._recorded()).stale
        is_complete = not (left or self.manifest.failed or self.manifest.gone)
        self.manifest = replace(self.manifest, is_complete=is_complete)
        self._write()

    # ── the manifest ─────────────────────────────────────────────────────────────────────

    def _attempt(
        self, product: str, edition: str, paths: Sequence[str], make: Callable[[], None]
    ) -> None:
        """Call ``make``; an error is recorded, and the next thing is made."""
        try:
            make()
        except Exception as found:  # noqa: BLE001  # any maker may fail, and the others are made
            error = self.staging.reason(found)
            fault = located(fault_of(error), self.inputs, edition)
            self.failed.append(Failure(product, edition, tuple(paths), fault, error))
            kinds = dict.fromkeys(paths, _kind(error))
            self.manifest = replace(self.manifest, failed={**self.manifest.failed, **kinds})
        else:
            self.made += paths

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
        failed = {k: v for k, v in self.manifest.failed.items() if k not in target.paths}
        outputs = {**self.manifest.outputs, **records}
        self.manifest = replace(self.manifest, outputs=outputs, failed=failed)

    def _write(self) -> None:
        def write() -> None:
            build.write_manifest(self.manifest, self.staging.path(build.MANIFEST))
            self.staging.put([build.MANIFEST])

        self._attempt("manifest", "", (), write)


def fault_of(error: Exception) -> Fault:
    """An error as a fault: its own, or one that quotes it."""
    if isinstance(error, GeoError):
        return error.fault or Fault("not-made", "", value=str(error))
    return Fault("unexpected", "", value=_kind(error), details={"problem": str(error)})


def _kind(error: Exception) -> str:
    """Kind of an error, without paths or numbers of a machine."""
    if isinstance(error, GeoError) and error.fault is not None:
        return error.fault.kind
    return type(error).__name__


def _versions() -> dict[str, str]:
    libraries = ("folium", "geopandas", "matplotlib", "pyogrio", "pyproj", "shapely")
    return {"county-typology": geo.__version__, **{name: version(name) for name in libraries}}
