"""A verdict record in words: what was shown when somebody acted, or is shown now."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.desk.common.code_words import duty_words, value_words
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import amount_words, grade_name, margin_view
from cqcmd.desk.facts.views import word_names
from cqcmd.desk.log.kinds import KIND_NAMES
from cqcmd.i18n import _
from cqcmd.incident.events import (
    DutyShown,
    FactsSet,
    FactUsed,
    GradeOverridden,
    GradeShown,
    Undecodable,
    VerdictKept,
    read,
)
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.state import Incident
from cqcmd.incident.verdicts import kept_verdict, verdict_of
from cqcmd.rules.grading import Margin
from cqcmd.rules.rows import Fact

NO_RECORD = _(
    "这一条没有判定凭据：记事、承诺、呼叫人员、队伍应答不依据判定，旧版本写的也没有。"
    "\n按 Esc 返回；在态势按两次 ? 看现在的判定。"
)
STATES = {"running": "", "overdue": _("，已超时"), "passed": _("，得知时已过时限")}


def verdict_words(open_record: OpenRecord, ident: str, entry: str = "") -> str:
    """Return the record kept with ``entry`` in lines; without one, of the verdict as it is now."""
    incident = open_record.incident(ident)
    if not entry:
        record = verdict_of(open_record.reader, open_record.picture(ident), 0, 0)
        return "\n".join([_standing(incident), *_Words(open_record, incident, record).lines()])
    place = _keeping(incident, entry)
    if place is None:
        return NO_RECORD
    try:
        record = kept_verdict(incident, place)[1]
    except (Undecodable, KeyError):  # the record it names may be gone
        return _("这一条的判定凭据（第 {seq} 条）读不出来。").format(seq=place.seq)
    # By the plan it was shown by, which need not be the one the incident is under now.
    words = _Words(open_record.under(record.plan), incident, record)
    return "\n".join([_kept(incident, place, entry), *words.lines()])


def _keeping(incident: Incident, ident: str) -> Entry | None:
    """Return the entry that keeps the record of the act in which another was written."""
    wanted = next((entry for entry in incident.entries if entry.id == ident), None)
    if wanted is None or wanted.kind not in KIND_NAMES:
        return None
    for entry in incident.verdicts.values():
        # By the content of the record, unless that cannot be read: then the next one is the one.
        with suppress(Undecodable):
            if read(VerdictKept, entry).since > wanted.seq:
                continue
        if entry.station == wanted.station and wanted.seq < entry.seq:
            return entry
    return None


def _standing(incident: Incident) -> str:
    last = next(reversed(incident.verdicts.values()), None)
    if last is None:
        return _("现在的判定。还没有人据此办事；办事时一同记入日志。")
    words = _("现在的判定；办事时一同记入日志。上一份凭据是第 {seq} 条（{who}）。")
    return words.format(seq=last.seq, who=last.writer)


def _kept(incident: Incident, place: Entry, ident: str) -> str:
    entry = next(entry for entry in incident.entries if entry.id == ident)
    return _("{who}办理“{kind}”（第 {act} 条）时所见，记在第 {seq} 条。").format(
        who=place.writer, kind=KIND_NAMES[entry.kind], act=entry.seq, seq=place.seq
    )


class _Words:
    """One record, line by line."""

    def __init__(self, open_record: OpenRecord, incident: Incident, record: VerdictKept) -> None:
        self._plan = open_record.plan
        self._now = open_record.clock.now()
        self._entries = {entry.id: entry for entry in incident.entries}
        self._record = record

    def lines(self) -> Iterator[str]:
        """Yield headings, and what stands beneath them."""
        record = self._record
        yield _("显示时刻 {time}").format(time=stamp(record.at, self._now))
        yield _("预案 {plan}，校验码 {digest}").format(
            plan=self._plan.meta.code if record.plan == self._plan.digest else _("（当时的）"),
            digest=record.plan[:12],
        )
        yield from self._headed(_("等级"), self._grades())
        yield from self._headed(_("用到的事实"), map(self._fact, record.facts))
        yield from self._headed(_("到这时已过"), self._grown())
        yield from self._headed(_("距上一等级"), self._margins())
        yield from self._headed(_("待核"), self._blanks())
        yield from self._headed(_("还没报的"), map(self._duty, record.duties))

    def _headed(self, heading: str, lines: Iterator[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield ""
            yield heading
            yield from (f"  {line}" for line in found)

    def _grades(self) -> Iterator[str]:
        record, confirmed = self._record, self._record.confirmed
        if confirmed:
            yield _("已确认 ") + self._grade(confirmed)
        if record.possible:
            yield _("可能 ") + self._grade(record.possible)
        if record.decided:
            said = self._entries.get(record.decided.entry)
            who = read(GradeOverridden, said).decided_by if said else ""
            words = _("人工改定 {grade}　{who}{place}")
            grade = grade_name(self._plan, record.decided.grade)
            yield words.format(grade=grade, who=who, place=self._place(record.decided.entry))

    def _grade(self, shown: GradeShown) -> str:
        rows = self._plan.index["criteria"]
        because = (
            f"{clause} {rows[code].text if code in rows else code}"
            for code, clause in shown.because.items()
        )
        standing = "open" if self._record.blanks else "below"
        return "　".join(
            (grade_name(self._plan, shown.grade, standing), "；".join(because))
        ).rstrip("　")

    def _fact(self, used: FactUsed) -> str:
        entry = self._entries.get(used.entry)
        source = read(FactsSet, entry).source if entry else ""
        at = stamp(entry.occurred_at, self._now) if entry else ""
        told = " ".join(part for part in (source, at) if part)
        value = used.moment or used.choice if used.amount is None else used.amount
        said = value_words(self._plan, used.fact, value, self._now)
        words = f"{self._name(used.fact)} {said}　{told}"
        return words + self._place(used.entry)

    def _grown(self) -> Iterator[str]:
        for passed in self._record.grown:
            fact, hours = self._plan.index["facts"].get(passed.fact), passed.amount.confirmed
            if isinstance(fact, Fact) and hours is not None:
                yield f"{fact.short} {amount_words(fact, hours)}"

    def _margins(self) -> Iterator[str]:
        facts = self._plan.index["facts"]
        for row in self._record.margins:
            if row.fact in facts:
                margin = margin_view(self._plan, Margin(row.fact, row.grade, row.at, row.short))
                yield f"{margin.words}　{margin.clause}".rstrip("　")

    def _blanks(self) -> Iterator[str]:
        if self._record.blanks:
            yield "、".join(map(self._name, self._record.blanks))

    def _duty(self, duty: DutyShown) -> str:
        start = stamp(duty.start, self._now) + self._place(duty.entry)
        due = _("立即") if duty.due is None else self._due(duty.due, duty.minutes or 0)
        words = _("{label}：{start}起，{due}{state}　{clause}")
        state = STATES[duty.state]
        label = duty_words(self._plan, duty.rule)
        return words.format(label=label, start=start, due=due, state=state, clause=duty.clause)

    def _due(self, due: datetime, minutes: int) -> str:
        limit = _("{n}小时").format(n=minutes // 60) if minutes % 60 == 0 else ""
        limit = limit or _("{n}分钟").format(n=minutes)
        return _("{limit}内，应于 {due}").format(limit=limit, due=stamp(due, self._now))

    def _name(self, code: str) -> str:
        fact = self._plan.index["facts"].get(code)
        return fact.short if isinstance(fact, Fact) else word_names(self._plan).get(code, code)

    def _place(self, ident: str) -> str:
        entry = self._entries.get(ident)
        return _("（第 {seq} 条）").format(seq=entry.seq) if entry else ""
