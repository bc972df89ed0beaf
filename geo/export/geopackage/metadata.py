"""Where the file comes from, for QGIS's metadata (QMD): documents, boundaries, terms, version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.export.geopackage.file_tables import FileTable
from geo.export.geopackage.words import FileWords
from geo.records.resolved import Vintage

if TYPE_CHECKING:
    from geo.schema import EditionFrames


@dataclass(frozen=True)
class About:
    """Metadata of the whole file, or of one of its layers or tables.

    Attributes
    ----------
    parent : str
        Identifier of the whole file; empty for the file itself.
    language : str
        ISO 639-2 code, which is what QGIS offers in its metadata form.
    documents : sequence of mapping
        ``title``, ``issuer`` and ``issued`` of every document.
    extent : sequence of float
        West, south, east, north in degrees; empty for a table without geometry.
    """

    identifier: str
    parent: str
    language: str
    title: str
    abstract: str
    vintage: Vintage
    documents: Sequence[Mapping[Any, str]]
    extent: Sequence[float]


def edition_name(frames: EditionFrames, words: FileWords) -> str:
    return words.voice.quoted(frames.edition.name)


def map_title(frames: EditionFrames, words: FileWords) -> str:
    return words.say("metadata.title", edition=edition_name(frames, words))


def _abstract(frames: EditionFrames, words: FileWords, version: str) -> str:
    titles = words.say("metadata.list_mark").join(frames.documents["title"])
    return words.say(
        "metadata.abstract",
        boundary=frames.vintage.title,
        date=frames.vintage.date,
        documents=titles or words.say("metadata.unknown"),
        version=version,
    )


def about(
    frames: EditionFrames, words: FileWords, version: str, *, table: FileTable | None = None
) -> About:
    """Metadata of the whole file, or of ``table``."""
    whole = f"county-typology-{frames.edition.key}"
    title, abstract = map_title(frames, words), _abstract(frames, words, version)
    columns = ["title", "issuer", "issued"]
    if table is not None:
        title = f"{words.title(table)} · {title}"
        abstract = words.say(
            "metadata.layer_abstract", description=words.description(table), abstract=abstract
        )
    return About(
        identifier=table.name if table else whole,
        parent=whole if table else "",
        language=words.voice.text("voice", "iso-639-2"),
        title=title,
        abstract=abstract,
        vintage=frames.vintage,
        documents=frames.documents[columns].to_dict("records"),
        extent=frames.counties.total_bounds.tolist() if table is None or table.is_spatial else (),
    )
