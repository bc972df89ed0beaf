"""Reading a project for a command that shows or writes what the lists say."""

from __future__ import annotations

from pathlib import Path

from geo import pipeline
from geo.cli import report
from geo.config import find_project
from geo.vocabulary import Language


def sound_inputs(
    project: Path | None,
    vintage: str | None,
    as_of: str | None,
    language: Language,
    *,
    is_checked: bool = False,
    quiet: bool = False,
) -> pipeline.Inputs:
    """Lists without faults, as of a date if one is given; what the date leaves out goes to stderr.

    ``is_checked`` looks at everything that a build looks at, for commands that write files.

    Raises
    ------
    FaultsError
        If lists or data have errors.
    """
    read = pipeline.check if is_checked else pipeline.read_inputs
    inputs = read(find_project(project), vintage=vintage, as_of=as_of)
    report.say_left_out(inputs.left_out, language, quiet=quiet, phrases=inputs.phrases)
    return pipeline.require_sound(inputs)
