"""Word documents: an edition for a report, and county sheets.

Real styles throughout (Title, Heading 1–2, Caption, a table style), so that what is pasted into
another document takes on its looks. No macro, no field but the numbers of captions and pages, no
link, nothing from the network. Same content, same bytes.
"""

from __future__ import annotations

from geo.export.docx.county_document import write_counties, write_county
from geo.export.docx.edition_document import write_edition

__all__ = ["write_counties", "write_county", "write_edition"]
