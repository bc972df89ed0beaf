"""Which documents count on a date."""

from __future__ import annotations

from datetime import date

import pytest

from geo.errors import ConfigError
from geo.lists import read_lists
from geo.pipeline.as_of import LeftOutReason, as_of, folder_as_of, supersedes_faults
from geo.records.written import Document, DocumentLists
from geo.vocabulary import Language
from geo.voice.voice import Voice


def lists(name, issued, *supersedes):
    document = Document(
        id=name,
        title=name,
        short_title=name.upper(),
        issuer=None,
        number=None,
        issued=issued,
        region_code="910000",
        supersedes=supersedes,
    )
    return DocumentLists(document=document)


def kept(found):
    return [d.document.id for d in found.kept]


def reasons(found):
    return {r.document_id: r.reason for r in found.left_out}


@pytest.mark.parametrize(
    "wrong", ["", "24-06", "2024-13", "2024-02-30", "0000", "明天", "2024/6/1"]
)
def test_what_is_no_date(wrong):
    with pytest.raises(ConfigError, match="YYYY"):
        as_of([lists("a", "2022")], wrong)


def test_issued_on_the_day_counts_and_the_day_after_does_not():
    found = as_of([lists("a", "2024-06-30"), lists("b", "2024-07-01")], "2024-06-30")
    assert kept(found) == ["a"]
    assert reasons(found) == {"b": LeftOutReason.LATER}
    assert found.day == date(2024, 6, 30)


def test_a_year_counts_from_its_last_day():
    every = [lists("old", "2022"), lists("a", "2023"), lists("b", "2023-06"), lists("c", None)]
    assert reasons(as_of(every, "2023-06-30")) == {
        "a": LeftOutReason.PERHAPS_LATER,
        "c": LeftOutReason.UNDATED,
    }
    assert kept(as_of(every, "2023")) == ["old", "a", "b"]
    assert reasons(as_of(every, "2022-12-31"))["a"] is LeftOutReason.LATER


def test_superseded_only_once_the_new_one_is_issued():
    every = [lists("old", "2022"), lists("new", "2024-03-01", "old")]
    assert kept(as_of(every, "2024-02-29")) == ["old"]
    found = as_of(every, "2024-03-01")
    assert kept(found) == ["new"]
    assert (found.left_out[0].reason, found.left_out[0].detail) == ("superseded", "new")


def test_what_was_superseded_does_not_come_back():
    every = [lists("a", "2020"), lists("b", "2021", "a"), lists("c", "2022", "b")]
    assert kept(as_of(every, "2022")) == ["c"]


def test_without_a_date_only_superseded_documents_go():
    every = [lists("old", "2022"), lists("new", None, "old")]
    assert kept(as_of(every, None)) == ["new"]


def test_nothing_issued_yet_is_an_error_not_an_empty_map():
    with pytest.raises(ConfigError, match="2019"):
        as_of([lists("a", "2020")], "2019")


@pytest.mark.parametrize("language", list(Language))
def test_every_reason_has_words(language):
    every = [
        lists("ok", "2020"),
        lists("later", "2030"),
        lists("maybe", "2024"),
        lists("undated", None),
        lists("old", "2019"),
        lists("new", "2020", "old"),
    ]
    found = as_of(every, "2024-06-30")
    assert {r.reason for r in found.left_out} == set(LeftOutReason)
    assert all(r.short_title in Voice(language).say(r.said) for r in found.left_out)


def write(folder, name, issued, supersedes=()):
    region = '"910000"'
    text = (
        f"document:\n  id: {name}\n  title: x\n  short_title: x\n  issuer:\n  number:\n"
        f"  issued: {issued}\n  region_code: {region}\n  supersedes: [{', '.join(supersedes)}]\n"
    )
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_folder_as_of_a_date_keeps_faults_of_unreadable_files(tmp_path):
    write(tmp_path, "a", '"2020"')
    write(tmp_path, "b", '"2030"')
    (tmp_path / "c.yaml").write_text("document: [", encoding="utf-8")
    folder, left_out = folder_as_of(read_lists(tmp_path, relative=lambda p: p.name), "2024")
    assert [f.file for f in folder.files] == ["a.yaml"]
    assert [r.document_id for r in left_out] == ["b"]
    assert [f.file for f in folder.faults] == ["c.yaml"]


def test_supersedes_must_name_documents_and_not_go_round(tmp_path):
    write(tmp_path, "a", '"2020"', ["b"])
    write(tmp_path, "b", '"2020"', ["c"])
    write(tmp_path, "c", '"2020"', ["a", "nowhere"])
    write(tmp_path, "d", '"2020"', ["a"])
    found = supersedes_faults(read_lists(tmp_path, relative=lambda p: p.name))
    assert {(f.kind, f.file, f.value, f.line) for f in found} == {
        ("unknown-superseded", "c.yaml", "nowhere", 9),
        ("supersedes-circle", "a.yaml", "a", 9),
        ("supersedes-circle", "b.yaml", "b", 9),
        ("supersedes-circle", "c.yaml", "c", 9),
    }
