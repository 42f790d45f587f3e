"""Other organisations' duties in the room of reports: watched, hidden one by one, or all."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from cqcmd.i18n import _
from cqcmd.screens.common.lists_room import ListsRoom
from cqcmd.views import Situation
from cqcmd.views.reports import ChainStep
from cqcmd.widgets.table import Line


class WatchingRoom(ListsRoom):
    """Subclasses fill the chain and the situation, and draw them in `reload`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v,ctrl+e", "others", _("他单位的，显示或隐藏"), show=False, id="others"),
        Binding("g,ctrl+g", "watch_duty", _("关注或不关注"), show=False, id="watch-duty"),
        Binding("x,ctrl+x", "hide_duty", _("隐藏这一项，或再显示"), show=False, id="hide-duty"),
    ]

    _view: Situation
    _chain: tuple[ChainStep, ...] = ()

    def rules_of(self, name: str, line: Line) -> tuple[str, ...]:
        """The duties of a line: of a step of the chain all of them."""
        if name == "duties":
            return (line.key,)
        step = next((each for each in self._chain if each.key == line.key), None)
        return tuple(cell.rule for cell in step.cells) if step and name == "chain" else ()

    def action_others(self) -> None:
        """Other organisations' duties, shown or hidden; those watched stay."""
        watching = self.desk.watching
        watching.hide_others(not watching.others_hidden)
        hidden = _("他单位的时限已隐藏；关注的还在。按 v 再显示。")
        self.notify(hidden if watching.others_hidden else _("他单位的时限已显示。"))
        self.reload()

    def action_watch_duty(self) -> None:
        """Watch another organisation's duty, though others are hidden; or no longer."""
        if rules := self._others_here():
            watched = self.desk.watching.toggle(self.ident, rules)
            said = _("已关注：列在本站时限之后，不响铃。")
            self.notify(said if watched else _("不再关注。"))
            self.reload()

    def action_hide_duty(self) -> None:
        """Leave another organisation's duty out of the lists; or no longer, from the chain."""
        if rules := self._others_here():
            hidden = self.desk.watching.toggle_hidden(self.ident, rules)
            said = _("已隐藏：时限里不再列出；在报送链的那一步上再按 x 显示。")
            self.notify(said if hidden else _("不再隐藏。"))
            self.reload()

    def _others_here(self) -> tuple[str, ...]:
        """The duties under the cursor, where they are another organisation's; else it is said."""
        name, line = self.here()
        rules = self.rules_of(name, line) if line else ()
        if not rules:
            self.notify(_("请先把光标放到一项时限上。"), severity="warning")
            return ()
        if self._own(rules):
            words = _("这是本站自己的时限，总是列在最前、到时响铃，不用关注，也不能隐藏。")
            self.notify(words, severity="warning")
            return ()
        return rules

    def _own(self, rules: tuple[str, ...]) -> bool:
        """Whether these duties are this station's."""
        mine = {each.rule for each in self._view.deadlines if each.mine}
        mine |= {cell.rule for step in self._chain if step.mine for cell in step.cells}
        return mine.issuperset(rules)
