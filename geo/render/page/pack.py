"""How numbers, records and scripts travel inside one HTML file.

Whole numbers become variable-length bytes, everything is deflated and written as base64. Nothing
depends on the clock or on the platform: equal input gives equal text.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def zigzag(numbers: ArrayLike) -> NDArray[np.uint64]:
    """Signed whole numbers as unsigned ones, small magnitudes first: 0, -1, 1, -2, 2 …"""
    signed = np.asarray(numbers, dtype=np.int64)
    return ((signed << 1) ^ (signed >> 63)).astype(np.uint64)


def varints(numbers: ArrayLike) -> bytes:
    """Unsigned whole numbers in groups of seven bits, lowest first (LEB128)."""
    values = np.asarray(numbers, dtype=np.uint64).ravel()
    if not len(values):
        return b""
    sizes = np.ones(len(values), dtype=np.int64)
    rest = values >> np.uint64(7)
    while rest.any():
        sizes += rest > 0
        rest >>= np.uint64(7)
    at = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    packed = np.zeros(int(sizes.sum()), dtype=np.uint8)
    for group in range(int(sizes.max())):
        here = sizes > group
        bits = (values[here] >> np.uint64(7 * group)) & np.uint64(127)
        more = np.where(sizes[here] > group + 1, 128, 0).astype(np.uint64)
        packed[at[here] + group] = (bits | more).astype(np.uint8)
    return packed.tobytes()


def deltas(arcs: Sequence[NDArray[np.int64]]) -> bytes:
    """All arcs' points as one run of differences, each arc beginning from the end of the last."""
    if not arcs:
        return b""
    points = np.concatenate(arcs)
    return varints(zigzag(np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))))


def deflated(content: bytes, *, huffman_only: bool = False) -> str:
    """Raw deflate in base64. ``huffman_only`` suits numbers: ten times faster, no larger."""
    strategy = zlib.Z_HUFFMAN_ONLY if huffman_only else zlib.Z_DEFAULT_STRATEGY
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15, 9, strategy)
    return base64.b64encode(squeeze.compress(content) + squeeze.flush()).decode("ascii")


def compact_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
