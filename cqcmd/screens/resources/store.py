"""应急资源: what there is to be asked for, what is free, what nobody looked at (6.1-6.3)."""

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.desk.desk import Desk
from cqcmd.desk.resources.store import StockFinder
from cqcmd.i18n import _
from cqcmd.screens.common.acts import carry_out, undo_last
from cqcmd.screens.common.ask import AskReason, AskWords
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.resources.resource_form import ResourceCheckForm, ResourceForm
from cqcmd.screens.resources.store_lines import COLUMNS, WIDE_COLUMNS, said_words, store_lines
from cqcmd.views.office.resources import StockView
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Table

WIDE = 120
"""Columns from which whom to call stands in the list."""

NOTHING_KEPT = _("还没有登记应急资源。F9 登记一项。")
NOTHING_FOUND = _("没有找到；按 f 换几个字，清空是全部。")

WHY_REMOVED = (
    _("报废"),
    _("交还归属单位"),
    _("队伍撤销、人员调离"),
    _("重复登记"),
)


@form("store")
class StoreScreen(PostScreen):
    """The stock, kind by kind, over everything about the resource under the cursor."""

    BINDINGS = [
        Binding("f9", "add", _("登记"), id="add-resource"),
        Binding("f8", "check", _("核对"), id="check-resource"),
        Binding("f,ctrl+f", "find", _("搜索"), id="search"),
        Binding("delete", "remove", _("移出"), id="remove-resource"),
        Binding("f7", "stale", _("多久算旧"), show=False, id="stale-days"),
        Binding("backspace", "undo", _("误按撤回"), show=False, id="undo"),
        Binding("escape", "dismiss", _("返回"), id="back"),
    ]

    _shown: tuple[StockView, ...] = ()
    _sought = ""

    purpose = _("有哪些队伍、专家、装备、物资、车辆：多少能调、在哪、找谁、多久没核对。")
    main_keys = ("add", "choose", "check", "remove", "dismiss")

    @classmethod
    def opened(cls, desk: Desk, _wanted: Wanted) -> "StoreScreen":
        """Open the list."""
        return cls(desk)

    def compose(self) -> ComposeResult:
        """Masthead, the stock, the resource under the cursor in full, the keys."""
        yield Masthead(_("应急资源"))
        yield Table(COLUMNS, empty=NOTHING_KEPT, id="store")
        yield Lines("said", fold=True)
        yield KeysLine()

    def on_mount(self) -> None:
        """Put the cursor on the first."""
        self.query_one(Table).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the stock out on the new width."""
        self._show(wide=event.size.width >= WIDE)

    def reload(self) -> None:
        """Read the stock anew."""
        super().reload()
        self._shown = StockFinder(self.desk.store.shown()).find(self._sought)
        self._show(wide=self.size.width >= WIDE)

    def _show(self, *, wide: bool) -> None:
        table, now = self.query_one(Table), self.desk.clock.now()
        table.set_columns(WIDE_COLUMNS if wide else COLUMNS)
        table.show(list(store_lines(self._shown, now, wide=wide)))
        table.say_empty(NOTHING_FOUND if self._sought else NOTHING_KEPT)
        self._say_chosen()

    def clause_here(self) -> str:
        """Return where the plan speaks of what is under the cursor."""
        line = self.query_one(Table).cursor
        return line.clause if line else self.desk.plan.clause_of("resources.supplies")

    @property
    def chosen(self) -> StockView | None:
        """The resource under the cursor."""
        line = self.query_one(Table).cursor
        return next((one for one in self._shown if line and one.ident == line.key), None)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._say_chosen()

    def _say_chosen(self) -> None:
        chosen, now = self.chosen, self.desk.clock.now()
        words = said_words(chosen, now, self.desk.store.stale_days) if chosen else ""
        self.query_one("#said", Lines).show(words)

    @on(Table.Chosen)
    def _opened(self, event: Table.Chosen) -> None:
        event.stop()
        self.app.push_screen(ResourceForm(self.desk, self.chosen))

    # Acts

    def action_add(self) -> None:
        """Write a new one down."""
        self.app.push_screen(ResourceForm(self.desk))

    def action_check(self) -> None:
        """Write down what somebody found who looked."""
        if self.chosen is None:
            self.warn(_("先选中一项资源，再按 F8 核对；还没有的按 F9 登记。"))
        elif self.chosen.removed:
            self.warn(_("这一项已经移出；又有了的，回车改一下再保存，它就重新列出。"))
        else:
            self.app.push_screen(ResourceCheckForm(self.desk, self.chosen))

    @work
    async def action_find(self) -> None:
        """Ask for words, and show only what has them; none show all."""
        question = AskWords(
            _("搜索：名称、单位、地点、联系人、能做什么；名称可打拼音、首字母"),
            _("清空是全部"),
            self._sought,
        )
        words = await self.app.push_screen_wait(question)
        if words is not None:
            self._sought = words
            self.reload()
            found = _("搜索“{words}”：{n} 项；按 f 清空看全部。")
            self.say(found.format(words=words, n=len(self._shown)) if words else _("全部列出。"))

    @work
    async def action_remove(self) -> None:
        """Record that it is none any more, and why."""
        chosen = self.chosen
        if chosen is None:
            self.warn(_("先选中一项资源，再按 Del 移出。"))
            return
        if chosen.removed:
            self.warn(_("这一项已经移出；又有了的，回车改一下再保存，它就重新列出。"))
            return
        title = _("移出应急资源：{name}").format(name=chosen.name)
        why = await self.app.push_screen_wait(AskReason(title, WHY_REMOVED))
        if why is None:
            return

        def removed(_reason: str) -> str:
            self.desk.store.remove(chosen.ident, why)
            return _("已记入：{name} 移出。").format(name=chosen.name)

        await carry_out(self, removed)

    @work
    async def action_stale(self) -> None:
        """Ask after how many days without a look a resource is shown as stale."""
        store = self.desk.store
        question = AskWords(
            _("多少天没核对就标出来：这是本站自己的设置，预案没有写"),
            _("天数"),
            str(store.stale_days),
            store.set_stale_days,
        )
        if await self.app.push_screen_wait(question) is not None:
            self.reload()
            self.say(_("已改：{n} 天没核对的标出来。").format(n=store.stale_days))

    def action_undo(self) -> None:
        """Take back what was recorded last."""
        if undo_last(self, self.desk):
            self.reload()
