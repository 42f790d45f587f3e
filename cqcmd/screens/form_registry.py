"""Which form a draft belongs to: its name says the form, the incident, and what it is about."""

from collections.abc import Callable, Mapping
from typing import Any

from textual.screen import Screen

from cqcmd.desk.common.preferences import Draft
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.views import WarningView

Make = Callable[[], Screen[Any]]


def form_of(desk: Desk, draft: Draft) -> Screen[Any]:
    """The form of a draft, with the draft in it.

    Raises:
        BadInput: its incident is not in this journal, or no form has that name.
    """
    kind, ident, _rest = parts_of(draft)
    name = kind.partition("-")[0]
    if name not in _OF_NO_INCIDENT:
        desk.strip(ident)
    for family in (
        _of_no_incident,
        _of_instructor,
        _of_debrief,
        _of_facts,
        _of_reports,
        _of_command,
    ):
        make = family(desk, draft).get(name)
        if make is not None:
            return make()
    raise BadInput(_("没有“{form}”这种表，草稿仍留着。").format(form=kind[:20]))


_OF_NO_INCIDENT = ("intake", "warning", "contact", "inject", "observe", "rating", "lesson")


def _of_no_incident(desk: Desk, draft: Draft) -> dict[str, Make]:
    from cqcmd.screens.contacts.form import ContactEdit
    from cqcmd.screens.intake.screen import IntakeScreen
    from cqcmd.screens.warnings.form import IssueForm

    _kind, ident, _rest = parts_of(draft)
    fields = draft.fields
    return {
        "intake": lambda: IntakeScreen(desk, draft),
        "warning": lambda: IssueForm(desk, _warning(desk, ident), draft=fields),
        "contact": lambda: ContactEdit(
            desk, desk.contacts.get(ident) if ident else None, draft=fields
        ),
    }


def _of_instructor(desk: Desk, draft: Draft) -> dict[str, Make]:
    from cqcmd.screens.drill.instructor_forms import ObserveForm, SendForm

    if desk.drilling is None:
        return {}
    instructor, fields = desk.instructor(desk.drilling), draft.fields
    return {
        "inject": lambda: SendForm(desk, instructor, draft=fields),
        "observe": lambda: ObserveForm(desk, instructor, draft=fields),
    }


def _of_debrief(desk: Desk, draft: Draft) -> dict[str, Make]:
    from cqcmd.screens.debrief.forms import LessonForm, RatingForm

    kind, ident, rest = parts_of(draft)
    if desk.drilling is None or kind not in ("rating", "lesson"):
        return {}
    debrief, fields = desk.debrief(desk.drilling), draft.fields
    if kind == "rating":
        rating = next((each for each in debrief.ratings() if each.part == ident), None)
        return {kind: lambda: RatingForm(desk, debrief, rating, draft=fields)} if rating else {}
    lesson = debrief.lesson(":".join(part for part in (ident, rest) if part)) if ident else None
    return {kind: lambda: LessonForm(desk, debrief, lesson, draft=fields)}


def _of_facts(desk: Desk, draft: Draft) -> dict[str, Make]:
    from cqcmd.screens.log.note import NoteForm
    from cqcmd.screens.measures.task_form import RemarkForm
    from cqcmd.screens.safety.answer_form import AnswerForm
    from cqcmd.screens.safety.team_form import EnterForm
    from cqcmd.screens.situation.decision import DecisionForm
    from cqcmd.screens.situation.update import UpdateForm

    kind, ident, rest = parts_of(draft)
    fields, code = draft.fields, kind.partition("-")[2]
    return {
        "note": lambda: NoteForm(desk, ident, draft=fields),
        "update": lambda: UpdateForm(desk, ident, draft=fields),
        "decide": lambda: DecisionForm(desk, ident, code, draft=fields),
        "task": lambda: RemarkForm(desk, ident, code, draft=fields),
        "team": lambda: EnterForm(desk, ident, draft=fields),
        "answer": lambda: AnswerForm(desk, ident, rest, draft=fields),
    }


def _of_reports(desk: Desk, draft: Draft) -> dict[str, Make]:
    from cqcmd.screens.reports.copy_form import CopyForm
    from cqcmd.screens.reports.delivery import DeliveryForm
    from cqcmd.screens.reports.heard import HeardForm
    from cqcmd.screens.reports.other_organisations import BypassForm
    from cqcmd.screens.reports.press_form import PressForm
    from cqcmd.screens.reports.record_form import ReportScreen
    from cqcmd.screens.reports.written_form import WrittenForm

    kind, ident, rest = parts_of(draft)
    fields, code = draft.fields, kind.partition("-")[2]
    return {
        "report": lambda: ReportScreen(desk, ident, rest, draft=fields),
        "call": lambda: _call(desk, ident, rest, fields),
        "heard": lambda: HeardForm(desk, ident, draft=fields),
        "bypass": lambda: BypassForm(desk, ident, draft=fields),
        "written": lambda: WrittenForm(desk, ident, code, draft=fields),  # type: ignore[arg-type]
        "delivery": lambda: DeliveryForm(desk, ident, rest, draft=fields),
        "copy": lambda: CopyForm(desk, ident, rest, draft=fields),
        "press": lambda: PressForm(desk, ident, draft=fields),
    }


def _of_command(desk: Desk, draft: Draft) -> dict[str, Make]:
    from cqcmd.screens.command.city_takeover import TakeOverForm
    from cqcmd.screens.command.headquarters_forms import ActOfHeadquartersForm, TakeCommandForm
    from cqcmd.screens.command.response_form import ResponseForm

    kind, ident, _rest = parts_of(draft)
    fields, code = draft.fields, kind.partition("-")[2]
    return {
        "response": lambda: ResponseForm(desk, ident, code, draft=fields),  # type: ignore[arg-type]
        "command": lambda: TakeCommandForm(desk, ident, code, draft=fields),
        "act": lambda: ActOfHeadquartersForm(desk, ident, code, lifting=False, draft=fields),
        "lift": lambda: ActOfHeadquartersForm(desk, ident, code, lifting=True, draft=fields),
        "take_over": lambda: TakeOverForm(desk, ident, draft=fields),
    }


def _call(desk: Desk, ident: str, rule: str, fields: Mapping[str, str]) -> Screen[Any]:
    """The telephone call again; a report to be recorded where that duty is no longer there."""
    from cqcmd.screens.reports.phone_call import PhoneCall
    from cqcmd.screens.reports.record_form import ReportScreen

    every = desk.situation(ident).deadlines
    deadline = next((each for each in every if each.rule == rule), None)
    if deadline is None:
        return ReportScreen(desk, ident, draft=fields)
    return PhoneCall(desk, ident, deadline, draft=fields)


def parts_of(draft: Draft) -> tuple[str, str, str]:
    """The form's name, the incident, and what the form is about."""
    kind, _colon, rest = draft.form.partition(":")
    ident, _colon, rest = rest.partition(":")
    return kind, ident, rest


def _warning(desk: Desk, ident: str) -> WarningView | None:
    return next((each for each in desk.warnings.shown() if each.ident == ident), None)
