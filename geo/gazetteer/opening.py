"""A folder of gazetteer tables and rosters → the gazetteer of a vintage, with faults."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from geo.errors import Fault
from geo.gazetteer.checks import check_tables
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.rosters import read_rosters
from geo.gazetteer.tables import Relative, read_tables
from geo.records.resolved import UnitName


def load_gazetteer(
    folder: Path, names: Sequence[UnitName], *, relative: Relative
) -> tuple[Gazetteer, list[Fault]]:
    """Read the gazetteer of one vintage and check it from both ends.

    Parameters
    ----------
    folder : Path
        Holds ``aliases.csv``, ``changes.csv``, ``non_counties.csv``, ``pinyin.csv``, and
        ``rosters/`` and ``parent_aliases.csv`` where there are any.
    names : sequence of UnitName
        All counties of the vintage.
    relative : callable
        Gives a path's name for faults.

    Returns
    -------
    tuple of Gazetteer and list of Fault
        The gazetteer works with the rows that are sound; each other row has a fault.
    """
    tables, faults = read_tables(folder, relative=relative)
    gazetteer = Gazetteer(names, tables, read_rosters(folder))
    return gazetteer, faults + check_tables(tables, gazetteer.forms, gazetteer.lineage)
