"""What changed between two states of the lists: from list models or built GeoPackages."""

from geo.diff.comparison import (
    MINOR,
    Compared,
    Comparison,
    Difference,
    DifferenceKind,
    NothingCompared,
)
from geo.diff.differences import compare
from geo.diff.geopackage import snapshot_from_geopackage
from geo.diff.lists import snapshot
from geo.diff.outputs import ROW_COLUMNS, markdown, rows, to_json
from geo.diff.phrases import memo, sentences
from geo.diff.rows import DocumentState, Reach, TaskState, TypologyName
from geo.diff.state import Snapshot
from geo.diff.wording import kind_name

__all__ = [
    "MINOR",
    "ROW_COLUMNS",
    "Compared",
    "Comparison",
    "Difference",
    "DifferenceKind",
    "DocumentState",
    "NothingCompared",
    "Reach",
    "Snapshot",
    "TaskState",
    "TypologyName",
    "compare",
    "kind_name",
    "markdown",
    "memo",
    "rows",
    "sentences",
    "snapshot",
    "snapshot_from_geopackage",
    "to_json",
]
