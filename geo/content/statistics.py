"""Figures that reports quote, as plain frames: counts, shares, combinations, agencies.

Pure functions of an edition's frames. A county counts once per type however many clauses name it;
shares are of all counties, and of all area, of the unit in question. Areas are those of the joined
frame: square kilometres in :data:`geo.crs.MEASURE`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from geo.content.extents import COMPLETE, completeness
from geo.looks import in_order, standings
from geo.vocabulary import LIST_MARK, Basis, Standing
from geo.voice.phrasebook import cited

if TYPE_CHECKING:
    import pandas as pd

    from geo.schema import EditionFrames

_SHARES = ["county_share", "area_share"]
_COUNTS = ["county_count", "listed_count", "derived_count", "candidate_count"]
_EXTENTS = ["undrawn_count", "is_open", "known_count", "stated_count"]


def _held(frames: EditionFrames) -> pd.DataFrame:
    """One row per county × type: parents, area, and one column of 0 and 1 per standing.

    ``own_km2`` is the area where the type counts, 0 for a candidate.
    """
    import pandas as pd

    found = standings(frames.assignments)
    rows = [
        {
            "county_code": code,
            "typology": key,
            **{f"{s}_count": int(s is standing) for s in Standing},
        }
        for (code, key), standing in found.items()
    ]
    counts = [f"{s}_count" for s in Standing]
    once = pd.DataFrame(rows, columns=["county_code", "typology", *counts])
    columns = ["county_code", "prefecture_code", "prefecture_name", "province_name", "area_km2"]
    parents: pd.DataFrame = frames.counties[columns]
    held: pd.DataFrame = once.merge(parents, on="county_code", validate="many_to_one")
    held["own_km2"] = held["area_km2"].where(held["candidate_count"] == 0, 0.0)
    return held


def _summed(held: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    grouped = held.groupby(keys, as_index=False)
    sums: pd.DataFrame = grouped.agg(
        listed_count=("listed_count", "sum"),
        derived_count=("derived_count", "sum"),
        candidate_count=("candidate_count", "sum"),
        area_km2=("own_km2", "sum"),
    )
    sums["county_count"] = sums["listed_count"] + sums["derived_count"]
    return sums


def _named(frame: pd.DataFrame, frames: EditionFrames, columns: list[str]) -> pd.DataFrame:
    """Typologies by name, in legend order."""
    ordered = in_order(frames.typologies)
    rank = {t.key: i for i, t in enumerate(ordered)}
    names = {t.key: t.name for t in ordered}
    frame = frame.assign(
        typology_name=frame["typology"].map(names), rank=frame["typology"].map(rank)
    )
    by = [c for c in ("province_name", "prefecture_code") if c in frame.columns]
    return frame.sort_values([*by, "rank"], kind="stable")[columns].reset_index(drop=True)


def typology_totals(frames: EditionFrames) -> pd.DataFrame:
    """One row per type: county_count (listed_count + derived_count), candidate_count,
    undrawn_count, is_open, known_count, stated_count, area_km2 and both shares.

    Candidates are counted apart and are in no share, and so are members of lists that have no
    county on the map (undrawn_count). ``is_open`` says that a list of the type has members that
    are not known; it has known_count of stated_count, where documents state a number (else NaN).
    Shares are of the edition's region, 0 to 1. A type without members has no row.
    """
    import pandas as pd

    complete = completeness(frames)
    totals = _summed(_held(frames), ["typology"])
    bare = [key for key in complete if key not in set(totals["typology"])]
    none = {"area_km2": 0.0, **dict.fromkeys(_COUNTS, 0)}
    rows = [{"typology": key, **none} for key in bare]
    if rows:
        totals = pd.concat([totals, pd.DataFrame(rows)], ignore_index=True)
    extents = [complete.get(key, COMPLETE) for key in totals["typology"]]
    totals["undrawn_count"] = [each.undrawn for each in extents]
    totals["is_open"] = [each.is_open for each in extents]
    stated = [each.stated or math.nan for each in extents]
    totals["known_count"] = [e.known if e.stated else math.nan for e in extents]
    totals["stated_count"] = stated
    counties = frames.counties
    totals["county_share"] = totals["county_count"] / len(counties)
    totals["area_share"] = totals["area_km2"] / float(counties["area_km2"].sum())
    counts = [*_COUNTS, *_EXTENTS, "area_km2"]
    return _named(totals, frames, ["typology", "typology_name", *counts, *_SHARES])


def typologies_by_prefecture(frames: EditionFrames) -> pd.DataFrame:
    """One row per prefecture × type that occurs there; shares are of the prefecture.

    Counties without a prefecture (of a municipality) are listed under their province's name.
    """
    keys = ["province_name", "prefecture_code", "prefecture_name"]
    whole = frames.counties.groupby(keys, as_index=False).agg(
        counties=("county_code", "size"), whole_km2=("area_km2", "sum")
    )
    summed = _summed(_held(frames), [*keys, "typology"])
    summed = summed.merge(whole, on=keys, validate="many_to_one")
    summed["county_share"] = summed["county_count"] / summed["counties"]
    summed["area_share"] = summed["area_km2"] / summed["whole_km2"]
    counts = [*_COUNTS, "area_km2"]
    return _named(summed, frames, [*keys, "typology", "typology_name", *counts, *_SHARES])


def combinations(frames: EditionFrames) -> pd.DataFrame:
    """One row per combination of types, commonest first: typologies, typology_count,
    county_count, area_km2, county_names. Counties of no type are the row with an empty name."""
    grouped: pd.DataFrame = frames.counties.groupby(
        ["typologies", "typology_count"], as_index=False
    ).agg(
        county_count=("county_code", "size"),
        area_km2=("area_km2", "sum"),
        county_names=("county_name", LIST_MARK.join),
    )
    return grouped.sort_values(
        ["county_count", "typology_count", "typologies"], ascending=[False, False, True]
    ).reset_index(drop=True)


def counties_in_several_documents(frames: EditionFrames) -> pd.DataFrame:
    """Counties that two or more documents name: county_code, county_name, document_count,
    document_titles, typologies."""
    listed = frames.drawn[frames.drawn["basis"] == Basis.LISTED.value]
    pairs = listed[["county_code", "document_id"]].drop_duplicates()
    titles = frames.documents.set_index("document_id")["short_title"]
    pairs = pairs.assign(title=pairs["document_id"].map(titles)).sort_values("document_id")
    grouped = pairs.groupby("county_code", as_index=False).agg(
        document_count=("document_id", "size"), document_titles=("title", LIST_MARK.join)
    )
    several = grouped[grouped["document_count"] > 1]
    names = frames.counties[["county_code", "county_name", "typologies"]]
    found = several.merge(names, on="county_code", validate="one_to_one")
    columns = ["county_code", "county_name", "document_count", "document_titles", "typologies"]
    return found[columns].sort_values("county_code").reset_index(drop=True)


_ROLES = {
    "lead_units": "lead_count",
    "responsible_units": "responsible_count",
    "cooperating_units": "cooperating_count",
}


def _roles(frames: EditionFrames) -> Iterable[dict[str, Any]]:
    documents = frames.documents
    titles = dict(zip(documents["document_id"], documents["short_title"], strict=True))
    regions = dict(zip(documents["document_id"], documents["region_name"], strict=True))
    for task in frames.tasks.to_dict("records"):
        for column, count in _ROLES.items():
            for unit in str(task[column]).split(LIST_MARK):
                if unit:
                    clause = cited(titles[task["document_id"]], task["clause"])
                    region = regions[task["document_id"]]
                    yield {"agency": unit, "region_name": region, "role": count, "task": clause}


def tasks_per_agency(frames: EditionFrames) -> pd.DataFrame:
    """One row per agency and region, busiest first: agency, region_name, task_count, lead_count,
    responsible_count, cooperating_count, tasks.

    A name such as 市民政局 is another agency in another region. Units that a document binds to all
    its tasks (``blanket_units``) are left out: they would drown the others.
    """
    import pandas as pd

    keys = ["agency", "region_name"]
    roles = pd.DataFrame(_roles(frames), columns=[*keys, "role", "task"])
    counts = [*_ROLES.values()]
    columns = [*keys, "task_count", *counts, "tasks"]
    if roles.empty:
        return pd.DataFrame(columns=columns)
    table = roles.groupby([*keys, "role"])["task"].nunique().unstack(fill_value=0)
    table = table.reindex(columns=counts, fill_value=0).astype(int)
    grouped = roles.groupby(keys)["task"]
    table["task_count"] = grouped.nunique().astype(int)
    table["tasks"] = grouped.agg(lambda t: LIST_MARK.join(dict.fromkeys(t)))
    ordered = table.reset_index().sort_values(["task_count", *keys], ascending=[False, True, True])
    return ordered.reset_index(drop=True)[columns]


def all_statistics(frames: EditionFrames) -> dict[str, pd.DataFrame]:
    """Every table of this module by its function's name, in the order of a report."""
    tables = (
        typology_totals,
        typologies_by_prefecture,
        combinations,
        counties_in_several_documents,
        tasks_per_agency,
    )
    return {table.__name__: table(frames) for table in tables}
