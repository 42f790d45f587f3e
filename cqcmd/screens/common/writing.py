"""A field for several lines of text."""

from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from cqcmd.terminal.line_breaks import break_editors
from cqcmd.text import clean


class Writing(TextArea, inherit_bindings=False):
    """Several lines of text. Without Ctrl+Z, which suspends programs elsewhere.

    F6 and F7 lead to rooms from a field of any kind.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in TextArea.BINDINGS
        if isinstance(binding, Binding) and binding.action not in ("undo", "select_line")
        if not binding.key.startswith("f7")
    ]

    def __init__(self, text: str = "", **given: Any) -> None:
        break_editors()
        super().__init__(clean(text), **given)
