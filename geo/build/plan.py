"""Which outputs are stale and why: one pure value that ``build``, ``--dry-run``, ``--check`` and
the manifest all read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from geo.build.manifest import Manifest


class StaleReason(StrEnum):
    """Why an output is stale."""

    MISSING = "missing"  # the file is not there
    ALTERED = "altered"  # its bytes are not what the last build wrote
    UNKNOWN = "unknown"  # the manifest does not know it
    CHANGED = "changed"  # an ingredient changed; ``what`` names it
    OUTPUTS = "outputs"  # it shows other outputs, and those change
    FAILED = "failed"  # the last build could not make it; ``what`` is the kind of error
    FORCED = "forced"  # requested


@dataclass(frozen=True)
class Target:
    """Files that a product makes together, and what they are made from (name → hash).

    ``theme`` and ``document`` are the keys of those that they show, if one only.
    """

    product: str
    edition: str
    paths: tuple[str, ...]
    ingredients: Mapping[str, str]
    theme: str | None = None
    document: str | None = None


@dataclass(frozen=True)
class PlannedTarget:
    """A target and why it must be made; no reasons means that it is fresh."""

    target: Target
    reasons: tuple[tuple[StaleReason, str], ...]

    @property
    def is_stale(self) -> bool:
        return bool(self.reasons)


@dataclass(frozen=True)
class Plan:
    """All targets of a build, in order."""

    planned: tuple[PlannedTarget, ...]

    @property
    def stale(self) -> tuple[PlannedTarget, ...]:
        return tuple(s for s in self.planned if s.is_stale)


def _reasons(
    target: Target, manifest: Manifest, present: Mapping[str, str]
) -> Iterable[tuple[StaleReason, str]]:
    for path in target.paths:
        if path in manifest.failed:
            yield StaleReason.FAILED, manifest.failed[path]
    for path in target.paths:
        record = manifest.outputs.get(path)
        if path not in present:
            yield StaleReason.MISSING, path
        elif record is None:
            yield StaleReason.UNKNOWN, path
        elif record.sha256 != present[path]:
            yield StaleReason.ALTERED, path
    records = [manifest.outputs[p] for p in target.paths if p in manifest.outputs]
    if records:
        old, new = records[0].ingredients, target.ingredients
        for name in sorted(old.keys() | new.keys()):
            if old.get(name) != new.get(name):
                yield StaleReason.CHANGED, name


def make_plan(
    targets: Iterable[Target],
    manifest: Manifest,
    present: Mapping[str, str],
    *,
    force: bool = False,
    follows: bool = False,
) -> Plan:
    """Compare targets with what the last build recorded and with the files that exist.

    Parameters
    ----------
    present : mapping of str to str
        SHA-256 of each output file that exists, by relative path.
    force : bool
        Make everything, fresh or not.
    follows : bool
        The targets show other outputs that are being made anew.
    """
    planned = []
    for target in targets:
        reasons = list(_reasons(target, manifest, present))
        if follows and not reasons:
            reasons = [(StaleReason.OUTPUTS, "")]
        if force and not reasons:
            reasons = [(StaleReason.FORCED, "")]
        planned.append(PlannedTarget(target, tuple(reasons)))
    return Plan(tuple(planned))
