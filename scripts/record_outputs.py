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
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from outputs.projects import lay_out
from outputs.steps import MADE, Step, all_steps, chosen

CHECKOUT = Path(__file__).resolve().parents[1]
WARM = Path(__file__).with_name("outputs") / "warm.py"
COMMAND = f"{sys.executable} -m geo.cli"


def _environment() -> dict[str, str]:
    """The caller's, with nothing in it that changes what is said or how wide."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("COUNTY_TYPOLOGY_")}
    paths = [p for p in (str(CHECKOUT), kept.get("PYTHONPATH", "")) if p]
    return kept | {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONPATH": os.pathsep.join(paths)}


def _written(path: Path, folder: Path, *, before: str = "") -> None:
    """Leave out of what was said the name of the folder in which it was."""
    text = path.read_text(encoding="utf-8")
    for name in (str(folder.resolve()), str(folder)):
        text = text.replace(name, "<folder>")
    path.write_text(before + text, encoding="utf-8")


#: Runs a step's arguments; writes standard output and messages to two files; the exit code.
Runner = Callable[[Sequence[str], Path, Path], int]


@contextmanager
def _runner(command: Sequence[str], folder: Path) -> Iterator[Runner]:
    """Runs the command in a folder; ``python -m`` in children of one process, which is quicker."""

    def run(arguments: Sequence[str], said: Path, messages: Path) -> int:
        with said.open("wb") as out, messages.open("wb") as errors:
            whole = [*command, *arguments]
            given = subprocess.DEVNULL
            done = subprocess.run(
                whole, cwd=folder, env=_environment(), stdin=given, stdout=out, stderr=errors
            )
        return done.returncode

    if "-m" not in command:
        yield run
        return
    at = command.index("-m")
    started = [*command[:at], str(WARM), command[at + 1]]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(started, cwd=folder, env=_environment(), text=True, **streams) as warm:

        def run_warm(arguments: Sequence[str], said: Path, messages: Path) -> int:
            asked = {"arguments": list(arguments), "said": str(said), "messages": str(messages)}
            assert warm.stdin is not None
            assert warm.stdout is not None
            print(json.dumps(asked), file=warm.stdin, flush=True)
            return int(warm.stdout.readline())

        yield run_warm


def _run(step: Step, run: Runner, folder: Path) -> None:
    made = folder / MADE
    (made / step.place).parent.mkdir(parents=True, exist_ok=True)
    said, messages = made / f"{step.place}.{step.ending}", made / f"{step.place}.messages.txt"
    code = run(step.arguments, said, messages)
    _written(said, folder)
    _written(messages, folder, before=f"exit {code}\n")
    if step.kept and (folder / step.kept).exists():
        shutil.copy(folder / step.kept, (made / step.place).parent)


def record(steps: Sequence[Step], out: Path, *, command: Sequence[str], project: Path) -> None:
    """Run the steps with copies of the project's lists; what they make replaces what was there."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="recording-") as name:
        folder = Path(name)
        lay_out(project, folder)
        (folder / MADE).symlink_to(out.resolve())
        with _runner(command, folder) as run:
            for at, step in enumerate(steps, 1):
                begun = time.monotonic()
                _run(step, run, folder)
                took = time.monotonic() - begun
                print(
                    f"{at}/{len(steps)}  {took:5.1f} s  {step.place}", file=sys.stderr, flush=True
                )


def _clear(steps: Sequence[Step], out: Path, *, is_whole: bool) -> None:
    """Remove what an earlier recording left where these steps write: some refuse to replace it."""
    if is_whole:
        shutil.rmtree(out, ignore_errors=True)
    for step in steps:
        for option, value in pairwise(step.arguments):
            if option == "--out" and value.startswith(f"{MADE}/"):
                path = out / value.removeprefix(f"{MADE}/")
                path.unlink() if path.is_file() else shutil.rmtree(path, ignore_errors=True)


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
