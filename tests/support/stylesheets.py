"""One parse of a stylesheet for all apps of a process: the rules of the same words are the same.

Textual keeps what it parsed for one app, and every test starts an app of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parse = Stylesheet._parse_rules
_known: dict[tuple[object, ...], list[RuleSet]] = {}


def rules_of(stylesheet: Stylesheet, css: str, *place: Any, **named: Any) -> list[RuleSet]:
    """What textual parses of these words under these variables, parsed once."""
    variables = frozenset(stylesheet._variables.items())
    key = (css, variables, place, frozenset(named.items()))
    if key not in _known:
        _known[key] = _parse(stylesheet, css, *place, **named)
    return _known[key]


@contextmanager
def parsed_once() -> Iterator[None]:
    """Let every stylesheet ask here first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", rules_of)
        yield
