"""Entries said in words, one line each, for the log screen and for documents."""

from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk import command_lines
from cqcmd.desk.deadlines import label_of
from cqcmd.desk.office import Office
from cqcmd.desk.wording import GRADE_NAMES, fact_words, moment_words
from cqcmd.incident import events
from cqcmd.incident.entry import Entry
from cqcmd.incident.known import Known
from cqcmd.incident.state import Incident
from cqcmd.incident.station_events import Contact
from cqcmd.views import LogLine
from cqcmd.words import _

KIND_NAMES = {
    "opened": _("接报"),
    "details": _("情况"),
    "facts": _("事实"),
    "settled": _("核定"),
    "received": _("获知"),
    "reported": _("报告"),
    "note": _("记事"),
    "promise": _("承诺"),
    "kept": _("办结承诺"),
    "override": _("定级"),
    "duties_started": _("启动时限"),
    "scope": _("适用"),
    "dismissed": _("排除"),
    "closed": _("办结"),
    "struck": _("作废"),
    "recovered": _("恢复"),
    "clock": _("时钟"),
    "backup": _("备份"),
    "station": _("本站"),
    "watch": _("交接班"),
    "contacts": _("通讯录"),
    "warning": _("预警"),
    "warning_action": _("预警行动"),
    "warning_lifted": _("解除预警"),
}

KIND_NAMES |= {"issued": _("签发"), "copied": _("抄送")}
KIND_NAMES |= command_lines.KIND_NAMES

SYSTEM = frozenset({"recovered", "clock", "backup", "struck", "settled"})
"""Kinds written by the program or about the log itself: shown dimmed."""

CLAUSES = {
    "opened": "4.1.1",
    "received": "4.1.1",
    "reported": "4.1.1",
    "duties_started": "4.1.1",
    "dismissed": "4.1.1",
    "details": "4.1.2",
    "facts": "1.5",
    "settled": "1.5",
    "override": "1.5",
    "scope": "1.3",
    "warning": "3.2.2",
    "warning_action": "3.2.3",
    "warning_lifted": "3.2.4",
}
"""The clause behind a kind of entry; every other is kept because the process is (4.9)."""

CLAUSES |= {"issued": "4.1.2", "copied": "4.1.1"}
CLAUSES |= command_lines.CLAUSES


def log_lines(office: Office, incident: Incident) -> tuple[LogLine, ...]:
    """Every entry of an incident, struck ones too, in logical order."""
    return tuple(_line(office, incident, entry) for entry in incident.entries)


def station_lines(office: Office) -> tuple[LogLine, ...]:
    """The station's own entries: watches, backups, clock events."""
    return tuple(_line(office, None, entry) for entry in office.ledger.station_entries)


def _line(office: Office, incident: Incident | None, entry: Entry) -> LogLine:
    struck = incident.struck.get(entry.id) if incident else None
    return LogLine(
        entry.id,
        entry.kind,
        KIND_NAMES[entry.kind],
        entry.occurred_at,
        entry.recorded_at,
        entry.actor,
        say(office, incident, entry),
        entry.kind in SYSTEM,
        f"{struck[1].reason}（{struck[0].actor}）" if struck else "",
        entry.station,
        entry.seq,
        entry.incident is not None and entry.kind != "struck",
        CLAUSES.get(entry.kind, "4.9"),
    )


def say(office: Office, incident: Incident | None, entry: Entry) -> str:
    """What an entry says, in one line."""
    now = office.clock.now()
    match events.decode(entry.kind, entry.data):
        case events.Opened() as event:
            words = _("接报，编号 {number}").format(number=event.number)
            return words + _late(event.late_reason)
        case events.DetailsSet(fields=fields):
            return _details(fields)
        case events.FactsSet() as event:
            return _facts(office, entry, event, now)
        case events.Reported() as event:
            return _reported(office, event)
        case events.Received() as event:
            name = office.plan.org(event.org).name
            return _("{org}获知事故").format(org=name) + _late(event.late_reason)
        case events.Noted() as event:
            return event.text + _late(event.late_reason)
        case events.Promised(text=text, due=due):
            return text + (_("（{time} 前）").format(time=stamp(due, now)) if due else "")
        case events.PromiseKept(entry=kept):
            return _words_of(office, incident, kept)
        case events.Struck(entry=target, reason=reason, undone=undone):
            verb = _("恢复") if undone else _("作废")
            why = f"（{reason}）" if reason else ""
            return f"{verb}：{_words_of(office, incident, target)}{why}"
        case other if incident is not None and other.kind in command_lines.KIND_NAMES:
            words = command_lines.say(office, incident, other)
            return words + _late(getattr(other, "late_reason", ""))
        case other:
            return _say_rarer(office, other)


