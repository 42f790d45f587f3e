"""A field for several lines of text."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import TextArea


class Writing(TextArea, inherit_bindings=False):
    """Several lines of text. Without Ctrl+Z, which suspends programs elsewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in TextArea.BINDINGS
        if isinstance(binding, Binding) and binding.action != "undo"
    ]
