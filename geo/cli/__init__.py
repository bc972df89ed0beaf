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

#: New objects between two garbage collections. A command allocates once and keeps most objects:
#: with Python's default of 700, collecting takes a sixth of the time of a check.
_GARBAGE_THRESHOLD = 500_000


def _make_printable(stream: TextIO) -> None:
    """Print a mark for a character that the console lacks (GBK, ASCII), instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _make_printable(stream)
    gc.set_threshold(_GARBAGE_THRESHOLD)
    # Plugins of other packages must not change how lists are read; pydantic loads them at import.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from geo.cli.app import run

    code = run()
    gc.freeze()  # all memory is freed with the process: Python need not collect at its end
    sys.exit(code)
