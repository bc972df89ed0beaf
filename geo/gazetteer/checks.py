"""The gazetteer's own files against the names of the vintage, from both ends."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from geo.errors import Fault
from geo.gazetteer.forms import Forms, Tier
from geo.gazetteer.lineage import Lineage
from geo.gazetteer.names import normalise
from geo.gazetteer.periods import ALWAYS
from geo.gazetteer.tables import Alias, Change, NonCounty, Row, Tables
from geo.vocabulary import CHINA_CODE, ChangeKind


def check_tables(tables: Tables, forms: Forms, lineage: Lineage) -> list[Fault]:
    """Every row that contradicts the vintage's names or another row.

    Returns
    -------
    list of Fault
        Kind ``gazetteer-row``; ``details["problem"]`` says what is wrong and
        ``details["problem_key"]`` is its key.
    """
    return [
        *_check_aliases(tables.aliases, forms),
        *_check_changes(tables.changes, forms, lineage),
        *_check_non_counties(tables.non_counties, forms),
    ]


def _repeated(
    rows: Iterable[tuple[Hashable, Row[Alias] | Row[Change] | Row[NonCounty], str]],
) -> Iterator[Fault]:
    first: dict[Hashable, int] = {}
    for key, row, value in rows:
        if key in first:
            yield row.fault("duplicate-row", value=value, first=str(first[key]))
        first.setdefault(key, row.line)


def _check_aliases(rows: Sequence[Row[Alias]], forms: Forms) -> Iterator[Fault]:
    keyed = [((normalise(r.value.alias), r.value.county_code), r, r.value.alias) for r in rows]
    yield from _repeated(keyed)
    for row in rows:
        alias = row.value
        unit = forms.by_code.get(alias.county_code)
        if unit is None:
            yield row.fault("no-such-county", value=alias.alias, code=alias.county_code)
            continue
        if alias.valid_from and alias.valid_to and alias.valid_to < alias.valid_from:
            yield row.fault("dates-reversed", value=alias.alias)
        near = [e for e in forms.entries(normalise(alias.alias)) if e.key[0][:2] == unit.code[:2]]
        if any(e.tier is Tier.OFFICIAL for e in near):
            yield row.fault("alias-is-official", value=alias.alias)
        if any(e.alias and e.alias.county_code != alias.county_code for e in near):
            yield row.fault("alias-twice", value=alias.alias)


def _check_changes(rows: Sequence[Row[Change]], forms: Forms, lineage: Lineage) -> Iterator[Fault]:
    def key(change: Change) -> Hashable:
        return (change.kind, change.old_code, change.old_name, change.new_code, change.new_name)

    above = {(p.code, p.name) for p in forms.all_parents}
    yield from _repeated((key(r.value), r, r.value.old_name or r.value.new_name) for r in rows)
    for row in rows:
        change = row.value
        if change.kind in (ChangeKind.CREATE, ChangeKind.ABOLISH):
            continue
        ends = ((change.old_code, change.old_name), (change.new_code, change.new_name))
        # What the rosters have is followed when they are built.
        if any(key in forms.today or lineage.rosters.has(*key) or key in above for key in ends):
            continue
        if not any(lineage.heirs(key, ALWAYS, forms.today) for key in ends):
            yield row.fault("leads-nowhere", value=change.old_name, new=change.new_name)


def _check_non_counties(rows: Sequence[Row[NonCounty]], forms: Forms) -> Iterator[Fault]:
    keyed = ((normalise(r.value.name), r.value.within_code) for r in rows)
    yield from _repeated((k, r, r.value.name) for k, r in zip(keyed, rows, strict=True))
    known = forms.by_code.keys() | forms.parents.keys() | {CHINA_CODE}
    for row in rows:
        non_county = row.value
        for code in (non_county.within_code, non_county.region_code):
            if code and code not in known:
                yield row.fault("no-such-parent", value=non_county.name, code=code)
        official = forms.entries(normalise(non_county.name))
        if any(e.tier is Tier.OFFICIAL for e in official):
            yield row.fault("non-county-is-county", value=non_county.name)
