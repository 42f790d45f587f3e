"""A post run on a plan, every room of an incident looked into: whatever fails is not refused."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import LEVELLED, ActForm, CommandForm, PersonForm, StepCode, StepForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.reports.forms import IssueForm, ReportForm
from cqcmd.desk.warnings.forms import WarningForm
from cqcmd.errors import Refusal
from cqcmd.parsing.sentence.quick_line import read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.rules.rows import Fact

START = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)
ANSWERS = {"flag": "是", "people": "31", "hours": "13", "yuan": "2000", "megawatts": "700"}
"""What is typed into a field of each kind."""

LINES = (
    "14:05渝中区长江化工 储罐炸了 死了1个 还有两个埋在里面 李明13800000000",
    "电梯困了3个人两小时了，伤了5个，可能还要转移两百人",
    "塔吊倒了，损失大概三百万，有毒气漏出来，锅炉停了两天",
)


def walk(plan_file: Path, data: Path) -> Desk:
    """Open a post on a plan file, take calls, do each thing, look into each room."""
    clock = FixedClock(START)
    opening = Opening(data, plan_file, clock)
    opening.read_journal()
    try:
        _serve(opening.desk)
        _quick_lines(opening.desk)
        for texts in _calls(opening.desk):
            _one_incident(opening.desk, clock, texts)
        _warnings(opening.desk)
        _station(opening.desk)
        _clauses(opening.desk)
    finally:
        opening.close()
    return opening.desk


def _serve(desk: Desk) -> None:
    """Serve whoever owes most reports."""
    senders = [duty.sender for duty in desk.plan.duties]
    most = max(senders, key=senders.count)
    numbers = {code: "023-63765110" for code, _name in desk.station.receivers(most)}
    district = desk.plan.districts[0].name if desk.plan.districts else None
    for org in desk.plan.orgs:
        assert desk.station.receivers(org.code) is not None
        assert desk.plan_reader.usual_name(org.code, district or "") is not None
    for org_code in dict.fromkeys((*senders, most)):
        desk.station.set_up(org_code, "", district, numbers, "李敏")


def _calls(desk: Desk) -> Iterator[dict[str, str]]:
    """Yield a call with nothing but words, and one of all that is asked of some equipment."""
    yield {"unit": "长江化工", "summary": "出事了"}
    for kind in desk.plan.equipment[:1]:
        asked = [f for f in desk.plan.facts if f.equipment is None or kind.code in f.equipment]
        yield {
            "district": desk.plan.districts[0].name if desk.plan.districts else "",
            "unit": "长江化工",
            "equipment": kind.code,
            "summary": "炸了，死了三个人",
            **{fact.code: _answer(fact) for fact in asked},
        }


def _quick_lines(desk: Desk) -> None:
    """Read lines with the plan's words, and what they hold as a form would."""
    vocabulary = Vocabulary.of(desk.plan)
    for line in LINES:
        found = read_line(line, vocabulary, desk.clock.now()).found
        texts = {one.field: str(one.value) for one in found}
        desk.views.preview(desk.intake.preview(texts, desk.clock.now()))


def _answer(fact: Fact) -> str:
    return fact.choices[0].name if fact.kind == "choice" else ANSWERS[fact.kind]


def _one_incident(desk: Desk, clock: FixedClock, texts: dict[str, str]) -> None:
    desk.views.preview(desk.intake.preview(texts, clock.now()))
    ident = desk.intake.new_call()
    with suppress(Refusal):
        desk.intake.take_call(ident, texts, clock.now())
    if ident not in {row.ident for row in desk.board().rows}:
        return
    _look(desk, ident)
    _news(desk, ident)
    _reports(desk, ident)
    _response(desk, ident)
    _command(desk, ident)
    _measures(desk, ident)
    clock.advance(hours=3)
    _look(desk, ident)


