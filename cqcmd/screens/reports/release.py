"""A press release as it was written, and the form that records by whose authority it went out."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from cqcmd.desk.desk import Desk
from cqcmd.desk.papers.forms import ReleaseForm
from cqcmd.i18n import _
from cqcmd.screens.common.acts import undo
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import (
    POST_EXAMPLE,
    TIME_EXAMPLE,
    WHO_EXAMPLE,
    how_field,
    how_of,
)
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.widgets.fields.text_field import TextField


class ReleaseScreen(PaperScreen):
    """A press release as it was written; r once it went out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,ctrl+r", "release", _("记发布"), id="release"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
    ]

    def __init__(self, desk: Desk, ident: str, entry: str, *saved: Path) -> None:
        super().__init__(desk, desk.press.one(ident, entry).paper, *saved)
        self.ident = ident
        self._entry = entry

    def action_release(self) -> None:
        """By whose authority, through which channels, when."""
        self.app.push_screen(ReleaseFieldForm(self.desk, self.ident, self._entry))

    def action_undo(self) -> None:
        """Written by a slip: struck; the file stays where it lies."""
        undo(self, self.desk, self.ident)
        if self._entry not in {one.entry for one in self.desk.press.written(self.ident)}:
            self.dismiss()


@form("release", _("记发布"))
class ReleaseFieldForm(FieldForm):
    """It records what others decided and did; nothing goes out by it."""

    form = "release"
    name_of_form = _("记发布")

    purpose = _("记下通稿是谁授权、几点、从哪些渠道发布的；本程序不发布。")

    def __init__(
        self, desk: Desk, ident: str, document: str, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self._written = desk.press.one(ident, document)
        super().__init__(desk, ident, first="who", draft=draft)

    @property
    def draft_name(self) -> str:
        """Each release has its own."""
        return f"{self.form}:{self.ident}:{self._written.entry}"

    def fields(self) -> Iterator[Field]:
        """Who authorised it and how that was said, the channels, when it went out."""
        yield TextField("who", _("授权人"), example=WHO_EXAMPLE, required=True)
        yield TextField("post", _("职务"), example=POST_EXAMPLE)
        yield how_field()
        example = _("例 区政府网站、微博、新闻发布会")
        yield TextField("channels", _("渠道"), example=example, required=True)
        yield TextField("at", _("发布时间"), example=TIME_EXAMPLE)

    def on_mount(self) -> None:
        """Say which release it is, and how it went out already."""
        said = (f"《{self._written.paper.title}》", *self._written.released)
        self.tell("\n".join(said))
        self.note("who", _("只记录，不代替授权"))
        self.note("how", _("键 1-4"))

    def save(self, reason: str) -> str:
        """Record it."""
        form = ReleaseForm(
            who=self.text("who"),
            post=self.text("post"),
            how=how_of(self.text("how")),
            channels=self.text("channels"),
            at=self.moment_or_now("at"),
        )
        self.desk.press.released(self.ident, self._written.entry, form, reason)
        return _("已记入：发布通稿，{channels}。").format(channels=form.channels)
