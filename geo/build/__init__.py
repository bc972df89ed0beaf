"""Planning what to build again, replacing files atomically, and the manifest of the last build.

Nothing here depends on the content of an output, only on paths, hashes and bytes.
"""

from geo.build.manifest import (
    MANIFEST,
    Manifest,
    OutputRecord,
    read_manifest,
    recorded_options,
    write_manifest,
)
from geo.build.place import Staging, sha256_of
from geo.build.plan import Plan, PlannedTarget, StaleReason, Target, make_plan
from geo.build.stamp import content_hash, input_hashes, program_hash, tree_hash
from geo.build.untouched import untouched_count

__all__ = [
    "MANIFEST",
    "Manifest",
    "OutputRecord",
    "Plan",
    "PlannedTarget",
    "Staging",
    "StaleReason",
    "Target",
    "content_hash",
    "input_hashes",
    "make_plan",
    "program_hash",
    "read_manifest",
    "recorded_options",
    "sha256_of",
    "tree_hash",
    "untouched_count",
    "write_manifest",
]
