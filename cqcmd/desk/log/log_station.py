"""Entries of the station itself in words: watches, warnings, backups, contacts, the clock."""

from cqcmd.desk.common.office import Office
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.events.station import Contact


def say_station(office: Office, event: events.Event) -> str:
    """What an entry of the station says, in one line."""
    match event:
        case events.StationSet(name=name, org=org):
            role = office.plan.org(org).name
            return _("本值班点服务单位：{name}（{role}）").format(name=name, role=role)
        case events.WatchTaken(officer=officer, relieved=relieved):
            if relieved:
                return _("{a} 交班，{b} 接班").format(a=relieved, b=officer)
            return _("{name} 上岗").format(name=officer)
        case events.WarningIssued() as warning:
            level = office.plan.warning(warning.level)
            return f"{level.colour} {level.name} {warning.category}（{warning.issuer}）"
        case events.WarningActed(action=action, undone=undone):
            name = _action_name(office, action)
            return _("撤销：{name}").format(name=name) if undone else name
        case events.WarningLifted(decided_by=who, reason=why):
            return f"{who}：{why}"
        case events.BackedUp(entries=count, path=path):
            return _("已备份 {count} 条到 {path}").format(count=count, path=path)
        case events.ContactsKept(people=people, source=source):
            return _contacts(people, source)
        case events.DraftRecovered(characters=count):
            return _("找回未保存的草稿，{count} 字").format(count=count)
        case events.ClockMoved() as moved:
            return _clock(moved)
        case other:
            raise KeyError(other.kind)


def _contacts(people: tuple[Contact, ...], source: str) -> str:
    if source:
        return _("从 {source} 导入 {count} 人").format(source=source, count=len(people))
    names = "、".join(
        _("{name}（删去）").format(name=each.name) if each.removed else each.name for each in people
    )
    return _("记下 {names}").format(names=names)


def _action_name(office: Office, code: str) -> str:
    rows = office.plan.warning_items
    return next((row.name for row in rows if row.code == code), code)


def _clock(moved: events.ClockMoved) -> str:
    words = {
        "suspend": _("本机休眠 {seconds} 秒，时限未变"),
        "jump": _("系统时钟跳变 {seconds:+} 秒，时限未变"),
        "accepted": _("采用系统时钟"),
        "kept": _("保持原计时"),
    }
    return words[moved.what].format(seconds=round(moved.seconds))
