"""Entries in words, for the log: facts, decisions, what was signed and sent, the station's own."""

from datetime import datetime

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import decided_name, fact_words, moment_words
from cqcmd.desk.duties.deadlines import label_of
from cqcmd.desk.facts.settling import said_name
from cqcmd.desk.facts.views import word_names
from cqcmd.desk.log.assessment_sentences import say_assessed
from cqcmd.desk.log.meeting_sentences import say_meeting
from cqcmd.desk.log.rota_sentences import say_rota
from cqcmd.desk.log.warning_sentences import say_warning
from cqcmd.i18n import _
from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.events.station import Contact
from cqcmd.incident.known import Known


def say_station(open_record: OpenRecord, event: events.Event) -> str:
    """Return what an entry of the station says, in one line."""
    match event:
        case events.StationSet(name=name, org=org):
            role = _org_name(open_record, org)
            return _("本值班点服务单位：{name}（{role}）").format(name=name, role=role)
        case events.WatchTaken(officer=officer, relieved=relieved):
            if relieved:
                return _("{a} 交班，{b} 接班").format(a=relieved, b=officer)
            return _("{name} 上岗").format(name=officer)
        case events.PlanInForce() as event:
            words = _("《{title}》（{code} {version}，校验码 {digest}）")
            return words.format(
                title=event.title, code=event.code, version=event.version, digest=event.digest[:12]
            )
        case events.PlanNoted() as note:
            return _plan_note(note)
        case events.BackedUp(entries=count, path=path):
            return _("已备份 {count} 条到 {path}").format(count=count, path=path)
        case events.Restored() as event:
            return _restored(event)
        case events.ContactsKept() as kept:
            return _contacts(kept.people, kept.source, kept.reason)
        case events.RotaKept() as kept:
            return say_rota(kept)
        case events.DraftRecovered(characters=count):
            return _("找回未保存的草稿，{count} 字").format(count=count)
        case events.ClockMoved() as moved:
            return _clock(moved)
        case events.RoleGiven(person=person, role=role, reason=reason):
            words = _("{person}的角色改为{role}") if role else _("{person}的角色恢复为登录时的")
            why = _("：{why}").format(why=reason) if reason else ""
            return words.format(person=person, role=role) + why
        case events.BundleSent() | events.Merged() as met:
            return say_meeting(met)
        case other:
            return say_warning(open_record, other)


def _plan_note(note: events.PlanNoted) -> str:
    if note.withdrawn:
        return _("撤去一条：{why}").format(why=note.withdrawn)
    by = _("（{by}）").format(by=note.by) if note.by else ""
    if note.on:
        words = _("预案评估于 {day}{by}：{words}")
        return words.format(day=note.on, by=by, words=note.words or _("没有写结论"))
    return _("修订情形：{words}{by}").format(words=note.words, by=by)


def _restored(event: events.Restored) -> str:
    """Return from what the journal was restored, what it lacks, and where the old one lies."""
    words = _("用 {path} 恢复：{count} 条").format(path=event.path, count=event.entries)
    gaps = "、".join(
        f"{first}-{last}" if last > first else str(first) for first, last in event.missing
    )
    lacks = _("；是抢救出来的，缺第 {gaps} 条").format(gaps=gaps) if gaps else ""
    aside = _("；原来的日志在 {aside}").format(aside=event.aside) if event.aside else ""
    return words + lacks + aside


def _contacts(people: tuple[Contact, ...], source: str, reason: str) -> str:
    if source:
        return _("从 {source} 导入 {count} 人").format(source=source, count=len(people))
    names = "、".join(
        _("{name}（删去）").format(name=person.name) if person.removed else person.name
        for person in people
    )
    said = _("记下 {names}").format(names=names)
    return _("{said}：{reason}").format(said=said, reason=reason) if reason else said


def _org_name(open_record: OpenRecord, code: str) -> str:
    """Return an organisation's name; the code of one that an earlier plan had."""
    rows = open_record.plan.orgs
    return next((row.name for row in rows if row.code == code), code)


def _clock(moved: events.ClockMoved) -> str:
    words = {
        "suspend": _("本机休眠 {seconds} 秒，时限未变"),
        "jump": _("系统时钟跳变 {seconds:+} 秒，时限未变"),
        "accepted": _("采用系统时钟"),
        "kept": _("保持原计时"),
        "behind": _("系统时间与最后的记录不合，相差 {seconds:+} 秒，时间待核"),
        "ahead": _("重启后系统时间比最后的记录晚很多，时间待核"),
        "inferred": _("按推定的时间走，系统时间差 {seconds:+} 秒"),
        "settled": _("系统时钟又对上了，时限未变"),
        "entered": _("核定现在的时间，调整 {seconds:+} 秒"),
    }
    return words[moved.what].format(seconds=round(moved.seconds))


def reported_words(open_record: OpenRecord, event: events.Reported) -> str:
    """Return which report, who took it, by what number."""
    label = label_of(open_record, event.channel, event.receiver)
    sender = open_record.plan.org(event.sender).short
    read_back = {True: _("已复诵"), False: _("未复诵"), None: ""}[event.read_back]
    parts = [
        _("{sender} {label}").format(sender=sender, label=label),
        _("接报人 {name}").format(name=event.person),
        event.number,
        read_back,
        event.remark,
    ]
    return " ".join(part for part in parts if part)


