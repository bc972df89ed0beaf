"""The program: commands are found by name, one file each in :mod:`geo.cli.commands`.

``check.py`` holds the command ``check``, ``sheet_export.py`` the command ``sheet export``: a
file makes a command, which is loaded when it is called or listed.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command, get_group

import geo
from geo.cli import EXIT_INTERRUPTED, EXIT_USAGE, commands

#: Some versions of typer bundle their own click; the base of its public error is the right one.
UsageError: type[Exception] = typer.BadParameter.__bases__[0]

#: What the groups of commands are for.
_GROUPS = {
    "boundaries": "边界版本 · boundary vintages",
    "sheet": "名单与 Excel 互转 · lists to Excel and back",
    "typology": "类型 · typologies",
}
_PLAIN: Mapping[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class _Commands(Mapping[str, Any]):
    """Commands by name, below the given first words; each is loaded when it is looked up."""

    def __init__(self, *words: str) -> None:
        self._words = words
        paths = (module.name.split("_") for module in pkgutil.iter_modules(commands.__path__))
        depth = len(words)
        own = (path[depth:] for path in paths if tuple(path[:depth]) == words)
        #: Name → whether it is a group.
        self._names = {path[0]: len(path) > 1 for path in own}

    def __getitem__(self, name: str) -> Any:
        words = (*self._words, name)
        if self._names[name]:
            return _group(words)
        module_name = "_".join(words)
        module = import_module(f"{commands.__name__}.{module_name}")
        declared = typer.Typer(add_completion=False, **_PLAIN)
        declared.command(name)(getattr(module, module_name))
        return get_command(declared)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _with_commands(group: Any, *words: str) -> Any:
    """A group that finds its commands by name; typer itself knows only registered ones."""
    group.commands = _Commands(*words)
    return group


def _group(words: tuple[str, ...]) -> Any:
    name = words[-1]
    declared = typer.Typer(name=name, help=_GROUPS.get(name), no_args_is_help=True, **_PLAIN)
    return _with_commands(get_group(declared), *words)


def _print_version(value: bool) -> None:
    if value:
        print(f"county-typology {geo.__version__}")
        raise typer.Exit


def _common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="版本号 · version"),
    ] = False,
) -> None:
    pass


def program() -> Any:
    """The whole command line, as click has it."""
    app = typer.Typer(
        name="county-typology",
        help="县区类型地图：名单 + 公开边界 → 地图、GeoPackage、插图与表格。"
        " · Policy lists of counties + public boundaries → maps, GeoPackage, figures, tables.",
        no_args_is_help=True,
        **_PLAIN,
    )
    app.callback()(_common)
    return _with_commands(get_command(app))


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        result = program()(args=given, standalone_mode=False)
    except typer.Exit as leaving:
        return leaving.exit_code
    except UsageError as wrong:
        wrong.show()  # type: ignore[attr-defined]  # both copies of click have it
        return EXIT_USAGE
    except (typer.Abort, KeyboardInterrupt):  # before the command began
        return EXIT_INTERRUPTED
    return result if isinstance(result, int) else 0
