"""Colours as eyes and printers see them: distances, and the next colour that differs from others.

Plain arithmetic, so that ``check`` can afford it. Distances are Euclidean in CIE L*a*b* (D65, CIE
1976): 2 is just visible side by side, 10 is plain, 20 is what two fills of a map need that are read
apart from each other, by a legend.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

Triple = tuple[float, float, float]

#: Complete dichromacy, on linear RGB. Source: Machado, Oliveira & Fernandes, "A physiologically
#: based model for simulation of color vision deficiency", IEEE TVCG 15 (2009), severity 1.0.
VISIONS: dict[str, tuple[Triple, Triple, Triple]] = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
#: sRGB to XYZ (IEC 61966-2-1), and its white D65.
_TO_XYZ: tuple[Triple, Triple, Triple] = (
    (0.4124, 0.3576, 0.1805),
    (0.2126, 0.7152, 0.0722),
    (0.0193, 0.1192, 0.9505),
)
_WHITE: Triple = (0.95047, 1.0, 1.08883)

#: Two colours of one map that are nearer than this to any eye are easily confused: the difference
#: that remains of 20, which fills need, after a printer, a projector or a photocopy.
NEAR = 15.0

#: Lightness, chroma and hue (degrees) of the colours that are proposed: neither so pale that they
#: pass for paper or a derived tint, nor so dark that names on them need more than a halo.
_LIGHTNESS = range(38, 87, 6)
#: Lightness of colours for signs and lines over fills.
_DARK = range(14, 39, 4)
_CHROMA = (26, 44, 62)
_HUES = range(0, 360, 15)


def _times(matrix: Sequence[Triple], vector: Triple) -> Triple:
    x, y, z = (sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def _linear(colour: str) -> Triple:
    r, g, b = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _linear_channel(r), _linear_channel(g), _linear_channel(b)


def _linear_channel(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


@cache
def seen(colour: str, vision: str = "usual") -> Triple:
    """CIE L*a*b* of ``#RRGGBB`` for one kind of colour vision, a key of :data:`VISIONS`."""
    r, g, b = _times(VISIONS[vision], _linear(colour))
    clipped = (min(max(r, 0.0), 1.0), min(max(g, 0.0), 1.0), min(max(b, 0.0), 1.0))
    xyz = _times(_TO_XYZ, clipped)
    x, y, z = (_compressed(v / white) for v, white in zip(xyz, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _compressed(value: float) -> float:
    return math.cbrt(value) if value > 0.008856 else 7.787 * value + 16 / 116


def apart(one: str, other: str, vision: str = "usual") -> float:
    """Distance of two colours for one kind of colour vision."""
    return math.dist(seen(one, vision), seen(other, vision))


def worst(one: str, other: str) -> tuple[float, str]:
    """The least distance of two colours over all kinds of colour vision, and for which it is."""
    return min((apart(one, other, vision), vision) for vision in VISIONS)


def apart_in_grey(one: str, other: str) -> float:
    """Difference of lightness, which is what a print without colour leaves."""
    return abs(seen(one)[0] - seen(other)[0])


def nearest(colour: str, others: Iterable[str]) -> float:
    """Distance to the nearest of other colours, for the eye that tells them apart worst."""
    return min((worst(colour, other)[0] for other in others), default=math.inf)


def proposed(others: Iterable[str], *, ground: Iterable[str] = (), is_dark: bool = False) -> str:
    """The colour that differs most from the others, and as well from the ground of the map.

    ``is_dark`` asks for one of signs and lines, which are drawn over fills of any colour.
    Of nearly equal ones that which a grey print tells apart best is taken. The same colours give
    the same proposal.
    """
    taken, paper = sorted(set(others)), sorted(set(ground))

    def merit(colour: str) -> tuple[float, str]:
        grey = min((apart_in_grey(colour, other) for other in taken), default=0.0)
        # In grey, 10 steps of lightness are enough, and count a third of a difference in hue.
        hue = min(nearest(colour, taken), 1.5 * nearest(colour, paper))
        return hue + min(grey, 10.0) / 3, colour

    return max(_candidates(is_dark=is_dark), key=merit)


@cache
def _candidates(*, is_dark: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_displayable(_DARK if is_dark else _LIGHTNESS)))


def _displayable(lightnesses: Iterable[int]) -> Iterator[str]:
    for lightness in lightnesses:
        for chroma in _CHROMA:
            for hue in _HUES:
                turn = math.radians(hue)
                a, b = chroma * math.cos(turn), chroma * math.sin(turn)
                colour = _hexadecimal((float(lightness), a, b))
                if colour:
                    yield colour


#: XYZ to linear sRGB (IEC 61966-2-1).
_FROM_XYZ: tuple[Triple, Triple, Triple] = (
    (3.2406, -1.5372, -0.4986),
    (-0.9689, 1.8758, 0.0415),
    (0.0557, -0.2040, 1.0570),
)


def _hexadecimal(lab: Triple) -> str:
    """``#RRGGBB`` of CIE L*a*b*; empty where screens cannot show it."""
    y = (lab[0] + 16) / 116
    x, z = y + lab[1] / 500, y - lab[2] / 200
    xyz = tuple(
        white * (v**3 if v**3 > 0.008856 else (v - 16 / 116) / 7.787)
        for v, white in zip((x, y, z), _WHITE, strict=True)
    )
    channels = _times(_FROM_XYZ, (xyz[0], xyz[1], xyz[2]))
    if not all(-0.001 <= c <= 1.001 for c in channels):
        return ""
    return "#" + "".join(f"{round(255 * _companded(min(max(c, 0), 1))):02X}" for c in channels)


def _companded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)
