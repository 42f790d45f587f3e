"""A star stands before a field if, and only if, the form is refused while that one is empty."""

from collections.abc import Callable

import pytest

from cqcmd.desk.command.forms import STEP_NAMES
from cqcmd.errors import Refusal
from cqcmd.screens.command.headquarters_forms import ActOfHeadquartersForm
from cqcmd.screens.command.response_form import ResponseForm
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.situation.decision import TITLES, DecisionForm
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField
from tests.screens.common.test_faults_beside_fields import FORMS
from tests.screens.conftest import OpenPost
from tests.screens.drill.test_drill_marked import Worked, opened
from tests.screens.incidents import ELEVATOR, EXPLOSION, take
from tests.support.pilots import PostPilot, press, words_of

OF_MANY: dict[str, Callable[[PostPilot], FieldForm]] = {
    **{f"decide-{kind}": lambda pilot, kind=kind: deciding(pilot, kind) for kind in TITLES},  # type: ignore[misc]
    **{f"response-{step}": lambda pilot, step=step: stepping(pilot, step) for step in STEP_NAMES},  # type: ignore[misc]
}
ANY_WILL_DO = ("UpdateForm", "RemarkForm", "RotaDayForm")
"""Forms that want something to be filled in, whatever it is."""

NOTHING_TO_DO = "CopyForm"
"""Of the incident worked on there is nothing to copy: it is refused whatever is filled in."""

PLAUSIBLE = {"duties": "1", "on": "2026-07-25", "count": "1", "cents": "12"}


def deciding(pilot: PostPilot, kind: str) -> FieldForm:
    """The form of a decision, about an incident about which that can be decided."""
    desk, ident = pilot.app.desk, take(pilot.app, EXPLOSION)
    if kind == "lift":
        desk.decisions.override(ident, "II", "王局", "仍在上升")
    elif kind == "reinstate":
        desk.decisions.dismiss(ident, "王局", "不是")
    elif kind == "within":
        desk.decisions.judge_scope(ident, desk.plan.scope[0].code, "王局", "井下")
    elif kind == "reopen":
        desk.decisions.close(ident, "办完", "王局")
    return DecisionForm(desk, ident, kind)


def stepping(pilot: PostPilot, step: str) -> FieldForm:
    return ResponseForm(pilot.app.desk, take(pilot.app, EXPLOSION), step)  # type: ignore[arg-type]


def form_of(pilot: PostPilot, name: str) -> FieldForm:
    if name in OF_MANY:
        return OF_MANY[name](pilot)
    form = opened(name, Worked(pilot.app))
    assert isinstance(form, FieldForm)
    return form


def shown(form: FieldForm) -> dict[str, TextField]:
    """The fields in which one types, as far as they stand there."""
    return {
        row.field.code: row.field
        for row in form.rows_by_name.values()
        if isinstance(row.field, TextField) and not row.has_class("-hidden")
    }


def starred(form: FieldForm) -> set[str]:
    return {code for code, field in shown(form).items() if field.required}


async def saved_without(pilot: PostPilot, form: FieldForm, empty: set[str]) -> str:
    """Try it with the starred fields filled but for these; the empty field that is at fault."""
    for code, field in shown(form).items():
        field.fill(PLAUSIBLE.get(code, "王强") if code in starred(form) - empty else "")
    await pilot.pause()
    told: list[Refusal] = []
    tell, form.refused = form.refused, told.append  # type: ignore[method-assign, assignment]
    await press(pilot, "f9")
    form.refused = tell  # type: ignore[method-assign]
    fault = getattr(told[-1], "field", "") if told else ""
    return fault if fault in shown(form) and not shown(form)[fault].text else ""


@pytest.mark.parametrize("name", [name for name in (*FORMS, *OF_MANY) if name != NOTHING_TO_DO])
async def test_the_star_is_before_what_must_be_filled_and_nothing_else(
    post: OpenPost, name: str
) -> None:
    async with post() as pilot:
        form = form_of(pilot, name)
        pilot.app.push_screen(form)
        await pilot.pause()
        await press(pilot, *["pagedown"] * 8)  # a sheet over the fields is read first
        wanted = starred(form)
        for code in wanted:
            assert await saved_without(pilot, form, {code}) == code, "starred, and not asked for"
            assert form.is_current
        assert ("* 必填" in words_of(pilot, "#hint")) is bool(wanted)
        if name not in ANY_WILL_DO:
            assert await saved_without(pilot, form, set()) == "", "asked for, and not starred"


async def test_a_start_below_what_the_plan_asks_wants_its_reason(post: OpenPost) -> None:
    async with post() as pilot:
        form = stepping(pilot, "started")
        pilot.app.push_screen(form)
        await pilot.pause()
        level = form.rows_by_name["level"].field
        assert isinstance(level, Choice)
        assert starred(form) == {"who"}
        level.fill("IV")
        await pilot.pause()
        assert starred(form) == {"who", "words"}
        assert await saved_without(pilot, form, {"words"}) == "words"
        level.fill("III")
        await pilot.pause()
        assert starred(form) == {"who"}


async def test_whoever_closes_with_nothing_open_need_not_be_named(post: OpenPost) -> None:
    async with post() as pilot:
        form = DecisionForm(pilot.app.desk, take(pilot.app, ELEVATOR), "close")
        pilot.app.push_screen(form)
        await pilot.pause()
        assert starred(form) == {"who", "why"}, "nobody verified it"


async def test_of_acts_the_words_are_starred_where_the_plan_asks_for_them(post: OpenPost) -> None:
    async with post() as pilot:
        desk, ident = pilot.app.desk, take(pilot.app, EXPLOSION)
        for act in desk.plan.headquarters_acts:
            form = ActOfHeadquartersForm(desk, ident, act.code)
            pilot.app.push_screen(form)
            await pilot.pause()
            assert ("words" in starred(form)) is bool(act.asks), act.code
            await press(pilot, "escape")
