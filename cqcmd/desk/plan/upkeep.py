"""预案管理 (8): how old the plan in force is, and what was noted that asks for its revision."""

from datetime import date, datetime
from functools import cached_property

import msgspec

from cqcmd import chance
from cqcmd.clock import local, stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.plan.versions import PlanVersions
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import PlanNoted, decode
from cqcmd.incident.office.plan_notes import PlanNote
from cqcmd.paths import upkeep_file
from cqcmd.rules.beside.upkeep import Review, Upkeep, day_issued
from cqcmd.rules.laws import STATES
from cqcmd.rules.plan import Plan
from cqcmd.views.office import upkeep as views


class UpkeepDesk:
    """The verbs of whoever keeps the plan.

    Attributes:
        versions: the plans that were in force, held side by side, and another put in force.
    """

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record
        self.versions = PlanVersions(open_record)

    # What is shown

    def shown(self) -> views.Upkeep:
        """Return 预案管理 as it stands."""
        asked = self._every.of(self._plan)
        return views.Upkeep(
            tuple(self._review(row) for row in asked.reviews),
            tuple(
                views.CauseLine(row.code, row.text, row.clause, self._notes(row.code))
                for row in asked.causes
            ),
            self.versions.every(),
        )

    @cached_property
    def _every(self) -> Upkeep:
        return msgspec.json.decode(upkeep_file().read_bytes(), type=Upkeep)

    @property
    def _plan(self) -> Plan:
        return self._open_record.in_force

    def _review(self, row: Review) -> views.ReviewLine:
        today = local(self._open_record.clock.now()).date()
        since, last = self._since()
        asked = row.source.name if row.source else row.text
        state = "" if row.state == "read" else f"（{STATES[row.state]}）"
        if since is None:
            words = _("{asked}{state}：预案文件没有写明印发日期，算不出到哪天。")
            return views.ReviewLine(
                row.code, words.format(asked=asked, state=state), row.clause, False
            )
        due = row.due(since)
        words = _("每 {years} 年评估一次{state}：{last}，{due} 前应评估，{left}")
        said = words.format(
            years=row.years, state=state, last=last, due=due.isoformat(), left=_left(due, today)
        )
        said += _("　另据 {name}").format(name=row.source.name) if row.source else ""
        return views.ReviewLine(row.code, said, row.clause, today > due)

    def _since(self) -> tuple[date | None, str]:
        """Return from which day the years count, and why from that one."""
        done = [note for note in self._standing if note.event.on]
        if done:
            last = max(note.event.on for note in done)
            return date.fromisoformat(last), _("上次评估 {day}").format(day=last)
        issued = day_issued(self._plan)
        return issued, _("{day} 印发，没有记过评估").format(day=issued)

    @property
    def _standing(self) -> tuple[PlanNote, ...]:
        notes = self._open_record.ledger.plan_notes.standing
        return tuple(note for note in notes if note.event.plan == self._plan.digest)

    def _notes(self, code: str) -> tuple[views.NoteLine, ...]:
        now = self._open_record.clock.now()
        return tuple(
            views.NoteLine(note.event.note, _note_words(note, now))
            for note in self._standing
            if note.event.about == code
        )

    def reviews_noted(self) -> tuple[views.NoteLine, ...]:
        """Return the evaluations that were noted."""
        return tuple(line for row in self._every.reviews for line in self._notes(row.code))

    # Notes

    def note_cause(self, code: str, words: str, by: str) -> None:
        """Note that something came up that asks for revision.

        Raises:
            BadInput: nothing is said, or the plan has no such cause.
        """
        if code not in {row.code for row in self._every.of(self._plan).causes}:
            raise BadInput(_("现行预案没有这一种修订情形。"), "about")
        if not words.strip():
            raise BadInput(_("请写是什么变了、在哪里看到的。"), "words")
        self._write(code, words=words.strip(), by=by.strip())

    def note_review(self, on: str, words: str, by: str) -> None:
        """Note that the plan was evaluated on a day (``2026-07-25``), and what was found.

        Raises:
            BadInput: that is no day, it lies ahead or before the plan, or nobody is named.
        """
        day = _day(on)
        if day > local(self._open_record.clock.now()).date():
            raise BadInput(_("评估日期在今天以后；评估完再记。"), "on")
        issued = day_issued(self._plan)
        if issued and day < issued:
            words_ = _("评估日期早于预案印发的 {day}，请核对。")
            raise BadInput(words_.format(day=issued.isoformat()), "on")
        if not by.strip():
            raise BadInput(_("请填由谁评估。"), "by")
        code = self._every.of(self._plan).reviews[0].code
        self._write(code, words=words.strip(), by=by.strip(), on=day.isoformat())

    def _write(self, about: str, *, words: str, by: str, on: str = "") -> None:
        with self._open_record.act() as write:
            write.append(
                PlanNoted(
                    note=str(chance.uuid()),
                    plan=self._plan.digest,
                    about=about,
                    words=words,
                    by=by,
                    on=on,
                ),
                None,
            )

    def withdraw(self, ident: str, reason: str) -> None:
        """Take a note out, with a reason; it stays in the station's log."""
        if not reason.strip():
            raise BadInput(_("请写原因。"))
        with self._open_record.act() as write:
            found = self._open_record.ledger.plan_notes.note(ident)
            if found is None:
                raise BadInput(_("这一条已经撤去。"))
            event = found.event
            taken = PlanNoted(note=ident, plan=event.plan, about=event.about, withdrawn=reason)
            write.append(taken, None)

    def undo(self) -> None:
        """Take out the note written last, within 30 seconds. Raises BadInput: there is none."""
        recent = [decode(entry.kind, entry.data) for entry in self._open_record.recent()]
        noted = [one for one in recent if isinstance(one, PlanNoted) and not one.withdrawn]
        if not noted:
            raise BadInput(_("30 秒内没有记过，没有可以撤回的。"))
        self.withdraw(noted[-1].note, _("误按"))
        self._open_record.last_act = None


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as fault:
        raise BadInput(_("日期请写成 2026-07-25 这样。"), "on") from fault


def _left(due: date, today: date) -> str:
    days = (due - today).days
    if days < 0:
        return _("已过 {days} 天").format(days=-days)
    return _("还有 {days} 天").format(days=days) if days else _("今天到期")


def _note_words(note: PlanNote, now: datetime) -> str:
    event = note.event
    parts = [
        stamp(note.at, now),
        _("评估于 {day}").format(day=event.on) if event.on else "",
        event.words,
        event.by and _("（{by}）").format(by=event.by),
    ]
    return " ".join(filter(None, (*parts, _("记 {writer}").format(writer=note.writer))))
