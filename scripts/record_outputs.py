"""Record everything that a user can get from one version of the program into a folder.

Examples
--------
A checkout's own command, all of it, or parts::

    python scripts/record_outputs.py recorded/
    python scripts/record_outputs.py recorded/ --only show "build luan"

Any other version that has this command line::

    python scripts/record_outputs.py old/ --project ../old \\
        --command "env PYTHONPATH=../old python -m geo.cli"

``scripts/compare_outputs.py old/ recorded/`` then says what differs.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from outputs.projects import lay_out
from outputs.steps import MADE, Step, all_steps, chosen

CHECKOUT = Path(__file__).resolve().parents[1]
COMMAND = f"{sys.executable} -m geo.cli"


def _environment() -> dict[str, str]:
    """The caller's, with nothing in it that changes what is said or how wide."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("COUNTY_TYPOLOGY_")}
    paths = [p for p in (str(CHECKOUT), kept.get("PYTHONPATH", "")) if p]
    return kept | {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONPATH": os.pathsep.join(paths)}


def _written(text: str, folder: Path) -> str:
    """What was said, without the name of the folder in which it was."""
    return text.replace(str(folder.resolve()), "<folder>").replace(str(folder), "<folder>")


def _run(step: Step, command: Sequence[str], folder: Path) -> None:
    made = folder / MADE
    (made / step.place).parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [*command, *step.arguments],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    said = made / f"{step.place}.{step.ending}"
    said.write_text(_written(done.stdout, folder), encoding="utf-8")
    messages = made / f"{step.place}.messages.txt"
    ending = f"exit {done.returncode}\n"
    messages.write_text(ending + _written(done.stderr, folder), encoding="utf-8")


def record(steps: Sequence[Step], out: Path, *, command: Sequence[str], project: Path) -> None:
    """Run the steps with copies of the project's lists; what they make replaces what was there."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="recording-") as name:
        folder = Path(name)
        lay_out(project, folder)
        (folder / MADE).symlink_to(out.resolve())
        for at, step in enumerate(steps, 1):
            begun = time.monotonic()
            _run(step, command, folder)
            took = time.monotonic() - begun
            print(f"{at}/{len(steps)}  {took:5.1f} s  {step.place}", file=sys.stderr, flush=True)


def _clear(steps: Sequence[Step], out: Path, *, is_whole: bool) -> None:
    """Remove what an earlier recording left where these steps write."""
    if is_whole:
        shutil.rmtree(out, ignore_errors=True)
    for step in steps:
        if step.parts[-1] == "said":
            shutil.rmtree((out / step.place).parent, ignore_errors=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="folder to record into")
    parser.add_argument("--command", default=COMMAND, help="the command line to record")
    parser.add_argument(
        "--project", type=Path, default=CHECKOUT, help="folder with layers and data"
    )
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="PART", help='such as: show "build luan" "diff en"'
    )
    parser.add_argument("--list", action="store_true", help="say which steps there are")
    given = parser.parse_args(arguments)
    steps = chosen(all_steps(), given.only)
    if given.list or not steps:
        print("\n".join(step.place for step in steps) or "no such part")
        return 0 if steps else 1
    _clear(steps, given.out, is_whole=not given.only)
    record(steps, given.out, command=shlex.split(given.command), project=given.project.resolve())
    return 0


if __name__ == "__main__":
    sys.exit(main())
