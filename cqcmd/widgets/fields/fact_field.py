"""A fact in twelve cells: ``3``, ``3-5``, ``?5`` or empty."""

from cqcmd.text import half_width
from cqcmd.widgets.fields.text_field import TextField

CELLS = 12


class FactField(TextField):
    """A quantity. Typing replaces what stood there, unless it goes on with it (``3``, ``3-5``)."""

    GOES_ON = "-~"

    def __init__(self, code: str, label: str, *, example: str = "") -> None:
        super().__init__(code, label, room=CELLS, replace=True, example=example)

    def _typed(self, text: str) -> str:
        return half_width(text)

    def _replaces(self, typed: str) -> bool:
        return half_width(typed[:1]) not in self.GOES_ON
