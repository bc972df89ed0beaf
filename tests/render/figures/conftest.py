"""The toy edition, and what its figures say."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from geo.render.figures import Atlas, write_figure
from geo.schema import EditionFrames
from tests import toyland

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="session")
def frames() -> EditionFrames:
    return toyland.edition_frames()


def drawn(shown: EditionFrames | Atlas, folder: Path, **options: Any) -> ElementTree.Element:
    """A figure as SVG."""
    path = folder / "figure.svg"
    write_figure(shown, path, **options)
    return ElementTree.fromstring(path.read_bytes())


def texts_of(root: ElementTree.Element) -> list[str]:
    """Texts that are read, in drawing order; halos are not."""
    return [t.text or "" for t in root.iter(f"{SVG}text") if "aria-hidden" not in t.attrib]


@pytest.fixture(scope="session")
def edition_texts(frames: EditionFrames, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return texts_of(drawn(frames, tmp_path_factory.mktemp("edition")))


def with_county_name(frames: EditionFrames, name: str) -> EditionFrames:
    """The same edition with its first county renamed, short form and all."""
    counties = frames.counties.copy()
    counties.loc[0, ["county_name", "short_name"]] = name
    return dataclasses.replace(frames, counties=counties)
