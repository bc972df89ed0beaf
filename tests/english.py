"""What counts as English in an output: for tests that read outputs back."""

from __future__ import annotations

import re

from geo.voice.phrasebook import has_chinese

#: What stays Chinese: forms as written, in quotation marks.
QUOTED = re.compile(r"“[^”]*”")
FULL_WIDTH = re.compile(r"[，。；：、（）《》！？％]")


def is_english(text: str) -> bool:
    """Whether no Chinese character and no full-width mark stands outside quotation marks."""
    bare = QUOTED.sub("", text)
    return not has_chinese(bare) and not FULL_WIDTH.search(bare)
