"""The fields every decision has: who, in which post, told how, when."""

from collections.abc import Iterator

from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.shared_fields import BLANK_IS_NOW, how_field
from cqcmd.widgets.fields.text_field import TextField

DECIDED_BY = _("决定人")


def decided(who: str = DECIDED_BY, words: str = "") -> Iterator[Field]:
    """Who, the words if they have a label, post, how, when: recorded, not performed."""
    yield TextField("who", who)
    if words:
        yield TextField("words", words)
    yield TextField("post", _("职务"))
    yield how_field()
    yield TextField("at", _("时间"))


def note_decided(form: FieldForm) -> None:
    """Mark the fields that may stay blank."""
    form.note("who", _("姓名或单位，必填"))
    form.note("at", BLANK_IS_NOW)
    form.note("how", _("键 1-4"))
