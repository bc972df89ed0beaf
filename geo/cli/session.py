"""The shared options of a command, and the project, voice and output opened by them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from geo.cli import EXIT_FAILURE, EXIT_FAULTS, EXIT_INTERRUPTED, say
from geo.config import Project, find_project
from geo.errors import Fault, FaultsError, GeoError
from geo.vocabulary import Language
from geo.voice.texts import text
from geo.voice.voice import DOCUMENTS, Voice

if TYPE_CHECKING:
    from geo.pipeline import Inputs


@dataclass(frozen=True)
class Session:
    """The shared options of one command; inputs and outputs are opened at first use."""

    project: Path | None = None
    vintage: str | None = None
    as_of: str | None = None
    language: Language = DOCUMENTS
    as_json: bool = False
    quiet: bool = False

    @cached_property
    def place(self) -> Project:
        """The project.

        Raises
        ------
        ConfigError
            If there is none.
        """
        return find_project(self.project)

    # ── what it opens ────────────────────────────────────────────────────────────────────

    @cached_property
    def inputs(self) -> Inputs:
        """Lists, gazetteer and names, read and resolved; faults are collected.

        Omitted documents are reported, unless the command is quiet.
        """
        return self._opened(is_checked=False)

    @cached_property
    def checked(self) -> Inputs:
        """As :attr:`inputs`, with the boundary files verified, for commands that use them."""
        return self._opened(is_checked=True)

    def inputs_with(self, takes_draft: Callable[[str], bool]) -> Inputs:
        """As :attr:`inputs`, with some drafts, by the names of their files without ending."""
        return self._opened(is_checked=False, takes_draft=takes_draft)

    def checked_with(self, takes_draft: Callable[[str], bool]) -> Inputs:
        """As :attr:`checked`, with some drafts, by the names of their files without ending."""
        return self._opened(is_checked=True, takes_draft=takes_draft)

    def _opened(
        self, *, is_checked: bool, takes_draft: Callable[[str], bool] = lambda _: False
    ) -> Inputs:
        # A build with nothing to do never gets here, so it does not load what resolves names.
        from geo import pipeline

        read = pipeline.check if is_checked else pipeline.read_inputs
        inputs = read(self.place, vintage=self.vintage, as_of=self.as_of, takes_draft=takes_draft)
        for each in inputs.left_out:
            self.progress(inputs.voices[self.language].say(each.said))
        return inputs

    @property
    def sound(self) -> Inputs:
        """The inputs, if they have no errors.

        Raises
        ------
        FaultsError
            If there are errors.
        """
        return _sound(self.inputs)

    @property
    def sound_and_checked(self) -> Inputs:
        """As :attr:`sound`, with the boundary files verified."""
        return _sound(self.checked)

    @cached_property
    def voice(self) -> Voice:
        """Words in the session's language; the phrasebook is read only for another one than that
        of the documents."""
        return Voice() if self.language is DOCUMENTS else self.inputs.voices[self.language]

    # ── what it says ─────────────────────────────────────────────────────────────────────

    def text(self, section: str, key: str, /, **values: object) -> str:
        """A text of the program in the session's language."""
        return text(section, key, self.language, **values)

    def progress(self, message: str) -> None:
        """Print to stderr, unless the command is quiet."""
        if not self.quiet:
            say.aside(message)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Errors end the command with their message and exit code."""
        try:
            yield
        except FaultsError as wrong:
            say.print_faults((f for f in wrong.faults if f.is_error), self.language)
            errors = say.counted(wrong.faults)["errors"]
            say.aside(self.text("cli", "faults-stop", errors=errors))
            raise typer.Exit(EXIT_FAULTS) from None
        except GeoError as wrong:
            if wrong.fault is None:
                say.aside(self.text("cli", "severity-error") + str(wrong))
            else:
                say.print_faults([wrong.fault], self.language)
            say.print_traceback(wrong)
            raise typer.Exit(EXIT_FAILURE) from None
        except (KeyboardInterrupt, typer.Abort):
            say.aside(self.text("cli", "interrupted"))
            raise typer.Exit(EXIT_INTERRUPTED) from None
        except (typer.Exit, typer.BadParameter):
            raise
        except BrokenPipeError:
            # Whoever read the output has gone; Python must not try to flush it once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(EXIT_FAILURE) from None
        except Exception as wrong:  # noqa: BLE001  # a fault of the program is told like any other
            details = {"problem": str(wrong)}
            fault = Fault("unexpected", "", value=type(wrong).__name__, details=details)
            say.print_faults([fault], self.language)
            say.print_traceback(wrong)
            raise typer.Exit(EXIT_FAILURE) from None

    def answer_json(self, value: Any) -> None:
        """Print a value as JSON to stdout."""
        say.print_json(value)


def _sound(inputs: Inputs) -> Inputs:
    from geo import pipeline  # as above

    return pipeline.require_sound(inputs)
