"""Who sits at this terminal (操作人), asked once a watch; and who sits at the others."""

import asyncio
import time
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Event, Thread
from typing import Any

from textual import work

from cqcmd.app.telling import Telling
from cqcmd.desk.common.operator import ROLES
from cqcmd.desk.station.alarm import Alarm
from cqcmd.desk.station.colleagues import Place
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import AskWords, EntrySheet
from cqcmd.screens.common.form_registry import late
from cqcmd.terminal.line_budget import LineBudget
from cqcmd.terminal.signals import ShutdownRequest
from cqcmd.widgets.colleague_words import line_of

OFTEN, SELDOM = 0.5, 1.0
"""Seconds between two looks at who is here: with others, and alone."""

HELD_UP = 10.0
"""Seconds without a tick after which the screen counts as held up."""

GRACE = 1.0
"""Seconds that the end waits for the disk to take the file of this terminal away."""

BENEATH = ("messages", "acknowledge", "cancel_backup", "palette", "help", "manual")
"""Actions of the app that show or change something while the screen is covered."""

STILL_TYPING = timedelta(minutes=1)
"""A form that stands open for longer without a key is not being filled in."""


class Operating(Telling):
    """Mixed into the app."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what the login has settled: who sits here, and whether he only looks.

        Over a covered screen, what would show or take down something of the record.
        """
        if self.covered and action in BENEATH:
            return False
        here = self.desk.operators.here
        if action == "observe":
            return here.role is None
        return action != "operator" or not here.given

    async def ask_operator(self) -> None:
        """Ask who sits here where nobody knows; not whoever is at something, such as a call."""
        if self.desk.operators.unknown and isinstance(self.screen, BoardScreen):
            await self.choose_operator()

    @work
    async def action_operator(self) -> None:
        """Say who sits here from now on."""
        if self.desk.ready:
            await self.choose_operator()
        else:
            self.warn(_("日志还在读，请稍等再按。"))

    @work
    async def action_roles(self) -> None:
        """Give somebody another role from now on."""
        if not self.desk.ready:
            self.warn(_("日志还在读，请稍等再按。"))
            return
        title = _("改角色：{roles}；“登录”是恢复登录时的").format(roles="、".join(ROLES))
        question = AskWords(title, _("姓名 角色，例 王强 指挥"), act=self._give_role)
        await self.push_screen_wait(question)

    def _give_role(self, typed: str) -> None:
        name, _blank, role = typed.strip().rpartition(" ")
        if not name:
            raise BadInput(_("请写姓名和角色，中间空一格，例 王强 指挥。"))
        self.tell(self.desk.operators.give_role(name, "" if role == _("登录") else role))

    async def choose_operator(self) -> bool:
        """Ask who sits here; whether that was said."""
        operator = late("cqcmd.screens.station.operator")
        name = await self.push_screen_wait(operator.OperatorMenu(self.desk))
        if name == operator.ANOTHER:
            question = AskWords(_("换操作人"), _("操作人姓名"), act=self._sit_down)
            return await self.push_screen_wait(question) is not None
        if name is None:
            return False
        try:
            self._sit_down(name)
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True)
        return True

    def _sit_down(self, name: str) -> None:
        self.tell(self.desk.operators.change(name))
        self._reload()


class Attending(Telling):
    """Mixed into the app: it says where this terminal stands, and shows who else is here."""

    departure: ShutdownRequest
    clock_budget: LineBudget
    _alarm: Alarm

    def __init__(self, *arguments: Any, **more: Any) -> None:
        """As every app."""
        super().__init__(*arguments, **more)
        self._left, self._moved = Event(), Event()
        self._attending: Thread | None = None
        self._stood, self._missed, self._ticked = Place(), "", 0.0

    def attend(self) -> None:
        """Be among those who are here until the app ends."""
        self._ticked = time.monotonic()
        if self.desk.colleagues.shown:
            loop = asyncio.get_running_loop()
            self._attending = Thread(target=self._attend, args=(loop,), name="attend", daemon=True)
            self._attending.start()

    def on_unmount(self) -> None:
        """Be here no longer, whatever the app ends by."""
        self._left.set()
        self._moved.set()

    def wait_for_leaving(self) -> None:
        """Wait until this terminal's file is gone; a disk that hangs keeps nobody."""
        if self._attending is not None:
            self._attending.join(GRACE)

    def attend_second(self) -> None:
        """Look whether the terminal answers, and say where it stands; end where nobody is."""
        link = getattr(self._driver, "link", None)
        if link is not None and link.look():
            self.departure.hang_up()
        self._ticked = time.monotonic()
        place = self._standing()
        if place != self._stood:
            self._stood = place
            self.desk.colleagues.stand(place)
            self._moved.set()

    def _standing(self) -> Place:
        shown = self._shown
        if self.covered:
            return Place(_("遮屏，没有人"))
        if shown is None:
            return self._stood
        typing = shown.is_form and self._alarm.idle(self.desk.clock.now()) < STILL_TYPING
        return Place(shown.whereabouts, shown.about, shown.duties_in_hand, typing)

    def _attend(self, loop: asyncio.AbstractEventLoop) -> None:
        colleagues = self.desk.colleagues
        while not self._left.is_set():
            self._moved.clear()
            if colleagues.look(answers=self._answers()):
                with suppress(RuntimeError):  # the loop is closed: the program is ending
                    loop.call_soon_threadsafe(partial(self.call_later, self._others_moved))
            self._moved.wait(OFTEN if colleagues.all else SELDOM)
        colleagues.leave()

    def _answers(self) -> bool:
        link = getattr(self._driver, "link", None)
        held_up = time.monotonic() - self._ticked > HELD_UP
        return not held_up and (link is None or not link.silent)

    def _others_moved(self) -> None:
        """Show at once who has come, gone, or moved; a disk that refuses is told once."""
        trouble = self.desk.colleagues.trouble
        if trouble and not self._missed:
            self.tell(trouble)
        self._missed = trouble
        if (shown := self._shown) is not None:
            self.clock_budget.interrupt()
            shown.tick(shown.now)
        self.show_message()

    def action_colleagues(self) -> None:
        """Tell of everybody who is here, in full."""
        now = self.desk.clock.now()
        lines = [line_of(one, now) for one in self.desk.colleagues.all]
        alone = self.desk.colleagues.trouble or _("这份数据现在只有这台终端在用。")
        title = _("别的终端 {n} 台").format(n=len(lines))
        self.push_screen(EntrySheet(title, "\n".join(lines or [alone])))
