"""What all documents use: types, regions, agencies and zones, each declared in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from geo.errors import Fault
from geo.lists.files import yaml_file
from geo.lists.located import Located, parse
from geo.lists.validating import read_text, validate, wide_quotes
from geo.records.written import Agency, Model, Regions, Typologies, ZoneReading
from geo.vocabulary import LIST_MARK, RESERVED_KEYS

#: Names of the files in ``layers/`` that are no document's, without ending.
TYPOLOGIES, REGIONS, AGENCIES, ZONES = DECLARED = ("typologies", "regions", "agencies", "zones")

_Relative = Callable[[Path], str]
_M = TypeVar("_M", bound=BaseModel)


class _Agencies(Model):
    agencies: tuple[Agency, ...] = ()


class _Zones(Model):
    zones: tuple[ZoneReading, ...] = ()


def _read(
    path: Path, model: type[_M], relative: _Relative
) -> tuple[_M | None, Located, list[Fault]]:
    file = relative(path)
    text, faults = read_text(path, file)
    if faults:
        return None, Located(), faults
    located = parse(text, file)
    read, faults = validate(model, located, file)
    return read, located, [*faults, *wide_quotes(text, model, file)]


def _repeated(kind: str, words: Iterable[tuple[str, int]], file: str) -> Iterator[Fault]:
    """A fault for every word (with its line) that has been there before."""
    first: dict[str, int] = {}
    for word, line in words:
        if word in first:
            yield Fault(kind, file, line, None, word, {"first": str(first[word])})
        first.setdefault(word, line)


def read_typologies(folder: Path, *, relative: _Relative) -> tuple[Typologies, list[Fault]]:
    """``layers/typologies.yaml``, typologies in legend order.

    Keys and names must be unique, and no key may be that of another output. A typology's theme
    must be declared. Kinds: ``duplicate-typology``, ``reserved-key``, ``unknown-theme``.
    """
    path = yaml_file(folder, TYPOLOGIES)
    read, located, faults = _read(path, Typologies, relative)
    if read is None:
        return Typologies(typologies=()), faults
    faults += _key_faults(read, located, relative(path))
    faults += _theme_faults(read, located, relative(path))
    ordered = tuple(sorted(read.typologies, key=lambda t: (t.order, t.key)))
    return Typologies(themes=read.themes, typologies=ordered), faults


def _key_faults(read: Typologies, located: Located, file: str) -> Iterator[Fault]:
    """Faults of keys and names of themes and typologies."""
    words: list[tuple[str, int]] = []
    for part in ("themes", "typologies"):
        for i, item in enumerate(getattr(read, part)):
            line = located.span((part, i)).first
            # A key may equal the name of the same entry.
            words += [(word, line) for word in dict.fromkeys((item.key, item.name))]
            if item.key in RESERVED_KEYS:
                yield Fault("reserved-key", file, line, None, item.key)
    yield from _repeated("duplicate-typology", words, file)


def _theme_faults(read: Typologies, located: Located, file: str) -> Iterator[Fault]:
    themes = {theme.key for theme in read.themes}
    for i, typology in enumerate(read.typologies):
        if typology.theme is not None and typology.theme not in themes:
            line = located.span(("typologies", i, "theme")).first
            details = {"known": LIST_MARK.join(sorted(themes)) or "—"}
            yield Fault("unknown-theme", file, line, None, typology.theme, details)


def read_regions(folder: Path, *, relative: _Relative) -> tuple[Regions, list[Fault]]:
    """``layers/regions.yaml``; a missing file is an empty one."""
    path = yaml_file(folder, REGIONS)
    if not path.exists():
        return Regions(), []
    read, located, faults = _read(path, Regions, relative)
    areas = [
        (f"{area.name}（{area.region_code}）", located.span(("areas", i)).first)
        for i, area in enumerate(read.areas if read else ())
    ]
    faults += _repeated("duplicate-area", areas, relative(path))
    return read or Regions(), faults


def read_agencies(folder: Path, *, relative: _Relative) -> tuple[tuple[Agency, ...], list[Fault]]:
    """``layers/agencies.yaml``: agencies with their translated names; a missing file is empty.

    A name must be unique; an English name need not be, as lists shorten one name differently.
    """
    path = yaml_file(folder, AGENCIES)
    if not path.exists():
        return (), []
    read, located, faults = _read(path, _Agencies, relative)
    names = [
        (agency.name, located.span(("agencies", i)).first)
        for i, agency in enumerate(read.agencies if read else ())
    ]
    faults += _repeated("duplicate-key", names, relative(path))
    return read.agencies if read else (), faults


def read_zones(folder: Path, *, relative: _Relative) -> tuple[tuple[ZoneReading, ...], list[Fault]]:
    """``layers/zones.yaml``: which words of zoning lists mean which zone; a missing file is empty.

    A word means one zone.
    """
    path = yaml_file(folder, ZONES)
    if not path.exists():
        return (), []
    read, located, faults = _read(path, _Zones, relative)
    words = [
        (word, located.span(("zones", i)).first)
        for i, each in enumerate(read.zones if read else ())
        for word in (each.zone, *each.words)
    ]
    faults += _repeated("duplicate-key", words, relative(path))
    return read.zones if read else (), faults
