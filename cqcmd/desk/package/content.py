"""What the first page of a package tells, read off the views of an incident."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cqcmd.clock import ON_PAPER, local
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.log.lines import log_lines
from cqcmd.documents.package.content import Mark, Owed, PackageContent, Told, Written
from cqcmd.documents.paper import moment
from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.views import Deadline, LogLine, Situation
from cqcmd.views.time_words import span_words

DECISIONS = frozenset(
    {
        "override",
        "scope",
        "dismissed",
        "closed",
        "plan_chosen",
        "response",
        "command",
        "hq_act",
        "hq_set_up",
        "issued",
        "assessed",
        "press_released",
    }
)
"""Kinds of entries by which somebody decided something."""

LANES = (_("记录"), _("上报"), _("期限"))
RECORDED, REPORTED, DUE = range(len(LANES))


def content_of(
    open_record: OpenRecord, view: Situation, mark: str, papers: Sequence[str]
) -> PackageContent:
    """Return the page of an incident as it stands now."""
    incident, now = open_record.incident(view.ident), open_record.clock.now()
    lines = log_lines(open_record, incident, ON_PAPER)
    strip, meta = view.strip, open_record.plan.meta
    return PackageContent(
        title=strip.title,
        number=strip.number,
        grade=" ".join(filter(None, _grade(view))),
        origin=(
            _("制作时间：{time}").format(time=moment(now)),
            _("依据：{plan}").format(plan=f"{meta.title} {meta.number}".strip()),
            _("预案校验码：{digest}").format(digest=open_record.plan.digest),
            _("核对：在本目录运行 python3 verify.py，不要网络"),
        ),
        remark=open_record.damage.words_of(incident),
        mark=mark,
        facts=tuple(_facts(view, incident)),
        duties=tuple(_owed(deadline, now) for deadline in view.deadlines if deadline.mine),
        log=tuple(_written(line) for line in lines),
        lanes=LANES,
        marks=tuple(_marks(view, lines, now)),
        papers=tuple((path, _what(path)) for path in sorted(papers)),
    )


def _grade(view: Situation) -> Iterator[str]:
    grade, possible = view.strip.grade, view.strip.possible
    yield from (grade.name, grade.clause, grade.because)
    if possible.grade:
        yield _("可能{grade} {clause}").format(grade=possible.name, clause=possible.clause)
    yield from (view.strip.override, view.strip.status)


def _facts(view: Situation, incident: Incident) -> Iterator[Told]:
    for fact in (*view.facts, *view.words):
        if not fact.blank:
            at = incident.facts.moment(fact.code)
            words = "；".join(filter(None, (moment(at) if at else fact.words, fact.conflict)))
            yield Told(fact.name, words, fact.source)


def _owed(deadline: Deadline, now: datetime) -> Owed:
    due = moment(deadline.due) if deadline.due else _("立即（预案未规定时限）")
    became, look = _became(deadline, now)
    clause = deadline.source or deadline.clause
    return Owed(deadline.label, due, became, clause, look)


def _became(deadline: Deadline, now: datetime) -> tuple[str, str]:
    """Return what became of a duty, how late, and whether that is good or bad."""
    at, due = deadline.reported_at, deadline.due
    if at is not None:
        words = _("已报 {time}").format(time=moment(at))
        if due is not None and at > due:
            late = span_words(at - due)
            words, look = _("迟报 {time}，迟{by}").format(time=moment(at), by=late), "bad"
        else:
            look = "good"
        taken = deadline.proof.partition(" ")[2]  # it begins with the time
        return " ".join(filter(None, (words, taken))), look
    if deadline.fate:
        return deadline.fate, "" if deadline.ended_by else "bad"
    if due is not None and now > due:
        return _("未报，已超{by}").format(by=span_words(now - due)), "bad"
    return _("未报"), ""


def _written(line: LogLine) -> Written:
    at = f"{local(line.occurred_at):%Y-%m-%d %H:%M:%S}"
    return Written(
        at,
        line.kind_name,
        line.words,
        line.writer,
        line.struck,
        line.altered,
        line.kind in DECISIONS,
    )


def _marks(view: Situation, lines: Sequence[LogLine], now: datetime) -> Iterator[Mark]:
    for line in lines:
        if not line.system and not line.struck:
            yield Mark(RECORDED, line.occurred_at, f"{line.kind_name} {line.words}")
    for deadline in view.deadlines:
        if not deadline.mine:
            continue
        became, look = _became(deadline, now)
        words = f"{deadline.label} {became}"
        if deadline.reported_at is not None:
            yield Mark(REPORTED, deadline.reported_at, words, look)
        if deadline.due is not None:
            yield Mark(DUE, deadline.due, words, look)


def _what(path: str) -> str:
    """Return what a file of the package is."""
    if path.endswith(".jsonl"):
        return _("日志原始条目，逐条带校验值")
    if path.endswith(".py"):
        return _("核对程序，只用 Python 自带的库")
    if path.endswith((".json", ".md")):
        return _("判定所依据的预案")
    return _("文书")
