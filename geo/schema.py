"""Contracts of the frames that stages hand to each other, and their check.

A frame's columns, kinds and unique keys are declared once here. :func:`check_frame` reports every
breach at once. Text columns hold ``str`` and never ``NaN``: nothing known is the empty string.
Codes are six-character strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.errors import SchemaError
from geo.records.resolved import Edition, Vintage
from geo.records.written import Typology
from geo.voice.phrasebook import Phrasebook

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

#: column → kind. Kinds: text, code (six digits), code? (six digits or empty), int, float, bool,
#: number? (float with NaN for unknown), geometry.
Columns = dict[str, str]


@dataclass(frozen=True)
class Contract:
    """Name, columns and unique key of one frame."""

    name: str
    columns: Columns
    unique: tuple[str, ...] = ()


#: Boundary layers as :mod:`geo.boundaries` loads them: EPSG:4490, sorted by code.
COUNTY_BOUNDARIES = Contract(
    "county boundaries",
    {
        "county_code": "code",
        "county_name": "text",
        "prefecture_code": "code?",
        "prefecture_name": "text",
        "province_code": "code",
        "province_name": "text",
        "geometry": "geometry",
    },
    ("county_code",),
)
PREFECTURE_BOUNDARIES = Contract(
    "prefecture boundaries",
    {
        "prefecture_code": "code",
        "prefecture_name": "text",
        "province_code": "code",
        "province_name": "text",
        "geometry": "geometry",
    },
    ("prefecture_code",),
)
PROVINCE_BOUNDARIES = Contract(
    "province boundaries",
    {"province_code": "code", "province_name": "text", "geometry": "geometry"},
    ("province_code",),
)
#: Lines of 境界线 by kind: 未定国界, 断续线, 省界, 特别行政区界.
BOUNDARY_LINES = Contract("boundary lines", {"line_kind": "text", "geometry": "geometry"})

DOCUMENTS = Contract(
    "documents",
    {
        "document_id": "text",
        "title": "text",
        "short_title": "text",
        "issuer": "text",
        "number": "text",
        "issued": "text",
        "region_code": "code",
        "region_name": "text",
        "horizon": "text",
        "source_note": "text",
    },
    ("document_id",),
)
#: One row per county × typology × document × clause (× subtype × status).
ASSIGNMENTS = Contract(
    "assignments",
    {
        "document_id": "text",
        "clause": "text",
        "typology": "text",
        "typology_name": "text",
        "subtype": "text",
        "status": "text",
        "stage": "text",
        "county_code": "code",
        "county_name": "text",
        "prefecture_name": "text",
        "province_name": "text",
        "as_written": "text",
        "basis": "text",
        "is_complete": "bool",
        "note": "text",
    },
    ("document_id", "clause", "typology", "subtype", "status", "county_code", "as_written"),
)
TASKS = Contract(
    "tasks",
    {
        "document_id": "text",
        "clause": "text",
        "part": "text",
        "title": "text",
        "summary": "text",
        "lead_units": "text",
        "responsible_units": "text",
        "cooperating_units": "text",
        "blanket_units": "text",
        "is_open_ended": "bool",
        "agencies_note": "text",
        "scope": "text",
    },
    ("document_id", "clause"),
)
#: ``clause`` is empty for a document's headline target. ``value_max`` only for ranges.
INDICATORS = Contract(
    "indicators",
    {
        "document_id": "text",
        "clause": "text",
        "name": "text",
        "operator": "text",
        "value": "float",
        "value_max": "number?",
        "unit": "text",
        "deadline": "text",
        "deadline_from": "text",
        "note": "text",
    },
)
COMPLETIONS = Contract(
    "completions",
    {
        "document_id": "text",
        "clause": "text",
        "name": "text",
        "deadline": "text",
        "deadline_from": "text",
    },
)
#: Which tasks reach which county and through what. ``through_kind`` is a ScopeKind value.
COUNTY_TASKS = Contract(
    "county_tasks",
    {
        "county_code": "code",
        "county_name": "text",
        "document_id": "text",
        "clause": "text",
        "title": "text",
        "through_kind": "text",
        "through": "text",
        "is_from_document": "bool",
    },
    ("county_code", "document_id", "clause", "through_kind", "through"),
)
#: Codes are empty where the place is no county and no prefecture. Geometry: line between anchors,
#: EPSG:4490, from subject to partner.
PARTNERSHIPS = Contract(
    "partnerships",
    {
        "document_id": "text",
        "clause": "text",
        "kind": "text",
        "subject_name": "text",
        "subject_code": "code?",
        "partner_name": "text",
        "partner_code": "code?",
        "summary": "text",
        "anchor_note": "text",
        "geometry": "geometry",
    },
)
#: One row per rule: how its clause is read, how many counties meet it, what stays open and why.
RULES = Contract(
    "rules",
    {
        "document_id": "text",
        "clause": "text",
        "typology": "text",
        "typology_name": "text",
        "reading": "text",
        "candidate_count": "int",
        "complete_count": "int",
        "open_reason": "text",
    },
)
#: ``place_code`` is a county's, a prefecture's or empty.
POSITIONINGS = Contract(
    "positionings",
    {
        "document_id": "text",
        "clause": "text",
        "place_name": "text",
        "place_code": "code?",
        "summary": "text",
    },
)


def joined_contract(typologies: Sequence[Typology]) -> Contract:
    """Contract of the joined frame: one row per county of the edition's regions.

    ``typologies``, ``typology_count`` and ``is_<key>`` speak of what is listed or what a rule
    derives completely. A county that only waits for a reference list is named in
    ``candidate_typologies`` and is of no type yet.
    """
    return Contract(
        "joined frame",
        {
            "county_code": "code",
            "county_name": "text",
            "short_name": "text",
            "unit_type": "text",
            "prefecture_code": "code?",
            "prefecture_name": "text",
            "province_code": "code",
            "province_name": "text",
            "typologies": "text",
            "typology_count": "int",
            **{f"is_{t.key}": "bool" for t in typologies},
            "candidate_typologies": "text",
            "statuses": "text",
            "documents": "text",
            "has_rule_basis": "bool",
            "task_count": "int",
            "area_km2": "float",
            "note": "text",
            "geometry": "geometry",
        },
        ("county_code",),
    )


@dataclass(frozen=True)
class EditionFrames:
    """Everything that is known about one edition: what every renderer and exporter takes.

    ``counties`` keeps :func:`joined_contract`. ``neighbour_provinces`` are whole provinces beside
    the region, for context. All geometry is EPSG:4490. Codes index nothing: frames have a
    RangeIndex and are sorted by their unique key. ``phrases`` gives English for the words in them.
    """

    edition: Edition
    counties: gpd.GeoDataFrame
    prefectures: gpd.GeoDataFrame
    provinces: gpd.GeoDataFrame
    neighbour_provinces: gpd.GeoDataFrame
    boundary_lines: gpd.GeoDataFrame
    documents: pd.DataFrame
    assignments: pd.DataFrame
    tasks: pd.DataFrame
    indicators: pd.DataFrame
    completions: pd.DataFrame
    county_tasks: pd.DataFrame
    partnerships: gpd.GeoDataFrame
    positionings: pd.DataFrame
    rules: pd.DataFrame
    typologies: tuple[Typology, ...]
    vintage: Vintage
    phrases: Phrasebook = field(default_factory=Phrasebook)


_EMPTY_DTYPES = {
    "int": "int64",
    "float": "float64",
    "number?": "float64",
    "bool": "bool",
    "geometry": "object",
}


def make_frame(rows: Iterable[Mapping[str, object]], contract: Contract) -> pd.DataFrame:
    """A frame with the contract's columns, in its order and with its kinds, even without rows.

    Geometry columns are left as objects; the caller makes a GeoDataFrame with its CRS.
    """
    import pandas as pd

    listed = list(rows)
    columns = {
        name: pd.Series([row[name] for row in listed], dtype=_EMPTY_DTYPES.get(kind, "str"))
        for name, kind in contract.columns.items()
    }
    return pd.DataFrame(columns)


def _column_breaches(frame: Any, name: str, kind: str) -> list[str]:
    column = frame[name]
    if kind == "geometry":
        return [f"{name}: missing geometry"] if bool(column.isna().any()) else []
    breaches = []
    if kind not in ("number?",) and bool(column.isna().any()):
        breaches.append(f"{name}: {int(column.isna().sum())} missing values, expected none")
    if kind in ("text", "code", "code?"):
        texts = [v for v in column.tolist() if isinstance(v, str)]
        if len(texts) != len(column):
            breaches.append(f"{name}: {len(column) - len(texts)} values that are no text")
        if kind != "text":
            bad = [
                v
                for v in texts
                if not ((len(v) == 6 and v.isdigit()) or (kind[-1] == "?" and not v))
            ]
            if bad:
                breaches.append(f"{name}: no six-digit codes: {bad[:5]}")
    elif kind in ("int", "float", "number?", "bool"):
        letters = {"int": "iu", "float": "f", "number?": "f", "bool": "b"}[kind]
        if len(column) and column.dtype.kind not in letters:
            breaches.append(f"{name}: dtype {column.dtype}, expected {kind}")
    return breaches


def check_frame(frame: Any, contract: Contract) -> None:
    """Check a frame against its contract.

    Raises
    ------
    SchemaError
        With every breach: missing or extra columns, wrong kinds, missing values, repeated keys.
    """
    wanted, found = set(contract.columns), set(frame.columns)
    breaches = [f"missing column {c}" for c in sorted(wanted - found)]
    breaches += [f"unexpected column {c}" for c in sorted(found - wanted)]
    for name, kind in contract.columns.items():
        if name in found:
            breaches += _column_breaches(frame, name, kind)
    if contract.unique and set(contract.unique) <= found:
        repeated = frame[frame.duplicated(list(contract.unique), keep=False)]
        if len(repeated):
            keys = repeated[list(contract.unique)].drop_duplicates().to_dict("records")
            breaches.append(f"key {contract.unique} is repeated: {keys[:5]}")
    if breaches:
        raise SchemaError(f"{contract.name}: " + "; ".join(breaches))
