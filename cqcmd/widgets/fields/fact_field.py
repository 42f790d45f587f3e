"""Fields in which typing replaces what stood there: ``3``, ``3-5``, ``?5``; a moment."""

from cqcmd.text import half_width
from cqcmd.widgets.fields.text_field import TextField


class FactField(TextField):
    """A quantity. Typing replaces what stood there, unless it goes on with it (``3``, ``3-5``)."""

    GOES_ON = "-~"
    ROOM = 12
    REPLACES = True

    def _typed(self, text: str) -> str:
        return half_width(text)

    def _replaces(self, typed: str) -> bool:
        return half_width(typed[:1]) not in self.GOES_ON


class MomentField(TextField):
    """A moment, as it is spoken of or with its date."""

    ROOM = 16
    REPLACES = True
