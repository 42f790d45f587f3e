"""What a state looks like: a class in the stylesheet, asked for once and shared by all widgets.

With Textual's component classes, a widget asks the whole stylesheet again for each of its looks
whenever the focus moves; a form of forty fields did that a thousand times.
"""

from typing import Any
from weakref import WeakKeyDictionary

from msgspec import Struct
from rich.style import Style
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode


class _Found(Struct):
    """Looks under the rules as last parsed; another theme makes other rules."""

    rules: list[RuleSet]
    styles: dict[str, Style]


_found: WeakKeyDictionary[Stylesheet, _Found] = WeakKeyDictionary()


def style_of(app: App[Any], name: str) -> Style:
    """Return the stylesheet's style of a class, to be laid over a widget's own."""
    sheet = app.stylesheet
    found = _found.get(sheet)
    if found is None or found.rules is not sheet.rules:
        found = _found[sheet] = _Found(sheet.rules, {})
    if name not in found.styles:
        found.styles[name] = _applied(sheet, name)
    return found.styles[name]


def hash_rules_quickly() -> None:
    """Let a rule of a stylesheet be found in a set without a call of a function.

    Textual looks each of some thousand rules up for each widget it styles, and its own way to the
    hash, the rule's identity as well, was a fifth of the work of opening a screen.
    """
    RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]


def _applied(sheet: Stylesheet, name: str) -> Style:
    node = DOMNode(classes=name)
    sheet.apply(node)
    return node.styles.base.partial_rich_style
