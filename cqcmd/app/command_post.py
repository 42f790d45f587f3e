"""The app: wiring of screens, keys, themes and the tick of the one clock."""

import gc
from contextlib import suppress
from typing import ClassVar

from textual import events, on, work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from cqcmd.app.maintenance import MaintenanceActions
from cqcmd.app.telling import Messages
from cqcmd.app.themes import NIGHT, THEME_NAMES, THEMES
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.station.alarm import Alarm
from cqcmd.desk.station.bands import Bands
from cqcmd.errors import PlanLost, Refusal
from cqcmd.i18n import _
from cqcmd.paths import stylesheet
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.common.base import ModalSheet, PostScreen
from cqcmd.screens.common.form_registry import late, open_form
from cqcmd.screens.common.keys import KeysScreen, key_name
from cqcmd.screens.common.messages import OpenForm, Say, ShowClause, ShowIncident
from cqcmd.terminal.crash import CrashReports
from cqcmd.terminal.driver import driver_class
from cqcmd.terminal.key_queue import KeyQueue
from cqcmd.terminal.line_breaks import break_texts
from cqcmd.terminal.line_feed import as_enter
from cqcmd.terminal.repeat_guard import RepeatGuard
from cqcmd.terminal.signals import HANGUP, ShutdownRequest
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.key_grammar import is_changed
from cqcmd.widgets.table import Table

SAMPLE = "sample"
"""The result of a post whose officer asked for the sample."""

STEPS = ("space", "ideographic_space")
"""Keys of which somebody may believe that a second press counts."""

WIDTH, HEIGHT = 80, 24
"""The terminal for which every screen is complete."""


