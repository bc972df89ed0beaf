"""county-typology: policy lists of counties + public boundaries → maps that can be trusted.

Importing this package is cheap: nothing below it is loaded until it is used. The way in for a
notebook is :mod:`geo.tasks`::

    from geo import tasks
    frames = tasks.edition_frames(tasks.read_inputs(), "chongqing")
    frames.counties          # GeoDataFrame, EPSG:4490, one row per county
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("county-typology")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+unknown"

__all__ = ["__version__"]
