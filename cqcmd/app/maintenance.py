"""Actions of the whole post that have no screen of their own: copies, proof, looks, mouse."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import work

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.ask import AskWords, Confirm
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import late
from cqcmd.text import clean

if TYPE_CHECKING:
    from textual.app import App

    Base = App[str]
else:
    Base = object

LONG = 20


class MaintenanceActions(Base):
    """Mixed into the app; its result names what to open next, if anything."""

    desk: Desk

    def tell(self, words: str, *, wrong: bool = False, seconds: float = 6) -> None:
        """Show a sentence, whoever wrote it."""
        # No markup: names and reasons hold brackets that Textual would take for styles.
        self.notify(
            clean(words),
            severity="error" if wrong else "information",
            timeout=seconds,
            markup=False,
        )

    def notify(self, message: str, **more: Any) -> None:
        """Say something, unless it stands there already."""
        if all(message != shown.message for shown in self._notifications):
            super().notify(message, **more)

    @work
    async def action_backup(self) -> None:
        """Copy the journal to a folder; 已备份 only once the copy was restored and verified."""
        last = str(self.desk.settings.get("backup_directory"))
        words = await self.push_screen_wait(AskWords(_("备份日志"), _("备份到哪个目录"), last))
        if words:
            self.tell(_("正在备份并还原验证……"))
            self._back_up(Path(words).expanduser())

    @work(thread=True)
    def _back_up(self, directory: Path) -> None:
        try:
            said, wrong = self.desk.backups.back_up(directory), False
            # Only once a copy was proven there is the folder proposed again.
            self.desk.settings.set("backup_directory", str(directory))
        except Refusal as refusal:
            said, wrong = str(refusal), True
        self.app.call_from_thread(lambda: self.tell(said, wrong=wrong, seconds=LONG))

    def take_keys(self) -> None:
        """Put keys where this installation has them; what is wrong with the file is told."""
        try:
            written = self.desk.settings.keys()
        except Refusal as refusal:
            words = _("{why}按键照旧。").format(why=refusal)
            self.tell(words, wrong=True, seconds=LONG)
            return
        if written:  # only then: it looks through every screen there is
            keymap, faults = late("cqcmd.screens.keymap").checked(written)
            self.set_keymap(keymap)
            for fault in faults:
                self.tell(fault, wrong=True, seconds=LONG)

    def action_keys_sample(self) -> None:
        """Write a file of every key that can be changed."""
        try:
            path = self.desk.settings.keep_keys_sample(late("cqcmd.screens.keymap").sample())
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True, seconds=LONG)
            return
        words = _("已写出 {path}：改好存成同一目录的 keys.toml，重新打开程序。")
        self.tell(words.format(path=path), seconds=LONG)

    @work(thread=True)
    def action_verify(self) -> None:
        """Follow the hash chain through the whole journal."""
        try:
            proof = self.desk.backups.verify()
            said, wrong = proof.words, not proof.ok
        except Refusal as refusal:
            said, wrong = str(refusal), True
        self.app.call_from_thread(lambda: self.tell(said, wrong=wrong, seconds=LONG))

    @work
    async def action_drills(self) -> None:
        """Leave for a drill, which lies in a drawer of its own."""
        if self.desk.mark:
            self.tell(_("样例里不开演练；按 Ctrl+Q 离开样例，再按 F11。"))
            return
        try:
            choices = self.desk.drills()
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True, seconds=LONG)
            return
        if not choices:
            self.tell(_("随带的情景都不合现行预案；自己的情景用 cqcmd drill start 文件 开演练。"))
            return
        chosen = await self.push_screen_wait(
            late("cqcmd.screens.drill.choice").DrillChoice(choices)
        )
        words = _("真实的报告时限还在走；演练时右上角看得到、到时照样响。确定去演练？")
        running = chosen and any(bell.due for bell in self.desk.alerts())
        if running and not await self.push_screen_wait(Confirm(words, _("去演练"), _("留下"))):
            return
        if chosen:
            self.keep_drafts()
            self.exit(chosen)

    def keep_drafts(self) -> None:
        """Put what is being typed on disk now."""

    def action_plan(self) -> None:
        """Open the whole plan, to be read and searched."""
        self.push_screen(late("cqcmd.screens.plan.reader").ClauseScreen(self.desk, ""))

    def action_warnings(self) -> None:
        """Warnings in force, issued, lifted."""
        self.push_screen(late("cqcmd.screens.warnings.screen").WarningsScreen(self.desk))

    def action_contacts(self) -> None:
        """People who can be called."""
        self.push_screen(late("cqcmd.screens.contacts.screen").ContactsScreen(self.desk))

    def action_station_log(self) -> None:
        """Open the station's own log: watches, copies, the clock."""
        self.push_screen(late("cqcmd.screens.log.screen").StationLogScreen(self.desk))

    def action_look(self, theme: str) -> None:
        """Day, night or mono; remembered."""
        self.theme = theme
        self._remember("theme", theme)

    def action_ascii(self) -> None:
        """Borders of plain characters, for terminals that draw others wide; remembered."""
        plain_borders = not self.has_class("-ascii")
        self.set_class(plain_borders, "-ascii")
        if isinstance(self.screen, PostScreen):
            self.screen.reload()
        self._remember("ascii", plain_borders)

    def action_observe(self) -> None:
        """Only look, or take part again; not remembered."""
        self.desk.observe(not self.desk.observing)
        on = _("观察模式：只看，不写任何记录。")
        self.tell(on if self.desk.observing else _("已退出观察模式。"))
        if isinstance(self.screen, PostScreen):
            self.screen.reload()

    def action_mouse(self) -> None:
        """Turn the mouse off or on (a wet touchpad); remembered."""
        wanted = not self.desk.settings.get("mouse")
        self.use_mouse(wanted)
        self._remember("mouse", wanted)
        self.tell(_("鼠标已打开。") if wanted else _("鼠标已关闭，再按 F12 打开。"))

    def use_mouse(self, wanted: bool) -> None:
        """Ask the terminal for mouse events, or to keep them."""
        driver = self._driver
        switch = "_enable_mouse_support" if wanted else "_disable_mouse_support"
        change = getattr(driver, switch, None)
        if change is not None:
            change()

    def _remember(self, name: str, value: str | bool) -> None:
        try:
            self.desk.settings.set(name, value)
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True)
