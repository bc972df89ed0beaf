"""Workbooks: value and format of every cell. Word files: the words of each paragraph."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

_RULES = ("type", "formula1", "formula2", "operator", "prompt", "error", "sqref")


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraphs(content: bytes) -> dict[str, list[str]]:
    """The words of every paragraph of a ``.docx``, by the part that holds it."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(n for n in archive.namelist() if n.endswith(".xml")):
            runs = ET.fromstring(archive.read(name)).iter(f"{_WORD}p")
            lines = ["".join(t.text or "" for t in run.iter(f"{_WORD}t")) for run in runs]
            if lines:
                found[name] = lines
    return found


def _font(font: Any) -> list[Any]:
    return [font.name, font.sz, font.b, font.i, font.u, font.color.rgb if font.color else None]


def _look(cell: Any) -> dict[str, Any]:
    at = cell.alignment
    return {
        "format": cell.number_format,
        "font": _font(cell.font),
        "fill": [cell.fill.fill_type, str(cell.fill.fgColor.rgb)],
        "alignment": [at.horizontal, at.vertical, at.wrap_text, at.indent],
        "locked": cell.protection.locked,
    }


def _cells(sheet: Any) -> dict[str, Any]:
    """Value, type and look of each cell by its coordinate; cells of one style share one look."""
    looks: dict[Any, dict[str, Any]] = {}
    found = {}
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if cell.value is None and not cell.has_style:
            continue
        style = cell.style_id
        if style not in looks:
            looks[style] = _look(cell)
        said = {
            "comment": cell.comment.text if cell.comment else None,
            "link": (cell.hyperlink.target or cell.hyperlink.location) if cell.hyperlink else None,
        }
        found[cell.coordinate] = {
            "value": cell.value,
            "kind": cell.data_type,
            "look": looks[style],
            **{name: value for name, value in said.items() if value},
        }
    return found


def _sheet(sheet: Any) -> dict[str, Any]:
    rules = sheet.data_validations.dataValidation
    conditional = [
        [str(ranges.sqref), [[r.type, r.formula, r.operator] for r in ranges.rules]]
        for ranges in sheet.conditional_formatting
    ]
    return {
        "state": sheet.sheet_state,
        "size": sheet.dimensions,
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "widths": {k: [d.width, d.hidden] for k, d in sorted(sheet.column_dimensions.items())},
        "heights": {k: d.height for k, d in sorted(sheet.row_dimensions.items()) if d.height},
        "merged": sorted(str(r) for r in sheet.merged_cells.ranges),
        "rules": [[str(getattr(rule, name)) for name in _RULES] for rule in rules],
        "conditional": conditional,
        "page": [sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows],
        "protected": sheet.protection.sheet,
        "cells": _cells(sheet),
    }


def workbook(content: bytes) -> dict[str, Any]:
    """Properties, defined names and sheets of an ``.xlsx``, in the order of the sheets."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    about = book.properties
    return {
        "about": [about.creator, about.title, str(about.created), str(about.modified)],
        "names": {name: defined.value for name, defined in book.defined_names.items()},
        "sheets": book.sheetnames,
        "content": {sheet.title: _sheet(sheet) for sheet in book.worksheets},
    }
