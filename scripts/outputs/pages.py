"""HTML pages: their visible text, and the packed data of the map page."""

from __future__ import annotations

import base64
import json
import re
import zlib
from html.parser import HTMLParser
from typing import Any

import numpy as np

from outputs.markup import without_data

_UNSEEN = {"script", "style"}
_INLINE = {"a", "abbr", "b", "br", "code", "em", "i", "small", "span", "strong", "sub", "sup"}
_EMPTY = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
#: Attributes that a reader sees, hears or follows.
_SAID = ("alt", "aria-label", "content", "download", "href", "lang", "placeholder", "title")
_POLICY = "Content-Security-Policy"
_PACKED = {"page-records", "page-english", "page-geometry"}
_MORE = 128


class _Reader(HTMLParser):
    """Gathers lines of text, elements of drawings, styles and data of scripts, by their id."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.drawn: list[str] = []
        self.styles: list[str] = []
        self.carried: dict[str, str] = {}
        self._line = ""
        self._within: list[str] = []
        self._id = ""

    def _end_line(self) -> None:
        line = " ".join(self._line.split())
        if line:
            self.lines.append(line)
        self._line = ""

    def _is_drawing(self) -> bool:
        return "svg" in self._within

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _EMPTY:
            self._within.append(tag)
        if tag not in _INLINE and not self._is_drawing():
            self._end_line()
        if given.get("http-equiv") == _POLICY:
            return
        self._id = given.get("id", "")
        if self._is_drawing():
            kept = "".join(f' {k}="{v}"' for k, v in sorted(given.items()) if k != "class")
            self.drawn.append(f"<{tag}{kept}>")
        else:
            self.lines += [f"{k}: {without_data(given[k])}" for k in _SAID if given.get(k)]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE and not self._is_drawing():
            self._end_line()
        if tag in self._within:
            while self._within.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        last = self._within[-1] if self._within else ""
        if last == "style":
            self.styles += without_data(data).split("}")
        elif last == "script":
            self.carried[self._id or f"script {len(self.carried)}"] = data
        elif self._is_drawing():
            self.drawn += [data.strip()] if data.strip() else []
        else:
            self._line += data

    def close(self) -> None:
        super().close()
        self._end_line()


def _unpacked(block: str) -> bytes:
    return zlib.decompress(base64.b64decode(block), -15)


def varints(content: bytes) -> np.ndarray:
    """Whole numbers stored seven bits a byte, lowest first (LEB128), the last byte below 128."""
    stored = np.frombuffer(content, dtype=np.uint8).astype(np.uint64)
    is_last = stored < _MORE
    owner = np.concatenate([[0], np.cumsum(is_last)[:-1]]).astype(np.int64)
    firsts = np.concatenate([[0], np.flatnonzero(is_last)[:-1] + 1]).astype(np.int64)
    shift = (np.arange(len(stored)) - firsts[owner]).astype(np.uint64) * np.uint64(7)
    numbers = np.zeros(int(is_last.sum()), dtype=np.uint64)
    np.add.at(numbers, owner, (stored & np.uint64(127)) << shift)
    return numbers


def _carried(name: str, block: str) -> Any:
    if name == "page-geometry":
        return varints(_unpacked(block))
    return json.loads(_unpacked(block) if name in _PACKED else block)


def page(content: bytes) -> dict[str, Any]:
    """Text, drawings and styles of a page, and the map's records, English and geometry.

    Scripts are not read: tests in a browser cover their behaviour.
    """
    reader = _Reader()
    reader.feed(content.decode("utf-8"))
    reader.close()
    packed = {k: v for k, v in reader.carried.items() if k in (*_PACKED, "page-projection")}
    return {
        "text": reader.lines,
        "drawn": reader.drawn,
        "styles": [re.sub(r"\s+", " ", rule).strip() for rule in reader.styles],
        **{name: _carried(name, block) for name, block in packed.items()},
    }


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"columns", "rows"}


def _column(head: Any, cells: Any) -> tuple[str, list[Any]]:
    """Name and values of a column; where its words are numbered, the words."""
    if isinstance(head, str):
        return head, list(cells)
    words = head.get("values")
    return head["name"], [words[cell] for cell in cells] if words else list(cells)


def _by_name(table: dict[str, Any]) -> dict[str, list[Any]]:
    values = list(zip(*table["rows"], strict=True)) or [()] * len(table["columns"])
    return dict(map(_column, table["columns"], values))


def _named_alike(rows: list[list[Any]], named: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Columns of rows without names, each under the name of the column that holds the same."""
    left = [list(values) for values in zip(*rows, strict=True)]
    found = {}
    for name, values in named.items():
        if values in left:
            found[name] = left.pop(left.index(values))
    unnamed = [name for name in named if name not in found]
    unnamed += [f"column {at}" for at in range(len(left))]
    return found | dict(zip(unnamed, left, strict=False))


def aligned(old: Any, new: Any) -> tuple[Any, Any]:
    """Both readings with tables as mappings of columns, whether rows have names or positions."""
    if _is_table(old) and _is_table(new):
        return _by_name(old), _by_name(new)
    if _is_table(new) and isinstance(old, list):
        named = _by_name(new)
        return _named_alike(old, named), named
    if _is_table(old) and isinstance(new, list):
        named = _by_name(old)
        return named, _named_alike(new, named)
    if isinstance(old, dict) and isinstance(new, dict):
        pairs = {k: aligned(old[k], new[k]) for k in old if k in new}
        before = {k: pairs[k][0] if k in pairs else v for k, v in old.items()}
        return before, {k: pairs[k][1] if k in pairs else v for k, v in new.items()}
    return old, new