class CommandPost(CrashReports, MaintenanceActions, App[str], inherit_bindings=False):
    """The command post on one terminal; its result names what to open next, if anything."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "help_quit", _("怎样退出"), show=False, system=True, id="how-to-leave"),
        # With priority: it works in a field and over a question, and never does anything else.
        Binding(
            "ctrl+a", "acknowledge", _("知道了：顶行的告警"), priority=True, show=False, id="know"
        ),
    ]

    def __init__(self, opening: Opening, *, calling: bool = False) -> None:
        """Build the app; ``calling`` opens the form of a new call and asks nothing before."""
        super().__init__(driver_class=driver_class(), css_path=stylesheet())
        # Textual would build a rack of notices into each screen: the message line speaks here.
        self._disable_notifications = True
        break_texts()
        self.opening = opening
        self.desk: Desk = opening.desk
        self._calling = calling
        self.crash_folder, self.crash_mark = opening.data / "crash", self.desk.mark
        self._small = ""
        self.departure = ShutdownRequest(self, self.keep_drafts)
        self._alarm = Alarm(self.desk.clock.now())
        self._bands = Bands()
        self.messages = Messages()
        self._typed_ahead = KeyQueue(self, self._handle_key)
        self._repeats = RepeatGuard(lambda: self.desk.logbook.acts)
        for theme in THEMES:
            self.register_theme(theme)
        chosen = str(self.desk.settings.get("theme"))
        # A name of another version, or one typed by hand, must not keep the post from opening.
        self.theme = chosen if chosen in THEME_NAMES else NIGHT.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own tokens, for the moment before a theme is chosen."""
        return dict(NIGHT.variables)

    def refresh_css(self, animate: bool = True) -> None:
        """Before there is a screen nothing is parsed: the first parse is to take our colours."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as the hints and the guide call it."""
        name = key_name(binding.key) or super().get_key_display(binding)
        return _("{name}(改)").format(name=name) if is_changed(self, binding) else name

    # Coming and going

    def on_mount(self) -> None:
        """Show the board at once; the journal is read in a thread behind it."""
        self.departure.install()
        self.screen_change_signal.subscribe(self, self.screen_changed, immediate=True)
        self.set_class(bool(self.desk.settings.get("ascii")), "-ascii")
        if not self.desk.settings.get("mouse"):
            self.use_mouse(False)
        self.push_screen(BoardScreen(self.desk))
        if self._calling:
            self.action_take_call()
        self.set_interval(1.0, self.tick)
        # After the first picture: a call can be taken while the journal is still being read.
        self.call_after_refresh(self._read_journal)

    def terminal_lost(self) -> None:
        """Keep what is being typed, then end the program: the terminal is gone."""
        self.departure.begin(HANGUP)

    @work(thread=True)
    def _read_journal(self) -> None:
        try:
            self.opening.read_journal()
        except Refusal as refusal:
            self.call_from_thread(self.exit, None, 2, plain(str(refusal)))
            return
        self.call_from_thread(self._opened)

    def _opened(self) -> None:
        # The start is over (`cli.main` turned the collector off for it): what it made stays for
        # good, and frozen no later collection walks through it.
        gc.collect()
        gc.freeze()
        gc.enable()
        self._reload()
        self.take_keys()
        self.keep_register()
        if self.opening.remark:
            self.tell(self.opening.remark)
        if fault := self.desk.board().plan_fault:
            self.tell(fault, wrong=True)
        if self._calling:
            self.tell(_("真警：这是真实的接报，演练已经停住。处理完，值班台按 F11 接着演练。"))
        else:
            self._begin_watch()

    @work
    async def _begin_watch(self) -> None:
        """Ask once whom the station serves; offer what was being typed when the program ended."""
        if not self.desk.watch.station and not self.desk.observing:
            await self.push_screen_wait(
                late("cqcmd.screens.station.settings").StationForm(self.desk)
            )
        await late("cqcmd.screens.recovery").offer_drafts(self, self.desk)

    def keep_drafts(self) -> None:
        """Put what is being typed on disk now."""
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                keep()

    def on_resize(self, event: events.Resize) -> None:
        """Say once that it is smaller than it was made for, until it is large enough again."""
        small = event.size.width < WIDTH or event.size.height < HEIGHT
        if small and not self._small:
            words = _("窗口只有 {w}x{h}，小于 80x24，有些内容会被截去；放大窗口即可看全。")
            self._small = words.format(w=event.size.width, h=event.size.height)
            self.tell(self._small, wrong=True)
        elif not small and self._small:
            self.unsay(self._small)
            self._small = ""

    # The tick

    def tick(self) -> None:
        """Look at the clock and the journal; show and ring what a second has changed."""
        now = self.desk.clock.now()
        self._look_at_clock()
        changed = self.desk.refresh()
        self.message_second()
        if self._shown is None:
            return
        if changed:
            self._shown.reload()
        self._shown.tick(now)
        if self.desk.ready:
            self._ring(self._shown)

    @property
    def _shown(self) -> PostScreen | None:
        """The screen in front, or behind a question; ``None`` while it is being built or taken."""
        found = next((screen for screen in reversed(self.screen_stack) if _is_post(screen)), None)
        return found if isinstance(found, PostScreen) and found.is_running else None

    def _reload(self) -> None:
        if self._shown is not None:
            self._shown.reload()

    def _look_at_clock(self) -> None:
        check = getattr(self.desk.clock, "check", None)
        moved = check() if check and self.desk.ready else None
        if moved is None:
            return
        self.desk.station.clock_moved(moved)
        if moved.kind == "jump":
            self._judge_clock(moved.seconds)
        else:
            words = _("本机休眠了 {seconds} 秒，时限未变。").format(seconds=round(moved.seconds))
            self.tell(words)

    @work
    async def _judge_clock(self, seconds: float) -> None:
        words = _(
            "系统时钟跳变 {seconds:+} 秒。倒计时仍按原来的时间走，时限没有变。现在的系统时间对吗？"
        ).format(seconds=round(seconds))
        accepted = await self.push_screen_wait(
            Confirm(words, _("系统时间对，改用它"), _("不对，保持原计时"))
        )
        getattr(self.desk.clock, "accept" if accepted else "keep")()
        self.desk.station.clock_judged(bool(accepted))
        if accepted and any(bell.people for bell in self.desk.alerts()):
            self.tell(_("时钟改了：请马上呼叫警戒区内各队，逐队登记应答。"))

    def _ring(self, shown: PostScreen) -> None:
        now = self.desk.clock.now()
        bells = list(self.desk.alerts())
        ringing = self._alarm.tick(now, bells)
        again = self._alarm.repeats(now, bells)
        if (ringing or again) and not shown.silent:
            self.bell()
        if ringing and not shown.silent:
            self.tell("\n".join(bell.words_at(now) for bell in ringing))
        self._bands.follow(self.desk.graded())
        shown.band(self._bands.standing(now, bells), now)

    def action_acknowledge(self) -> None:
        """Take down the band across the top line: whoever is here knows of it."""
        if self._bands.acknowledge():
            if self._shown is not None:
                self._ring(self._shown)
        elif any(bell.people and bell.over(self.desk.clock.now()) for bell in self.desk.alerts()):
            self.tell(_("队伍没有应答，这条告警不能取消：按 p 登记应答或离开。"))
        else:
            self.tell(_("顶行没有要确认的告警。"))

    async def on_event(self, event: events.Event) -> None:
        """Any key shows that somebody is there; keys typed ahead wait for their turn."""
        event = as_enter(event)
        if isinstance(event, events.Key):
            self._alarm.key_pressed(self.desk.clock.now())
        if isinstance(event, events.MouseDown):
            self._repeats.interrupt()
        # A forwarded key that nobody took bubbles up to the app again: it has had its turn.
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._typed_ahead.take(event)
        else:
            await super().on_event(event)

    async def _handle_key(self, event: events.Event) -> None:
        """Hand a key on; one that repeats what was just written does nothing."""
        settled = self._typed_ahead.settled
        if isinstance(event, events.Key) and self._repeats.swallows(
            event.key, event.time, settled, self._place()
        ):
            if event.key in STEPS:
                self.tell(_("刚记过，没有再记；隔一秒再按才算下一步。"))
            return
        await super().on_event(event)

    def _place(self) -> tuple[object, ...]:
        """Return what a key would act on now: a screen, a field or list, a line."""
        focused = self.focused
        line = focused.cursor if isinstance(focused, Table) else None
        return self.screen, focused, line.key if line else ""

    # Wishes

    @on(Say)
    def _say(self, message: Say) -> None:
        self.take_up(message)

    @on(ShowIncident)
    def _show_incident(self, message: ShowIncident) -> None:
        try:
            self.desk.of(message.ident)
        except PlanLost as lost:
            without_plan = late("cqcmd.screens.plan.without_plan").WithoutPlanScreen
            self.push_screen(without_plan(self.desk, message.ident, str(lost)))
            return
        self.push_screen(
            late("cqcmd.screens.situation.screen").SituationScreen(self.desk, message.ident)
        )

    @on(ShowClause)
    def _show_clause(self, message: ShowClause) -> None:
        # By the plan of what it is about: an incident's clauses are those it is under.
        try:
            desk = (self._shown.desk if self._shown else self.desk).of(message.incident)
        except PlanLost as lost:
            self.tell(str(lost))
            return
        self.push_screen(
            late("cqcmd.screens.plan.reader").ClauseScreen(
                desk, message.number, message.incident, message.entry
            )
        )

    @on(OpenForm)
    def _open_form(self, message: OpenForm) -> None:
        try:
            screen = open_form(self.desk, message.name, message.incident, message.about)
        except PlanLost as lost:
            self.tell(str(lost))
            return
        self.push_screen(screen)

    def action_take_call(self) -> None:
        """Open the intake form: the second it opens is the moment of receipt."""
        self.push_screen(late("cqcmd.screens.intake.screen").IntakeScreen(self.desk))

    @work
    async def action_handover(self) -> None:
        """交接班; nothing is handed over before the station is set up."""
        if not self.desk.ready:
            self.tell(_("日志还在读，请稍等再按。"))
            return
        if not self.desk.watch.station:
            self.tell(_("本值班点还没有设置：先按 F10 填，再交接班。"))
            return
        await self.push_screen_wait(
            late("cqcmd.screens.station.shift_handover").HandoverScreen(self.desk)
        )

    @work
    async def action_station(self) -> None:
        """Whom this station serves, and the numbers to call."""
        await self.push_screen_wait(late("cqcmd.screens.station.settings").StationForm(self.desk))

    @work
    async def action_palette(self) -> None:
        """Find a command, an incident, a clause or a person, and do what was chosen."""
        chosen = await self.push_screen_wait(
            late("cqcmd.screens.palette.screen").Palette(self.desk, self.screen)
        )
        if chosen and chosen.message:
            self.post_message(chosen.message)
        elif chosen and chosen.says:
            self.tell(chosen.says)
        elif chosen:
            await self.run_action(chosen.action, chosen.node or self.screen)

    def action_sample(self) -> None:
        """Leave for the sample, which lies in a drawer of its own."""
        self.exit(SAMPLE)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        self.push_screen(KeysScreen(self.screen))

    def action_help_quit(self) -> None:
        """Ctrl+C: say how to leave."""
        self.tell(_("退出请按 Ctrl+Q。"))

    @work
    async def action_leave(self) -> None:
        """Leave; asked once more while anything goes on that nobody would hear of."""
        if isinstance(self.screen, ModalSheet):
            self.screen.warn(_("先按 Esc 关掉这一页，再按 Ctrl+Q 退出。"))
            return
        with suppress(Refusal):  # told already; what is being typed is named all the same
            self.keep_drafts()
        stays = self.desk.station.leaving()
        leaving = late("cqcmd.screens.station.leaving").LeavingScreen
        if not stays or await self.push_screen_wait(leaving(stays)):
            self.keep_drafts()
            self.exit()


def _is_post(screen: Screen[object]) -> bool:
    return isinstance(screen, PostScreen)
