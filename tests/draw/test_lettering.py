"""The font of figures across processes."""

from __future__ import annotations

import os
import sys

import pytest

from geo.draw import lettering


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not fork")
def test_a_forked_process_opens_the_font_for_itself() -> None:
    """Two processes that read one open file at once get wrong outlines."""
    lettering.width_mm("甲", 9)
    assert lettering._face.cache_info().currsize
    child = os.fork()
    if child == 0:
        os._exit(lettering._face.cache_info().currsize)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
