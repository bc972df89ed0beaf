"""The reader of each kind of file, by ending."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import Any

from outputs import databases, markup, office, pages, pictures, plain


def archive(content: bytes) -> dict[str, Any]:
    """Every member by name, read as a file of its kind, so that their order does not matter."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: read(name, opened.read(name)) for name in sorted(opened.namelist())}


def document(content: bytes) -> dict[str, Any]:
    """A ``.docx``: its words, which come first in a report, and every part."""
    return {"words": office.paragraphs(content), "parts": archive(content)}


READERS: dict[str, Callable[[bytes], Any]] = {
    ".csv": plain.table,
    ".docx": document,
    ".geojson": plain.records,
    ".gpkg": partial(databases.geopackage, archive=archive),
    ".html": pages.page,
    ".json": plain.records,
    ".parquet": plain.parquet,
    ".pdf": pictures.pdf,
    ".png": pictures.png,
    ".qgs": markup.xml,
    ".qgz": archive,
    ".rels": markup.xml,
    ".svg": markup.svg,
    ".txt": plain.text,
    ".xlsx": office.workbook,
    ".xml": markup.xml,
    ".yaml": plain.text,
    ".zip": archive,
}


def read(name: str, content: bytes) -> Any:
    """A file's content, or its bytes if no reader knows its kind."""
    reader = READERS.get(PurePath(name).suffix.lower(), plain.nothing_but_bytes)
    return reader(content)
