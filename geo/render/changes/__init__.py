"""The change map: one page that shows what differs between two states of the lists.

One file without scripts and without addresses outside itself. It takes what
:mod:`geo.content.changes` says, and county boundaries. Everything that comes from lists or
boundaries is escaped by the template engine; the content policy allows nothing but the page's own
style.
"""

from __future__ import annotations

from geo.render.changes.changes_html import render_changes

__all__ = ["render_changes"]
