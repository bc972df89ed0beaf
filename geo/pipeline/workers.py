"""Making batches of targets, on all processors at once.

A worker is a process that makes one batch after the other and says of each target how it went; only
the parent moves files into place. Workers are forked where that is safe, so that they start with
what the parent has read; elsewhere they get it sent.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import traceback
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import build
from geo.content.entries import accounting
from geo.errors import BuildError, Fault, GeoError
from geo.pipeline.inputs import Inputs
from geo.pipeline.makers import Making
from geo.pipeline.material import Material
from geo.pipeline.products import PRODUCTS
from geo.vocabulary import ALL_EDITION
from geo.voice.voice import Voice

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

#: A process more brings little beyond this, and takes half a gigabyte.
MOST_WORKERS = 8
#: Python's own, which the command line raises for short commands.
_GARBAGE_THRESHOLDS = (700, 10, 10)


@dataclass(frozen=True)
class Batch:
    """Targets of one edition that are made from the same frames. ``counts`` asks for the edition's
    accounting too."""

    edition: str
    targets: tuple[build.Target, ...]
    counts: bool = False


@dataclass(frozen=True)
class Outcome:
    """How it went with one target, or with the accounting of an edition where there is none."""

    edition: str
    target: build.Target | None = None
    error: Exception | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


def batches_of(targets: Sequence[build.Target]) -> list[Batch]:
    """Targets in batches, the longest work first.

    Figures of a theme share the places of their names, other products of an edition its frames;
    the national files take long enough to be batches of their own.
    """
    apart = {p.name for p in PRODUCTS if p.is_national and p.formats != ("csv",)}
    groups: dict[tuple[str, str], list[build.Target]] = {}
    for target in targets:
        own = target.theme or (target.product if target.product in apart else "")
        groups.setdefault((target.edition, own), []).append(target)
    counted: dict[str, tuple[str, str]] = {}
    for key in sorted(groups, key=lambda key: key[1]):
        counted.setdefault(key[0], key)
    batches = [
        Batch(key[0], tuple(own), counts=counted[key[0]] == key) for key, own in groups.items()
    ]
    return sorted(batches, key=lambda b: (b.edition != ALL_EDITION, -len(b.targets)))


def processors() -> int:
    """How many processes can work at a time."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(own, MOST_WORKERS)


def make_batches(
    batches: Sequence[Batch], inputs: Inputs, voice: Voice, folder: Path, *, jobs: int
) -> Iterator[Outcome]:
    """Make every target into a folder; one outcome each, as soon as it is known.

    Parameters
    ----------
    inputs : Inputs
        With rules derived.
    folder : Path
        Where targets are written, under their paths.
    jobs : int
        Processes at most; with 1, or one batch, everything is made in this one.
    """
    # Figures are full of cycles: without a search for garbage each one stays in memory.
    gc.set_threshold(*_GARBAGE_THRESHOLDS)
    workshop = _Workshop(inputs, voice, folder)
    if min(jobs, len(batches)) > 1:
        yield from _in_parallel(batches, workshop, min(jobs, len(batches)))
        return
    for batch in sorted(batches, key=lambda b: b.edition == ALL_EDITION):
        yield from workshop.make(batch)


class _Workshop:
    """Makes batches in this process. Frames that cannot be made are not tried twice."""

    def __init__(self, inputs: Inputs, voice: Voice, folder: Path) -> None:
        self.inputs, self.voice, self.folder = inputs, voice, folder
        self._products = {p.name: p for p in PRODUCTS}
        self._broken: dict[tuple[object, ...], Exception] = {}
        self._material: Material | None = None

    def make(self, batch: Batch) -> Iterator[Outcome]:
        for target in batch.targets:
            error = None
            try:
                self._make(target)
            except Exception as found:  # noqa: BLE001  # any maker may fail; the others are made
                error = found
            yield Outcome(batch.edition, target, error)
        if batch.counts:
            yield self._counted(batch.edition)

    def _counted(self, edition: str) -> Outcome:
        try:
            return Outcome(edition, counts=accounting(self._material_of(edition).frames))
        except Exception as error:  # noqa: BLE001  # as any product
            return Outcome(edition, error=error)

    def _material_of(self, edition: str) -> Material:
        """Of one edition at a time: frames of several would fill the memory."""
        if self._material is None or self._material.key != edition:
            self._material = Material(self.inputs, edition, self.voice)
        return self._material

    def _make(self, target: build.Target) -> None:
        paths = {}
        for path in target.paths:
            paths[path] = self.folder / path
            paths[path].parent.mkdir(parents=True, exist_ok=True)
        self._products[target.product].make(replace(self._making(target), paths=paths))

    def _making(self, target: build.Target) -> Making:
        product = self._products[target.product]
        kind = (product.is_localised, product.is_multilingual)
        at = (target.edition, target.theme, target.document, *kind)
        if at in self._broken:
            raise self._broken[at]
        try:
            material = self._material_of(target.edition)
            return material.making(product, target.theme, target.document)
        except Exception as error:
            self._broken[at] = error
            raise


