"""XML and SVG as lines that are equal where the documents say the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

_NAMED = re.compile(r"(?:(?<=url\(#)|(?<=^#))[^)\s]+")
_DATA = re.compile(r"data:[\w/+.;=-]*;base64,[A-Za-z0-9+/=\s]+")


def without_data(text: str) -> str:
    """Embedded files as the hash of what they hold, so that lines stay short."""
    return _DATA.sub(lambda m: f"data:{hashlib.sha256(m[0].encode()).hexdigest()[:16]}", text)


def _lines(element: ET.Element, depth: int) -> Iterator[str]:
    """An element, its text, those below it. Spaces between elements say nothing."""
    attributes = "".join(f' {k}="{v}"' for k, v in sorted(element.attrib.items()))
    text = element.text or ""
    is_said = text.strip() or (text and not len(element))
    yield f"{' ' * depth}<{element.tag}{attributes}>{without_data(text) if is_said else ''}"
    for child in element:
        if isinstance(child.tag, str):
            yield from _lines(child, depth + 1)
        if child.tail and child.tail.strip():
            yield f"{' ' * depth} {child.tail}"


def xml(content: bytes) -> list[str]:
    """Elements in their order, attributes in alphabetical order, a line each."""
    return list(_lines(ET.fromstring(content), 0))


def _renamed(root: ET.Element) -> ET.Element:
    """Identifiers become numbers in order, here and where they are referred to."""
    names = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    numbers = {name: f"id-{at}" for at, name in enumerate(names)}
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.attrib[key] = numbers[value]
            elif "#" in value:
                element.attrib[key] = _NAMED.sub(lambda m: numbers.get(m[0], m[0]), value)
    return root


def svg(content: bytes) -> list[str]:
    """As :func:`xml`, with identifiers renamed in order of appearance."""
    return list(_lines(_renamed(ET.fromstring(content)), 0))
