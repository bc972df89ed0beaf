"""county-typology: policy lists of counties + public boundaries → maps that can be trusted.

Importing this package is cheap: nothing below it is loaded until it is used. The way in for a
notebook is :mod:`geo.pipeline`::

    from geo import pipeline
    frames = pipeline.edition_frames(pipeline.read_inputs(), "chongqing")
    frames.counties          # GeoDataFrame, EPSG:4490, one row per county
"""

from __future__ import annotations

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    """``geo.__version__``, looked up at first use: the look-up costs more than the import."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("county-typology")
    except PackageNotFoundError:  # a source tree that was never installed
        return "0+unknown"
