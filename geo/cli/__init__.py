"""The command ``county-typology``. Commands open, call one function of :mod:`geo.pipeline`, print.

Exit codes: 0 done, 1 failure, 2 usage, 3 faults in lists or data, 4 outputs out of date.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TextIO

EXIT_FAILURE = 1
EXIT_USAGE = 2
EXIT_FAULTS = 3
EXIT_STALE = 4
EXIT_INTERRUPTED = 130

#: Commands that read, tell and end: what they allocate is small, and stays until they end. Looking
#: for garbage among it takes a sixth of their time.
_SHORT = frozenset({"check", "explain", "show"})


def _make_printable(stream: TextIO) -> None:
    """A console that lacks a character (GBK, ASCII) shows a mark instead of stopping."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _make_printable(stream)
    gc.disable()
    # What other packages plug into pydantic must not change how a list is read.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from geo.cli.app import run

    gc.freeze()  # the program itself is no garbage
    if not _SHORT.intersection(sys.argv[1:2]):
        gc.enable()
    code = run()
    gc.freeze()  # all of it goes with the process: no search at the exit either
    sys.exit(code)
