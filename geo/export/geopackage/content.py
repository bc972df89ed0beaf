"""Frames in the form of the GeoPackage's tables: with keys, and NULL for unknown.

The frames of an edition are not changed; every function returns new ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.dates import last_day, names_its_day
from geo.errors import ExportError
from geo.export.geopackage.file_tables import GEOMETRY, FileTable
from geo.vocabulary import LIST_MARK, Basis

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import EditionFrames


def task_key(document_id: str, clause: str) -> str:
    """Name of a task in one column: ``cq-2025（十三）``. Relations of QGIS want one column."""
    return f"{document_id}{clause}"


def _task_keys(frame: pd.DataFrame, tasks: pd.DataFrame) -> list[str | None]:
    """Keys of the tasks that rows belong to; None where the clause is no task."""
    known = set(zip(tasks["document_id"], tasks["clause"], strict=True))
    pairs = zip(frame["document_id"], frame["clause"], strict=True)
    return [task_key(*pair) if pair in known else None for pair in pairs]


def _derived_typologies(frames: EditionFrames) -> list[str]:
    """Per county, the names of its typologies that only a rule gives, joined by ``、``.

    Candidates, whose conditions are not all checked, are of no type yet and not named.
    """
    rows = frames.assignments[frames.assignments["is_complete"]]
    listed = rows[rows["basis"] == Basis.LISTED.value]
    named = set(zip(listed["county_code"], listed["typology"], strict=True))
    names = {t.key: t.name for t in frames.typologies}
    order = [t.key for t in sorted(frames.typologies, key=lambda t: (t.order, t.key))]
    derived: dict[str, set[str]] = {}
    for code, key in zip(rows["county_code"], rows["typology"], strict=True):
        if (code, key) not in named:
            derived.setdefault(code, set()).add(key)
    return [
        LIST_MARK.join(names[key] for key in order if key in derived.get(code, ()))
        for code in frames.counties["county_code"]
    ]


def _with_polygons(frames: EditionFrames) -> Any:
    """Assignments on the polygons of their counties, rows as they were; no shape without a county.

    Raises
    ------
    ExportError
        If an assigned county has no polygon in this edition.
    """
    import geopandas as gpd

    shapes = frames.counties.set_index("county_code").geometry
    codes = frames.assignments["county_code"]
    missing = sorted(set(codes) - set(shapes.index) - {""})
    if missing:
        raise ExportError(
            f"assignments name counties without a polygon: {'、'.join(missing)}; "
            "choose a boundary vintage that has them"
        )
    geometry = shapes.reindex(codes).to_numpy()
    return gpd.GeoDataFrame(frames.assignments.copy(), geometry=geometry, crs=frames.counties.crs)


def _county_or_nothing(frames: EditionFrames) -> list[str | None]:
    known = set(frames.counties["county_code"])
    return [code if code in known else None for code in frames.positionings["place_code"]]


def filled(table: FileTable, frames: EditionFrames) -> Any:
    """The rows of one table, its columns in declared order, empty text as None.

    Returns
    -------
    GeoDataFrame (geometry column ``geom``, :data:`geo.crs.STORAGE`) or DataFrame
        One row per row of the edition's frame of that name, in its order.
    """
    frame = _with_polygons(frames) if table.name == "assignments" else getattr(frames, table.name)
    frame = frame.copy()
    if table.name == "tasks":
        pairs = zip(frame["document_id"], frame["clause"], strict=True)
        frame["task_key"] = [task_key(*pair) for pair in pairs]
    elif "task_key" in table.columns:
        frame["task_key"] = _task_keys(frame, frames.tasks)
    if "deadline_date" in table.columns:
        frame["deadline_date"] = [
            last_day(value).isoformat() if value else None for value in frame["deadline"]
        ]
    if "issued_date" in table.columns:
        frame["issued_date"] = [
            value if names_its_day(value) else None for value in frame["issued"]
        ]
    if table.name == "counties":
        frame["derived_typologies"] = _derived_typologies(frames)
    if table.name == "positionings":
        frame["county_code"] = _county_or_nothing(frames)
    return _with_nulls(table, frame)


def _with_nulls(table: FileTable, frame: Any) -> Any:
    import pandas as pd

    columns = {
        name: pd.Series([value or None for value in frame[name]], dtype=object, index=frame.index)
        if table.sql_type(name) in ("TEXT", "DATE")
        else frame[name]
        for name in table.columns
    }
    if not table.is_spatial:
        return pd.DataFrame(columns, columns=list(table.columns))
    import geopandas as gpd

    columns[GEOMETRY] = frame.geometry
    return gpd.GeoDataFrame(columns, geometry=GEOMETRY, crs=frame.crs)