def _say_rarer(office: Office, event: events.Event) -> str:
    match event:
        case events.GradeOverridden(lifted=True) as each:
            return _("撤销人工定级（{who}：{why}）").format(who=each.decided_by, why=each.reason)
        case events.GradeOverridden() as each:
            grade = GRADE_NAMES[each.grade] if each.grade else _("未达分级标准")
            return _("人工定为{grade}（{who}：{why}）").format(
                grade=grade, who=each.decided_by, why=each.reason
            )
        case events.DutiesStarted(reason=reason):
            return _("提前启动报告时限") + (f"：{reason}" if reason else "")
        case events.ScopeJudged(out=out, rule=rule):
            name = office.plan.index["scope"][rule].name if rule else ""  # type: ignore[attr-defined]
            return _("不适用本预案：{name}").format(name=name) if out else _("适用本预案")
        case events.Dismissed(lifted=lifted) as each:
            verb = _("恢复为特种设备事故") if lifted else _("查证不属于特种设备事故")
            return f"{verb}（{each.decided_by}：{each.reason}）"
        case events.Closed(reason=reason, reopened=reopened) as each:
            verb = (
                _("重新打开") if reopened else _("办结") if each.finished else _("无需处置，办结")
            )
            return verb + (f"：{reason}" if reason else "")
        case events.ReportIssued() as each:
            words = _("《{title}》 {number} 签发人 {signer} 校验码 {digest}")
            return words.format(
                title=each.title, number=each.number, signer=each.signer, digest=each.digest[:12]
            )
        case events.CopySent(org=org, person=person):
            return f"{office.plan.org(org).short} {person}".strip()
        case events.ConflictSettled(fact=fact):
            return _("核定不一致：{fact}").format(fact=_fact_name(office, fact))
        case other:
            return _say_station(office, other)


def _say_station(office: Office, event: events.Event) -> str:
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


def _reported(office: Office, event: events.Reported) -> str:
    label = label_of(office, event.channel, event.receiver)
    sender = office.plan.org(event.sender).short
    read_back = {True: _("已复诵"), False: _("未复诵"), None: ""}[event.read_back]
    parts = [
        _("{sender} {label}").format(sender=sender, label=label),
        _("接报人 {name}").format(name=event.person),
        event.number,
        read_back,
        event.remark,
    ]
    return " ".join(part for part in parts if part) + _late(event.late_reason)


def _details(fields: dict[str, str | None]) -> str:
    from cqcmd.desk.fact_views import WORDS

    return "；".join(
        f"{WORDS.get(name, name)} {text or _('（清空）')}" for name, text in fields.items()
    )


def _facts(office: Office, entry: Entry, event: events.FactsSet, now: datetime) -> str:
    said = []
    for values in (event.choices, event.amounts, event.moments):
        for code, value in values.items():
            known = Known(value, "", entry.occurred_at, entry.id, entry.station, entry.actor)
            said.append(f"{_fact_name(office, code)} {_value(office, code, known, now)}")
    source = _("（{source}）").format(source=event.source) if event.source else ""
    return "；".join(said) + source + _late(event.late_reason)


def _value(office: Office, code: str, known: Known, now: datetime) -> str:
    if isinstance(known.value, datetime):
        return moment_words(known.value, now)
    if code == "equipment":
        return office.plan.kind(str(known.value)).name if known.value else _("待核")
    return fact_words(office.plan.fact(code), known)


def _fact_name(office: Office, code: str) -> str:
    from cqcmd.desk.fact_views import WORDS

    facts = office.plan.index["facts"]
    return office.plan.fact(code).short if code in facts else WORDS.get(code, code)


def _words_of(office: Office, incident: Incident | None, ident: str) -> str:
    entries = incident.entries if incident else []
    found = next((each for each in entries if each.id == ident), None)
    if found is None or found.kind == "struck":
        return ""
    return f"{KIND_NAMES[found.kind]} {say(office, incident, found)}"


def _late(reason: str) -> str:
    return _("〔补记：{reason}〕").format(reason=reason) if reason else ""
