"""What the index page shows, gathered from the manifest and the outputs that lie there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geo
from geo import build, compare
from geo.looks import standings
from geo.pipeline import comparing
from geo.pipeline.english import vintage_in
from geo.pipeline.inputs import Inputs
from geo.records.resolved import Edition
from geo.vocabulary import ALL_EDITION, Language, Standing
from geo.voice.texts import section
from geo.voice.voice import Voice

if TYPE_CHECKING:
    from geo.render.index import IndexEntry, IndexFile
    from geo.schema import EditionFrames


def accounting(frames: EditionFrames) -> dict[str, int]:
    """Counts of one edition for the manifest: rows of each frame, and counties per typology by
    their best standing (``listed suburban``, ``derived suburban``, ``candidate suburban``)."""
    rows = frames.assignments
    counts = {
        "counties": len(frames.counties),
        "documents": len(frames.documents),
        "assignments": len(rows),
        "tasks": len(frames.tasks),
        "indicators": len(frames.indicators),
        "county_tasks": len(frames.county_tasks),
        "partnerships": len(frames.partnerships),
    }
    for (_, typology), standing in standings(rows).items():
        key = f"{standing} {typology}"
        counts[key] = counts.get(key, 0) + 1
    return counts


def changes_since(
    previous: build.Manifest, inputs: Inputs, language: Language
) -> tuple[dict[str, Any], list[str] | None]:
    """The lists' snapshot for the manifest, and sentences on what differs from the build before.

    While the lists say the same, the sentences of the last change stay, so that building again
    writes the same index. Those of a build in another language are left away: they were about
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
    return content, compare.sentences(comparison, Voice(language, inputs.phrases))


def _files(
    manifest: build.Manifest, paths: Sequence[str], language: Language
) -> tuple[IndexFile, ...]:
    from geo.render.index import IndexFile

    return tuple(
        IndexFile(path, _title(path, language), manifest.outputs[path].bytes)
        for path in paths
        if path in manifest.outputs
    )


def _title(path: str, language: Language) -> str:
    """What a file is called for a reader, by its name or ending."""
    name = Path(path)
    texts = section("files", language)
    key = name.stem if name.suffix == ".csv" else name.suffix
    return texts.get(key, name.name)


def _entry(
    inputs: Inputs, out: Path, manifest: build.Manifest, edition: Edition, language: Language
) -> IndexEntry:
    from geo.render.index import IndexDocument, IndexEntry, TypologyCount, thumbnail

    counts, say = manifest.accounting[edition.key], partial(inputs.phrases.say, language=language)
    documents = [d.document for d in inputs.lists if d.document.id in edition.document_ids]
    small = out / f"figures/thumbnails/{edition.key}.png"
    page = _files(manifest, [f"{edition.key}.html"], language)
    return IndexEntry(
        edition=edition,
        county_count=counts["counties"],
        counts=tuple(
            TypologyCount(t, *(counts.get(f"{s} {t.key}", 0) for s in Standing))
            for t in inputs.typologies
            if any(counts.get(f"{s} {t.key}") for s in Standing)
        ),
        documents=tuple(
            IndexDocument(
                title=say(d.title),
                issuer=say(d.issuer or ""),
                number=say(d.number or ""),
                issued=d.issued or "",
                original="" if say(d.title) == d.title else d.title,
            )
            for d in documents
        ),
        task_count=counts["tasks"],
        page=page[0] if page else None,
        files=_files(
            manifest, [f"figures/{edition.key}.{s}" for s in ("png", "svg", "pdf")], language
        ),
        thumbnail=thumbnail(small) if small.is_file() else "",
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
    from geo.render.index import render_index

    built = [e for e in editions if e.key in manifest.accounting]
    ordered = sorted(built, key=lambda e: (e.key == ALL_EDITION, e.key))
    general = [p for p in manifest.outputs if "/" not in p and not p.endswith(".html")]
    general += [p for p in manifest.outputs if p.startswith("tables/")]
    return render_index(
        [_entry(inputs, out, manifest, e, language) for e in ordered],
        vintage=vintage_in(inputs.vintage, inputs.phrases, language),
        version=geo.__version__,
        files=_files(manifest, sorted(general), language),
        changes=changes,
        language=language,
    )
