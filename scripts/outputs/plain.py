"""Texts, tables and records in plain formats."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import numpy as np


def text(content: bytes) -> list[str]:
    return content.decode("utf-8").splitlines()


def nothing_but_bytes(content: bytes) -> dict[str, Any]:
    return {"bytes": np.frombuffer(content, dtype=np.uint8)}


def table(content: bytes) -> dict[str, Any]:
    """Columns in their order, rows as mappings; whether Excel finds the mark of UTF-8."""
    read = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return {
        "mark": content.startswith(b"\xef\xbb\xbf"),
        "columns": list(read.fieldnames or ()),
        "rows": list(read),
    }


def records(content: bytes) -> Any:
    """JSON, or the text itself where a command that failed printed none."""
    decoded = content.decode("utf-8")
    try:
        return json.loads(decoded)
    except json.JSONDecodeError:
        return decoded.splitlines()


def shapes(stored: Any) -> list[Any]:
    """Geometries of well-known binary as their kind and an array of coordinates."""
    import shapely

    geometries = shapely.from_wkb(np.asarray(stored, dtype=object))
    return [
        None
        if g is None
        else {
            "kind": g.geom_type,
            "rings": [len(shapely.get_coordinates(p)) for p in shapely.get_parts(g)],
            "coordinates": shapely.get_coordinates(g, include_z=g.has_z),
        }
        for g in geometries
    ]


def parquet(content: bytes) -> dict[str, Any]:
    """Columns with their types, rows, geometry and its metadata."""
    from pyarrow import parquet

    found = parquet.read_table(io.BytesIO(content))
    said = {k.decode(): records(v) for k, v in (found.schema.metadata or {}).items()}
    said.pop("ARROW:schema", None)
    columns = {name: found.column(name).to_pylist() for name in found.column_names}
    for name in said.get("geo", {}).get("columns", ()):
        columns[name] = shapes(columns[name])
    return {
        "columns": {field.name: str(field.type) for field in found.schema},
        "order": found.column_names,
        "said": said,
        "values": columns,
    }