# ── several processes ────────────────────────────────────────────────────────────────────


class _Worker:
    """A process and the parent's end of its pipe."""

    def __init__(self, workshop: _Workshop, others: Sequence[_Worker]) -> None:
        # Forking is quick and shares memory. macOS has libraries that do not survive it.
        context: Any = get_context("fork" if sys.platform == "linux" else "spawn")
        self.pipe, theirs = context.Pipe()
        inherited = [each.pipe for each in (*others, self)] if sys.platform == "linux" else []
        self.process: BaseProcess = context.Process(
            target=_serve, args=(theirs, workshop, inherited), daemon=True
        )
        self.process.start()
        theirs.close()
        self.batch: Batch | None = None
        self.left: list[build.Target] = []

    def take(self, batch: Batch) -> None:
        self.batch, self.left = batch, list(batch.targets)
        with suppress(OSError):  # a worker that died is noticed when its pipe is read
            self.pipe.send(batch)

    def received(self) -> Outcome | None:
        """What the worker said; None when its batch is done.

        Raises
        ------
        EOFError
            If the worker has died.
        """
        outcome: Outcome | None = self.pipe.recv()
        if outcome is not None and outcome.target is not None:
            self.left.remove(outcome.target)
        return outcome

    def lost(self) -> Iterator[Outcome]:
        """Outcomes of what a worker that died has not made."""
        if self.batch is None:
            return
        self.process.join()
        fault = Fault("worker-died", "", value=str(self.process.exitcode))
        error = BuildError(f"a worker process ended with {self.process.exitcode}", fault)
        yield from (Outcome(self.batch.edition, target, error) for target in self.left)
        if self.batch.counts:
            yield Outcome(self.batch.edition, error=error)

    def end(self) -> None:
        self.process.terminate()
        self.process.join()
        self.pipe.close()


def _serve(pipe: Connection, workshop: _Workshop, inherited: Sequence[Connection]) -> None:
    """Make the batches that come through a pipe until it is closed."""
    for other in inherited:  # else no worker would notice that the parent has gone
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers
    with suppress(EOFError, OSError):
        while True:
            for outcome in workshop.make(pipe.recv()):
                pipe.send(replace(outcome, error=_portable(outcome.error)))
            pipe.send(None)


def _portable(error: Exception | None) -> Exception | None:
    """The error as the parent can receive it, with its traceback as a note."""
    if error is None:
        return None
    error.add_note("".join(traceback.format_exception(error)))
    try:
        copy = pickle.loads(pickle.dumps(error))
        return error if str(copy) == str(error) else _told(error)
    except Exception:  # noqa: BLE001  # whatever a foreign error does when it is copied
        return _told(error)


def _told(error: Exception) -> Exception:
    fault = error.fault if isinstance(error, GeoError) else None
    kind, details = type(error).__name__, {"problem": str(error)}
    told = BuildError(str(error), fault or Fault("unexpected", "", value=kind, details=details))
    told.__notes__ = error.__notes__
    return told


def _in_parallel(batches: Sequence[Batch], workshop: _Workshop, jobs: int) -> Iterator[Outcome]:
    waiting = deque(batches)
    workers: list[_Worker] = []
    try:
        while waiting or any(w.batch for w in workers):
            while waiting and len(workers) < jobs:
                workers.append(_Worker(workshop, workers))
            for worker in workers:
                if worker.batch is None and waiting:
                    worker.take(waiting.popleft())
            yield from _heard(workers)
    finally:
        for worker in workers:
            worker.end()


def _heard(workers: list[_Worker]) -> Iterator[Outcome]:
    """What workers say next; one that died is dropped."""
    by_pipe: dict[Any, _Worker] = {w.pipe: w for w in workers if w.batch}
    for pipe in wait(list(by_pipe)):
        worker = by_pipe[pipe]
        try:
            outcome = worker.received()
        except (EOFError, OSError):
            yield from worker.lost()
            workers.remove(worker)
            worker.end()
            continue
        if outcome is None:
            worker.batch = None
        else:
            yield outcome
