"""Where the file comes from, as QGIS metadata (QMD): documents, boundaries, terms, version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo import crs
from geo.export.geopackage.markup import document, element, srs
from geo.export.geopackage.tables import FileTable
from geo.export.geopackage.words import Words

if TYPE_CHECKING:
    from geo.schema import EditionFrames


#: ISO 639-2 codes, which is what QGIS offers in its metadata form.


def edition_name(frames: EditionFrames, words: Words) -> str:
    return words.voice.quoted(frames.edition.name)


def map_title(frames: EditionFrames, words: Words) -> str:
    return words.say("metadata.title", edition=edition_name(frames, words))


def abstract(frames: EditionFrames, words: Words, version: str) -> str:
    titles = words.say("metadata.list_mark").join(frames.documents["title"])
    return words.say(
        "metadata.abstract",
        boundary=frames.vintage.title,
        date=frames.vintage.date,
        documents=titles or words.say("metadata.unknown"),
        version=version,
    )


def _document_lines(frames: EditionFrames, words: Words) -> list[str]:
    unknown = words.say("metadata.unknown")
    columns = (frames.documents[name] for name in ("title", "issuer", "issued"))
    return [
        words.say(
            "metadata.history_document",
            title=title,
            issuer=issuer or unknown,
            issued=issued or unknown,
        )
        for title, issuer, issued in zip(*columns, strict=True)
    ]


def _add_texts(root: ET.Element, entries: Iterable[tuple[str, str]]) -> None:
    for tag, value in entries:
        root.append(element(tag, text=value))


def metadata_element(
    frames: EditionFrames, words: Words, version: str, *, table: FileTable | None = None
) -> ET.Element:
    """QMD of the whole file, or of one of its layers or tables."""
    root = ET.Element("resourceMetadata")
    whole = abstract(frames, words, version)
    title, about = map_title(frames, words), whole
    if table is not None:
        title = f"{words.title(table)} · {title}"
        about = words.say(
            "metadata.layer_abstract", description=words.description(table), abstract=whole
        )
    _add_texts(
        root,
        [
            ("identifier", table.name if table else f"county-typology-{frames.edition.key}"),
            ("parentidentifier", f"county-typology-{frames.edition.key}" if table else ""),
            ("language", words.voice.text("voice", "iso-639-2")),
            ("type", "dataset"),
            ("title", title),
            ("abstract", about),
            ("constraints", words.say("metadata.constraint")),
            ("rights", words.say("metadata.rights", citation=frames.vintage.citation)),
            ("license", words.say("metadata.licence", terms=frames.vintage.terms)),
            ("encoding", "UTF-8"),
        ],
    )
    root.find("constraints").set("type", "other")  # type: ignore[union-attr]  # added just above
    if table is None or table.is_spatial:
        _add_extent(root, frames)
    _add_texts(
        root,
        [("history", words.say("metadata.history", source=frames.vintage.source))]
        + [("history", line) for line in _document_lines(frames, words)],
    )
    return root


def _add_extent(root: ET.Element, frames: EditionFrames) -> None:
    root.append(element("crs", {}, srs()))
    west, south, east, north = (f"{value:.6f}" for value in frames.counties.total_bounds)
    box = element(
        "spatial",
        {
            "crs": crs.STORAGE,
            "dimensions": "2",
            "minx": west,
            "miny": south,
            "maxx": east,
            "maxy": north,
            "minz": "0",
            "maxz": "0",
        },
    )
    root.append(element("extent", {}, box))


def metadata_document(
    frames: EditionFrames, words: Words, version: str, *, table: FileTable | None = None
) -> str:
    """QMD as text, as QGIS stores it."""
    made = metadata_element(frames, words, version, table=table)
    made.tag = "qgis"
    return document(made)
