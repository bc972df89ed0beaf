"""The county that a command names, and a record of it in words."""

from __future__ import annotations

from typing import Any

import typer

from geo.cli import EXIT_FAILURE, say
from geo.cli.session import Session
from geo.gazetteer import Match, Miss, Reason
from geo.pipeline.county import find_county
from geo.vocabulary import LIST_MARK
from geo.voice.said import Said
from geo.voice.voice import Voice

#: Fields that are the same in every language: the county's name, and the form as written.
_KEPT = frozenset({"county_name", "short_name", "as_written"})


def county_code(session: Session, written: str) -> str:
    """Resolve a name or code to one county's code.

    Raises
    ------
    typer.Exit
        If it means no county or several; the reason is printed.
    """
    found = find_county(session.sound, written)
    if isinstance(found, Match):
        return found.county_code
    _say_miss(session, written, found)
    raise typer.Exit(EXIT_FAILURE)


def _say_miss(session: Session, written: str, miss: Miss) -> None:
    names = LIST_MARK.join(str(c) for c in miss.candidates)
    if miss.reason is Reason.NON_COUNTY:
        words = in_words(dict(miss.details), session.voice)
        say.aside(session.text("faults", "non-county", value=written, **words))
    elif miss.reason is Reason.AMBIGUOUS:
        say.aside(session.text("cli", "show-several", county=written, candidates=names))
    else:
        say.aside(session.text("cli", "show-none", county=written))
        if names:
            say.aside(session.text("cli", "show-candidates", candidates=names))


def in_words(value: Any, voice: Voice) -> Any:
    """A localised record; notes become one text."""
    if isinstance(value, str | Said):
        return voice.say(value)
    if isinstance(value, tuple):
        return voice.sentences(value)
    if isinstance(value, list):
        return [in_words(each, voice) for each in value]
    if isinstance(value, dict):
        return {key: each if key in _KEPT else in_words(each, voice) for key, each in value.items()}
    return value
