"""Runs a module's command line many times in one process, each time in a child of its own.

Importing geopandas takes three times as long as most commands; the child finds it imported. The
program itself is imported by each child. Started as a script: ``python warm.py MODULE``; takes
lines of JSON (arguments, file of standard output, file of messages), answers with exit codes.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import runpy
import sys
from pathlib import Path
from typing import Any

#: What most commands import, and nothing of the program.
LIBRARIES = (
    *("geopandas", "pyogrio", "shapely", "pyarrow.parquet", "pydantic", "typer", "yaml"),
    *("openpyxl", "docx", "jinja2", "matplotlib.figure"),
)


def _redirect(path: str, descriptor: int) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(opened, descriptor)
    os.close(opened)


def _exit_code(leaving: SystemExit) -> int:
    """As Python itself turns what ``sys.exit`` was given into a code."""
    if leaving.code is None or isinstance(leaving.code, int):
        return leaving.code or 0
    print(leaving.code, file=sys.stderr)
    return 1


def _run(module: str, step: dict[str, Any]) -> int:
    _redirect(step["said"], 1)
    _redirect(step["messages"], 2)
    sys.argv = [module, *step["arguments"]]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as leaving:
        return _exit_code(leaving)
    except BaseException:  # noqa: BLE001  # the child ends here; what it died of is recorded
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]  # there is one
        return 1
    return 0


def serve(module: str) -> None:
    """Run the steps that come in until there are none."""
    answers = os.fdopen(os.dup(1), "w")
    # As ``python -m`` has it: the current folder first, not that of this file.
    sys.path[0] = str(Path.cwd())
    for name in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                sys.stdin = os.fdopen(0)
                code = _run(module, json.loads(line))
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), file=answers, flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])
