"""What was being typed when a session ended: shown, and taken up again in its own form."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cqcmd.clock import stamp
from cqcmd.desk.common.preferences import Draft
from cqcmd.desk.desk import Desk
from cqcmd.desk.intake.forms import told_once, written
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.patterns import regex
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.common.base import ModalSheet, PostScreen
from cqcmd.screens.common.form_registry import every_form, find_form, form_of, wanted_of
from cqcmd.screens.common.messages import Say
from cqcmd.terminal.slow_disk import off_screen
from cqcmd.widgets.box import Box
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Column, Line, Table

COLUMNS = (
    Column(_("何时"), 11),
    Column(_("哪份表"), 16),
    Column(_("字数"), 5, right=True),
    Column(_("内容"), 0),
)
ANSWER = regex(r"[a-z][a-z_.]*")
"""The key of an answer that was chosen: a word for programs, which nobody typed."""

PATIENCE = 0.5
"""Seconds between looks whether somebody still types: an offer never comes between."""


async def offer_drafts(app: App[Any], desk: Desk) -> None:
    """Offer drafts of ended sessions, one after another, until none is left or Esc."""
    drafts = await asyncio.to_thread(_found, desk)
    for fault in desk.drafts.faults:
        app.post_message(Say(fault, "error"))
    while drafts:
        while isinstance(app.screen, PostScreen) and app.screen.silent:
            await asyncio.sleep(PATIENCE)
        chosen = await app.push_screen_wait(RecoveryScreen(desk, drafts))
        if chosen is None:
            return
        try:
            form = form_of(desk, chosen)
            off_screen(partial(desk.drafts.adopt, chosen))
        except Refusal as refusal:
            app.post_message(Say(str(refusal), "error"))
        else:
            await app.push_screen_wait(form)
        drafts = await asyncio.to_thread(_found, desk)


def _found(desk: Desk) -> Sequence[Draft]:
    """Return the drafts; import their forms here, in the thread, where there are any."""
    drafts = desk.drafts.found()
    if drafts:
        every_form()
    return drafts


class RecoveryScreen(ModalSheet[Draft | None]):
    """The drafts found, latest first; the one taken up again, or ``None``: they wait."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "discard", _("丢弃"), show=False, id="discard-draft"),
        Binding("escape", "dismiss(None)", _("以后再说"), show=False, id="drafts-later"),
        Binding("n,ctrl+n", "take_call", _("接报"), show=False, id="take-call"),
        Binding("f8", "take_call", _("接报"), show=False, id="take-call-f8"),
    ]

    def __init__(self, desk: Desk, drafts: Sequence[Draft]) -> None:
        super().__init__()
        self._desk = desk
        self._drafts = list(drafts)

    def compose(self) -> ComposeResult:
        """Build what was found, and the keys."""
        words = _("上次退出时有 {count} 份没有保存的内容：").format(count=len(self._drafts))
        with Box():
            yield Static(plain(words), classes="question")
            yield Table(COLUMNS, id="drafts")
            hint = _("回车 接着填   Del 丢弃   n 接报   Esc 以后再说（都留着）")
            yield Static(hint, classes="hint")

    def on_mount(self) -> None:
        """Put the cursor on the latest."""
        self._show()
        self.query_one(Table).focus()

    def _show(self) -> None:
        lines = [draft_line(self._desk, i, draft) for i, draft in enumerate(self._drafts)]
        self.query_one(Table).show(lines)

    @on(Table.Chosen)
    def _take(self, event: Table.Chosen) -> None:
        event.stop()
        self.dismiss(self._drafts[int(event.line.key)])

    async def action_take_call(self) -> None:
        """Make way for a call that comes in while this is asked: the drafts wait."""
        self.dismiss(None)
        self.app.call_later(self.app.run_action, "app.take_call")

    @work
    async def action_discard(self) -> None:
        """Throw the draft under the cursor away, when asked once more."""
        line = self.query_one(Table).cursor
        if line is None:
            return
        draft = self._drafts[int(line.key)]
        words = _("丢弃这份草稿（{count} 字）？丢弃后找不回来。").format(
            count=written(draft.fields)
        )
        if not await self.app.push_screen_wait(Confirm(words, _("丢弃"), _("留着"))):
            return
        try:
            off_screen(partial(self._throw_away, draft))
        except Refusal as refusal:
            self.say(str(refusal), "error")
        self._drafts.remove(draft)
        self._show()
        if not self._drafts:
            self.dismiss(None)

    def _throw_away(self, draft: Draft) -> None:
        self._desk.drafts.adopt(draft)
        self._desk.drafts.discard(draft.form)


def draft_line(desk: Desk, place: int, draft: Draft) -> Line:
    """When, which form of which incident, how much, and how it begins."""
    name, typed = _told(desk, draft)
    return Line(
        str(place),
        (
            Cell(stamp(draft.saved_at, desk.clock.now())),
            Cell(name),
            Cell(str(written(draft.fields))),
            Cell(typed),
        ),
    )


def draft_words(desk: Desk, draft: Draft) -> str:
    """Return which form of which incident, and how it begins, in one line."""
    every_form()
    return " ".join(_told(desk, draft))


def _told(desk: Desk, draft: Draft) -> tuple[str, str]:
    """Return the name of the form and its incident, and how what was typed begins."""
    wanted = wanted_of(draft)
    found = find_form(wanted.name)
    name = draft.form.partition(":")[0]
    if found:
        name = found.title.format(headquarters=desk.plan.headquarters[0].name)
    if wanted.name != "intake":
        name = f"{name} {_number(desk, wanted.ident)}"
    words = [text for text in told_once(draft.fields).values() if not ANSWER.fullmatch(text)]
    typed = " ".join(filter(None, words)) or _("（只选了答案）")
    return name, typed[:200]


def _number(desk: Desk, ident: str) -> str:
    try:
        return desk.strip(ident).number
    except Refusal:
        return ""
