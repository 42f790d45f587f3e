"""The fields every decision has: who, in which post, told how, when."""

from collections.abc import Iterator

from cqcmd.desk.command.response_words import HOW_NAMES
from cqcmd.i18n import _
from cqcmd.screens.common.incident_form import Field, RoomForm
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField


class DecidedForm(RoomForm):
    """A form about something somebody decided: recorded, not performed."""

    who = _("决定人")

    def decided(self, words: str = "") -> Iterator[Field]:
        """Who, the words if they have a label, post, how, when."""
        yield TextField("who", self.who)
        if words:
            yield TextField("words", words)
        yield TextField("post", _("职务"))
        yield Choice("how", _("方式"), tuple(HOW_NAMES.items()))
        yield TextField("at", _("时间"))

    def on_mount(self) -> None:
        """What may stay blank says so."""
        self.note("who", _("姓名或单位，必填"))
        self.note("at", _("空为现在；14:20、5分钟前 均可"))
        self.note("how", _("键 1-4"))
