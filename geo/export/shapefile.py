"""The joined frame as a Shapefile, for programs that read nothing else.

Only on request: the format cuts column names to ten characters and texts to 254 bytes and knows
neither long names nor empty values. What was lost is returned, to be shown to the user.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.vocabulary import Language
from geo.voice.texts import text

if TYPE_CHECKING:
    from geo.schema import EditionFrames

_NAME_LENGTH = 10
_TEXT_BYTES = 254


@dataclass(frozen=True)
class ShapefileLosses:
    """``renamed`` is column → name in the file; ``cut`` are columns with texts that were cut."""

    renamed: dict[str, str]
    cut: tuple[str, ...]

    def warning(self, language: Language | str = Language.ZH) -> str:
        """One text that names every loss and the better format."""
        shown = "、".join(f"{old}→{new}" for old, new in self.renamed.items())
        return text(
            "geopackage",
            "shapefile.warning",
            language,
            renamed=shown or "—",
            cut="、".join(self.cut) or "—",
        )


def short_names(names: list[str]) -> dict[str, str]:
    """Column → a name of ten characters at most; no two alike, ignoring case."""
    taken: set[str] = set()
    short = {}
    for name in names:
        candidate, number = name[:_NAME_LENGTH], 1
        while candidate.lower() in taken:
            ending = f"_{number}"
            candidate = name[: _NAME_LENGTH - len(ending)] + ending
            number += 1
        taken.add(candidate.lower())
        short[name] = candidate
    return short


def _fitting(value: str) -> str:
    return value.encode("utf-8")[:_TEXT_BYTES].decode("utf-8", errors="ignore")


def write_shapefile(frames: EditionFrames, path: Path) -> ShapefileLosses:
    """Write the counties of an edition as ``path`` (``.shp``) and its companions.

    EPSG as declared in ``.prj`` (:data:`geo.crs.STORAGE`), UTF-8 as declared in ``.cpg``.

    Returns
    -------
    ShapefileLosses
        What was lost; show :meth:`ShapefileLosses.warning`.
    """
    import pyogrio

    counties = frames.counties
    columns = [name for name in counties.columns if name != counties.geometry.name]
    texts = [name for name in columns if counties[name].dtype.kind in "OTU"]
    fitted = {name: [_fitting(value) for value in counties[name]] for name in texts}
    cut = tuple(name for name in texts if fitted[name] != counties[name].tolist())
    names = short_names(columns)
    rows = counties.assign(**fitted).rename(columns=names)
    year = frames.vintage.date[:4]
    with warnings.catch_warnings():
        # GDAL's own remark on the format's limits; ours names the columns.
        warnings.simplefilter("ignore", RuntimeWarning)
        pyogrio.write_dataframe(
            rows,
            path,
            driver="ESRI Shapefile",
            encoding="UTF-8",
            layer_options={"DBF_DATE_LAST_UPDATE": f"{year}-01-01"},
        )
    return ShapefileLosses({old: new for old, new in names.items() if old != new}, cut)
