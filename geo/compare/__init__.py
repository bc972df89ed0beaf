"""What changed between two states of the lists: from list models or built GeoPackages."""

from geo.compare.comparison import (
    Compared,
    Comparison,
    Difference,
    DifferenceKind,
    NothingCompared,
)
from geo.compare.differences import compare
from geo.compare.geopackage import snapshot_from_geopackage
from geo.compare.memo import memo, sentences
from geo.compare.outputs import ROW_COLUMNS, markdown, rows, to_json
from geo.compare.snapshot import Snapshot, TypologyName, snapshot
from geo.compare.stored import is_current, restored, stored
from geo.compare.wording import Wording, kind_name

__all__ = [
    "ROW_COLUMNS",
    "Compared",
    "Comparison",
    "Difference",
    "DifferenceKind",
    "NothingCompared",
    "Snapshot",
    "TypologyName",
    "Wording",
    "compare",
    "is_current",
    "kind_name",
    "markdown",
    "memo",
    "restored",
    "rows",
    "sentences",
    "snapshot",
    "snapshot_from_geopackage",
    "stored",
    "to_json",
]
