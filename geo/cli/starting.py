"""``init``: a new list file, ready to be filled in."""

from __future__ import annotations

from pathlib import Path

from geo import pipeline
from geo.cli import report
from geo.config import find_project
from geo.errors import ConfigError
from geo.lists.template import new_list, write_new_list
from geo.vocabulary import CHINA_CODE, Language
from geo.voice.texts import text


def init(
    document_id: str,
    project: Path | None,
    language: Language,
    *,
    region: str | None = None,
    title: str = "",
    quiet: bool = False,
) -> Path:
    """Write ``layers/<document-id>.yaml`` and say what to do next.

    ``region`` may be left out where the edition (the id's first word) has documents already.

    Raises
    ------
    ConfigError
        If the region is not known, or not the edition's.
    LayersError
        If the id will not do, or the file exists.
    """
    found = find_project(project)
    inputs = pipeline.read_inputs(found)
    region_code = region or _region_of(inputs, document_id, language)
    region_name = _checked_region(inputs, document_id, region_code, language)
    content = new_list(
        document_id,
        region_code=region_code,
        region_name=region_name,
        typology_names=[t.name for t in inputs.typologies] or ["—"],
        title=title.strip(),
    )
    path = write_new_list(found.layers, document_id, content)
    report.say(text("explain", "init-done", language, path=found.relative(path)), quiet=quiet)
    return path


def _edition_region(inputs: pipeline.Inputs, document_id: str) -> str | None:
    edition = document_id.partition("-")[0]
    own = (d.document for d in inputs.lists if d.document.edition == edition)
    return next((d.region_code for d in own), None)


def _region_of(inputs: pipeline.Inputs, document_id: str, language: Language) -> str:
    found = _edition_region(inputs, document_id)
    if found is None:
        edition = document_id.partition("-")[0]
        raise ConfigError(text("explain", "init-needs-region", language, edition=edition))
    return found


def _checked_region(
    inputs: pipeline.Inputs, document_id: str, region_code: str, language: Language
) -> str:
    """Name of the region, if it is known and the edition's."""
    name = "全国" if region_code == CHINA_CODE else inputs.gazetteer.region_name(region_code)
    if not name:
        raise ConfigError(text("explain", "init-region", language, value=region_code))
    known = _edition_region(inputs, document_id)
    if known not in (None, region_code):
        words = {"edition": document_id.partition("-")[0], "known": known, "value": region_code}
        raise ConfigError(text("explain", "init-other-region", language, **words))
    return name
