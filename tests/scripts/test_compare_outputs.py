"""Comparing two recordings: equal content in other bytes is equal, any other is reported."""

from __future__ import annotations

import base64
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
Made = tuple[bytes, bytes, bytes]


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))


def _compared(old: Path, new: Path, *more: str) -> int:
    from compare_outputs import main

    return main([str(old), str(new), *more])


def _text() -> Made:
    return b"one\ntwo\n", b"one\r\ntwo\r\n", b"one\nthree\n"


def _csv() -> Made:
    return b"a,b\r\n1,2\r\n", b'"a","b"\r\n1,2\r\n', b"a,b\r\n1,3\r\n"


def _json() -> Made:
    return b'{"a": 1, "b": [1, 2]}', b'{"b": [1, 2], "a": 1}', b'{"a": 1, "b": [1, true]}'


def _svg() -> Made:
    def drawn(name: str, colour: str) -> bytes:
        return (
            f'<svg><g id="{name}"/><path clip-path="url(#{name})" fill="{colour}"/></svg>'.encode()
        )

    return drawn("a", "red"), drawn("b", "red"), drawn("a", "blue")


def _page(rows: Any, *, tag: str = "div", text: str = "one county") -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packing.compress(json.dumps({"tasks": rows}).encode()) + packing.flush()
    block = base64.b64encode(packed).decode()
    carried = f'<script type="text/plain" id="page-records">{block}</script>'
    return (
        f"<html><body><{tag}>{text}</{tag}>{carried}<script>let a;</script></body></html>".encode()
    )


def _html() -> Made:
    named = {"columns": ["title", "clause"], "rows": [["t", 1], ["u", 2]]}
    rows = [[1, "t"], [2, "u"]]
    return _page(rows), _page(named, tag="section"), _page([[1, "t"], [2, "v"]])


def _html_text() -> Made:
    return _page([]), _page([], tag="p"), _page([], text="no county")


def _zipped(members: dict[str, str], *, backwards: bool = False) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(members, reverse=backwards):
            archive.writestr(name, members[name])
    return target.getvalue()


def _docx() -> Made:
    old = {"word/document.xml": '<w a="1" b="2"><t>text</t></w>', "x.xml": "<x/>"}
    same = {"word/document.xml": '<w b="2" a="1">\n<t>text</t></w>', "x.xml": "<x></x>"}
    new = old | {"word/document.xml": '<w a="1" b="2"><t>other</t></w>'}
    return _zipped(old), _zipped(same, backwards=True), _zipped(new)


def _members(archive: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def _workbook(*, value: str = "1", number_format: str = "0.0", backwards: bool = False) -> bytes:
    """A workbook that says nothing of the time at which it was saved."""
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = value
    book.active["A1"].number_format = number_format
    target = io.BytesIO()
    book.save(target)
    members = _members(target.getvalue())
    timed = "docProps/core.xml"
    members[timed] = re.sub(r"\d{4}-[^<]*Z", "2000-01-01T00:00:00Z", members[timed])
    return _zipped(members, backwards=backwards)


def _xlsx() -> Made:
    return _workbook(), _workbook(backwards=True), _workbook(value="2")


def _xlsx_format() -> Made:
    return _workbook(), _workbook(backwards=True), _workbook(number_format="0%")


def _database(folder: Path, *statements: str) -> bytes:
    path = folder / "made.gpkg"
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()
    return path.read_bytes()


def _geopackage(folder: Path) -> Made:
    import shapely

    def point(x: float) -> str:
        return (
            b"GP\x00\x01" + (4490).to_bytes(4, "little") + shapely.to_wkb(shapely.Point(x, 1))
        ).hex()

    table = "CREATE TABLE counties (geom BLOB, name TEXT)"
    rows = "INSERT INTO counties VALUES (x'{}', 'a')"
    style = "CREATE TABLE layer_styles (styleQML TEXT)"
    qml = "INSERT INTO layer_styles VALUES ('<q {}/>')"
    old = (table, rows.format(point(1)), style, qml.format('a="1" b="2"'))
    same = ("PRAGMA page_size = 8192", *old[:3], qml.format('b="2" a="1"'))
    moved = (table, rows.format(point(1.5)), *old[2:])
    return _database(folder, *old), _database(folder, *same), _database(folder, *moved)


def _image(level: int, *, compressed: int = 9) -> bytes:
    from PIL import Image

    pixels = np.full((4, 5, 3), 200, dtype=np.uint8)
    pixels[1, 2, 0] = level
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "PNG", compress_level=compressed)
    return target.getvalue()


def _png() -> Made:
    return _image(10), _image(10, compressed=0), _image(13)


def _parquet() -> Made:
    import pyarrow as pa
    from pyarrow import parquet

    def written(values: list[int], **options: Any) -> bytes:
        target = io.BytesIO()
        parquet.write_table(pa.table({"a": values}), target, **options)
        return target.getvalue()

    return written([1, 2]), written([1, 2], compression="gzip"), written([1, 3])


