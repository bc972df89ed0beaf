"""The one room that knows the order of the stages. Rooms below are strangers; here they meet.

``inputs`` reads and resolves, ``frames`` joins onto geometry, ``products`` lists the outputs and
builds what is stale.
"""

from geo.tasks.frames import derive, edition_frames, editions, find_edition, geometry_of
from geo.tasks.inputs import Inputs, check, read_inputs, require_sound

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
