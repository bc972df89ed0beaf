"""The command ``county-typology``. Each opens, calls :mod:`geo.pipeline`, and prints.

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

#: New objects before Python looks for garbage among them. A command allocates once, mostly what it
#: keeps: at Python's own 700 the looking takes a sixth of the time of a check.
_GARBAGE_THRESHOLD = 500_000


def _make_printable(stream: TextIO) -> None:
    """A console that lacks a character (GBK, ASCII) shows a mark instead of stopping."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _make_printable(stream)
    gc.set_threshold(_GARBAGE_THRESHOLD)
    # What other packages plug into pydantic must not change how a list is read; it looks at import.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from geo.cli.app import run

    code = run()
    gc.freeze()  # all of it goes with the process: Python need not look for garbage at its end
    sys.exit(code)
