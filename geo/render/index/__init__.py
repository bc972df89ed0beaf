"""``index.html``: the way in for a person who receives the folder of results.

One file without scripts and without addresses outside the folder. Everything that comes from
lists, boundaries or file names is escaped by the template engine; the content policy allows
nothing but the page's own style and pictures inside it.
"""

from __future__ import annotations

from geo.render.index.entries import (
    IndexDocument,
    IndexEntry,
    IndexFile,
    TypologyCount,
    index_documents,
    thumbnail,
    typology_counts,
    write_thumbnail,
)
from geo.render.index.html import render_index

__all__ = [
    "IndexDocument",
    "IndexEntry",
    "IndexFile",
    "TypologyCount",
    "index_documents",
    "render_index",
    "thumbnail",
    "typology_counts",
    "write_thumbnail",
]
