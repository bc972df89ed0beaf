"""Joining assignments onto boundaries without losing any.

Everything here takes values and frames and returns frames; cardinality is declared at each join
and a breach is a :class:`~geo.errors.JoinError` that names the rows.
"""

from geo.join.edition import edition_frames
from geo.join.geometry import Geometry

__all__ = ["Geometry", "edition_frames"]
