"""The stages in their order. No package below depends on this order.

``inputs`` reads and resolves, ``frames`` joins onto geometry, ``products`` lists the outputs and
builds what is stale. The names of ``frames`` are loaded at first use, because ``check``
needs none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.pipeline.inputs import Inputs, check, read_inputs, require_sound

if TYPE_CHECKING:
    from geo.pipeline.frames import derive, edition_frames, editions, find_edition, geometry_of

__all__ = [
    "Inputs",
    "check",
    "derive",
    "edition_frames",
    "editions",
    "find_edition",
    "geometry_of",
    "read_inputs",
    "require_sound",
]

_OF_FRAMES = frozenset({"derive", "edition_frames", "editions", "find_edition", "geometry_of"})


def __getattr__(name: str) -> Any:
    if name not in _OF_FRAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from geo.pipeline import frames

    return getattr(frames, name)
