"""``show``: everything the documents say about one county, with sources."""

from __future__ import annotations

from typing import Any

from geo import pipeline
from geo.cli.counties import county_code, in_words
from geo.cli.declare import takes
from geo.cli.options import County
from geo.cli.session import Session
from geo.content.extents import Completeness
from geo.pipeline.county import county_record
from geo.vocabulary import Basis


@takes("project", "vintage", "as_of", "language", "as_json")
def show(session: Session, county: County) -> None:
    """一个县的类型、任务、指标、合作，附出处 · Everything known about a county, with sources.

    例 examples:  county-typology show 开州  |  county-typology show 500154 --json
    """
    code = county_code(session, county)
    inputs = session.sound
    if any(d.rules for d in inputs.lists):
        inputs = pipeline.derive(inputs)
    record = in_words(county_record(inputs, code), session.voice)
    if session.as_json:
        session.answer_json(record)
    else:
        unit = inputs.names[code].name
        english = session.voice.say(unit)
        _Page(session).print(record, unit if english == unit else f"{english} {unit}")


class _Page:
    """Prints a record in the session's language."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def word(self, key: str, **values: object) -> str:
        return self.session.text("cli", f"show-{key}", **values)

    def print(self, record: dict[str, Any], county: str) -> None:
        word = self.word
        print(word("head", county=county, parents=record["parents"], code=record["county_code"]))
        print(f"\n{word('types')}")
        for item in record["typologies"]:
            self._print_typology(item)
        if not record["typologies"]:
            print("  " + word("no-types"))
        if record["undrawn"]:
            print(f"\n{word('undrawn')}")
        for item in record["undrawn"]:
            self._print_typology(item, name=item["as_written"])
        for part in ("positionings", "partnerships"):
            if record[part]:
                print(f"\n{word(part)}")
            for item in record[part]:
                line = item["summary"]
                if "subject" in item:
                    tie = f"{item['subject']}—{item['partner']}"
                    line = word("line", label=tie, value=line)
                print(f"  {line}  {self._cited(item)}")
        if record["tasks"]:
            print("\n" + word("counted", what=word("tasks"), count=len(record["tasks"])))
        chapter = ""
        for item in record["tasks"]:
            here = word("chapter", title=item["document_title"], part=item["part"])
            if here != chapter:
                print(f"\n  {here}")
                chapter = here
            self._print_task(item)

    def _cited(self, item: dict[str, Any]) -> str:
        source = self.word(
            "source",
            title=item["document_title"],
            number=item["document_number"],
            clause=item["clause"],
        )
        return " ".join(source.split())  # a document may have no number

    def _print_typology(self, item: dict[str, Any], *, name: str = "") -> None:
        """A typology and its source; after the ``name`` of the place that has it, if it is not
        the county itself."""
        word = self.word
        if item["basis"] == Basis.LISTED:
            basis = word("listed")
        else:
            basis = word("rule" if item["is_complete"] else "candidate")
        stage = self.session.text("cli", f"stage-{item['stage']}") if item["stage"] else ""
        titles = [p for p in (item["subtype"], item["status"], stage) if p]
        typology = item["typology_name"]
        if titles:
            typology = word("counted", what=typology, count=word("comma").join(titles))
        head = word("line", label=name, value=typology) if name else typology
        remarks = Completeness(**item["list"]).remarks(self.session.voice)
        print("  ".join((f"  {head}", f"[{basis}]", *remarks)))
        tail = "  " + word("quoted", written=item["as_written"]) if item["as_written"] else ""
        print(f"      {self._cited(item)}{tail}")
        if item["note"]:
            print("      " + word("line", label=word("note"), value=item["note"]))

    def _print_task(self, item: dict[str, Any]) -> None:
        word = self.word

        def line(key: str, value: str) -> None:
            print("        " + word("line", label=word(key), value=value))

        print("    " + word("task", **{k: item[k] for k in ("clause", "title", "summary")}))
        for key in ("lead", "responsible", "cooperating", "blanket"):
            if item[key]:
                units = word("names-mark").join(item[key])
                is_open = item["is_open_ended"] and key == "responsible"
                line(key, word("and-others", names=units) if is_open else units)
        if item["agencies_note"]:
            print(f"        {item['agencies_note']}")
        for indicator in item["indicators"]:
            line("indicators", self._target(indicator))
        for completion in item["completions"]:
            line("completions", completion["name"])
        line("through", word("names-mark").join(item["through"]))

    def _target(self, item: dict[str, Any]) -> str:
        value = item["value"]
        if isinstance(value, list):
            amount = f"{value[0]:g}–{value[1]:g}"
        else:
            amount = f"{item['operator']} {value:g}"
        target = f"{item['name']} {amount} {item['unit']}"
        if not item["deadline"]:
            return target
        return self.word("counted", what=target, count=item["deadline"])
