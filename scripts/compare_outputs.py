"""Compare two built or recorded folders, or two files, by content and not by bytes alone.

Examples
--------
::

    python scripts/compare_outputs.py old/ new/
    python scripts/compare_outputs.py old/ new/ --only show build/luan --most 20

Prints what differs, file by file and in words. Exit code 1 if anything does.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from outputs.differences import Difference, differences
from outputs.kinds import read
from outputs.pages import aligned

EXCEPTIONS = Path(__file__).with_name("outputs") / "exceptions.yaml"


@cache
def exceptions() -> dict[str, list[dict[str, Any]]]:
    """Declared differences and replaced texts, each with its reason."""
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8"))
    return found


def plainer(value: Any, file: str) -> Any:
    """The value with the texts that are declared for the file replaced everywhere."""
    declared = [e for e in exceptions()["texts"] if fnmatchcase(f"/{file}", e["files"])]

    def replaced(part: Any) -> Any:
        if isinstance(part, str):
            for each in declared:
                part = re.sub(each["pattern"], each["replacement"], part)
            return part
        if isinstance(part, dict):
            return {key: replaced(v) for key, v in part.items()}
        return [replaced(v) for v in part] if isinstance(part, list | tuple) else part

    return replaced(value)


def _is_declared(file: str, found: Difference) -> bool:
    return any(
        fnmatchcase(f"/{file}", each["files"])
        and any(fnmatchcase(found.place, place) for place in each["places"])
        for each in exceptions()["differences"]
    )


def file_differences(old: Path, new: Path, name: str) -> list[Difference]:
    """Differences between two files; equal bytes are not read."""
    before, after = old.read_bytes(), new.read_bytes()
    if before == after:
        return []
    sides = aligned(*(plainer(read(name, content), name) for content in (before, after)))
    return [d for d in differences(*sides) if not _is_declared(name, d)]


def _names(folder: Path, only: Sequence[str]) -> set[str]:
    if folder.is_file():
        return {folder.name}
    names = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    return {n for n in names if not only or any(set(o.split()) <= set(_words(n)) for o in only)}


def _words(name: str) -> Iterable[str]:
    """The words that choose a file: parts of its path, the last also without its ending."""
    parts = name.split("/")
    return (*parts, parts[-1].partition(".")[0])


def compare(
    old: Path, new: Path, only: Sequence[str] = ()
) -> Iterator[tuple[str, list[Difference]]]:
    """Every file of either folder with its differences."""
    before, after = _names(old, only), _names(new, only)
    if old.is_file() and new.is_file():
        yield old.name, file_differences(old, new, old.name)
        return
    for name in sorted(before | after):
        if name not in after:
            yield name, [Difference("file", "only in the old")]
        elif name not in before:
            yield name, [Difference("file", "only in the new")]
        else:
            yield name, file_differences(old / name, new / name, name)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="PART", help='such as: show "build luan"'
    )
    parser.add_argument("--most", type=int, default=5, help="differences shown for each file")
    parser.add_argument("--quiet", action="store_true", help="leave out files that are equal")
    given = parser.parse_args(arguments)
    equal = differing = 0
    for name, found in compare(given.old, given.new, given.only):
        if not found:
            equal += 1
            if not given.quiet:
                print(f"equal    {name}")
            continue
        differing += 1
        print(f"DIFFERS  {name}: {len(found)}")
        for each in found[: given.most]:
            print(f"    {each}")
        if len(found) > given.most:
            print(f"    and {len(found) - given.most} more")
    print(f"{equal} files equal, {differing} differ")
    return 1 if differing or not equal else 0


if __name__ == "__main__":
    sys.exit(main())
