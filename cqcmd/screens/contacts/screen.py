"""通讯录: people who can be called, found by any letters, kept, taken from files and to them."""

import asyncio
from collections.abc import Callable

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.ask import AskReason, AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.session_memory import recall, remember
from cqcmd.screens.contacts.finder import MOST, ContactFinder, label_of
from cqcmd.screens.contacts.form import ContactEdit
from cqcmd.screens.contacts.importing import ContactImport
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.keys_line import KeysWords
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table

FILES = "contact-files"
"""The name under which this session remembers the paths typed last."""

LONG = 15
"""Seconds that a sentence about a file stands."""


WHY_REMOVED = (
    _("已调离或退休"),
    _("号码停用，没有新号码"),
    _("重复的一条"),
    _("录错了"),
)


class ContactsScreen(PostScreen):
    """The search line always takes what is typed; everything else is on keys that it lets pass."""

    BINDINGS = [
        Binding("f9", "add", _("新增"), id="add-contact"),
        Binding("f8", "edit", _("修改"), id="edit-contact"),
        Binding("enter", "edit", _("修改"), show=False, id="open-contact"),
        Binding("f4,delete", "remove", _("删去/恢复"), id="remove-contact"),
        Binding("f5", "bring_in", _("导入"), id="import-contacts"),
        Binding("f6", "take_out", _("导出"), id="export-contacts"),
        Binding("f7", "removed", _("删去的"), id="removed-contacts"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    purpose = _("找人、找电话：直接打名字、拼音、单位。")
    main_keys = ("edit", "add", "bring_in", "take_out", "dismiss")

    def __init__(self, desk: Desk, sought: str = "") -> None:
        """``sought``: whom to look for at first."""
        super().__init__(desk)
        self._sought = sought

    def compose(self) -> ComposeResult:
        """Masthead, search line, people, all of the one under the cursor, the keys."""
        yield Masthead(_("通讯录"))
        yield ContactFinder(self.desk, initial=self._sought)
        yield Prose("person")
        yield KeysWords(
            _("F9 新增  F8 修改  F4 删去  F5 导入  F6 导出  F7 看删去的  Esc 返回  F1 按键"),
            id="hint",
        )

    def reload(self) -> None:
        """Read the list anew; what is being typed stays."""
        super().reload()
        self._finder.find()

    @property
    def _finder(self) -> ContactFinder:
        return self.query_one(ContactFinder)

    @on(ContactFinder.Pointed)
    def _pointed(self, event: ContactFinder.Pointed) -> None:
        event.stop()
        words = label_of(event.person) if event.person else self._nobody()
        if event.count > MOST:
            more = _("共 {count} 人，列出前 {most} 人；再打几个字就能找到。")
            words += "\n" + more.format(count=event.count, most=MOST)
        self.query_one(Prose).show(plain(words))

    def _nobody(self) -> str:
        if self.desk.contacts.search(""):
            return _("没有这样的人。可打姓名、职务、单位、拼音、首字母或号码；按 F9 新增。")
        return _("通讯录是空的：按 F9 新增一人，或按 F5 从 .csv、.xlsx 文件导入。")

    # Acts

    @work
    async def action_add(self) -> None:
        """Somebody new; a name that was sought in vain is filled in."""
        name = "" if self._finder.current else self._finder.typed
        form = ContactEdit(self.desk, name=name)
        await self.app.push_screen_wait(form)
        self._finder.go_to(form.person)

    def action_edit(self) -> None:
        """Change the person under the cursor."""
        if self._finder.current is not None:
            self.app.push_screen(ContactEdit(self.desk, self._finder.current))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.action_edit()

    @work
    async def action_remove(self) -> None:
        """Take the person under the cursor off the list, or put one back."""
        person = self._finder.current
        if person is None:
            return
        if person.removed:
            self._do(lambda: self.desk.contacts.restore(person.id), _("已恢复。"))
            return
        words = _("从通讯录里删去 {name}（{org}），为什么？日志里留着，可以恢复。")
        words = words.format(name=person.name, org=person.org or _("未填单位"))
        if reason := await self.app.push_screen_wait(AskReason(words, WHY_REMOVED)):
            self._do(
                lambda: self.desk.contacts.remove(person.id, reason),
                _("已删去。误按：30 秒内清空查找栏按退格；以后按 F7，在那一行按 F4 恢复。"),
            )

    def action_undo(self) -> None:
        """Put back who was removed last; the search line lets the key pass once it is empty."""
        try:
            name = self.desk.contacts.undo()
        except Refusal as refusal:
            self._tell(str(refusal), wrong=True)
            return
        self._finder.find()
        self._tell(_("误按已撤回：{name}。").format(name=name))

    def action_removed(self) -> None:
        """Show those who were removed too, or hide them."""
        self._finder.removed = not self._finder.removed
        self._finder.find()

    @work
    async def action_bring_in(self) -> None:
        """Ask for a file, look at it, show what importing it would do."""
        path: str | None = await self._ask(_("导入通讯录"), "from")
        if path is None:
            return
        try:
            preview = await asyncio.to_thread(self.desk.contacts.preview_import, path)
        except Refusal as refusal:
            self._tell(str(refusal), wrong=True)
            return
        self.app.push_screen(ContactImport(self.desk, preview))

    @work
    async def action_take_out(self) -> None:
        """Ask for a file, and write everybody to it."""
        path: str | None = await self._ask(_("导出通讯录"), "to")
        if path is None:
            return
        try:
            self._tell(await asyncio.to_thread(self.desk.contacts.export, path))
        except Refusal as refusal:
            self._tell(str(refusal), wrong=True)

    async def _ask(self, title: str, way: str) -> str | None:
        """Ask for the path of a file; the one typed last stands there already."""
        last = recall(self.desk, FILES)
        label = _("文件的路径，以 .xlsx 或 .csv 结尾，例如 ~/通讯录.xlsx")
        path: str | None = await self.app.push_screen_wait(
            AskWords(title, label, last.get(way, ""))
        )
        if path is not None:
            remember(self.desk, FILES, {**last, way: path})
        return path

    def _do(self, act: Callable[[], None], said: str) -> None:
        try:
            act()
        except Refusal as refusal:
            self._tell(str(refusal), wrong=True)
            return
        self._finder.find()
        self._tell(said)

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        self.say(words, "error" if wrong else "calm")