def detail_words(open_record: OpenRecord, fields: dict[str, str | None]) -> str:
    """Return the texts of an entry, field by field; an emptied one as （清空）."""
    names = word_names(open_record.plan)
    return "；".join(
        f"{names.get(name, name)} {text or _('（清空）')}" for name, text in fields.items()
    )


def facts_words(
    open_record: OpenRecord, entry: Entry, event: events.FactsSet, now: datetime
) -> str:
    """Return each fact with its value, and who said so."""
    said = []
    for values in (event.choices, event.amounts, event.moments):
        for code, value in values.items():
            known = Known(value, "", entry.occurred_at, entry.id, entry.station, entry.writer)
            said.append(
                f"{said_name(open_record.plan, code)} {_value(open_record, code, known, now)}"
            )
    return "；".join(said) + source_words(event.source)


def source_words(source: str) -> str:
    """Return ``（赵队长）`` behind what he told; nothing where nobody is named."""
    return _("（{source}）").format(source=source) if source else ""


def _value(open_record: OpenRecord, code: str, known: Known, now: datetime) -> str:
    # Of a moment or the equipment made unknown again there is no fact of the plan to ask.
    if isinstance(known.value, datetime) or (
        known.value is None and code in word_names(open_record.plan)
    ):
        return moment_words(known.value, now)
    if code == "equipment":
        return open_record.plan.kind(str(known.value)).name
    return fact_words(open_record.plan.fact(code), known)


def say_decision(open_record: OpenRecord, event: events.Event) -> str:
    """Return what a decision says, in one line; other entries are the station's."""
    match event:
        case events.GradeOverridden(lifted=True) as event:
            return _("撤销人工定级（{who}：{why}）").format(who=event.decided_by, why=event.reason)
        case events.GradeOverridden() as event:
            grade = decided_name(open_record.plan, event.grade)
            return _("人工定为{grade}（{who}：{why}）").format(
                grade=grade, who=event.decided_by, why=event.reason
            )
        case events.DutiesStarted(reason=reason):
            return _("提前启动报告时限") + (f"：{reason}" if reason else "")
        case events.ScopeJudged(out=out, rule=rule) as event:
            name = open_record.plan.index["scope"][rule].name if rule else ""  # type: ignore[attr-defined]
            verb = _("不适用本预案：{name}").format(name=name) if out else _("适用本预案")
            why = _("（{why}）").format(why=event.reason) if event.reason else ""
            by = _by(event.decided_by, event.reason) if event.decided_by else why
            return verb + by + _ended(event.ended)
        case events.Dismissed(lifted=lifted) as event:
            verb = _("恢复为特种设备事故") if lifted else _("查证不属于特种设备事故")
            return verb + _by(event.decided_by, event.reason) + _ended(event.ended)
        case events.Closed(reopened=reopened) as event:
            verb = (
                _("重新打开") if reopened else _("办结") if event.finished else _("无需处置，办结")
            )
            return verb + _by(event.decided_by, event.reason) + _left_open(event.debts)
        case events.ReportIssued() as event:
            words = _("《{title}》{number} 签发人 {signer} 校验码 {digest}")
            return words.format(
                title=event.title,
                number=f" {event.number}" if event.number else "",
                signer=event.signer,
                digest=event.digest[:12],
            )
        case events.CopySent(org=org, person=person):
            return f"{open_record.plan.org(org).short} {person}".strip()
        case events.PressWritten(title=title, file=file, digest=digest):
            words = _("《{title}》已成文：{file} 校验码 {digest}")
            return words.format(title=title, file=file, digest=digest[:12])
        case events.PressReleased() as out:
            channels = "、".join(out.channels)
            by = _by(out.who, out.post) if out.post else _("（{who}）").format(who=out.who)
            return _("经授权发布{by}：{channels}").format(by=by, channels=channels)
        case events.PlanChosen(code=code, digest=digest, asked=asked):
            words = _("仍按原预案 {plan}") if digest != asked else _("改按现行预案 {plan}")
            return words.format(plan=f"{code} {digest[:12]}")
        case events.ConflictSettled(fact=fact):
            return _("核定不一致：{fact}").format(fact=said_name(open_record.plan, fact))
        case events.LessonKept() | events.AssessmentIssued() | events.AssessmentDelivered() as one:
            return say_assessed(open_record, one)
        case other:
            return say_station(open_record, other)


def _by(who: str, why: str) -> str:
    """Return ``（王局：查证完毕）``; where nobody was named ``：查证完毕``."""
    if who:
        return _("（{who}：{why}）").format(who=who, why=why)
    return _("：{why}").format(why=why) if why else ""


def _ended(reports: tuple[str, ...]) -> str:
    words = _("；终止 {n} 项未报的时限：{names}")
    return words.format(n=len(reports), names="、".join(reports)) if reports else ""


def _left_open(debts: tuple[str, ...]) -> str:
    return _("；办结时未了结：{debts}").format(debts="；".join(debts)) if debts else ""
