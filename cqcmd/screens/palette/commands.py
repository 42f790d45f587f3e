"""What can be done on a screen, first there, then anywhere; and what people call it."""

from collections.abc import Iterator

from msgspec import Struct
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen

from cqcmd.i18n import _
from cqcmd.screens.palette.words import ALSO
from cqcmd.widgets.key_grammar import is_act

HERE, ANYWHERE = _("这里能做的"), _("哪里都能做的")

CURSOR_KEYS = frozenset(("up", "down", "home", "end", "pageup", "pagedown"))
"""What they move is seen on the screen; nobody looks for it in a list."""


class Command(Struct, frozen=True):
    """Something that can be done: its name, the action that does it, and its key if it has one.

    Attributes:
        node: what has that action, the app, a screen or a widget; ``None``: the action names it.
        group: under which title it stands.
        also: other words by which it is sought.
        hint: what stands behind its name in place of a key.
        message: what is sent to the app in an action's stead.
        says: what is told in an action's stead.
    """

    name: str
    action: str = ""
    key: str = ""
    node: DOMNode | None = None
    group: str = ANYWHERE
    also: tuple[str, ...] = ()
    hint: str = ""
    message: Message | None = None
    says: str = ""


KEYLESS = (
    Command(_("事故台账"), "app.register"),
    Command(_("统计：起数、伤亡、迟报"), "app.figures"),
    Command(_("时限日程：扫码带走"), "app.deadlines"),
    Command(_("预案全文"), "app.plan"),
    Command(_("预案管理"), "app.plan_upkeep"),
    Command(_("手册"), "app.manual"),
    Command(_("预警"), "app.warnings"),
    Command(_("隐患"), "app.hazards"),
    Command(_("应急资源"), "app.store"),
    Command(_("通讯录"), "app.contacts"),
    Command(_("登记簿"), "app.devices"),
    Command(_("值班表"), "app.rota"),
    Command(_("交接班"), "app.handover"),
    Command(_("本站日志"), "app.station_log"),
    Command(_("本站设置"), "app.station"),
    Command(_("核对时间"), "app.check_time"),
    Command(_("演练"), "app.drills"),
    Command(_("导出、合并：两个值班点"), "app.bundle"),
    Command(_("备份日志"), "app.backup"),
    Command(_("验证日志"), "app.verify"),
    Command(_("截图：把屏幕存成文件"), "app.picture"),
    Command(_("配色：夜间、白天、黑白"), "app.looks"),
    Command(_("夜间配色"), "app.look('night')"),
    Command(_("白天配色"), "app.look('day')"),
    Command(_("黑白配色"), "app.look('mono')"),
    Command(_("ASCII 边框开关"), "app.ascii"),
    Command(_("鼠标开关"), "app.mouse"),
    Command(_("写出按键设置样例"), "app.keys_sample"),
    Command(_("换操作人"), "app.operator"),
    Command(_("改角色：谁能记什么"), "app.roles"),
    Command(_("观察模式"), "app.observe"),
    Command(_("帮助"), "app.help"),
    Command(_("退出"), "app.leave"),
)
"""What has no key of its own, or has one on some screens only."""


def commands_of(screen: Screen[object]) -> Iterator[Command]:
    """Yield what can be done on a screen now, then what can be done on any."""
    found = list(_bound(screen))
    yield from (command for command in found if command.group == HERE)
    seen = {command.action for command in found} | {command.name for command in found}
    yield from (command for command in found if command.group == ANYWHERE)
    for command in KEYLESS:
        left_out = screen.app.check_action(command.action.removeprefix("app."), ()) is False
        if not left_out and not seen & {command.action, command.name}:
            yield _called(command)


def _bound(screen: Screen[object]) -> Iterator[Command]:
    """Yield bindings that have a name and an id, a line an action."""
    active = screen.active_bindings
    moves = {active[key].binding.action for key in CURSOR_KEYS & active.keys()}
    seen = {"app.palette", *moves}
    for key, one in active.items():
        binding = one.binding
        shown = is_act(binding) and one.enabled
        if shown and binding.action not in seen and binding.description not in seen:
            seen |= {binding.action, binding.description}
            group = ANYWHERE if binding.action.startswith("app.") else HERE
            yield _called(Command(binding.description, binding.action, key, one.node, group))


def _called(command: Command) -> Command:
    """Return a command with what else people call it."""
    also = ALSO.get(command.action.removeprefix("app."), ())
    return Command(command.name, command.action, command.key, command.node, command.group, also)
