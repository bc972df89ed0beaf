"""``watch``: rebuild on save, one line per rebuild."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from geo import pipeline
from geo.cli import say
from geo.cli.declare import takes
from geo.cli.options import Editions
from geo.cli.session import Session
from geo.errors import FaultsError, GeoError
from geo.pipeline import builds, frames, watching
from geo.pipeline.targets import BuildOptions
from geo.vocabulary import LIST_MARK


@takes("project", "vintage", "language")
def watch(
    session: Session,
    editions: Editions = None,
    out: Annotated[Path | None, typer.Option("--out", help="输出文件夹 · output folder")] = None,
) -> None:
    """存盘即重做，Ctrl-C 结束 · Rebuild on save until Ctrl-C.

    例 example:  county-typology watch chongqing
    """
    say.aside(session.text("explain", "watch-start", folder=session.place.root))
    options = BuildOptions(tuple(editions or ()), session.language)
    rebuild = partial(_rebuild, session, out or session.place.maps, options)
    try:
        watching.watch(partial(watching.contents, session.place), rebuild)
    except KeyboardInterrupt:
        say.aside(session.text("explain", "watch-end"))


def _rebuild(session: Session, out: Path, options: BuildOptions, changed: tuple[str, ...]) -> None:
    """Build once; faults and failures are printed, and the next save builds again."""
    now = time.strftime("%H:%M:%S")
    files = LIST_MARK.join(changed) or session.text("explain", "watch-first")

    def line(key: str, **values: object) -> None:
        words = {"time": now, "changed": files, **values}
        print(session.text("explain", f"watch-{key}", **words), flush=True)

    start = time.perf_counter()
    try:
        inputs = pipeline.check(session.place, vintage=session.vintage)
        plan = builds.plan_build(inputs, out, options)
        result = builds.run_build(plan)
    except FaultsError as wrong:
        line("faults", errors=say.counted(wrong.faults)["errors"])
        say.print_faults([f for f in wrong.faults if f.is_error], session.language)
    except GeoError as wrong:  # such as a locked output
        if wrong.fault is None:
            say.aside(f"{now} {wrong}")
        else:
            say.print_faults([wrong.fault], session.language)
    except Exception as wrong:  # noqa: BLE001  # the next save may mend what the program stumbles on
        say.print_traceback(wrong)
        say.aside(f"{now} {type(wrong).__name__}: {wrong}")
    else:
        names = {key: each.name for key, each in frames.editions(inputs).items()}
        say.print_failures(result.failed, session.language, names=names)
        if plan.stale:
            seconds = f"{time.perf_counter() - start:.1f}"
            line("made", made=len(result.made), seconds=seconds)
        else:
            line("fresh", count=plan.kept)
