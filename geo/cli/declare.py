"""Declaring a command: a function of the session and of the command's own arguments."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from typing import Any, get_type_hints

from geo.cli.options import SHARED
from geo.cli.session import Session

_EMPTY = inspect.Parameter.empty


def takes(*shared: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a command for typer.

    The function's first parameter is the session, made of the shared options that are named here
    (keys of :data:`~geo.cli.options.SHARED`). Its other parameters are annotated as typer reads
    them; one that is annotated with a dataclass becomes an option or argument per field.
    """

    def declare(command: Callable[..., None]) -> Callable[..., None]:
        _, *own = inspect.signature(command, eval_str=True).parameters.values()
        groups: dict[str, Any] = {p.name: p.annotation for p in own if is_dataclass(p.annotation)}

        @wraps(command)
        def run(**given: Any) -> None:
            session = Session(**{name: given.pop(name) for name in shared})
            for name, group in groups.items():
                given[name] = group(**{f.name: given.pop(f.name) for f in fields(group)})
            with session.answering():
                command(session, **given)

        parameters = [*_own(own, groups), *_shared(shared)]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # typer reads it
        run.__annotations__ = {p.name: p.annotation for p in parameters}
        return run

    return declare


def _own(own: list[inspect.Parameter], groups: Mapping[str, Any]) -> Iterator[inspect.Parameter]:
    for parameter in own:
        group = groups.get(parameter.name)
        if group is None:
            yield _parameter(parameter.name, parameter.annotation, parameter.default)
            continue
        hints = get_type_hints(group, include_extras=True)
        for field in fields(group):
            default = _EMPTY if field.default is MISSING else field.default
            yield _parameter(field.name, hints[field.name], default)


def _shared(names: tuple[str, ...]) -> Iterator[inspect.Parameter]:
    defaults = {f.name: f.default for f in fields(Session)}
    return (_parameter(name, SHARED[name], defaults[name]) for name in names)


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)
