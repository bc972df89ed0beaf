"""Content of the index page: a value per edition."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from geo.content.extents import COMPLETE, Completeness, completeness
from geo.errors import RenderError
from geo.looks import standings
from geo.records.resolved import Edition, Theme
from geo.records.written import Document, Typology
from geo.vocabulary import Standing
from geo.voice.texts import section
from geo.voice.voice import Voice

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Prefix of a thumbnail's address, since it is embedded in the page.
THUMBNAIL_START = "data:image/png;base64,"


@dataclass(frozen=True)
class IndexFile:
    """A file to open or download. ``path`` is relative to the index, with forward slashes."""

    path: str
    title: str
    size: int
    note: str = ""

    def __post_init__(self) -> None:
        parts = PurePosixPath(self.path).parts
        if not parts or self.path.startswith("/") or ".." in parts or "\\" in self.path:
            raise RenderError(f"{self.path!r}: the index links only to files inside its folder")

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.path).suffix.removeprefix(".").upper()


@dataclass(frozen=True)
class TypologyCount:
    """How many counties an edition has of one type, by how sure it is, and how complete its lists
    are."""

    typology: Typology
    listed: int
    derived: int
    candidate: int = 0
    completeness: Completeness = COMPLETE


@dataclass(frozen=True)
class IndexTheme:
    """What an edition has of one theme: counts per type, figures and a picture.

    ``thumbnail`` is a data URI (:func:`thumbnail`) or empty.
    """

    theme: Theme
    counts: tuple[TypologyCount, ...]
    files: tuple[IndexFile, ...] = ()
    thumbnail: str = ""

    def __post_init__(self) -> None:
        if self.thumbnail and not self.thumbnail.startswith(THUMBNAIL_START):
            raise RenderError(f"{self.theme.key}: a thumbnail is a PNG as a data URI")


@dataclass(frozen=True)
class IndexDocument:
    """A document with what its text gives; empty where it gives nothing.

    ``title`` is in the page's language; ``original`` is the title as printed, where that is
    another one.
    """

    title: str
    issuer: str = ""
    number: str = ""
    issued: str = ""
    original: str = ""


@dataclass(frozen=True)
class IndexEntry:
    """One edition's card, with a part per theme. ``page`` is its interactive map."""

    edition: Edition
    county_count: int
    themes: tuple[IndexTheme, ...]
    documents: tuple[IndexDocument, ...]
    task_count: int = 0
    page: IndexFile | None = None

    @property
    def standings(self) -> tuple[str, ...]:
        """The columns of its counts: listed, and on to the least sure that any type has."""
        counts = [count for each in self.themes for count in each.counts]
        ranks = (s.rank() for s in Standing if any(getattr(c, s.value) for c in counts))
        return tuple(str(s) for s in list(Standing)[: max(ranks, default=0) + 1])


def accounting(frames: EditionFrames) -> dict[str, int]:
    """Counts of one edition for the manifest: rows of each frame, and counties per typology by
    their best standing (``listed suburban``, ``derived suburban``, ``candidate suburban``), and how
    complete its lists are (``undrawn suburban``, ``is_open suburban``)."""
    rows = frames.assignments
    counts = {
        "counties": len(frames.counties),
        "documents": len(frames.documents),
        "assignments": len(rows),
        "tasks": len(frames.tasks),
        "indicators": len(frames.indicators),
        "county_tasks": len(frames.county_tasks),
        "partnerships": len(frames.partnerships),
    }
    for (_, typology), standing in standings(rows).items():
        key = f"{standing} {typology}"
        counts[key] = counts.get(key, 0) + 1
    for typology, complete in completeness(frames).items():
        numbers = asdict(complete)
        counts |= {f"{name} {typology}": int(n) for name, n in numbers.items() if n}
    return counts


def typology_counts(
    counts: Mapping[str, int], typologies: Iterable[Typology]
) -> tuple[TypologyCount, ...]:
    """Counties per type out of an edition's accounting, in the order given; types that the
    edition does not have are left out."""
    names = [field.name for field in fields(Completeness)]

    def count(typology: Typology) -> TypologyCount:
        def number(kind: str) -> int:
            return counts.get(f"{kind} {typology.key}", 0)

        return TypologyCount(
            typology,
            listed=number(Standing.LISTED),
            derived=number(Standing.DERIVED),
            candidate=number(Standing.CANDIDATE),
            completeness=Completeness(
                is_open=bool(number("is_open")),
                known=number("known"),
                stated=number("stated"),
                undrawn=number("undrawn"),
            ),
        )

    kinds = (*Standing, *names)
    return tuple(count(t) for t in typologies if any(counts.get(f"{k} {t.key}") for k in kinds))


def index_documents(documents: Iterable[Document], voice: Voice) -> tuple[IndexDocument, ...]:
    """Documents in the language of the page."""
    return tuple(
        IndexDocument(
            title=voice.say(d.title),
            issuer=voice.say(d.issuer or ""),
            number=voice.say(d.number or ""),
            issued=d.issued or "",
            original="" if voice.say(d.title) == d.title else d.title,
        )
        for d in documents
    )


def index_files(
    sizes: Mapping[str, int], paths: Sequence[str], voice: Voice, *, failed: Container[str] = ()
) -> tuple[IndexFile, ...]:
    """Those of the paths that have been built; ``sizes`` are bytes of what has. Those that could
    not be made again have a note: they are older than the rest."""
    note = voice.text("index", "older")
    return tuple(
        IndexFile(path, _title(path, voice), sizes[path], note if path in failed else "")
        for path in paths
        if path in sizes
    )


def _title(path: str, voice: Voice) -> str:
    """A file's title for the reader, by its name or ending."""
    name = PurePosixPath(path)
    key = name.stem if name.suffix == ".csv" else name.suffix
    return section("files", voice.language).get(key, name.name)
