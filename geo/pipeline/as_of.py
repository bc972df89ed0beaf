"""As of a date: the documents issued by then, without those that one of them supersedes.

A partial date means its last day. A document of "2023" may have been issued on 31 December, so it
counts from then on: a map as of a day shows only what was certainly said by that day. A document
without a date is left out for the same reason. Omitted documents are reported with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from geo.dates import first_day, last_day
from geo.errors import ConfigError, Fault
from geo.lists import ListFolder
from geo.records.written import DocumentLists
from geo.voice.said import Said, said
from geo.voice.texts import text


class LeftOutReason(StrEnum):
    """Why a document does not count on a date; ``left-out-<reason>`` in section ``explain``."""

    LATER = "later"  # issued after the date
    PERHAPS_LATER = "perhaps_later"  # issued in the year or month that the date is in
    UNDATED = "undated"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class LeftOut:
    """A document that does not count. ``detail`` is its date, or the id of what supersedes it."""

    document_id: str
    short_title: str
    reason: LeftOutReason
    detail: str = ""

    @property
    def said(self) -> Said:
        """The document with the reason."""
        key = f"explain.left-out-{self.reason}"
        return said(key, title=self.short_title, detail=self.detail)


@dataclass(frozen=True)
class AsOf:
    """What counts on a date. ``day`` is None where only superseded documents were left out."""

    day: date | None
    kept: tuple[DocumentLists, ...]
    left_out: tuple[LeftOut, ...]


def _asked_day(when: str) -> date:
    try:
        return last_day(when.strip())
    except ValueError:
        raise ConfigError(text("explain", "no-date", value=when)) from None


def as_of(lists: Iterable[DocumentLists], when: str | None) -> AsOf:
    """The documents that count on a date.

    Parameters
    ----------
    lists : iterable of DocumentLists
    when : str or None
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; a partial date is its last day. With None no
        document is left out for its date.

    Returns
    -------
    AsOf
        In the order of ``lists``. A document that was superseded by then stays superseded, also if
        what superseded it was superseded in turn.

    Raises
    ------
    ConfigError
        If ``when`` is no date, or no document had been issued by then.
    """
    every = tuple(lists)
    day = None if when is None else _asked_day(when)
    dated = {d.document.id: _by_date(d, day) for d in every}
    issued = [d for d in every if dated[d.document.id] is None]
    superseded_by = {
        old: d.document.id for d in issued for old in d.document.supersedes if old != d.document.id
    }
    kept, left_out = [], []
    for each in every:
        own = each.document
        reason = dated[own.id]
        if reason is None and own.id in superseded_by:
            reason = LeftOut(
                own.id, own.short_title, LeftOutReason.SUPERSEDED, superseded_by[own.id]
            )
        if reason is None:
            kept.append(each)
        else:
            left_out.append(reason)
    if every and not kept:
        raise ConfigError(text("explain", "nothing-issued", value=when or ""))
    return AsOf(day, tuple(kept), tuple(left_out))


def _by_date(lists: DocumentLists, day: date | None) -> LeftOut | None:
    """Why a document does not count by its date alone."""
    own = lists.document
    if day is None:
        return None
    if own.issued is None:
        return LeftOut(own.id, own.short_title, LeftOutReason.UNDATED)
    if last_day(own.issued) <= day:
        return None
    is_perhaps = first_day(own.issued) <= day
    reason = LeftOutReason.PERHAPS_LATER if is_perhaps else LeftOutReason.LATER
    return LeftOut(own.id, own.short_title, reason, own.issued)


def folder_as_of(folder: ListFolder, when: str | None) -> tuple[ListFolder, tuple[LeftOut, ...]]:
    """A folder with only the files that count on a date, and what was left out.

    Faults of files that could not be read stay: what they say about any date is not known.
    """
    found = as_of(folder.lists, when)
    kept = {d.document.id for d in found.kept}
    left = {f.file for f in folder.files if f.lists.document.id not in kept}
    files = tuple(f for f in folder.files if f.lists.document.id in kept)
    faults = tuple(f for f in folder.faults if f.file not in left)
    return replace(folder, files=files, faults=faults), found.left_out


def supersedes_faults(folder: ListFolder) -> list[Fault]:
    """Faults of ``supersedes``: unknown documents, and circles of documents. A draft, or a document
    that cannot be read, is known.

    Kinds: ``unknown-superseded`` (``known`` lists the documents) and ``supersedes-circle``
    (``circle`` names them).
    """
    known = {f.lists.document.id: f.lists.document.supersedes for f in folder.files}
    faults = []
    for file in folder.files:
        own = file.lists.document
        place = file.place(("document", "supersedes"))
        for old in own.supersedes:
            if old not in known and old not in folder.unread:
                details = {"known": "、".join(sorted(known))}
                faults.append(
                    Fault("unknown-superseded", place.file, place.line, None, old, details)
                )
        circle = _circle(own.id, known)
        if circle:
            details = {"circle": " → ".join(circle)}
            faults.append(Fault("supersedes-circle", place.file, place.line, None, own.id, details))
    return faults


def _circle(start: str, supersedes: dict[str, tuple[str, ...]]) -> Sequence[str]:
    """A circle of documents, from one through those it supersedes back to itself."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for old in supersedes.get(way[-1], ()):
            if old == start:
                return (*way, start)
            if old not in seen:
                seen.add(old)
                ways.append((*way, old))
    return ()
