"""The fields every decision has: who, in which post, told how, when."""

from collections.abc import Iterator

from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.shared_fields import (
    POST_EXAMPLE,
    TIME_EXAMPLE,
    WHO_EXAMPLE,
    how_field,
)
from cqcmd.widgets.fields.text_field import TextField

DECIDED_BY = _("决定人")


def decided(
    who: str = DECIDED_BY, words: str = "", *, example: str = "", required: bool = False
) -> Iterator[Field]:
    """Who, the words if they have a label, post, how, when: recorded, not performed.

    ``example`` and ``required`` are about the words.
    """
    yield TextField("who", who, example=WHO_EXAMPLE, required=True)
    if words:
        example = example or _("照他的原话记，一两句即可")
        yield TextField("words", words, example=example, required=required)
    yield TextField("post", _("职务"), example=POST_EXAMPLE)
    yield how_field()
    yield TextField("at", _("时间"), example=TIME_EXAMPLE)


def note_decided(form: FieldForm) -> None:
    """Say by which digits one chooses how it was told."""
    form.note("how", _("键 1-4"))
