"""What pages without a script share: their own files and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files


@cache
def asset(package: str, name: str) -> str:
    """A text file that stands beside the modules of ``package``, read once."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def content_policy(style: str) -> str:
    """Content Security Policy: no script, nothing loads, and no style but this very sheet."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
