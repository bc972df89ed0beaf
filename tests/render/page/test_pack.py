"""Numbers survive the journey, and equal input gives equal text."""

from __future__ import annotations

import base64
import zlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.render.page import pack


def unpacked(packed: bytes) -> list[int]:
    values, value, shift = [], 0, 0
    for byte in packed:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value, shift = 0, 0
    return values


@given(st.lists(st.integers(min_value=0, max_value=2**40)))
def test_varints_come_back(numbers: list[int]) -> None:
    assert unpacked(pack.varints(numbers)) == numbers


@given(st.lists(st.integers(min_value=-(2**40), max_value=2**40)))
def test_zigzag_is_small_for_small_magnitudes(numbers: list[int]) -> None:
    folded = [int(v) for v in pack.zigzag(np.array(numbers, dtype=np.int64))]
    assert folded == [2 * n if n >= 0 else -2 * n - 1 for n in numbers]


@given(st.binary(max_size=2000), st.booleans())
def test_deflated_is_raw_deflate_in_base64(content: bytes, huffman_only: bool) -> None:
    packed = pack.deflated(content, huffman_only=huffman_only)
    assert zlib.decompress(base64.b64decode(packed), -15) == content
    assert packed == pack.deflated(content, huffman_only=huffman_only)
