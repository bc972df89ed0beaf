"""From an edition's frames to the sheet of one county."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from geo.clauses import clause_order
from geo.content.county_sheet.facts import (
    Citation,
    CountyFacts,
    OpenRule,
    SheetDocument,
    SheetPositioning,
    SheetTarget,
    SheetTask,
    SheetTie,
    SheetType,
)
from geo.errors import RenderError
from geo.looks import in_order
from geo.vocabulary import (
    CHINA_CODE,
    LIST_MARK,
    ScopeKind,
    Standing,
    region_codes,
)

if TYPE_CHECKING:
    from geo.schema import EditionFrames

#: Scopes that bind every county alike; tasks of any other scope are the county's own.
_GENERAL = frozenset({ScopeKind.WHOLE.value, ScopeKind.COUNTY_TOWNS.value})

Record = Mapping[Any, Any]


def _rows(frame: Any, column: str, value: str) -> list[Record]:
    chosen = frame[frame[column] == value]
    kept = [c for c in chosen.columns if c != "geometry"]
    found: list[Record] = chosen[kept].to_dict("records")
    return found


def _units(run: str) -> tuple[str, ...]:
    return tuple(u for u in run.split(LIST_MARK) if u)


class _Gathering:
    """One county's rows out of one edition's frames."""

    def __init__(self, frames: EditionFrames, code: str) -> None:
        found = _rows(frames.counties, "county_code", code)
        if not found:
            raise RenderError(
                f"county {code}: not among the {len(frames.counties)} counties of edition "
                f"{frames.edition.key!r}; choose an edition whose documents are about its region"
            )
        self.frames, self.code, self.county = frames, code, found[0]
        records = frames.documents.to_dict("records")
        self.documents: dict[str, Record] = {d["document_id"]: d for d in records}
        self.rank = {key: i for i, key in enumerate(self.documents)}

    def source(self, row: Record) -> Citation:
        document = self.documents[row["document_id"]]
        return Citation(document["document_id"], document["short_title"], row["clause"])

    def place(self, source: Citation) -> tuple[int, tuple[int, ...], str]:
        """Sorts by document, then clause as a number."""
        return self.rank[source.document_id], clause_order(source.clause), source.clause

    def regional(self) -> set[str]:
        """Documents whose region holds the county."""
        county = self.county
        codes = {
            county["county_code"],
            county["prefecture_code"],
            county["province_code"],
            CHINA_CODE,
        }
        regions = {key: region_codes(d["region_code"]) for key, d in self.documents.items()}
        return {key for key, region in regions.items() if codes.intersection(region)}

    def types(self) -> tuple[SheetType, ...]:
        ordered = {t.key: (i, t) for i, t in enumerate(in_order(self.frames.typologies))}
        rows = [
            SheetType(
                typology=ordered[r["typology"]][1],
                standing=Standing.of(r["basis"], is_complete=r["is_complete"]),
                subtype=r["subtype"],
                status=r["status"],
                stage=r["stage"],
                as_written=r["as_written"],
                note=r["note"],
                source=self.source(r),
            )
            for r in _rows(self.frames.assignments, "county_code", self.code)
        ]
        return tuple(sorted(rows, key=lambda t: (ordered[t.typology.key][0], self.place(t.source))))

    def open_rules(self) -> tuple[OpenRule, ...]:
        typologies = {t.key: t for t in self.frames.typologies}
        regional = self.regional()
        rules = [
            OpenRule(typologies[r["typology"]], r["open_reason"], self.source(r))
            for r in self.frames.rules.to_dict("records")
            if r["document_id"] in regional and r["open_reason"]
        ]
        return tuple(sorted(rules, key=lambda r: self.place(r.source)))

    def positionings(self) -> tuple[SheetPositioning, ...]:
        rows = _rows(self.frames.positionings, "place_code", self.code)
        roles = [SheetPositioning(r["summary"], self.source(r)) for r in rows]
        return tuple(sorted(roles, key=lambda r: self.place(r.source)))

    def partnerships(self) -> tuple[SheetTie, ...]:
        ties = [
            SheetTie(
                r["kind"],
                r["subject_name"],
                r["subject_code"],
                r["partner_name"],
                r["partner_code"],
                r["summary"],
                r["anchor_note"],
                self.source(r),
            )
            for r in self.frames.partnerships.drop(columns="geometry").to_dict("records")
            if self.code in (r["subject_code"], r["partner_code"])
        ]
        return tuple(sorted(ties, key=lambda t: self.place(t.source)))

    def tasks(self) -> tuple[SheetTask, ...]:
        reached: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
        for r in _rows(self.frames.county_tasks, "county_code", self.code):
            reached[r["document_id"], r["clause"]].append(r)
        found = [
            self._task(task, reached[task["document_id"], task["clause"]])
            for task in self.frames.tasks.to_dict("records")
            if (task["document_id"], task["clause"]) in reached
        ]
        return tuple(sorted(found, key=lambda t: self.place(t.source)))

    def _task(self, task: Record, reached: list[Record]) -> SheetTask:
        return SheetTask(
            part=task["part"],
            title=task["title"],
            summary=task["summary"],
            lead=_units(task["lead_units"]),
            responsible=_units(task["responsible_units"]),
            cooperating=_units(task["cooperating_units"]),
            blanket=_units(task["blanket_units"]),
            is_open_ended=bool(task["is_open_ended"]),
            agencies_note=task["agencies_note"],
            through=tuple(dict.fromkeys(r["through"] for r in reached)),
            is_own=any(r["through_kind"] not in _GENERAL for r in reached),
            source=self.source(task),
        )

    def targets(self, tasks: tuple[SheetTask, ...]) -> tuple[SheetTarget, ...]:
        """Those of the tasks that reach the county, and headline targets of its region."""
        wanted = {(t.source.document_id, t.source.clause) for t in tasks}
        wanted |= {(document, "") for document in self.regional()}
        found = [
            target
            for target in self._all_targets()
            if (target.source.document_id, target.source.clause) in wanted
        ]
        return tuple(sorted(found, key=lambda t: self.place(t.source)))

    def _all_targets(self) -> Iterator[SheetTarget]:
        for r in self.frames.indicators.to_dict("records"):
            has_end = r["value_max"] == r["value_max"]  # NaN: no range
            yield SheetTarget(
                r["name"],
                r["operator"],
                r["value"],
                r["value_max"] if has_end else None,
                r["unit"],
                r["deadline"],
                r["deadline_from"],
                r["note"],
                self.source(r),
            )
        for r in self.frames.completions.to_dict("records"):
            yield SheetTarget(
                r["name"], "", None, None, "", r["deadline"], r["deadline_from"], "", self.source(r)
            )


def _quoted(gathering: _Gathering, facts: list[Any]) -> tuple[SheetDocument, ...]:
    """The documents that any fact of the sheet comes from."""
    used = {fact.source.document_id for fact in facts}
    fields = (
        "document_id",
        "title",
        "short_title",
        "issuer",
        "number",
        "issued",
        "horizon",
        "source_note",
    )
    return tuple(
        SheetDocument(**{f: d[f] for f in fields})
        for key, d in gathering.documents.items()
        if key in used
    )


def county_facts(frames: EditionFrames, code: str) -> CountyFacts:
    """Everything that an edition's frames hold about one county.

    Parameters
    ----------
    frames : EditionFrames
        The edition ``all`` says everything that any document says.
    code : str
        County code, six digits.

    Raises
    ------
    RenderError
        If the edition has no such county.
    """
    gathering = _Gathering(frames, code)
    county = gathering.county
    tasks = gathering.tasks()
    types, open_rules = gathering.types(), gathering.open_rules()
    positionings, partnerships = gathering.positionings(), gathering.partnerships()
    targets = gathering.targets(tasks)
    facts = [*types, *open_rules, *positionings, *partnerships, *targets, *tasks]
    names = ("unit_type", "prefecture_code", "prefecture_name", "province_code", "province_name")
    return CountyFacts(
        county_code=code,
        county_name=county["county_name"],
        **{n: county[n] for n in names},
        area_km2=float(county["area_km2"]),
        types=types,
        open_rules=open_rules,
        positionings=positionings,
        partnerships=partnerships,
        targets=targets,
        tasks=tasks,
        documents=_quoted(gathering, facts),
        vintage=frames.vintage,
    )
