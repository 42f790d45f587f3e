"""Warnings, their actions and what follows an issue, as lines of a table."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.views.office.warnings import WarningAction, WarningTick, WarningView
from cqcmd.widgets.table import HEADING, Cell, Column, Line

NEW, RECORD = "new", "record"
"""The keys of the lines that begin a warning, and that record one issued by others."""

ACTION, STEP, CHANNEL = "action ", "step ", "channel "
"""With what the key of a line begins: what Space does there."""

WARNING_COLUMNS = (Column(_("级别"), 9), Column(_("预警"), 0), Column(_("行动"), 5))

LAST_DONE = 26
"""Cells for who did an action, and when."""


def warning_lines(desk: Desk, warnings: tuple[WarningView, ...]) -> list[Line]:
    """Return a line for each warning, then those that begin one."""
    plan = desk.plan
    issue, change = plan.role("warning.issue").clause, plan.role("warning.change").clause
    lines = [_line(warning, change if warning.lifted else issue) for warning in warnings]
    # What begins a warning begins its course, of which a plan may have a figure.
    flow = plan.clause_of("warning.flow") or issue
    begin = ((NEW, _("会商一次新的预警……"), flow), (RECORD, _("登记别的机关发布的预警……"), issue))
    for key, words, clause in begin:
        lines.append(Line(key, (Cell(""), Cell(words, "dim"), Cell("")), clause))
    return lines


def _line(warning: WarningView, clause: str) -> Line:
    done = sum(action.done_at is not None for action in warning.actions)
    colour, level, rest = warning.words.split(" ", 2)
    if warning.became:
        rest = _("〔转为 {number}〕{words}").format(number=warning.became, words=rest)
    if warning.lifted:
        mark = _("〔已解除〕") if warning.actions else _("〔已作罢〕")
        rest = mark + rest
    count = f"{done}/{len(warning.actions)}" if warning.actions else ""
    cells = (Cell(f"{colour} {level}"), Cell(rest), Cell(count))
    state = "dim" if warning.lifted else "possible" if warning.stage == "preparing" else ""
    return Line(warning.ident, cells, clause, state)


def action_columns(clause: str) -> tuple[Column, ...]:
    """Return the columns of what is to be done of a warning."""
    heading = _("预警行动（{clause}）").format(clause=clause)
    return (Column("", 2), Column(heading, 0), Column(_("已办"), LAST_DONE))


def action_lines(desk: Desk, warning: WarningView, now: datetime) -> Iterator[Line]:
    """Yield the eight actions, what a law asks after an issue, the channels."""
    plan = desk.plan
    acting, issuing = plan.role("warning.actions").clause, plan.role("warning.issue").clause
    for number, action in enumerate(warning.actions, 1):
        yield _action_line(number, action, acting, now)
    if warning.steps:
        yield Line(HEADING + STEP, (Cell(""), Cell(_("发布以后（不在预案之内）")), Cell("")))
    for tick in warning.steps:
        yield _tick_line(STEP, tick, issuing)
    if warning.channels:
        words = _("发布渠道（{clause}）").format(clause=issuing)
        yield Line(HEADING + CHANNEL, (Cell(""), Cell(words), Cell("")))
    for tick in warning.channels:
        yield _tick_line(CHANNEL, tick, issuing)


def _action_line(number: int, action: WarningAction, clause: str, now: datetime) -> Line:
    done = _done(action, now)
    state = "dim" if action.level or action.withdrawn else "met" if action.done_at else ""
    cells = (Cell(str(number)), Cell(action.text), Cell(done, state))
    return Line(ACTION + action.code, cells, clause, state)


def _done(action: WarningAction, now: datetime) -> str:
    """Say who did it and when, or whose it is to do, or when it was withdrawn."""
    if action.withdrawn:
        return _("已撤 {words}").format(words=action.withdrawn)
    owner = _("责任 {owner}").format(owner=action.owner) if action.owner else ""
    if action.done_at is None:
        return owner
    done = f"{stamp(action.done_at, now)} {action.done_by}"
    if action.level:
        # Carried over: the level in force has not seen it done.
        return _("{level}时 {done}").format(level=action.level, done=done)
    return f"{done} {owner}".strip()


def _tick_line(kind: str, tick: WarningTick, clause: str) -> Line:
    source = _("{name}　另据 {source}").format(name=tick.name, source=tick.source)
    words = source if tick.source else tick.name
    state = "met" if tick.done else ""
    return Line(
        kind + tick.code,
        (Cell("√" if tick.done else ""), Cell(words), Cell(tick.done)),
        clause,
        state,
    )


def said_words(warning: WarningView, now: datetime) -> str:
    """Return what a warning says, or what was foreseen of one that is not issued."""
    former = [_("先前 {words}").format(words=words) for words in warning.former]
    if warning.stage == "preparing":
        return "\n".join([_named(_("影响范围"), warning.area), _named(_("研判"), warning.foreseen)])
    lines = [
        _named(_("影响范围"), warning.area),
        _named(_("警示事项"), warning.notice),
        _named(_("应采措施"), warning.measures),
    ]
    if warning.lifted:
        left = warning.to_withdraw
        ended = _("{words}；还有 {n} 项措施没撤").format(words=warning.lifted, n=left)
        return "\n".join([ended if left else warning.lifted, *lines[:2], *former])
    if warning.starts_at is not None:
        starts = _named(_("起始时间"), stamp(warning.starts_at, now))
        issued = _named(_("发布时间"), stamp(warning.since, now))
        lines.insert(0, f"{starts}　{issued}")
    return "\n".join([*lines, *former])


def _named(name: str, words: str) -> str:
    return f"{name} {words or _('未填')}".replace("\n", " ")


def tick_words(warning: WarningView, key: str) -> str:
    """Say what was just ticked or unticked, by the key of its line."""
    code = key.partition(" ")[2]
    if key.startswith(CHANNEL):
        channel = next(tick for tick in warning.channels if tick.code == code)
        words = _("已记入：发布渠道 {name}。") if channel.done else _("已取消：发布渠道 {name}。")
        return words.format(name=channel.name)
    action = next(action for action in warning.actions if action.code == code)
    done = action.done_at is not None and not action.level
    words = _("已记入：{name} 已办。") if done else _("已取消：{name} 未办。")
    if warning.lifted:
        words = _("已记入：{name} 已撤。") if action.withdrawn else _("已取消：{name} 还没撤。")
    return words.format(name=action.name)
