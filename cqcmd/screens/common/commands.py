"""Commands without a key of their own; the palette finds them beside those that have one."""

from collections.abc import Iterator

from msgspec import Struct
from textual.dom import DOMNode
from textual.screen import Screen

from cqcmd.i18n import _
from cqcmd.widgets.key_grammar import is_act


class Command(Struct, frozen=True):
    """Something that can be done: its name, the action that does it, and its key if it has one.

    ``node``: what has that action, the app, a screen or a widget; ``None``: the action names it.
    """

    name: str
    action: str
    key: str = ""
    node: DOMNode | None = None


KEYLESS = (
    Command(_("备份日志"), "app.backup"),
    Command(_("验证日志"), "app.verify"),
    Command(_("本站日志"), "app.station_log"),
    Command(_("预案全文"), "app.plan"),
    Command(_("事故台账"), "app.register"),
    Command(_("预警"), "app.warnings"),
    Command(_("通讯录"), "app.contacts"),
    Command(_("本站设置"), "app.station"),
    Command(_("交接班"), "app.handover"),
    Command(_("夜间配色"), "app.look('night')"),
    Command(_("白天配色"), "app.look('day')"),
    Command(_("黑白配色"), "app.look('mono')"),
    Command(_("ASCII 边框开关"), "app.ascii"),
    Command(_("鼠标开关"), "app.mouse"),
    Command(_("写出按键设置样例"), "app.keys_sample"),
    Command(_("观察模式"), "app.observe"),
    Command(_("演练"), "app.drills"),
    Command(_("退出"), "app.leave"),
)


def commands_of(screen: Screen[object]) -> Iterator[Command]:
    """Yield what can be done on a screen now: named bindings, then commands without a key."""
    seen: set[str] = set()
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if is_act(binding) and active.enabled and binding.action not in seen:
            seen |= {binding.action, binding.description}
            yield Command(binding.description, binding.action, key, active.node)
    yield from (command for command in KEYLESS if not seen & {command.action, command.name})
