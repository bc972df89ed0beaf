"""The list folders that are recorded: as they are, edited as a planner would, and with faults."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

PROJECTS = ("now", "edited", "misnamed", "broken")
#: For commands that write lists, one for each language.
SPARE = ("spare-zh", "spare-en")
EDITS = Path(__file__).with_name("edits.yaml")
#: A table as an office might send it, which ``sheet import`` reads.
FOREIGN_TABLE = Path(__file__).with_name("foreign.csv")


def _edit(folder: Path, edit: dict[str, str]) -> None:
    path = folder / edit["file"]
    text = path.read_text(encoding="utf-8")
    count = text.count(edit["old"])
    if count != 1:
        raise ValueError(f"{edit['what']}: {edit['file']} has the old text {count} times, not once")
    path.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")


def lay_out(project: Path, folder: Path) -> None:
    """Make the projects and a foreign table in a folder from a checkout's lists.

    Raises
    ------
    ValueError
        If a text that an edit replaces is not found exactly once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(FOREIGN_TABLE, folder)
    edits = yaml.safe_load(EDITS.read_text(encoding="utf-8"))
    for name in (*PROJECTS, *SPARE):
        shutil.copytree(project / "layers", folder / name / "layers")
        (folder / name / "data").symlink_to(project.resolve() / "data")
        for edit in edits.get(name, ()):
            _edit(folder / name / "layers", edit)
