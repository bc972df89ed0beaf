"""Targets of the plan, each with the hash of every ingredient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from geo import build, rules
from geo.lists.phrases import texts_of
from geo.pipeline.frames import editions, find_edition
from geo.pipeline.inputs import Inputs
from geo.pipeline.narrowing import documents_apart, shown_typologies, stem, themed, themes_in
from geo.pipeline.products import PRODUCTS, Product, Shows
from geo.pipeline.voices import written
from geo.records.resolved import Assignment, Edition, LayerExtent, Theme, UndrawnMember
from geo.records.written import DocumentLists
from geo.vocabulary import ALL_EDITION, Language
from geo.voice.phrasebook import entry_of
from geo.voice.voice import DOCUMENTS


@dataclass(frozen=True)
class BuildOptions:
    """What a build was asked to make. ``editions`` empty means all of them; ``all_figures`` adds a
    figure per type, small multiples, overlap and statistics of every edition."""

    editions: tuple[str, ...] = ()
    language: Language = Language.ZH
    force: bool = False
    all_figures: bool = False
    as_of: str | None = None
    vintage: str | None = None

    def recorded(self) -> dict[str, str]:
        """The options as the manifest keeps them."""
        return build.recorded_options(
            str(self.language), all_figures=self.all_figures, as_of=self.as_of, vintage=self.vintage
        )


def all_targets(inputs: Inputs, language: Language) -> tuple[build.Target, ...]:
    """Every target of every edition, all figures included, in the order of building."""
    common = _common(inputs, language)
    phrases = {each: written(inputs, each) for each in Language if each is not DOCUMENTS}
    return tuple(
        target
        for edition in editions(inputs).values()
        for target in _of_edition(inputs, edition, common, phrases, language)
    )


def _of_edition(
    inputs: Inputs,
    edition: Edition,
    common: Mapping[str, str],
    phrases: Mapping[Language, Mapping[str, str]],
    language: Language,
) -> Iterator[build.Target]:
    """Targets of the edition, product by product, a themed one theme by theme."""
    whole = _Ingredients(inputs, edition, common, phrases)
    themes = themes_in(inputs, edition)
    parts = [themed(inputs, edition, theme) for theme in themes]
    by_theme = [_Ingredients(inputs, part, common, phrases) for part in parts]
    by_document = [
        _Ingredients(inputs, each, common, phrases, name=name)
        for part in parts
        for name, each in documents_apart(inputs, part).items()
    ]
    for product in PRODUCTS:
        if not product.paths or (product.is_national and edition.key != ALL_EDITION):
            continue
        own = {language} if product.is_localised else set()
        shown = set(Language) if product.is_multilingual else own
        about = by_theme if product.is_themed else [whole]
        for each in by_document if product.shows is Shows.ONE_DOCUMENT else about:
            yield from each.targets(product, shown & set(phrases), leading=themes[0])


def asked_targets(
    inputs: Inputs,
    targets: Sequence[build.Target],
    options: BuildOptions,
    *,
    also: Set[str] = frozenset(),
) -> tuple[build.Target, ...]:
    """The targets that a build was asked to make, in the order of its editions.

    Further figures are among them if all figures are asked for, or if one of their paths is in
    ``also``: those of an earlier build, which are kept true.

    Raises
    ------
    ConfigError
        If a requested edition is not known.
    """
    keys = [find_edition(inputs, key).key for key in options.editions] or list(editions(inputs))
    further = {p.name for p in PRODUCTS if p.is_further} if not options.all_figures else ()
    return tuple(
        target
        for key in dict.fromkeys(keys)
        for target in targets
        if target.edition == key
        and (target.product not in further or not also.isdisjoint(target.paths))
    )


def _common(inputs: Inputs, language: Language) -> dict[str, str]:
    """Ingredients of every output."""
    package = inputs.project.boundaries / inputs.vintage.id / "datapackage.json"
    return {
        "regions": build.content_hash([label.model_dump() for label in inputs.regions.labels]),
        "gazetteer": build.tree_hash(inputs.project.gazetteer, (".csv",)),
        "boundaries": build.sha256_of(package),
        "program": build.program_hash(),
        "language": str(language),
    }


class _Ingredients:
    """Hashes of what one edition's outputs are made from, by how much of it they show.

    ``name`` begins the names of outputs about one document.
    """

    def __init__(
        self,
        inputs: Inputs,
        edition: Edition,
        common: Mapping[str, str],
        phrases: Mapping[Language, Mapping[str, str]],
        *,
        name: str = "",
    ) -> None:
        self.inputs, self.edition, self.common, self.phrases = inputs, edition, common, phrases
        self.name = name
        ids = set(edition.document_ids)
        self.own = [d for d in inputs.lists if d.document.id in ids]
        self.shown = {t.key for t in shown_typologies(inputs, edition)}
        resolved = inputs.resolved

        def is_own(row: Assignment | UndrawnMember | LayerExtent) -> bool:
            return row.document_id in ids and row.typology in self.shown

        self.assignments = [a for a in resolved.assignments if is_own(a)]
        self.listed: list[Assignment | UndrawnMember | LayerExtent] = [
            *self.assignments,
            *filter(is_own, resolved.undrawn),
            *filter(is_own, resolved.extents),
        ]
        self.keys = {word: t.key for t in inputs.typologies for word in (t.key, t.name)}

    def targets(
        self, product: Product, languages: Set[Language], *, leading: Theme
    ) -> Iterator[build.Target]:
        """Targets of a product that shows phrases of some languages."""
        phrases = {f"phrases {x}": self._phrases[x] for x in sorted(languages)}
        common = {**self.common, **phrases, **self._looks}
        edition = self.edition
        theme = edition.theme.key if edition.theme else None
        words = {"themed": stem(edition, leading), "document": self.name}

        def target(made_from: Mapping[str, str], typology: str = "") -> build.Target:
            paths = product.paths_for(edition.key, typology=typology, **words)
            made = {**common, **made_from}
            return build.Target(product.name, edition.key, paths, made, theme, edition.document)

        if product.shows is Shows.ONE_TYPE:
            yield from (target(self._types(each), each) for each in self._held())
        else:
            is_whole = product.shows is Shows.EVERYTHING
            yield target(self._everything if is_whole else self._types())

    @cached_property
    def _looks(self) -> dict[str, str]:
        """Looks and names of what can be shown: of types, themes and editions. Names are shown by
        outputs whose text stays Chinese too."""
        typologies = shown_typologies(self.inputs, self.edition)
        whole = self.edition.theme is None
        themes = themes_in(self.inputs, self.edition) if whole else (self.edition.theme,)
        named = [*themes, *typologies, *editions(self.inputs).values()]
        voice = self.inputs.voices[Language(self.common["language"])]
        return {
            "typologies": build.content_hash([t.model_dump(mode="json") for t in typologies]),
            "themes": build.content_hash([repr(theme) for theme in themes]),
            "names": build.content_hash([voice.quoted(each.name) for each in named]),
        }

    @cached_property
    def _phrases(self) -> dict[Language, str]:
        """By language, what the edition may show: not what other editions' documents say alone."""
        own = {entry_of(text) for lists in self.own for text in texts_of(lists)}
        every = {entry_of(text) for lists in self.inputs.lists for text in texts_of(lists)}
        elsewhere = every - own
        return {
            language: build.content_hash({k: v for k, v in known.items() if k not in elsewhere})
            for language, known in self.phrases.items()
        }

    def _held(self) -> list[str]:
        """Types that the edition can show: listed, or with conditions that place decides."""
        held = {a.typology for a in self.assignments}
        for lists in self.own:
            is_zoned = lists.document.edition in self.inputs.zoning
            held |= {self.keys[r.typology] for r in lists.rules if r.where or is_zoned}
        held &= self.shown
        return [t.key for t in self.inputs.typologies if t.key in held]

    def _types(self, only: str = "") -> dict[str, str]:
        """Documents, assignments and rules, of one type if ``only`` names it."""
        rows = sorted(_drawn(a) for a in self.listed if only in ("", a.typology))
        own_rules = [
            (d.document.id, r.model_dump(mode="json"))
            for d in self.own
            for r in d.rules
            if self.keys[r.typology] in ({only} if only else self.shown)
        ]
        documents = [d.document.model_dump(mode="json") for d in self.own]
        return {
            "documents": build.content_hash(documents),
            "types": build.content_hash([rows, own_rules]),
            "areas": self._areas(),
            "zoning": self._zoning(),
        }

    @cached_property
    def _everything(self) -> dict[str, str]:
        ids = set(self.edition.document_ids)
        resolved = self.inputs.resolved
        rows = [_plain(a) for a in self.listed]
        rows += [repr(t) for t in resolved.ties if t.document_id in ids]
        rows += [repr(r) for r in resolved.roles if r.document_id in ids]
        rows += [
            f"{r.county_code} {r.document_id} {r.clause} {r.through_kind} {r.through}"
            for r in resolved.county_tasks
            if r.document_id in ids
        ]
        lists = {
            f"list {f.lists.document.id}": f.content_key
            for f in self.inputs.folder.files
            if f.lists.document.id in ids
        }
        return {
            **lists,
            "resolved names": build.content_hash(sorted(rows)),
            "areas": self._areas(),
            "zoning": self._zoning(),
        }

    def _areas(self) -> str:
        def mentioned(lists: DocumentLists) -> dict[str, list[str]]:
            return {a: sorted(self.inputs.areas[a]) for a in rules.mentioned_areas(lists)}

        return build.content_hash([mentioned(d) for d in self.own])

    def _zoning(self) -> str:
        editions_of = sorted({d.document.edition for d in self.own})
        return build.content_hash(
            {
                e: {c: sorted(z) for c, z in self.inputs.zoning[e].items()}
                for e in editions_of
                if e in self.inputs.zoning
            }
        )


def _plain(row: Assignment | UndrawnMember | LayerExtent) -> str:
    """A row without its line number, since moving a line changes no output."""
    return repr(row if isinstance(row, LayerExtent) else replace(row, place=None))


def _drawn(row: Assignment | UndrawnMember | LayerExtent) -> str:
    """A row as figures show it: by the county's name, however the document writes it."""
    return _plain(replace(row, as_written="") if isinstance(row, Assignment) else row)
