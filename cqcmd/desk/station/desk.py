"""The station itself: whom it serves, and who is on watch."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime

from msgspec.structs import replace

from cqcmd.clock import local, stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.rota.tonight import Tonight
from cqcmd.desk.safety.missed_checks import inside_words
from cqcmd.desk.situation.views import SituationViews
from cqcmd.desk.situation.waiting import WaitingCalls
from cqcmd.desk.station.leaving import (
    calls_waiting,
    debt_words,
    people_inside,
    promises_open,
    reports_at_once,
    reports_due,
    turns_ahead,
    waiting_words,
)
from cqcmd.desk.station.operators import Operators
from cqcmd.desk.station.owed import owed_by
from cqcmd.desk.station.proof import head_words
from cqcmd.desk.warnings.lines import handed_over
from cqcmd.errors import BadInput, PlanLost
from cqcmd.i18n import _
from cqcmd.incident.events import StationSet, WatchTaken
from cqcmd.parsing.person_fields import check_name, check_phones
from cqcmd.rules.districts import stands
from cqcmd.rules.plan import Plan
from cqcmd.text import clean
from cqcmd.views import Board, Left, Strip


class StationDesk:
    """The verbs of 本值班点 and 交接班."""

    def __init__(
        self,
        open_record: OpenRecord,
        views: SituationViews,
        waiting: WaitingCalls,
        operators: Operators,
        tonight: Tonight,
    ) -> None:
        self._open_record = open_record
        self._views = views
        self._waiting = waiting
        self._operators = operators
        self._tonight = tonight

    def set_up(
        self, org: str, name: str, district: str | None, numbers: dict[str, str], officer: str
    ) -> None:
        """Set up the station: organisation served, numbers it reports to, officer. Asked once."""
        open_record = self._open_record
        if org not in open_record.plan.index["orgs"]:
            raise BadInput(_("请选择本值班点服务的单位。"))
        _check_district(open_record.plan, district, local(open_record.clock.now()).date())
        officer = clean(officer, lines=False).strip()
        if not officer:
            raise BadInput(_("请填值班员姓名。"), "officer")
        check_name(officer, "officer")
        for code, number in numbers.items():
            check_phones(number, f"phone-{code}")
        kept = {code: number.strip() for code, number in numbers.items() if number.strip()}
        with self._operators.arriving(officer), open_record.act() as write:
            shown = name.strip() or open_record.plan.org(org).name
            event = StationSet(org=org, name=shown, district=district, numbers=kept)
            write.append(event, None, actor=officer)
            if open_record.ledger.officer != officer:
                taken = WatchTaken(officer=officer, relieved=open_record.ledger.officer or None)
                write.append(taken, None, actor=officer)

    def own_number(self, number: str) -> None:
        """Record the duty telephone of this station itself, which reports end with (4.1.2)."""
        open_record = self._open_record
        number = clean(number, lines=False).strip()
        if not number:
            raise BadInput(_("请填本站值班电话。"), "number")
        check_phones(number, "number")
        with open_record.act() as write:
            serving = open_record.ledger.serving
            if serving is None:
                raise BadInput(_("请先设置本值班点。"))
            numbers = serving.numbers | {serving.org: number}
            write.append(replace(serving, numbers=numbers), None)

    def serving(self) -> StationSet | None:
        """Return what was set up last; ``None`` on a new station."""
        return self._open_record.ledger.serving

    def likeliest(self) -> str:
        """Return the organisation that most stations serve: whoever verifies what is reported."""
        plan = self._open_record.plan
        return (plan.verifier() or plan.orgs[0]).code

    def receivers(self, org: str) -> tuple[tuple[str, str], ...]:
        """Return codes and names of whom an organisation reports to, to ask for numbers."""
        plan = self._open_record.plan
        codes = dict.fromkeys(rule.receiver for rule in plan.duties if rule.sender == org)
        return tuple((code, plan.org(code).name) for code in codes)

    def leaving(self) -> tuple[Left, ...]:
        """Return all that goes on without bell or reminder when this terminal is left."""
        open_record, now = self._open_record, self._open_record.clock.now()
        if not open_record.ready:
            return tuple(calls_waiting(self._waiting, now))
        alerts, board = list(self._views.alerts()), self._views.board()
        return (
            *people_inside(alerts, now),
            *self._at_once(board),
            *reports_due(alerts, board, now),
            *turns_ahead(alerts),
            *calls_waiting(self._waiting, now),
            *promises_open(open_record, board, now),
        )

    def _at_once(self, board: Board) -> Iterator[Left]:
        for row in board.of("open"):
            with suppress(PlanLost):  # the board says so; what its plan asks nobody can tell
                yield from reports_at_once(row.number, self._views.situation(row.ident).deadlines)

    def owed(self, org: str) -> tuple[str, ...]:
        """Return what serving an organisation brings: its reports by when, and what rings."""
        return owed_by(self._open_record.plan, org, self._views.minutes)

    def handover_sheet(self) -> tuple[str, ...]:
        """Return what the newcomer must read: calls that wait, open incidents, debts, warnings."""
        now = self._open_record.clock.now()
        lines = [waiting_words(call, now) for call in self._waiting.all()]
        board = self._views.board()
        for row in board.of("open"):
            lines += self._sheet_of(row.ident, now)
        for row in board.of("debt"):
            lines += [debt_words(row, now), *self._sheet_of(row.ident, now)[1:]]
        lines += handed_over(self._open_record)
        return (*(lines or [_("没有未办结的事件。")]), *self._by_rota())

    def _by_rota(self) -> Iterator[str]:
        """Yield who is down for tonight, and what tonight lacks."""
        if words := self._tonight.words:
            yield _("今晚值班表：{words}").format(words=words)
        if gap := self._tonight.gap:
            yield _("{gap}。").format(gap=gap)

    def head_noted(self) -> tuple[str, ...]:
        """Return what is noted by hand at a hand-over: the head of the journal."""
        return tuple(head_words(self._open_record))

    def _sheet_of(self, ident: str, now: datetime) -> list[str]:
        strip = self._views.strip(ident)
        lines = [
            _("{number} {grade} {title}").format(
                number=strip.number, grade=_grades(strip), title=strip.title
            )
        ]
        inside = self._open_record.ledger.incidents[ident].cordon.inside
        lines += [f"  {inside_words(team, now)}" for team in inside]
        try:
            steps = self._views.situation(ident).steps
        except PlanLost as lost:
            return [*lines, f"  {lost}"]
        for step in steps:
            due = _("（{time} 前）").format(time=stamp(step.due, now)) if step.due else ""
            lines.append(f"  {step.words}{due}")
        return lines

    def take_over(self, officer: str) -> None:
        """Record that a newcomer read the sheet and takes the watch from whoever had it."""
        open_record = self._open_record
        name = clean(officer, lines=False).strip()
        if not name:
            raise BadInput(_("请填接班人姓名。"))
        check_name(name, "officer")
        sheet = self.handover_sheet()
        with self._operators.arriving(name), open_record.act() as write:
            if open_record.ledger.officer == name:
                raise BadInput(_("{name} 已经在岗，不必交接。").format(name=name))
            event = WatchTaken(
                officer=name, relieved=open_record.ledger.officer or None, sheet=sheet
            )
            write.append(event, None, actor=name)


def _grades(strip: Strip) -> str:
    """Return ``一般``, or ``一般，可能较大``."""
    if not strip.possible.grade:
        return strip.grade.name
    return _("{grade}，可能{possible}").format(grade=strip.grade.name, possible=strip.possible.name)


def _check_district(plan: Plan, name: str | None, today: date) -> None:
    """Refuse what is no district today, and name what one that was merged has become."""
    rows = [row for row in plan.districts if name in (row.name, row.short)]
    if not name or any(stands(row, today) for row in rows):
        return
    if not rows:
        words = _("没有“{name}”这个{district}，请写全名或简称。")
        raise BadInput(words.format(name=name, district=plan.word("district")), "district")
    if rows[0].until is None:
        words = _("{name}自 {date} 起才设立，请填现在的{district}。")
        district = plan.word("district")
        raise BadInput(
            words.format(name=rows[0].name, date=rows[0].since, district=district), "district"
        )
    merged = plan.district(rows[0].merged_into).name if rows[0].merged_into else ""
    words = _("{name}已于 {date} 并入{merged}，请填{merged}。")
    raise BadInput(words.format(name=rows[0].name, date=rows[0].until, merged=merged), "district")
