"""Zip archives with reproducible bytes: the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

#: Fixed date of every archive member and in every Office file's properties, not the clock's.
FIXED_DATE = (2000, 1, 1, 0, 0, 0)
_FIXED_STAMP = b"2000-01-01T00:00:00Z"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
#: Readable for all where the archive is unpacked.
_MODE = 0o644 << 16


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip archive of files by name, in the order given."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members:
            member = zipfile.ZipInfo(name, FIXED_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system, member.external_attr = 3, _MODE
            archive.writestr(member, content)
    return target.getvalue()


def unzipped(archive: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a zip archive by name, in its order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        yield from ((name, source.read(name)) for name in source.namelist())


def same_bytes(workbook: bytes) -> bytes:
    """An Office file with fixed dates in its members and in its properties."""
    members = sorted(unzipped(workbook), key=lambda m: (m[0] != "[Content_Types].xml", m[0]))
    return zipped(
        (name, _STAMP.sub(rb"\g<1>" + _FIXED_STAMP + rb"\g<2>", content))
        if name == "docProps/core.xml"
        else (name, content)
        for name, content in members
    )


def text_width(text: str) -> float:
    """Width of a text in Excel's unit, the digit; a Chinese character takes two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text) + 2
