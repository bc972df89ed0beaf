"""The joined frame of one edition, and everything a renderer or exporter needs beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geo import crs, schema
from geo.columns import check_frame, make_frame
from geo.errors import JoinError
from geo.join.geometry import Geometry, partnerships
from geo.join.rows import table_rows
from geo.records.resolved import Edition, Resolved, Theme, UnitFacts, UnitName
from geo.records.written import DocumentLists, Typology
from geo.schema import EditionFrames
from geo.vocabulary import CHINA_CODE, LIST_MARK, Basis, BoundaryLevel

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


def _distinct(values: pd.Series) -> str:
    return LIST_MARK.join(dict.fromkeys(v for v in values.tolist() if v))


def _area_km2(counties: gpd.GeoDataFrame) -> pd.Series:
    """Areas in km², equal-area (:data:`geo.crs.MEASURE`), to a hundredth."""
    square_metres: pd.Series = counties.geometry.to_crs(crs.MEASURE).area
    return (square_metres / 1e6).round(2)


def _joined_frame(
    counties: gpd.GeoDataFrame,
    assignments: pd.DataFrame,
    county_tasks: pd.DataFrame,
    typologies: Sequence[Typology],
    facts: Mapping[str, UnitFacts],
) -> gpd.GeoDataFrame:
    """One row per county. Every assignment that has a county must find it; none may be lost."""
    assignments = assignments[assignments["county_code"] != ""]
    lost = sorted(set(assignments["county_code"]) - set(counties["county_code"]))
    if lost:
        raise JoinError(
            f"assignments without a polygon in this edition: {', '.join(lost)}; "
            "check the vintage and the documents' region codes"
        )
    codes = counties["county_code"].tolist()
    frame = counties.copy()
    frame.insert(2, "short_name", [facts[c].short_name for c in codes])
    frame.insert(3, "unit_type", [facts[c].unit_type for c in codes])
    by_county = dict(list(assignments.groupby("county_code", sort=False)))
    empty = assignments.iloc[:0]
    held = [by_county.get(code, empty) for code in codes]
    names = {t.key: t.name for t in typologies}
    keys = [{str(k) for k in rows.loc[rows["is_complete"], "typology"]} for rows in held]
    waiting = [
        {str(k) for k in rows["typology"]} - own for rows, own in zip(held, keys, strict=True)
    ]
    ordered = [[t for t in names if t in county] for county in keys]
    frame["typologies"] = [LIST_MARK.join(names[t] for t in county) for county in ordered]
    frame["typology_count"] = [len(county) for county in ordered]
    for typology in typologies:
        frame[f"is_{typology.key}"] = [typology.key in county for county in keys]
    frame["candidate_typologies"] = [
        LIST_MARK.join(names[t] for t in names if t in county) for county in waiting
    ]
    frame["statuses"] = [_distinct(rows["status"]) for rows in held]
    frame["documents"] = [_distinct(rows["document_id"]) for rows in held]
    frame["has_rule_basis"] = [bool((rows["basis"] == Basis.RULE).any()) for rows in held]
    distinct_tasks = county_tasks.drop_duplicates(["county_code", "document_id", "clause"])
    counts = distinct_tasks["county_code"].value_counts()
    frame["task_count"] = [int(counts.get(code, 0)) for code in codes]
    frame["area_km2"] = _area_km2(counties)
    frame["note"] = [
        tuple(note for notes in dict.fromkeys(rows["note"]) for note in notes) for rows in held
    ]
    table = schema.counties(typologies)
    result = frame[list(table.names)]
    check_frame(result, table)
    return result


def _neighbours(
    provinces: gpd.GeoDataFrame, own: set[str], counties: gpd.GeoDataFrame, *, everywhere: bool
) -> gpd.GeoDataFrame:
    """Provinces to show as context: all of them, or those within half the region's size."""
    others = provinces[~provinces["province_code"].isin(own)]
    if everywhere:
        return others.reset_index(drop=True)
    west, south, east, north = counties.total_bounds
    margin = max(east - west, north - south) / 2
    window = (west - margin, south - margin, east + margin, north + margin)
    near = others.iloc[sorted(others.sindex.intersection(window))]
    return near.reset_index(drop=True)


