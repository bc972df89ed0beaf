"""Pictures: pixels of PNG, words and look of PDF."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

#: Coarse enough to be quick, fine enough to see a hatch.
_DOTS_PER_INCH = 100


def png(content: bytes) -> dict[str, Any]:
    """Pixels (height × width × 4, 0 to 255), size on paper and texts."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        said = {k: str(v) for k, v in image.info.items()}
        return {"said": said, "pixels": np.asarray(image.convert("RGBA"))}


def _said(command: list[str], content: bytes) -> bytes:
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout


def pdf(content: bytes) -> dict[str, Any]:
    """Words, size, fonts and pixels as poppler reads them; the bytes where it is not installed."""
    if shutil.which("pdftotext") is None:
        return {"bytes": content.hex()}
    with tempfile.TemporaryDirectory() as folder:
        _said(["pdftoppm", "-png", "-r", str(_DOTS_PER_INCH), "-", f"{folder}/page"], content)
        pages = [png(p.read_bytes())["pixels"] for p in sorted(Path(folder).glob("page*"))]
    about = _said(["pdfinfo", "-"], content).decode().splitlines()
    return {
        "text": _said(["pdftotext", "-layout", "-", "-"], content).decode().splitlines(),
        "about": [line for line in about if not line.startswith("File size")],
        "pages": pages,
    }
