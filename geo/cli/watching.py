"""``watch``: rebuild on save, one line per rebuild."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from geo import pipeline
from geo.cli import report
from geo.config import Project, find_project
from geo.errors import FaultsError, GeoError
from geo.pipeline import builds
from geo.pipeline.targets import BuildOptions
from geo.pipeline.watch import INTERVAL, contents
from geo.pipeline.watch import watch as keep_watching
from geo.vocabulary import LIST_MARK, Language
from geo.voice.texts import text


def watch(
    editions: tuple[str, ...],
    project: Path | None,
    out: Path | None,
    vintage: str | None,
    language: Language,
    *,
    interval: float = INTERVAL,
    looks: int | None = None,
) -> None:
    """Watch lists and gazetteer until interrupted; faults are told and waited out."""
    found = find_project(project)
    report.say(text("explain", "watch-start", language, folder=found.root))
    rebuild = partial(_rebuild, found, out or found.maps, editions, vintage, language)
    try:
        keep_watching(partial(contents, found), rebuild, interval=interval, looks=looks)
    except KeyboardInterrupt:
        report.say(text("explain", "watch-end", language))


def _rebuild(
    project: Project,
    out: Path,
    editions: tuple[str, ...],
    vintage: str | None,
    language: Language,
    changed: tuple[str, ...],
) -> None:
    words: dict[str, object] = {
        "time": time.strftime("%H:%M:%S"),
        "changed": LIST_MARK.join(changed) or text("explain", "watch-first", language),
    }
    start = time.perf_counter()
    try:
        inputs = pipeline.check(project, vintage=vintage)
        plan = builds.plan_build(inputs, out, BuildOptions(editions, language))
        builds.run_build(plan)
    except FaultsError as wrong:
        errors = report.counted(wrong.faults)["errors"]
        print(text("explain", "watch-faults", language, errors=errors, **words), flush=True)
        report.print_faults([f for f in wrong.faults if f.is_error], language)
        return
    except GeoError as wrong:  # a locked output, say: the next save tries again
        report.say(f"{words['time']} {wrong}")
        return
    made = len(plan.made)
    if not made:
        print(text("explain", "watch-fresh", language, count=plan.kept, **words), flush=True)
        return
    words |= {"made": made, "seconds": f"{time.perf_counter() - start:.1f}"}
    print(text("explain", "watch-made", language, **words), flush=True)
