"""A field for any words, in which a name that fits is offered and never taken by itself."""

from textual.actions import SkipAction
from textual.binding import Binding

from cqcmd.i18n import _
from cqcmd.widgets.fields.pick_field import PickField


class SuggestField(PickField):
    """The best match stands dim behind what was typed; Right takes it, leaving the field does not.

    For organisations and the like, of which the known ones are only some.
    """

    BINDINGS = [Binding("right", "take", _("取提示的名字，或右移"), show=False, id="typing-take")]

    REPLACES = False

    @property
    def text(self) -> str:
        """The words as they were typed."""
        return self.value.strip()

    def settle(self) -> None:
        """They stay so."""

    def action_take(self) -> None:
        """Take the name that is offered; before the end of the words, move the cursor."""
        if self.choosing and self.chosen and self._cursor == len(self.value):
            self.fill(self.chosen.name)
        else:
            self.action_move(1)

    def action_cycle(self, step: int) -> None:
        """Up and down move between fields; more letters narrow the choice."""
        raise SkipAction
