"""What can go wrong, as values.

A :class:`Fault` is one thing wrong with a list or with data: its place, what was found and
what to do. Stages collect faults and go on, so that one run names them all; code that needs a
result raises :class:`FaultsError` with the collection. The words a person reads are in
:mod:`geo.voice.texts`, section ``faults``, under the fault's ``kind``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geo.vocabulary import Severity


class GeoError(Exception):
    """Root of all errors that this package raises on purpose.

    ``fault`` says the same in the words of any language, where there is one.
    """

    def __init__(self, message: str = "", fault: Fault | None = None) -> None:
        super().__init__(message)
        self.fault = fault


class ConfigError(GeoError):
    """The project folder or an option is not usable."""


class LayersError(GeoError):
    """A list file cannot be used."""


class GazetteerError(GeoError):
    """The gazetteer's own files cannot be used."""


class BoundariesError(GeoError):
    """A boundary vintage is missing, damaged or not what its datapackage says."""


class RulesError(GeoError):
    """A rule cannot be evaluated."""


class SchemaError(GeoError):
    """A frame violates its table's declaration."""


class JoinError(GeoError):
    """A join lost or multiplied rows."""


class RenderError(GeoError):
    """A page or figure cannot be drawn."""


class ExportError(GeoError):
    """A file cannot be written in the requested format."""


class BuildError(GeoError):
    """Outputs cannot be written or replaced."""


@dataclass(frozen=True)
class Candidate:
    """A county that a written form may have meant.

    ``code`` is six characters; ``parents`` reads from the province down: ``四川省甘孜藏族自治州``.
    """

    code: str
    name: str
    parents: str

    def __str__(self) -> str:
        return f"{self.name}（{self.parents}，{self.code}）"


@dataclass(frozen=True)
class Fault:
    """One thing wrong: where, what, and (through its kind) what to do.

    Parameters
    ----------
    kind : str
        Key of the message, such as ``unknown-county``; ``voice/texts/*/faults.json`` has its words.
    file : str
        Path relative to the project, with forward slashes.
    line : int or None
        1-based line, None where the fault is the whole file's.
    clause : str or None
        The clause as printed, ``（十三）``.
    value : str or None
        The text at that place, exactly as written.
    details : mapping of str to object
        Fills the placeholders of the message: text, or a :class:`geo.voice.said.Said`.
    candidates : tuple of Candidate
        Suggestions, best first. They are never applied.
    """

    kind: str
    file: str
    line: int | None = None
    clause: str | None = None
    value: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def sort_key(self) -> tuple[str, int, str, str]:
        return (self.file, self.line or 0, self.kind, self.value or "")


class FaultsError(GeoError):
    """Lists or data have faults. ``faults`` holds all of them, in order of file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(faults, key=Fault.sort_key))
        super().__init__(f"{len(self.faults)} fault(s) in lists or data")
