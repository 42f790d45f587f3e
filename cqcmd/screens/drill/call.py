"""演练来电: a message as it is told; what it says is for the trainee to work in."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from cqcmd.clock import local
from cqcmd.i18n import _
from cqcmd.screens.common.base import ModalSheet
from cqcmd.views.drill import CallView
from cqcmd.widgets.box import Box
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain


class DrillCall(ModalSheet[None]):
    """Who calls, by what means, what is said. Taking it in is listening: no fact is listed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", _("关闭"), show=False, id="close"),
        Binding("f8", "work_in", _("接报、情况更新"), show=False, id="work-in"),
    ]

    def __init__(self, call: CallView) -> None:
        super().__init__()
        self.call = call

    def compose(self) -> ComposeResult:
        """Build the sender over what is said, and the keys."""
        with Box():
            yield Static(plain(heading(self.call)), classes="question")
            with VerticalScroll():
                yield Prose(id="heard")
            yield Static(plain(_what_to_do(self.call)), classes="hint")

    def on_mount(self) -> None:
        """Show what is heard, numbers and names whole on their lines."""
        self.query_one(Prose).show(plain(self.call.spoken))

    def action_work_in(self) -> None:
        """Blank, or as it was set aside: the intake form, or news of an accident already known."""
        app, call = self.app, self.call
        self.dismiss()
        action = f"news('{call.incident}')" if call.incident else f"take_message('{call.ident}')"
        app.call_later(app.run_action, f"app.{action}")


def heading(call: CallView) -> str:
    """``演练来电 10:05 电话 望江大厦物业 吴芳``."""
    words = _("演练来电 {time}  {means}  {sender}")
    return words.format(time=f"{local(call.at):%H:%M}", means=call.means, sender=call.sender)


def _what_to_do(call: CallView) -> str:
    """Name the keys; a message without facts, as a forecast, may be about no accident at all."""
    if not (call.incident or call.told):
        return _("请自己办。事故 F8 接报，预警 在值班台按 w   回车 关闭，Ctrl+Y 重看")
    words = _("请自己录入。F8 {form}   回车 关闭，关闭后按 Ctrl+Y 重看")
    return words.format(form=_("情况更新") if call.incident else _("接报"))
