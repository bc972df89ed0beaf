"""Toyland whole, and with very much to say."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from geo.schema import EditionFrames
from tests.toyland import nation_frames


@pytest.fixture(scope="session")
def frames() -> EditionFrames:
    return nation_frames()


@pytest.fixture(scope="session")
def busy_frames(frames: EditionFrames) -> EditionFrames:
    """The same with sixty general tasks that reach every county."""
    task, reached = frames.tasks.iloc[-1], frames.county_tasks.iloc[-1]
    numbers = [f"（{t}十{u}）" for t in "二三四五六七八" for u in "一二三四五六七八九"][:60]
    tasks = [{**task, "clause": n, "title": f"杂务{n}"} for n in numbers]
    rows = [
        {**reached, "county_code": c, "clause": n, "title": f"杂务{n}"}
        for c in frames.counties["county_code"]
        for n in numbers
    ]
    return replace(
        frames,
        tasks=pd.concat([frames.tasks, pd.DataFrame(tasks)], ignore_index=True),
        county_tasks=pd.concat([frames.county_tasks, pd.DataFrame(rows)], ignore_index=True),
    )
