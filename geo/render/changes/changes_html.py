"""The page of a comparison from its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from geo.content.changes import (
    ChangedCounty,
    ChangePage,
    ChangeRegion,
    CountyChangeKind,
    verdict_text,
)
from geo.render import still
from geo.render.changes.callouts import SIZE, Label, place
from geo.render.changes.change_looks import LOOKS
from geo.render.changes.drawing import DISC_RADIUS, Drawing, discs, draw
from geo.safe import one_line
from geo.vocabulary import Language
from geo.voice.texts import text
from geo.voice.voice import Voice

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True)
class _Map:
    """One region as the template draws it. ``changed`` is by the boundaries' own code."""

    region: ChangeRegion
    drawing: Drawing
    changed: Mapping[str, ChangedCounty]
    discs: frozenset[str]
    labels: list[Label]
    unlabelled: int
    counts: Mapping[CountyChangeKind, int]
    unchanged: int


def _asset(name: str) -> str:
    return still.asset(__package__, name)


def _printable(value: Any) -> Any:
    """Text on one line in its own direction; the template's own markup stays."""
    return one_line(value) if type(value) is str else value


def _map_of(region: ChangeRegion, page: ChangePage, boundaries: gpd.GeoDataFrame) -> _Map:
    drawing = draw(boundaries, region.county_codes)
    own = [c for c in page.counties if c.drawn_code in set(region.county_codes)]
    changed = {c.drawn_code: c for c in own if c.change in LOOKS}
    labels, unlabelled = place(drawing, _names(drawing, changed))
    found = Counter(county.change for county in own)
    return _Map(
        region=region,
        drawing=drawing,
        changed=changed,
        discs=discs([shape for shape in drawing.shapes if shape.code in changed]),
        labels=labels,
        unlabelled=unlabelled,
        counts={change: found[change] for change in CountyChangeKind if found[change]},
        unchanged=len(region.county_codes) - len(own),
    )


def _names(drawing: Drawing, changed: Mapping[str, ChangedCounty]) -> dict[str, str]:
    """Names on the map, by the boundaries' code: the roomiest county first, and counties
    whose tasks alone changed last, so that theirs are the first names to be left out."""
    radius = {shape.code: shape.radius for shape in drawing.shapes}
    order = sorted(
        changed, key=lambda c: (changed[c].change is CountyChangeKind.TASK, -radius[c], c)
    )
    return {code: _printable(changed[code].label or changed[code].name) for code in order}


def render_changes(
    page: ChangePage,
    boundaries: gpd.GeoDataFrame | None,
    *,
    version: str,
    language: Language | str = Language.ZH,
) -> str:
    """The page as HTML.

    Parameters
    ----------
    page : ChangePage
        What changed.
    boundaries : GeoDataFrame or None
        ``COUNTY_BOUNDARIES`` (EPSG:4490) with every county of the page's regions; None where the
        page has no region.
    version : str
        Version of the program that compared.
    language : Language
        Of the page's own words; ``page`` is to be in the same one.

    Raises
    ------
    RenderError
        If the boundaries lack a county of a region.
    """
    from jinja2 import Environment, StrictUndefined

    language = Language(language)
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    say = partial(text, "changes")
    style = "\n" + _asset("changes.css")

    def listed(names: Iterable[str]) -> str:
        return say("list-mark", language).join(names)

    def arrow(county: ChangedCounty) -> str:
        sides = (listed(side) or say("nothing", language) for side in (county.before, county.after))
        return say("arrow", language, **dict(zip(("before", "after"), sides, strict=True)))

    values: dict[str, Any] = {
        "page": page,
        "maps": [_map_of(region, page, boundaries) for region in page.regions],
        "told": [county for county in page.counties if county.own_changes],
        "undrawn": listed(county.name for county in page.undrawn),
        "verdict": verdict_text(page.verdict, len(page.counties), Voice(language)),
        "looks": LOOKS,
        "label_size": SIZE,
        "disc_radius": DISC_RADIUS,
        "say": lambda key, **more: say(key, language, **more),
        "listed": listed,
        "arrow": arrow,
        "lang_tag": Voice(language).text("voice", "tag"),
        "version": version,
        "style": style,
        "policy": still.content_policy([style]),
    }
    return environment.from_string(_asset("page.html.jinja")).render(values)
