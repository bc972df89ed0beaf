"""What every Office file of ours shares: fixed dates, cells that run nothing, widths."""

from __future__ import annotations

import io
import re
import zipfile

from geo.export.tables import neutralised

FIXED_DATE = (2000, 1, 1, 0, 0, 0)
_FIXED_STAMP = b"2000-01-01T00:00:00Z"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")

#: Excel keeps 32,767 characters of a cell; the rest is left for what it adds itself.
MOST_CHARACTERS = 32_000
#: Characters that XML cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def same_bytes(archive: bytes) -> bytes:
    """An Office file with fixed dates in its members and in its properties."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(target, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + _FIXED_STAMP + rb"\g<2>", content)
            member = zipfile.ZipInfo(name, FIXED_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            new.writestr(member, content)
    return target.getvalue()


def cell_text(text: str) -> str:
    """Text that a cell can hold and that no spreadsheet runs."""
    return neutralised(_CONTROL.sub("", text)[:MOST_CHARACTERS])


def text_width(text: str) -> float:
    """Width of a text in Excel's unit, the digit; a Chinese character takes two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text) + 2
