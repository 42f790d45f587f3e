"""Which form a draft belongs to: its name says the form, the incident, and what it is about."""

from collections.abc import Callable, Mapping
from typing import Any

from textual.screen import Screen

from cqcmd.desk.desk import Desk
from cqcmd.desk.keeping import Draft
from cqcmd.errors import BadInput
from cqcmd.views import WarningView
from cqcmd.words import _


def form_of(desk: Desk, draft: Draft) -> Screen[Any]:
    """The form of a draft, with the draft in it.

    Raises:
        BadInput: its incident is not in this journal, or no form has that name.
    """
    from cqcmd.screens.answer_form import AnswerForm
    from cqcmd.screens.bypass import BypassForm
    from cqcmd.screens.contact_form import ContactEdit
    from cqcmd.screens.copy_form import CopyForm
    from cqcmd.screens.decision import DecisionForm
    from cqcmd.screens.headquarters_forms import ActOfHeadquartersForm, TakeCommandForm
    from cqcmd.screens.heard import HeardForm
    from cqcmd.screens.intake import IntakeScreen
    from cqcmd.screens.note import NoteForm
    from cqcmd.screens.press_form import PressForm
    from cqcmd.screens.report import ReportScreen
    from cqcmd.screens.response_form import ResponseForm
    from cqcmd.screens.take_over import TakeOverForm
    from cqcmd.screens.task_form import RemarkForm
    from cqcmd.screens.team_form import EnterForm
    from cqcmd.screens.update import UpdateForm
    from cqcmd.screens.warning_form import IssueForm
    from cqcmd.screens.written_form import WrittenForm

    kind, ident, rest = parts_of(draft)
    if kind == "intake":
        return IntakeScreen(desk, draft)
    if kind == "warning":
        return IssueForm(desk, _warning(desk, ident), draft=draft.fields)
    if kind == "contact":
        return ContactEdit(desk, desk.contacts.get(ident) if ident else None, draft=draft.fields)
    desk.strip(ident)
    fields, code = draft.fields, kind.partition("-")[2]
    forms: dict[str, Callable[[], Screen[Any]]] = {
        "note": lambda: NoteForm(desk, ident, draft=fields),
        "update": lambda: UpdateForm(desk, ident, draft=fields),
        "team": lambda: EnterForm(desk, ident, draft=fields),
        "answer": lambda: AnswerForm(desk, ident, rest, draft=fields),
        "heard": lambda: HeardForm(desk, ident, draft=fields),
        "report": lambda: ReportScreen(desk, ident, rest, draft=fields),
        "call": lambda: _call(desk, ident, rest, fields),
        "written": lambda: WrittenForm(desk, ident, code, draft=fields),  # type: ignore[arg-type]
        "bypass": lambda: BypassForm(desk, ident, draft=fields),
        "copy": lambda: CopyForm(desk, ident, rest, draft=fields),
        "decide": lambda: DecisionForm(desk, ident, code, draft=fields),
        "response": lambda: ResponseForm(desk, ident, code, draft=fields),  # type: ignore[arg-type]
        "command": lambda: TakeCommandForm(desk, ident, code, draft=fields),
        "act": lambda: ActOfHeadquartersForm(desk, ident, code, lifting=False, draft=fields),
        "lift": lambda: ActOfHeadquartersForm(desk, ident, code, lifting=True, draft=fields),
        "take_over": lambda: TakeOverForm(desk, ident, draft=fields),
        "task": lambda: RemarkForm(desk, ident, code, draft=fields),
        "press": lambda: PressForm(desk, ident, draft=fields),
    }
    make = forms.get(kind.partition("-")[0])
    if make is None:
        raise BadInput(_("没有“{form}”这种表，草稿仍留着。").format(form=kind[:20]))
    return make()


def _call(desk: Desk, ident: str, rule: str, fields: Mapping[str, str]) -> Screen[Any]:
    """The telephone call again; a report to be recorded where that duty is no longer there."""
    from cqcmd.screens.phone_call import PhoneCall
    from cqcmd.screens.report import ReportScreen

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
