"""Toyland whole, and a real Chromium without a network."""

from __future__ import annotations

from dataclasses import replace

from geo.schema import EditionFrames
from tests.content.conftest import busy_frames, frames

__all__ = ["busy_frames", "frames"]


def renamed(frames: EditionFrames, code: str, name: str) -> EditionFrames:
    """The same edition with another name for one county."""
    counties = frames.counties.copy()
    chosen = counties["county_code"] == code
    counties.loc[chosen, ["county_name", "short_name"]] = name
    return replace(frames, counties=counties)
