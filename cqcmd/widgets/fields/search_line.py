"""The line of a list that takes what is typed, and leaves some keys to the screen."""

from textual.actions import SkipAction

from cqcmd.widgets.fields.text_field import TextField


class SearchLine(TextField):
    """Delete behind the last character is left to the screen, which has a use for it."""

    def action_erase(self, step: int) -> None:
        """Delete a character, where there is one."""
        if step > 0 and self._cursor == len(self.value):
            raise SkipAction
        super().action_erase(step)