MAKERS: dict[str, Callable[[], Made]] = {
    "a.txt": _text,
    "a.csv": _csv,
    "a.json": _json,
    "a.svg": _svg,
    "records.html": _html,
    "text.html": _html_text,
    "a.docx": _docx,
    "a.xlsx": _xlsx,
    "format.xlsx": _xlsx_format,
    "a.png": _png,
    "a.parquet": _parquet,
}


def _folders(folder: Path, name: str, made: Made) -> list[Path]:
    folders = [folder / each for each in ("old", "same", "new")]
    for each, content in zip(folders, made, strict=True):
        each.mkdir()
        (each / name).write_bytes(content)
    return folders


@pytest.mark.parametrize("name", MAKERS)
def test_content_decides_and_not_bytes(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = MAKERS[name]()
    assert len(set(made)) == len(made)
    old, same, new = _folders(tmp_path, name, made)
    assert _compared(old, same) == 0
    assert f"equal    {name}" in capsys.readouterr().out
    assert _compared(old, new) == 1
    assert f"DIFFERS  {name}" in capsys.readouterr().out
    assert _compared(new, old) == 1


def test_a_geopackage_is_read_by_tables_geometry_and_styles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, same, new = _folders(tmp_path, "a.gpkg", _geopackage(tmp_path))
    assert _compared(old, same) == 0
    assert _compared(old, new) == 1
    place = "tables.counties.values.geom.shapes.0.coordinates"
    assert f"{place}: 1 of 2 numbers differ, by up to 0.5" in capsys.readouterr().out


def test_words_of_a_document_come_before_its_looks() -> None:
    from outputs.differences import differences
    from outputs.kinds import read

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    sides = []
    for style, words in (("A", "one"), ("B", "two")):
        paragraph = f'<w:p w:style="{style}"><w:t>{words[0]}</w:t><w:t>{words[1:]}</w:t></w:p>'
        sides.append(_zipped({"word/document.xml": f"<w:d {space}>{paragraph}</w:d>"}))
    found = list(differences(*(read("a.docx", side) for side in sides)))
    assert str(found[0]) == "words.word/document.xml.0: 'one' → 'two'"
    assert len(found) > 1


def test_pixels_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, _, new = _folders(tmp_path, "a.png", _png())
    _compared(old, new)
    assert "pixels: 1 of 80 numbers differ, by up to 3" in capsys.readouterr().out


@pytest.mark.parametrize("backwards", [False, True])
def test_a_file_of_one_side_is_a_difference(backwards: bool, tmp_path: Path) -> None:
    old, _, new = _folders(tmp_path, "a.txt", _text())
    (new / "a.txt").write_bytes((old / "a.txt").read_bytes())
    (new / "more.txt").write_text("more")
    sides = (new, old) if backwards else (old, new)
    assert _compared(*sides) == 1


def test_two_empty_folders_prove_nothing(tmp_path: Path) -> None:
    assert _compared(tmp_path, tmp_path) == 1


def test_a_part_is_chosen_by_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, _, new = _folders(tmp_path, "show.txt", _text())
    for each in (old, new):
        (each / "check").mkdir()
        (each / "check/zh.txt").write_text("equal")
    assert _compared(old, new, "--only", "check zh") == 0
    assert "1 files equal, 0 differ" in capsys.readouterr().out
    assert _compared(old, new, "--only", "show") == 1


def test_only_declared_differences_are_left_out(tmp_path: Path) -> None:
    said = {"versions": {"a": "1"}, "outputs": {"x": {"sha256": "a"}}, "accounting": {"tasks": 1}}
    other = {"versions": {"a": "2"}, "outputs": {"x": {"sha256": "b"}}, "accounting": {"tasks": 1}}
    lost = {**other, "accounting": {"tasks": 2}}
    made = tuple(json.dumps(each).encode() for each in (said, other, lost))
    old, same, new = _folders(tmp_path, "manifest.json", made)  # type: ignore[arg-type]  # three
    assert _compared(old, same) == 0
    assert _compared(old, new) == 1


def test_a_version_in_a_text_is_no_difference(tmp_path: Path) -> None:
    made = tuple(f"county-typology {v}".encode() for v in ("0.1.0", "0.2.0", "x"))
    old, same, new = _folders(tmp_path, "a.txt", made)  # type: ignore[arg-type]  # three
    assert _compared(old, same) == 0
    assert _compared(old, new) == 1


def test_sizes_of_files_are_no_difference_and_other_words_are(tmp_path: Path) -> None:
    made = (b"<p>Map 1.2 MB</p>", b"<p>Map 9 kB</p>", b"<p>Plan 9 kB</p>")
    old, same, new = (tmp_path / each for each in ("old", "same", "new"))
    for each, content in zip((old, same, new), made, strict=True):
        (each / "maps").mkdir(parents=True)
        (each / "maps/index.html").write_bytes(content)
    assert _compared(old, same) == 0
    assert _compared(old, new) == 1


@pytest.mark.parametrize("numbers", [[0], [127, 128], [1, 300, 2**40, 5]])
def test_packed_numbers_are_read_back(numbers: list[int]) -> None:
    from outputs.pages import varints

    from geo.render.page import pack

    assert varints(pack.varints(numbers)).tolist() == numbers
