"""Typologies given by conditions instead of names, evaluated on boundaries and reference lists.

What the conditions allow to compute becomes an assignment with ``basis`` ``rule`` and the reason
per county. What needs a list that is not there stays open and is reported; nothing is filled in.
"""

from geo.rules.evaluate import Derivation, evaluate, mentioned_areas, predicate_faults, zones_asked
from geo.rules.ground import Ground
from geo.rules.predicates import PREDICATES

__all__ = [
    "PREDICATES",
    "Derivation",
    "Ground",
    "evaluate",
    "mentioned_areas",
    "predicate_faults",
    "zones_asked",
]
