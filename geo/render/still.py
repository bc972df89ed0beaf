"""Shared by all pages: the text files beside their modules, and their content policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def asset(package: str, name: str) -> str:
    """Content of a text file beside the modules of ``package``, cached."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def source_hash(inline: str) -> str:
    """Source expression that lets exactly this inline script or style through (CSP Level 3)."""
    digest = hashlib.sha256(inline.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def content_policy(styles: Iterable[str], *, scripts: Iterable[str] = ()) -> str:
    """Content Security Policy: nothing loads, and nothing runs but these very styles and scripts.

    Pages with scripts may show the pictures that they draw (``blob:``).
    """
    allowed = " ".join(map(source_hash, scripts))
    return "; ".join(
        (
            "default-src 'none'",
            *([f"script-src {allowed}"] if allowed else []),
            "style-src " + " ".join(map(source_hash, styles)),
            "img-src data: blob:" if allowed else "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
