"""Actions of the whole post that have no screen of their own: proof, looks, mouse."""

from textual import work

from cqcmd.app.telling import Telling
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.common.form_registry import late
from cqcmd.terminal.later import later
from cqcmd.terminal.slow_disk import off_screen

ROWS_AT_ONCE, BETWEEN_ROWS = 20, 0.03
"""Rows of 事故台账 made between two keys (some four milliseconds), and the pause after them."""


class MaintenanceActions(Telling):
    """Mixed into the app; its result names what to open next, if anything."""

    def take_keys(self) -> None:
        """Put keys where this installation has them; what is wrong with the file is told."""
        try:
            written = self.desk.settings.keys()
        except Refusal as refusal:
            words = _("{why}按键照旧。").format(why=refusal)
            self.tell(words, wrong=True)
            return
        if written:  # only then: it looks through every screen there is
            keymap, faults = late("cqcmd.screens.keymap").checked(written)
            self.set_keymap(keymap)
            for fault in faults:
                self.tell(fault, wrong=True)

    def action_keys_sample(self) -> None:
        """Write a file of every key that can be changed."""
        try:
            text = late("cqcmd.screens.keymap").sample()
            path = off_screen(lambda: self.desk.settings.keep_keys_sample(text))
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True)
            return
        words = _("已写出 {path}：改好存成同一目录的 keys.toml，重新打开程序。")
        self.tell(words.format(path=path))

    @work
    async def action_drills(self) -> None:
        """Leave for a drill, which lies in a drawer of its own."""
        if self.desk.mark:
            self.tell(_("样例里不开演练；按 Ctrl+Q 离开样例，再按 F11。"))
            return
        try:
            choices = self.desk.drills.choices()
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True)
            return
        if not choices:
            self.tell(_("随带的情景都不合现行预案；自己的情景用 cqcmd drill start 文件 开演练。"))
            return
        chosen = await self.push_screen_wait(
            late("cqcmd.screens.drill.choice").DrillChoice(choices)
        )
        if chosen and await self._may_leave_real():
            self.keep_drafts()
            self.exit(chosen)

    async def _may_leave_real(self) -> bool:
        """Ask before a drill while real limits run."""
        words = _("真实的报告时限还在走；演练时右上角看得到、到时照样响。确定去演练？")
        running = any(bell.due for bell in self.desk.alerts())
        return not running or bool(
            await self.push_screen_wait(Confirm(words, _("去演练"), _("留下")))
        )

    def keep_drafts(self) -> None:
        """Put what is being typed on disk now."""

    def action_plan(self) -> None:
        """Open the whole plan, to be read and searched."""
        self.push_screen(late("cqcmd.screens.plan.reader").ClauseScreen(self.desk, ""))

    def action_plan_upkeep(self) -> None:
        """Open 预案管理: age, causes of revision, another plan held against the one in force."""
        self.push_screen(late("cqcmd.screens.plan.upkeep").UpkeepScreen(self.desk))

    def show_proposed(self, path: str) -> None:
        """Show in what a plan file differs from the plan in force, before it comes into force."""
        try:
            comparison = self.desk.upkeep.versions.compare(path)
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True)
            return
        self.push_screen(
            late("cqcmd.screens.plan.difference").PlanDifferenceScreen(self.desk, comparison)
        )
        self.tell(_("这份预案还没有启用：看过差别按 F9 启用，Esc 先不启用。"))

    def action_manual(self) -> None:
        """Open the officer's guide at the section about the screen in front."""
        reading = late("cqcmd.screens.plan.manual")
        if isinstance(self.screen, reading.ManualScreen):
            return
        try:
            self.push_screen(reading.ManualScreen(self.desk, reading.section_of(self.screen)))
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True)

    def action_warnings(self) -> None:
        """Warnings in force, issued, lifted."""
        self.push_screen(late("cqcmd.screens.warnings.screen").WarningsScreen(self.desk))

    def action_hazards(self) -> None:
        """Hazards that were found, and those removed."""
        self.push_screen(late("cqcmd.screens.warnings.hazards").HazardsScreen(self.desk))

    def action_store(self) -> None:
        """Teams, experts, equipment, supplies, vehicles that can be asked for."""
        self.push_screen(late("cqcmd.screens.resources.store").StoreScreen(self.desk))

    def action_bundle(self) -> None:
        """Open 导出、合并: two posts without a network, and what they say differently."""
        if not self.desk.ready:
            self.warn(_("日志还在读，请稍等再按。"))
            return
        self.push_screen(late("cqcmd.screens.bundle.screen").BundleScreen(self.desk))

    def action_contacts(self, sought: str = "") -> None:
        """People who can be called."""
        self.push_screen(late("cqcmd.screens.contacts.screen").ContactsScreen(self.desk, sought))

    def keep_register(self) -> None:
        """Make the rows of 事故台账 behind the screens, so that it opens at once."""
        # On this thread: what the rows are made of changes with every act.
        if not self.desk.register.keep(ROWS_AT_ONCE):
            later(self, BETWEEN_ROWS, self.keep_register)

    def action_register(self, typed: str = "") -> None:
        """Find among the incidents of all years."""
        self.push_screen(late("cqcmd.screens.register.screen").RegisterScreen(self.desk, typed))

    def action_devices(self, typed: str = "") -> None:
        """Look up a device or a unit."""
        self.push_screen(late("cqcmd.screens.devices.screen").DevicesScreen(self.desk, typed))

    def action_figures(self) -> None:
        """Count the incidents of all years."""
        self.push_screen(late("cqcmd.screens.register.figures").FiguresScreen(self.desk))

    def action_deadlines(self) -> None:
        """Show what is due, to be scanned into a calendar."""
        paper = self.desk.register.figures.due(self.desk.mark)
        self.push_screen(late("cqcmd.screens.papers.screen").PaperScreen(self.desk, paper))

    def action_station_log(self) -> None:
        """Open the station's own log: watches, copies, the clock."""
        self.push_screen(late("cqcmd.screens.log.screen").StationLogScreen(self.desk))

    def action_look(self, theme: str) -> None:
        """Day, night or mono; remembered."""
        self.theme = theme
        self._remember("theme", theme)

    @work
    async def action_looks(self) -> None:
        """Choose the colours, each shown as the cursor comes to it."""
        menu = late("cqcmd.screens.palette.looks").LooksMenu(self.theme)
        if chosen := await self.push_screen_wait(menu):
            self.action_look(chosen)

    def action_picture(self) -> None:
        """Save the screen in front as a picture among the papers."""
        words = " ".join(filter(None, (self.desk.mark, _("屏幕"))))
        try:
            svg = self.export_screenshot(title=words)
            path = off_screen(lambda: self.desk.papers.save_picture(svg))
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True)
            return
        self.tell(_("屏幕已存成图片：{path}").format(path=path))

    def action_ascii(self) -> None:
        """Borders of plain characters, for terminals that draw others wide; remembered."""
        plain_borders = not self.has_class("-ascii")
        self.set_class(plain_borders, "-ascii")
        self._reload()
        self._remember("ascii", plain_borders)

    def action_observe(self) -> None:
        """Only look, or take part again; not remembered."""
        self.desk.observe(not self.desk.observing)
        on = self.desk.protected or _("观察模式：只看，不写任何记录。")
        self.tell(on if self.desk.observing else _("已退出观察模式。"))
        self._reload()

    def action_mouse(self) -> None:
        """Turn the mouse off or on (a wet touchpad); remembered."""
        wanted = not self.desk.settings.get("mouse")
        self.use_mouse(wanted)
        self.tell(_("鼠标已打开。") if wanted else _("鼠标已关闭，再按 F12 打开。"))
        self._remember("mouse", wanted)

    def use_mouse(self, wanted: bool) -> None:
        """Ask the terminal for mouse events, or to keep them."""
        driver = self._driver
        switch = "_enable_mouse_support" if wanted else "_disable_mouse_support"
        change = getattr(driver, switch, None)
        if change is not None:
            change()

    def _remember(self, name: str, value: str | bool) -> None:
        try:
            off_screen(lambda: self.desk.settings.set(name, value))
        except Refusal as refusal:
            self.tell(str(refusal), wrong=True)