def _look(desk: Desk, ident: str) -> None:
    """Draw every room and write every paper of an incident."""
    desk.refresh()
    desk.board(), desk.strip(ident), desk.situation(ident), desk.chain(ident), desk.log(ident)
    list(desk.alerts())
    desk.precedents(ident)
    desk.room.view(ident)
    desk.tasks.measures(ident), desk.tasks.aftermath(ident), desk.tasks.ended_at(ident)
    desk.roster.shown.call_list(ident)
    desk.written.issued.lines(ident)
    for make in (
        desk.papers.checklist,
        desk.papers.start_order,
        desk.papers.take_over,
        desk.press.release,
    ):
        with suppress(Refusal):
            make(ident)
    desk.station.handover_sheet()


def _news(desk: Desk, ident: str) -> None:
    for fact in desk.plan.facts:
        with suppress(Refusal):
            desk.facts.update(ident, {fact.code: "1"}, source="队长", at=desk.clock.now())
    desk.situation(ident)


def _reports(desk: Desk, ident: str) -> None:
    for deadline in desk.situation(ident).deadlines:
        desk.written.composer.phone(ident, deadline.receiver, "follow_up")
        desk.written.composer.spoken(desk.written.composer.phone(ident, deadline.receiver))
        for channel in ("phone", "written"):
            form = ReportForm(
                sender=deadline.sender,
                receiver=deadline.receiver,
                channel=channel,
                person="王处",
                number="63765110",
                at=desk.clock.now(),
            )
            with suppress(Refusal):
                desk.reports.record(ident, form)
    for stage in ("initial", "follow_up", "final"):
        draft = desk.written.composer.draft(ident, stage)
        form_of = IssueForm(stage=stage, title="报告", body=draft.body, signer="王局", base=0)
        desk.written.composer.missing(ident, stage, draft.body)
        desk.written.composer.unknown_fields(ident)
        with suppress(Refusal):
            desk.written.issue(ident, form_of)
    for org in desk.plan.orgs:
        with suppress(Refusal):
            desk.reports.record_notification(ident, org.code, desk.clock.now())


def _response(desk: Desk, ident: str) -> None:
    for code in get_args(StepCode):
        given = desk.response.defaults(ident, code)
        for level in desk.plan.level_scale.codes if code in LEVELLED else (None,):
            form = StepForm(step=code, level=level, who="赵", at=desk.clock.now(), words="因")
            with suppress(Refusal):
                desk.response.record(ident, form)
        assert given is not None
        desk.room.view(ident), desk.strip(ident), desk.log(ident)


def _command(desk: Desk, ident: str) -> None:
    now = desk.clock.now()
    for level in reversed(desk.plan.ranking):
        with suppress(Refusal):
            desk.command.take(ident, CommandForm(headquarters=level, who="赵", at=now))
    for act in desk.plan.headquarters_acts:
        with suppress(Refusal):
            desk.command.act(ident, ActForm(act=act.code, who="赵", words="因", at=now))
    for place in (*desk.plan.posts, *desk.plan.groups):
        with suppress(Refusal):
            desk.roster.assign(ident, place.code, PersonForm(name=f"张{place.code}"[:9]))
        desk.roster.shown.people(ident, place.code)
    for group in desk.plan.groups:
        desk.roster.shown.group(ident, group.code)
    desk.command.sheet(ident)


def _measures(desk: Desk, ident: str) -> None:
    for task in (*desk.tasks.measures(ident), *desk.tasks.aftermath(ident)):
        with suppress(Refusal):
            desk.tasks.advance(ident, task.code, task.state)
        assert desk.tasks.name(task.code)


def _warnings(desk: Desk) -> None:
    for row in desk.plan.warnings:
        issuer = desk.warnings.issuer_of(row.level)
        form = WarningForm(
            level=row.level, category="大风", area="", notice="", measures="", issuer=issuer
        )
        ident = desk.warnings.issue(form)
        for warning in desk.warnings.shown():
            for action in warning.actions[:3]:
                with suppress(Refusal):
                    desk.warnings.act(warning.ident, action.code)
        desk.warnings.shown(), desk.board()
        desk.warnings.lift(ident, "政府", "过去了")


def _station(desk: Desk) -> None:
    desk.log(None)
    desk.station.take_over("王强")
    assert desk.watch.officer == "王强"


def _clauses(desk: Desk) -> None:
    for number in desk.plan.clauses:
        desk.plan_reader.heading(number)
        desk.plan_reader.rows_on(number)
    assert desk.plan_reader.sources is not None
