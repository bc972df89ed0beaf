"""``boundaries info``: the vintages of a project."""

from __future__ import annotations

from geo import boundaries
from geo.cli.declare import takes
from geo.cli.session import Session


@takes("project", "language", "as_json")
def boundaries_info(session: Session) -> None:
    """列出可用的边界版本 · List the vintages."""
    found = [each.told(session.voice) for each in boundaries.vintages(session.place.boundaries)]
    if session.as_json:
        keys = ("id", "title", "date", "source", "terms", "citation")
        session.answer_json([{k: getattr(v, k) for k in keys} for v in found])
        return
    print(session.text("cli", "vintages", ids=session.voice.names(v.id for v in found)))
    for vintage in found:
        line = {"id": vintage.id, "title": vintage.title, "date": vintage.date}
        print(session.text("cli", "vintage-line", **line))
        print("  " + vintage.source)
        print("  " + vintage.terms)
