"""``index.html``: the start page of a folder of results.

One file without scripts and without addresses outside the folder. Everything that comes from
lists, boundaries or file names is escaped by the template engine; the content policy allows
nothing but the page's own style and pictures inside it.
"""

from __future__ import annotations

from geo.render.index.index_html import render_index
from geo.render.index.thumbnails import thumbnail, write_thumbnail

__all__ = ["render_index", "thumbnail", "write_thumbnail"]
