"""The app: wiring of screens, keys, themes and the tick of the one clock."""

import gc
from typing import ClassVar

from textual import events, work
from textual.app import App
from textual.binding import Binding, BindingType

from cqcmd.app.copying import CANCEL, Copying
from cqcmd.app.disk_waits import DiskWaits
from cqcmd.app.idling import Covering, LookingBack
from cqcmd.app.journal_rescue import JournalRescue
from cqcmd.app.leaving import Leaving
from cqcmd.app.long_works import DoesLongWork
from cqcmd.app.maintenance import MaintenanceActions
from cqcmd.app.messages import Messages
from cqcmd.app.operating import Attending
from cqcmd.app.painting import Painting
from cqcmd.app.proving import Proving, make_checkpoint
from cqcmd.app.ringing import Ringing
from cqcmd.app.themes import NIGHT, THEME_NAMES, THEMES, Styled
from cqcmd.app.wishes import Wishes
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.station.alarm import Alarm
from cqcmd.desk.station.bands import Bands
from cqcmd.errors import Refusal, Unwritable
from cqcmd.i18n import _
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.screens.common.form_registry import late
from cqcmd.screens.common.keys import key_name
from cqcmd.terminal.crash import CrashReports
from cqcmd.terminal.driver import driver_class
from cqcmd.terminal.key_queue import KeyQueue
from cqcmd.terminal.later import later
from cqcmd.terminal.line_breaks import break_texts
from cqcmd.terminal.line_feed import as_enter
from cqcmd.terminal.repeat_guard import RepeatGuard
from cqcmd.terminal.signals import ShutdownRequest
from cqcmd.terminal.slow_disk import PatientWorkers, off_screen
from cqcmd.widgets.drawing.css_classes import hash_rules_quickly
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.key_grammar import is_changed
from cqcmd.widgets.table import Table

STEPS = ("space", "ideographic_space")
"""Keys of which somebody may believe that a second press counts."""

WIDTH, HEIGHT = 80, 24
"""The terminal for which every screen is complete."""

TINY = 40
"""Columns in which a whole sentence finds no room."""


SEEN = 0.2
"""Seconds after which the board of a record that was opened has been drawn."""


