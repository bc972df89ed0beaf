"""What changed between two states of the lists: from list models or built GeoPackages."""

from geo.compare.comparison import (
    MINOR,
    Compared,
    Comparison,
    Difference,
    DifferenceKind,
    NothingCompared,
)
from geo.compare.differences import compare
from geo.compare.geopackage import snapshot_from_geopackage
from geo.compare.lists import snapshot
from geo.compare.memo import memo, sentences
from geo.compare.outputs import ROW_COLUMNS, markdown, rows, to_json
from geo.compare.rows import DocumentState, Reach, TaskState, TypologyName
from geo.compare.state import Snapshot
from geo.compare.wording import kind_name

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