def _check_all(frames: EditionFrames) -> None:
    boundaries = schema.BOUNDARIES
    for frame, table in (
        (frames.prefectures, boundaries[BoundaryLevel.PREFECTURES]),
        (frames.provinces, boundaries[BoundaryLevel.PROVINCES]),
        (frames.neighbour_provinces, boundaries[BoundaryLevel.PROVINCES]),
        (frames.boundary_lines, boundaries[BoundaryLevel.BOUNDARY_LINES]),
        *((getattr(frames, table.name), table) for table in schema.TABLES),
    ):
        check_frame(frame, table)


def _of_documents(resolved: Resolved, ids: Collection[str]) -> Resolved:
    """The part of the resolved lists that comes from some documents."""
    return Resolved(
        tuple(a for a in resolved.assignments if a.document_id in ids),
        tuple(r for r in resolved.county_tasks if r.document_id in ids),
        tuple(t for t in resolved.ties if t.document_id in ids),
        tuple(r for r in resolved.roles if r.document_id in ids),
        tuple(r for r in resolved.rule_outcomes if r.document_id in ids),
        tuple(u for u in resolved.undrawn if u.document_id in ids),
        tuple(x for x in resolved.extents if x.document_id in ids),
    )


def edition_frames(
    edition: Edition,
    lists: Sequence[DocumentLists],
    resolved: Resolved,
    *,
    names: Mapping[str, UnitName],
    facts: Mapping[str, UnitFacts],
    region_names: Mapping[str, str],
    typologies: Sequence[Typology],
    geometry: Geometry,
    themes: Sequence[Theme] = (),
) -> EditionFrames:
    """Join one edition's resolved lists onto geometry.

    Parameters
    ----------
    lists, resolved
        Of all documents; only those of ``edition.document_ids`` are taken.
    names, facts
        By county code, of the whole vintage.
    region_names
        Name of each document's region, by code.
    typologies
        Those that the frames have columns for, ``themes`` how they are drawn together.

    Returns
    -------
    EditionFrames
        Every frame has the columns of its table; EPSG:4490; areas in km².

    Raises
    ------
    JoinError
        If an assignment has no polygon in the edition, with the codes.
    SchemaError
        If a frame does not.
    """
    own = [d for d in lists if d.document.id in edition.document_ids]
    held = _of_documents(resolved, {d.document.id for d in own})
    rows = table_rows(own, held, names=names, region_names=region_names, typologies=typologies)
    tables: dict[str, Any] = {
        table.name: make_frame(rows[table.name], table)
        for table in schema.TABLES
        if table is not schema.PARTNERSHIPS
    }
    in_edition = {n.code for n in names.values() if any(n.is_in(c) for c in edition.region_codes)}
    polygons = geometry.counties
    chosen = polygons[polygons["county_code"].isin(in_edition)].reset_index(drop=True)
    counties = _joined_frame(
        chosen, tables["assignments"], tables["county_tasks"], typologies, facts
    )
    own_provinces = set(counties["province_code"])
    provinces = geometry.provinces
    is_own = provinces["province_code"].isin(own_provinces)
    prefectures = geometry.prefectures
    inside = prefectures["province_code"].isin(own_provinces)
    everywhere = len(own_provinces) > 1 or CHINA_CODE in edition.region_codes
    frames = EditionFrames(
        edition=edition,
        counties=counties,
        prefectures=prefectures[inside].reset_index(drop=True),
        provinces=provinces[is_own].reset_index(drop=True),
        neighbour_provinces=_neighbours(provinces, own_provinces, counties, everywhere=everywhere),
        boundary_lines=geometry.boundary_lines,
        partnerships=partnerships(held.ties, geometry),
        typologies=tuple(typologies),
        themes=tuple(themes),
        vintage=geometry.vintage,
        **tables,
    )
    _check_all(frames)
    return frames
