"""What textual works out anew for each app or each message, worked out once in tests.

Every test starts an app of its own. The rules of the same words are the same, and which methods of
a class handle a message does not change: a tenth of what a key cost in a test went there.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import FunctionType
from typing import Any

import pytest
from textual import _callback
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.message import Message
from textual.message_pump import MessagePump

_parse = Stylesheet._parse_rules
_rules: dict[tuple[object, ...], list[RuleSet]] = {}
_methods_of = MessagePump._get_dispatch_methods
_parameters_of = _callback._count_parameters
_parameters: dict[object, int] = {}


def rules_of(stylesheet: Stylesheet, css: str, *place: Any, **named: Any) -> list[RuleSet]:
    """What textual parses of these words under these variables, parsed once."""
    variables = frozenset(stylesheet._variables.items())
    key = (css, variables, place, frozenset(named.items()))
    if key not in _rules:
        _rules[key] = _parse(stylesheet, css, *place, **named)
    return _rules[key]


def methods_of(
    pump: MessagePump, name: str, message: Message
) -> Iterator[tuple[type, Callable[[Message], Awaitable[Any]]]]:
    """What handles a message: found by names alone where nothing is decorated for its kind."""
    kinds: list[Any] = [type(pump), type(message)]  # types that mypy does not know as hashable
    named = _named(*kinds, name)
    if named is None:
        yield from _methods_of(pump, name, message)
        return
    for kind, method in named:
        if message._no_default_action:
            break
        yield kind, vars(kind)[method].__get__(pump, kind)


@cache
def _named(pump: type, message: type, name: str) -> tuple[tuple[type, str], ...] | None:
    """The classes that handle a message, each with its method; None where one is decorated."""
    decorated = [vars(kind).get("_decorated_handlers") or {} for kind in pump.__mro__]
    if any(kind in handlers for handlers in decorated for kind in message.__mro__):
        return None
    found = ((kind, _name_in(kind, name)) for kind in pump.__mro__)
    return tuple((kind, method) for kind, method in found if method)


def _name_in(kind: type, name: str) -> str:
    """The name under which a class itself has the method; empty without one."""
    known = next((each for each in (f"_{name}", name) if vars(kind).get(each)), "")
    return "" if known and getattr(vars(kind)[known], "_textual_on", None) else known


def parameters_of(function: Callable[..., Any]) -> int:
    """How many parameters a function takes: as many as any other made of the same code."""
    if not isinstance(function, FunctionType) or hasattr(function, "__wrapped__"):
        return _parameters_of(function)
    if function.__code__ not in _parameters:
        _parameters[function.__code__] = _parameters_of(function)
    return _parameters[function.__code__]


@contextmanager
def worked_out_once() -> Iterator[None]:
    """Let every app ask here first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", rules_of)
        patch.setattr(MessagePump, "_get_dispatch_methods", methods_of)
        patch.setattr(_callback, "_count_parameters", parameters_of)
        yield
