"""Textual 8.2 breaks lines at blanks, which Chinese has not; mended where it asks for the places.

Every text a widget draws is broken by `content.divide_line`, every editor's by
`compute_wrap_offsets`; both ask the one rule of ``text.folds`` from here on.
"""

from types import ModuleType
from typing import Any

from rich._wrap import divide_line
from textual import content

from cqcmd.text import folds


def break_texts() -> None:
    """Let every text that a widget draws be broken as Chinese is."""
    _put(content, "divide_line", text_breaks)


def break_editors() -> None:
    """Let every editor's lines be broken so."""
    # late: the first screen has no editor, and the modules of one take milliseconds.
    from textual.document import _wrapped_document

    _put(_wrapped_document, "compute_wrap_offsets", editor_breaks)


def text_breaks(text: str, width: int, fold: bool = True) -> list[int]:
    """Return where a line of text is broken; what is to be cut instead is left to Textual."""
    return folds(text, width) if fold else divide_line(text, width, fold)


def editor_breaks(text: str, width: int, tab_size: int, **given: Any) -> list[int]:
    """Return where a line is broken under a cursor, which is to be seen behind each blank too."""
    if "\t" in text:
        # late: it comes with the editors, see above.
        from textual._wrap import compute_wrap_offsets

        return compute_wrap_offsets(text, width, tab_size, **given)
    return folds(text, width, hang=False)


def _put(module: ModuleType, name: str, function: object) -> None:
    """Set a name that is there: of another Textual it must not be missed silently."""
    assert hasattr(module, name), f"{module.__name__} has no {name}"
    setattr(module, name, function)
