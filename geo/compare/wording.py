"""The words of a comparison: names, clauses and standings, each safe on one line of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from geo import schema
from geo.columns import NUMBERS, Kind
from geo.compare.comparison import ROW_KINDS, Comparison, Difference, DifferenceKind
from geo.join.rows import Row
from geo.records.resolved import UnitName
from geo.safe import one_line
from geo.vocabulary import SENTENCE_MARK, Language, Operator, Standing
from geo.voice.phrasebook import in_language
from geo.voice.texts import section, text
from geo.voice.voice import Voice

#: The voice where no language is given.
CHINESE = Voice()

_TABLES = {table.name: table for table in schema.TABLES}
_CHANGED = frozenset(
    {
        DifferenceKind.DOCUMENT_CHANGED,
        DifferenceKind.TASK_CHANGED,
        DifferenceKind.ROW_CHANGED,
    }
)
#: Kinds whose old and new names are given in characters too, as their pinyin may be one.
_NAMED = frozenset({DifferenceKind.RENAMED, DifferenceKind.TYPOLOGY_RENAMED})


def inside_quotes(written: str) -> str:
    """Text for inside double quotation marks: its own become single ones."""
    return written.replace("“", "‘").replace("”", "’")


def kind_name(kind: str, language: Language | str = Language.ZH) -> str:
    """Words for a kind of difference, given its :attr:`Difference.name`."""
    texts = section("diff", language)
    if f"kind-{kind}" in texts:
        return texts[f"kind-{kind}"]
    table, _, change = kind.rpartition("_")
    return text("diff", f"kind-row_{change}", language, table=_title(table, language))


def _title(table: str, language: Language | str) -> str:
    return text("geopackage", f"table.{table}", language)


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)


@dataclass(frozen=True)
class Wording:
    """Says parts of one comparison in one language."""

    comparison: Comparison
    voice: Voice = CHINESE
    _shared: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        side = self.comparison
        codes = {*side.old.counties, *side.new.counties} - set(side.recodes)
        count = Counter(self.unit(code).name for code in codes)
        shared = frozenset(name for name, times in count.items() if times > 1)
        object.__setattr__(self, "_shared", shared)

    def say(self, key: str, /, **values: object) -> str:
        return self.voice.text("diff", key, **values)

    def quoted(self, written: str) -> str:
        """Words of a document or the gazetteer, in the language and on one line."""
        return one_line(self.voice.quoted(written))

    def noted(self, written: str) -> str:
        """Notes of the program, kept as Chinese text, in the language and on one line; one that
        only a stored side has is looked up as if a document wrote it."""
        known = {**self.comparison.old.said, **self.comparison.new.said}
        parts = [written] if written in known else written.split(SENTENCE_MARK)
        notes = [note for part in parts for note in known.get(part, (part,))]
        return one_line(self.voice.sentences(tuple(notes)))

    def joined(self, parts: Iterable[str]) -> str:
        return self.say("list-mark").join(parts)

    # ── documents, counties and typologies ──

    def clause(self, clause: str) -> str:
        """``（十三）`` → ``第（十三）条``; a chapter's number or 总则 stays as it is."""
        number = one_line(self.voice.quoted(clause))
        return self.say("clause" if clause.startswith("（") else "chapter", clause=number)

    def document(self, document_id: str) -> str:
        return self.quoted(self.comparison.document(document_id)["short_title"])

    def unit(self, code: str) -> UnitName:
        """A county with its name and those of its parents in the language."""
        unit, say = self.comparison.county(code), self.voice.quoted
        return replace(
            unit,
            name=say(unit.name),
            prefecture_name=say(unit.prefecture_name),
            province_name=say(unit.province_name),
        )

    def parents(self, code: str) -> str:
        """Prefecture and province of a county, in the order of the language."""
        return self.comparison.county(code).parents_in(self.voice)

    def county(self, code: str) -> str:
        """A county's name, with its parents if another county here has the same name."""
        name = self.unit(code).name
        if name in self._shared:
            parents = one_line(self.parents(code))
            return self.say("county-in", name=one_line(name), parents=parents)
        return one_line(name)

    def counties(self, codes: Sequence[str], *, limit: int = 0) -> str:
        """Names of counties; beyond ``limit`` (0 is none) the first ones and the number of all."""
        if limit and len(codes) > limit:
            first = self.joined(map(self.county, codes[:limit]))
            return self.say("and-others", names=first, count=len(codes))
        return self.joined(map(self.county, codes))

    def where_from(self, codes: Iterable[str]) -> str:
        """The prefecture, else the province, that has all these counties; else nothing."""
        codes = tuple(codes)
        provinces = {self.unit(code).province_name for code in codes}
        for places in ({self.parents(code) for code in codes}, provinces):
            if len(places) == 1:
                return one_line(places.pop())
        return ""

    def where(self, codes: Iterable[str]) -> str:
        """``在重庆市``, or nothing where the counties are of several provinces."""
        place = self.where_from(codes)
        return self.say("where", place=place) if place else ""

    def typology(self, key: str, *, is_new: bool) -> str:
        name = self.comparison.typology(key, is_new=is_new)
        known = in_language([name], "name", self.voice.language)
        return one_line(known.get(name.name) or self.voice.quoted(name.name))

    # ── rows ──

    def _basis(self, row: Row, *, also_listed: bool) -> str:
        standing = Standing.of(row["basis"], is_complete=row["is_complete"])
        if standing is Standing.LISTED:
            return self.say("listed") if also_listed else ""
        return self.say("by-rule" if standing is Standing.DERIVED else "candidate")

    def standing(self, row: Row, kind: DifferenceKind, *, is_new: bool) -> str:
        """A typology with what the document says of it: ``示范县（国家试点，正在推进）``.

        Its clause is named where old and new may have different ones. That a document names the
        county is said only where the difference is about that; a rule is always named.
        """
        remarks = [self.quoted(row["subtype"]), self.quoted(row["status"])]
        if row["stage"]:
            remarks.append(self.say(f"stage-{row['stage']}"))
        remarks.append(self._basis(row, also_listed=kind is DifferenceKind.BASIS))
        said = self.say("comma").join(r for r in remarks if r)
        name = self.typology(row["typology"], is_new=is_new)
        name = self.say("remarked", name=name, remarks=said) if said else name
        if kind in (DifferenceKind.RETYPED, DifferenceKind.CLAUSE):
            return self.say("at-clause", clause=self.clause(row["clause"]), standing=name)
        return name

    def _target(self, row: Row) -> str:
        """An indicator or a target in words: ``管网漏损率≥8.5%（2027）``; a range is ``20–30%``."""
        line = self.quoted(row["name"])
        if "operator" in row:
            ends = (row["value"], row["value_max"])
            amount = "–".join(_number(end) for end in ends if end is not None)
            key = "target-range" if row["operator"] == Operator.RANGE else "target"
            values = {"operator": row["operator"], "unit": self.quoted(row["unit"])}
            line = self.say(key, name=line, amount=amount, **values).strip()
        if row["deadline"]:
            line = self.say("remarked", name=line, remarks=row["deadline"])
        note = self.quoted(row.get("note", ""))
        return self.say("comma").join((line, note)) if note else line

    def row(self, found: Difference) -> str:
        """A row of any table by its key: ``结对帮扶、霍邱县、合肥高新区``."""
        key = (name for name in _TABLES[found.table].key if name not in ("document_id", "clause"))
        row, is_new = (found.holds or found.held)[0], bool(found.holds)
        cells = (self._cell(found.table, row, name, is_new=is_new) for name in key)
        return self.joined(filter(None, cells))

    def _cell(self, table: str, row: Row, part: str, *, is_new: bool) -> str:
        """One part of a row: a cell, or all of its targets of a kind."""
        column, value = _TABLES[table].by_name.get(part), row[part]
        if column is None:
            return self.voice.text("voice", "sentence-mark").join(map(self._target, value))
        if column.kind is Kind.CLAUSE and table != "tasks":
            return self.clause(value)
        if part == "typology":
            return self.typology(value, is_new=is_new)
        if column.kind in NUMBERS:
            return "" if value is None else _number(value)
        if column.kind is Kind.BOOL:
            return self.say(f"{part}-yes") if value else ""
        return self.noted(value) if column.kind is Kind.SAID else self.quoted(value)

    # ── differences ──

    def values(self, found: Difference) -> tuple[str, str]:
        """The old and the new value, each on one line."""
        if not (found.held or found.holds):
            return self._name(found, found.before), self._name(found, found.after)
        return self._side(found, is_new=False), self._side(found, is_new=True)

    def _name(self, found: Difference, written: str) -> str:
        name, written = self.quoted(written), one_line(written)
        return f"{name} {written}" if found.kind in _NAMED and name != written else name

    def _side(self, found: Difference, *, is_new: bool) -> str:
        rows = found.holds if is_new else found.held
        if found.table == schema.ASSIGNMENTS.name and found.kind not in ROW_KINDS:
            return self._assignments(found.kind, rows, is_new=is_new)
        if not rows:
            return ""
        if found.kind in _CHANGED:
            return self._cell(found.table, rows[0], found.part, is_new=is_new)
        return self.row(found) if found.kind in ROW_KINDS else self.title(found)

    def _assignments(self, kind: DifferenceKind, rows: Sequence[Row], *, is_new: bool) -> str:
        if kind is DifferenceKind.WRITTEN:
            return one_line(rows[0]["as_written"])
        if kind is DifferenceKind.NOTE:
            return self.noted(rows[0]["note"])
        standings = (self.standing(row, kind, is_new=is_new) for row in rows)
        return self.joined(dict.fromkeys(standings))

    def title(self, found: Difference) -> str:
        """Title of the document or task, from the new side if it has it."""
        return self.quoted((found.holds or found.held)[0]["title"])

    def before_and_after(self, found: Difference) -> tuple[str, str]:
        """The old and the new value, after the name of the part that changed."""
        before, after = self.values(found)
        return self._of_part(found, before), self._of_part(found, after)

    def part(self, found: Difference) -> str:
        """Name of what changed: ``责任单位``; the column's heading where nothing else is given."""
        return self.voice.heading(found.table, found.part, section="diff")

    def _of_part(self, found: Difference, value: str) -> str:
        if found.kind not in _CHANGED or not value:
            return value
        part = self.part(found)
        if found.kind is DifferenceKind.ROW_CHANGED:
            part = self.say("row-part", row=self.row(found), part=part)
        return self.say("of-part", part=part, value=value)

    def table(self, found: Difference) -> str:
        """Words for the table of a row."""
        return _title(found.table, self.voice.language)

    def scope(self) -> str:
        """What was compared and what was not."""
        side = self.comparison
        if side.is_empty_comparison:
            return self.say(f"nothing-{side.nothing_compared}")
        counts = side.compared
        said = self.say(
            "scope",
            documents=counts.documents,
            old_assignments=counts.old_assignments,
            new_assignments=counts.new_assignments,
            old_tasks=counts.old_tasks,
            new_tasks=counts.new_tasks,
        )
        if side.is_listed_only:
            said += self.say("scope-listed-only")
        old, new = one_line(side.old.vintage), one_line(side.new.vintage)
        return said + (self.say("vintages", old=old, new=new) if old and new and old != new else "")
