"""Columns of any table → the county of each row, as a frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo import boundaries
from geo.config import Project, find_project
from geo.errors import GeoError
from geo.gazetteer import Gazetteer, load_gazetteer, normalise
from geo.gazetteer.written_rows import ReadRow, RowReader, WrittenRow
from geo.vocabulary import CHINA_CODE
from geo.voice.voice import Voice

if TYPE_CHECKING:
    import pandas as pd

#: Columns that are added to a table.
COLUMNS = (
    "county_code",
    "county_name",
    "prefecture_name",
    "province_name",
    "how",
    "note",
    "fault",
    "candidates",
)


class ResolvingError(GeoError):
    """The request cannot be met: a text of section ``resolve`` and its value."""

    def __init__(self, key: str, value: str) -> None:
        super().__init__(f"{key}: {value}")
        self.key, self.value = key, value


def open_gazetteer(project: Project | None = None, *, to: str = "") -> Gazetteer:
    """The gazetteer of a vintage, or of a year's counties.

    Parameters
    ----------
    project : Project, optional
    to : str, optional
        A vintage or a date (YYYY to YYYY-MM-DD); the newest vintage by default.
    """
    project = project or find_project()
    is_date = to[:4].isdecimal() and to.replace("-", "").isdecimal()
    vintage = boundaries.find_vintage(project.boundaries, None if is_date else to or None)
    units = boundaries.county_names(project.boundaries, vintage)
    known, _ = load_gazetteer(project.gazetteer, units, relative=project.relative)
    if not is_date:
        return known
    if known.is_before_rosters(to):
        raise ResolvingError("too-early", to)
    return known.of(to)


def region_named(written: str, gazetteer: Gazetteer) -> str:
    """The code of a region that is given by its code or name; the nation's for none."""
    if not written or written == CHINA_CODE:
        return CHINA_CODE
    if written in gazetteer.forms.parents:
        return written
    found = gazetteer.forms.parents_named(normalise(written), None)
    if len(found) != 1:
        raise ResolvingError("no-region", written)
    return found[0].code


def read_names(
    names: Sequence[object],
    gazetteer: Gazetteer,
    *,
    parents: Sequence[Sequence[object]] = (),
    codes: Sequence[object] | None = None,
    dates: Sequence[object] | None = None,
    date: str = "",
    region_code: str = CHINA_CODE,
) -> list[ReadRow]:
    """The county of each row of a table; as :func:`resolve_names`, of lists of cells, and with
    what notes mean."""
    count = len(names)

    def cells(column: Sequence[object] | None) -> list[str]:
        return [""] * count if column is None else list(map(_cell, column))

    above = list(zip(*map(cells, parents), strict=True)) if parents else [()] * count
    rows = zip(cells(names), above, cells(codes), cells(dates), strict=True)
    reader = RowReader(gazetteer, region_code=region_code, date=date)
    return [reader.read(WrittenRow(*row)) for row in rows]


def resolve_names(
    names: pd.Series[str],
    gazetteer: Gazetteer,
    *,
    parents: Sequence[pd.Series[str]] = (),
    codes: pd.Series[str] | None = None,
    dates: pd.Series[str] | None = None,
    date: str = "",
    region_code: str = CHINA_CODE,
    voice: Voice | None = None,
) -> pd.DataFrame:
    """The county of each row of a table.

    Parameters
    ----------
    names : Series
        Names as written. May be empty where ``codes`` are given.
    gazetteer : Gazetteer
        Of :func:`open_gazetteer`; its counties are the result's.
    parents : sequence of Series, optional
        Columns with the province, the prefecture, …, highest first.
    codes : Series, optional
        Six or twelve digits. A row whose name and code mean two counties has none.
    dates : Series, optional
        Dates of the rows (YYYY to YYYY-MM-DD): names and codes are read as of then.
    date : str, optional
        Of the rows that have none.
    region_code : str, optional
        A province or prefecture that contains the counties.
    voice : Voice, optional
        Of notes; Chinese by default.

    Returns
    -------
    DataFrame
        :data:`COLUMNS`, all text, with the index of ``names``. A row without a county has a
        ``fault`` and, where there are any, candidates.
    """
    import pandas as pd

    found = read_names(
        names.tolist(),
        gazetteer,
        parents=[p.tolist() for p in parents],
        codes=None if codes is None else codes.tolist(),
        dates=None if dates is None else dates.tolist(),
        date=date,
        region_code=region_code,
    )
    cells = as_cells(found, voice or Voice())
    return pd.DataFrame(cells, names.index, list(COLUMNS), dtype="str")


def as_cells(found: Sequence[ReadRow], voice: Voice) -> list[tuple[str, ...]]:
    """Read rows with notes in words: one cell for each of :data:`COLUMNS`."""
    known: dict[int, tuple[str, ...]] = {}
    for row in found:  # equal rows are one object
        if id(row) not in known:
            known[id(row)] = _cells(row, voice)
    return [known[id(row)] for row in found]


def _cells(row: ReadRow, voice: Voice) -> tuple[str, ...]:
    unit = row.unit
    place = (unit.code, unit.name, unit.prefecture_name, unit.province_name) if unit else ("",) * 4
    near = "；".join(map(str, row.candidates))
    notes = voice.sentences(row.notes) if row.notes else ""
    return (*place, row.how, notes, row.fault, near)


def _cell(value: object) -> str:
    """A cell as text: none for a missing one, ``130125`` for 130125.0."""
    if isinstance(value, str):
        return value.strip().removesuffix(".0")
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().removesuffix(".0")