class CommandPost(
    Wishes,
    Ringing,
    LookingBack,
    Leaving,
    DiskWaits,
    Copying,
    DoesLongWork,
    JournalRescue,
    MaintenanceActions,
    Proving,
    Covering,
    Attending,
    CrashReports,
    Painting,
    Styled,
    App[str],
    inherit_bindings=False,
):
    """The command post on one terminal; its result names what to open next, if anything."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "help_quit", _("怎样退出"), show=False, system=True, id="how-to-leave"),
        # With priority: it works in a field and over a question, and never does anything else.
        Binding(
            "ctrl+a", "acknowledge", _("知道了：顶行的告警"), priority=True, show=False, id="know"
        ),
        Binding(
            "ctrl+z", CANCEL, _("取消备份、复制"), priority=True, show=False, id="cancel-backup"
        ),
    ]

    def __init__(self, opening: Opening, *, calling: bool = False) -> None:
        """Build the app; ``calling`` opens the form of a new call and asks nothing before."""
        super().__init__(driver_class=driver_class())
        self.style_board()
        # Textual would build a rack of notices into each screen: the message line speaks here.
        self._disable_notifications = True
        break_texts()
        hash_rules_quickly()
        self._workers = PatientWorkers(self)
        self.opening = opening
        self.desk: Desk = opening.desk
        self._calling = calling
        self.crash_folder, self.crash_mark = opening.data / "crash", self.desk.mark
        self._small = ""
        self.departure = ShutdownRequest(self, self.keep_drafts, self.interrupted)
        self._alarm = Alarm(self.desk.clock.now())
        self._bands = Bands()
        self.messages = Messages()
        self._typed_ahead = KeyQueue(self, self._handle_key, lambda: self.desk.disk.writing)
        self._repeats = RepeatGuard(lambda: self.desk.logbook.acts)
        for theme in THEMES:
            self.register_theme(theme)
        chosen = str(self.desk.settings.get("theme"))
        # A name of another version, or one typed by hand, must not keep the post from opening.
        self.theme = chosen if chosen in THEME_NAMES else NIGHT.name

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

    @work(thread=True)
    def _read_journal(self) -> None:
        try:
            self.opening.read_journal(whole=False)
        except Refusal as refusal:
            self.call_from_thread(self._refused, refusal)
            return
        self.call_from_thread(self._opened)

    def _refused(self, why: Refusal) -> None:
        # Of what is not real nobody needs a copy, and who only looks may put none in its place.
        if self.opening.unopened and not self.desk.mark and not self.desk.observing:
            self.rescue_journal(str(why), shut=isinstance(why, Unwritable))
        else:
            self.exit(None, 2, plain(str(why)))

    def _opened(self) -> None:
        # The start is over (`cli.main` turned the collector off for it): what it made stays for
        # good, and frozen no later collection walks through it. Not collected before: that takes
        # 50 ms of the screen's time and finds a thousand objects.
        gc.freeze()
        gc.enable()
        self.desk.disk.wait_at_screen(off_screen)
        self._reload()
        self.take_keys()
        later(self, SEEN, self.work_behind)
        if self.opening.remark:
            self.tell(self.opening.remark)
        if fault := self.desk.board().plan_fault:
            self.tell(fault, wrong=True)
        if self._calling:
            self.tell(_("真警：这是真实的接报，演练已经停住。处理完，值班台按 F11 接着演练。"))
        else:
            self._begin_watch()
        self.show_doubt()

    def work_behind(self) -> None:
        """Begin what nobody waits for: the board has been seen, and keys are answered."""
        self.attend()
        self._prove()
        self.keep_register()
        self.parse_rest()
        self.load_intake()
        if self.opening.read_long:
            make_checkpoint(self.opening.data)

    @work
    async def _begin_watch(self) -> None:
        """Ask once whom the station serves; offer what was being typed when the program ended."""
        if not self.desk.watch.station and not self.desk.observing:
            await self.push_screen_wait(
                late("cqcmd.screens.station.settings").StationForm(self.desk)
            )
        await self.ask_operator()
        await late("cqcmd.screens.recovery").offer_drafts(self, self.desk)
        if self.opening.proposed is not None:
            self.show_proposed(str(self.opening.proposed))

    def on_resize(self, event: events.Resize) -> None:
        """Say once that it is smaller than it was made for, until it is large enough again."""
        small = event.size.width < WIDTH or event.size.height < HEIGHT
        if small and not self._small:
            words = _("窗口只有 {w}x{h}，小于 80x24，有些内容会被截去；放大窗口即可看全。")
            if event.size.width < TINY:  # of the long sentence one word would be left
                words = _("请放大窗口。")
            self._small = words.format(w=event.size.width, h=event.size.height)
            self.tell(self._small, wrong=True)
        elif not small and self._small:
            self.unsay(self._small)
            self._small = ""

    # The tick

    def tick(self) -> None:
        """Look at the clock and the journal; show and ring what a second has changed."""
        now = self.desk.clock.now()
        if self.desk.disk.writing:
            self._say_that_it_waits()
        else:
            self.look_at_clock()
        changed = self.desk.refresh()
        self.attend_second()
        drawn = self.clock_budget.second()
        self.copy_second()
        self.message_second()
        if self._shown is None:
            return
        if changed and not self._shown.past:
            self._shown.reload()
            self.clock_budget.interrupt()
        if drawn or changed:
            self._shown.tick(self._shown.now if self._shown.past else now)
        self._show_through()
        if self.desk.ready:
            self.prove_in_time()
            self._tell_of_centre()
            self._ring(self._shown)
        self.return_from_past(now)
        self.cover_second(now)

    def _show_through(self) -> None:
        """Have sheets beneath the one in front draw anew what goes on behind them."""
        # Textual keeps their lines, the picture of what lies behind them with them.
        for screen in self.screen_stack[:-1]:
            if screen.is_modal:
                screen.refresh()

    async def on_event(self, event: events.Event) -> None:
        """Any key shows that somebody is there; keys typed ahead wait for their turn."""
        event = as_enter(event)
        if isinstance(event, events.InputEvent | events.Paste):
            self.clock_budget.interrupt()
        if isinstance(event, events.Key):
            self._alarm.key_pressed(self.desk.clock.now())
        if isinstance(event, events.MouseDown):
            self._repeats.interrupt()
            self.something_done(event)
        if self._held_up(event):
            return
        # A forwarded key that nobody took bubbles up to the app again: it has had its turn.
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._typed_ahead.take(event)
        else:
            await super().on_event(event)

    async def _handle_key(self, event: events.Event) -> None:
        """Hand a key on; one that repeats what was just written does nothing."""
        if getattr(self.screen, "covers", False):
            self.action_uncover()  # whatever was pressed does nothing else
            return
        settled = self._typed_ahead.settled
        if isinstance(event, events.Key) and self._repeats.swallows(
            event.key, event.time, settled, self._place()
        ):
            if event.key in STEPS:
                self.warn(_("刚记过，没有再记；隔一秒再按才算下一步。"))
            return
        self.something_done(event)
        await super().on_event(event)

    def _place(self) -> tuple[object, ...]:
        """Return what a key would act on now: a screen, a field or list, a line."""
        focused = self.focused
        line = focused.cursor if isinstance(focused, Table) else None
        return self.screen, focused, line.key if line else ""
