"""The index page of a build, from the manifest and the outputs in its folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import geo
from geo import build, compare
from geo.content.entries import (
    IndexEntry,
    IndexTheme,
    index_documents,
    index_files,
    typology_counts,
)
from geo.pipeline import comparing
from geo.pipeline.inputs import Inputs
from geo.pipeline.narrowing import stem, themes_in
from geo.records.resolved import Edition, Theme
from geo.render.index import render_index, thumbnail
from geo.vocabulary import ALL_EDITION, Language
from geo.voice.voice import Voice


def changes_since(
    previous: build.Manifest, inputs: Inputs, language: Language
) -> tuple[dict[str, Any], list[str] | None]:
    """The lists' snapshot for the manifest, and sentences on what differs from the build before.

    While the lists say the same, the sentences of the last change are kept, so that building again
    writes the same index. Those of a build in another language are left out: they were about
    lists that are no longer at hand.
    """
    now = comparing.snapshot_of_inputs(inputs)
    content = compare.stored(now)
    before = previous.lists.get("snapshot")
    if not compare.is_current(before):
        return content, None
    same = previous.lists.get("changes") if previous.options.get("language") == language else None
    if before == content:
        return content, same
    comparison = compare.compare(compare.restored(before), now)
    if comparison.is_unchanged:
        return content, same
    return content, compare.sentences(comparison, inputs.voices[language])


def _entry(
    inputs: Inputs, out: Path, manifest: build.Manifest, edition: Edition, voice: Voice
) -> IndexEntry:
    counts = manifest.accounting[edition.key]
    sizes = {path: record.bytes for path, record in manifest.outputs.items()}
    documents = [d.document for d in inputs.lists if d.document.id in edition.document_ids]
    themes = themes_in(inputs, edition)
    pages = [f"{edition.key}.html"]

    def part(theme: Theme) -> IndexTheme:
        name = stem(replace(edition, theme=theme), themes[0])
        small = out / f"figures/thumbnails/{name}.png"
        figures = [f"figures/{name}.{ending}" for ending in ("png", "svg", "pdf")]
        shown = [t for t in inputs.typologies if t.key in theme.typologies]
        return IndexTheme(
            theme,
            typology_counts(counts, shown),
            index_files(sizes, figures, voice, failed=manifest.failed),
            thumbnail(small) if small.is_file() else "",
        )

    return IndexEntry(
        edition=edition,
        county_count=counts["counties"],
        themes=tuple(map(part, themes)),
        documents=index_documents(documents, voice),
        task_count=counts["tasks"],
        page=next(iter(index_files(sizes, pages, voice, failed=manifest.failed)), None),
    )


def page(
    inputs: Inputs,
    out: Path,
    manifest: build.Manifest,
    *,
    editions: Sequence[Edition],
    changes: Sequence[str] | None,
    language: Language,
) -> str:
    """The index as HTML, for the editions that have been built."""
    voice = inputs.voices[language]
    built = [e for e in editions if e.key in manifest.accounting]
    ordered = sorted(built, key=lambda e: (e.key == ALL_EDITION, e.key))
    sizes = {path: record.bytes for path, record in manifest.outputs.items()}
    general = [p for p in sizes if "/" not in p and not p.endswith(".html")]
    general += [p for p in sizes if p.startswith("tables/")]
    return render_index(
        [_entry(inputs, out, manifest, e, voice) for e in ordered],
        vintage=inputs.vintage.told(voice),
        version=geo.__version__,
        files=index_files(sizes, sorted(general), voice, failed=manifest.failed),
        changes=changes,
        language=language,
        voices=inputs.voices,
    )
