"""The fields every decision has: who, in which post, told how, when."""

from collections.abc import Iterator

from cqcmd.desk.command.response_words import HOW_NAMES
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField

DECIDED_BY = _("决定人")


def decided(who: str = DECIDED_BY, words: str = "") -> Iterator[Field]:
    """Who, the words if they have a label, post, how, when: recorded, not performed."""
    yield TextField("who", who)
    if words:
        yield TextField("words", words)
    yield TextField("post", _("职务"))
    yield Choice("how", _("方式"), tuple(HOW_NAMES.items()))
    yield TextField("at", _("时间"))


def note_decided(form: FieldForm) -> None:
    """What may stay blank says so."""
    form.note("who", _("姓名或单位，必填"))
    form.note("at", _("空为现在；14:20、5分钟前 均可"))
    form.note("how", _("键 1-4"))
