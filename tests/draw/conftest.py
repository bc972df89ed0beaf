"""The toy edition."""

from __future__ import annotations

import pytest

from geo.schema import EditionFrames
from tests import toyland


@pytest.fixture(scope="session")
def frames() -> EditionFrames:
    return toyland.edition_frames()
