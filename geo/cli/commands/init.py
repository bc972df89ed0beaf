"""``init``: a new list file, ready to be filled in."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from geo.cli.declare import takes
from geo.cli.session import Session
from geo.errors import ConfigError
from geo.lists.template import new_list, write_new_list
from geo.vocabulary import CHINA_CODE, LIST_MARK


@takes("project", "language", "quiet")
def init(
    session: Session,
    document_id: Annotated[
        str, typer.Argument(help="文件编号，如 guangdong-2023-county-towns", metavar="DOCUMENT-ID")
    ],
    region: Annotated[
        str | None,
        typer.Option(
            "--region", help="地区代码，跨省用逗号分开；版次已有文件时可省 · region code(s)"
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="文件全称 · title")] = "",
) -> None:
    """新建一份带注释的名单 · A new list file with every key explained.

    例 example:  county-typology init guangdong-2023-county-towns --region 440000
    """
    asked = LIST_MARK.join(re.split("[,，、]", region)) if region else None
    region_code = asked or _edition_region(session, document_id)
    content = new_list(
        document_id,
        region_code=region_code,
        region_name=_region_name(session, document_id, region_code),
        typology_names=[t.name for t in session.inputs.typologies] or ["—"],
        title=title.strip(),
    )
    path = write_new_list(session.place.layers, document_id, content)
    session.progress(session.text("explain", "init-done", path=session.place.relative(path)))


def _known_region(session: Session, edition: str) -> str | None:
    own = (d.document for d in session.inputs.lists if d.document.edition == edition)
    return next((d.region_code for d in own), None)


def _edition_region(session: Session, document_id: str) -> str:
    """The region of the documents of the same edition, which the id's first word names."""
    edition = document_id.partition("-")[0]
    found = _known_region(session, edition)
    if found is None:
        raise ConfigError(session.text("explain", "init-needs-region", edition=edition))
    return found


def _region_name(session: Session, document_id: str, region_code: str) -> str:
    """Name of the region, after checking that it is known and is the edition's."""
    is_nation = region_code == CHINA_CODE
    name = (
        session.text("voice", "nation")
        if is_nation
        else session.inputs.gazetteer.region_name(region_code)
    )
    if not name:
        raise ConfigError(session.text("explain", "init-region", value=region_code))
    edition = document_id.partition("-")[0]
    known = _known_region(session, edition)
    if known not in (None, region_code):
        words = {"edition": edition, "known": known, "value": region_code}
        raise ConfigError(session.text("explain", "init-other-region", **words))
    return name
