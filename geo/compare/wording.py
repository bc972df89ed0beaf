"""The words of a comparison: names, clauses and standings, safe to stand on one line of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geo.compare.comparison import Comparison, Difference, DifferenceKind
from geo.records.resolved import Assignment
from geo.safe import one_line
from geo.vocabulary import Language, Standing
from geo.voice.phrasebook import Phrasebook
from geo.voice.texts import text
from geo.voice.voice import Voice


def inside_quotes(written: str) -> str:
    """Text to stand inside double quotation marks: its own become single ones."""
    return written.replace("“", "‘").replace("”", "’")


def _noted(row: Assignment) -> str:
    return one_line(Voice().sentences(row.notes))


def kind_name(kind: DifferenceKind | str, language: Language | str = Language.ZH) -> str:
    """What a reader calls a kind of difference."""
    return text("diff", f"kind-{kind}", language)


@dataclass(frozen=True)
class Wording:
    """Says parts of one comparison in one language."""

    comparison: Comparison
    language: Language | str
    _shared: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        side = self.comparison
        names = {**side.old.counties, **side.new.counties}
        count = Counter(n.name for code, n in names.items() if code not in side.recodes)
        shared = frozenset(name for name, times in count.items() if times > 1)
        object.__setattr__(self, "_shared", shared)

    def say(self, key: str, /, **values: object) -> str:
        return text("diff", key, self.language, **values)

    def joined(self, parts: Iterable[str]) -> str:
        return self.say("list-mark").join(parts)

    def clause(self, clause: str) -> str:
        """``（十三）`` → ``第（十三）条``; a chapter's number or 总则 stays as it is."""
        number = one_line(Phrasebook().say(clause, self.language))
        return self.say("clause" if clause.startswith("（") else "chapter", clause=number)

    def document(self, document_id: str) -> str:
        return one_line(self.comparison.document(document_id).short_title)

    def county(self, code: str) -> str:
        """A county's name; with its parents where another county here is called so."""
        unit = self.comparison.county(code)
        if unit.name in self._shared:
            return self.say("county-in", name=one_line(unit.name), parents=one_line(unit.parents))
        return one_line(unit.name)

    def counties(self, codes: Sequence[str], *, limit: int = 0) -> str:
        """Names of counties; beyond ``limit`` (0 is none) the first ones and the number of all."""
        if limit and len(codes) > limit:
            first = self.joined(map(self.county, codes[:limit]))
            return self.say("and-others", names=first, count=len(codes))
        return self.joined(map(self.county, codes))

    def where_from(self, codes: Iterable[str]) -> str:
        """The prefecture, else the province, that all these counties lie in; else nothing."""
        units = [self.comparison.county(code) for code in codes]
        for places in ({u.parents for u in units}, {u.province_name for u in units}):
            if len(places) == 1:
                return one_line(places.pop())
        return ""

    def where(self, codes: Iterable[str]) -> str:
        """``在重庆市``, or nothing where the counties lie in several provinces."""
        place = self.where_from(codes)
        return self.say("where", place=place) if place else ""

    def typology(self, key: str, *, is_new: bool) -> str:
        name = self.comparison.typology(key, is_new=is_new)
        is_english = self.language == Language.EN
        return one_line((name.name_en if is_english else "") or name.name)

    def _basis(self, row: Assignment, *, also_listed: bool) -> str:
        if row.standing is Standing.LISTED:
            return self.say("listed") if also_listed else ""
        return self.say("by-rule" if row.standing is Standing.DERIVED else "candidate")

    def standing(self, row: Assignment, kind: DifferenceKind, *, is_new: bool) -> str:
        """A typology with what the document says of it: ``示范县（国家试点，正在推进）``.

        Its clause stands with it where old and new may have different ones. That a document names
        the county is said only where the difference is about that; a rule is always named.
        """
        remarks = [one_line(row.subtype), one_line(row.status)]
        if row.stage:
            remarks.append(self.say(f"stage-{row.stage}"))
        remarks.append(self._basis(row, also_listed=kind is DifferenceKind.BASIS))
        told = self.say("comma").join(r for r in remarks if r)
        name = self.typology(row.typology, is_new=is_new)
        name = self.say("remarked", name=name, remarks=told) if told else name
        if kind in (DifferenceKind.RETYPED, DifferenceKind.CLAUSE):
            return self.say("at-clause", clause=self.clause(row.clause), standing=name)
        return name

    def _standings(self, rows: Sequence[Assignment], kind: DifferenceKind, *, is_new: bool) -> str:
        told = (self.standing(row, kind, is_new=is_new) for row in rows)
        return self.joined(dict.fromkeys(told))

    def before_and_after(self, found: Difference) -> tuple[str, str]:
        """What stood there and what stands there now, each on one line."""
        kind = found.kind
        if kind is DifferenceKind.WRITTEN:
            return one_line(found.held[0].as_written), one_line(found.holds[0].as_written)
        if kind is DifferenceKind.NOTE:
            return _noted(found.held[0]), _noted(found.holds[0])
        if found.held or found.holds:
            return (
                self._standings(found.held, kind, is_new=False),
                self._standings(found.holds, kind, is_new=True),
            )
        before, after = one_line(found.before), one_line(found.after)
        return self._of_part(found, before), self._of_part(found, after)

    def part(self, found: Difference) -> str:
        """Name of the field that changed: ``责任单位``."""
        prefix = "document" if found.kind is DifferenceKind.DOCUMENT_CHANGED else "task"
        return self.say(f"{prefix}-{found.part}")

    def _of_part(self, found: Difference, value: str) -> str:
        has_parts = (DifferenceKind.DOCUMENT_CHANGED, DifferenceKind.TASK_CHANGED)
        if found.kind not in has_parts or not value:
            return value
        return self.say("of-part", part=self.part(found), value=value)

    def scope(self) -> str:
        """What was compared and what was not."""
        side = self.comparison
        if side.is_empty_comparison:
            return self.say(f"nothing-{side.nothing_compared}")
        counts = side.compared
        told = self.say(
            "scope",
            documents=counts.documents,
            old_assignments=counts.old_assignments,
            new_assignments=counts.new_assignments,
            old_tasks=counts.old_tasks,
            new_tasks=counts.new_tasks,
        )
        if side.is_listed_only:
            told += self.say("scope-listed-only")
        old, new = one_line(side.old.vintage), one_line(side.new.vintage)
        return told + (self.say("vintages", old=old, new=new) if old and new and old != new else "")
