"""The code, name and parents that a sheet has beside a county, compared with the county."""

from __future__ import annotations

import re

from geo.editing.workbook import EditingRow
from geo.errors import Fault
from geo.gazetteer import normalise
from geo.gazetteer.written_rows import RowReader, WrittenRow
from geo.records.resolved import Place

#: Between the parents of a foreign row, which its sheet has in columns of their own.
PARENTS_MARK = "\t"
_CODE = re.compile(r"\d{6,12}")


def _is_code(written: str) -> bool:
    return _CODE.fullmatch(normalise(written)) is not None


def _written(row: EditingRow) -> WrittenRow:
    """What a foreign row says of its county, whether its own cell has the name or the code."""
    parents = tuple(filter(None, row.parents.split(PARENTS_MARK)))
    if _is_code(row.as_written):
        name = "" if _is_code(row.county_name) else row.county_name
        return WrittenRow(name, parents if name else (), row.as_written)
    return WrittenRow(row.as_written, parents, row.county_code if _is_code(row.county_code) else "")


def checked(
    row: EditingRow, reader: RowReader, place: Place
) -> tuple[tuple[str, ...], Fault | None]:
    """How a foreign row's one county may be written, and the fault if its cells do not agree.

    Returns
    -------
    tuple of tuple of str and Fault or None
        The cell as written, then forms that its parents and its code make unambiguous. A row whose
        name, parents and code do not give one county has a fault.
    """
    written = _written(row)
    if not (written.name and (written.parents or written.code)):
        return (row.as_written,), None
    read = reader.read(written)
    if not read.fault:
        is_name = row.as_written == written.name
        others = ("".join(written.parents) + written.name, written.code) if is_name else ()
        return tuple(dict.fromkeys((row.as_written, *filter(None, others)))), None
    alone = reader.read(WrittenRow(code=written.code)) if written.code else read
    is_of_name = not alone.fault and read.fault != "row-code-differs"
    value = written.name if is_of_name else row.as_written
    details = {"written_name": written.name, "written_code": written.code, **read.details}
    at = (place.file, place.line, place.clause)
    return (), Fault(read.fault, *at, value, details, read.candidates)
