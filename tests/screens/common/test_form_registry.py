"""Every form that keeps drafts is registered under their name, and reopens from one of them."""

from collections.abc import Iterator

import pytest

from cqcmd.desk.common.preferences import Draft
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.screens.common.form_registry import every_form, form_of, late, open_form, wanted_of
from cqcmd.screens.common.room_keys import ROOMS
from cqcmd.text import cells
from cqcmd.widgets.fields.captioned import Captioned
from cqcmd.widgets.fields.text_field import TextField
from tests.screens.conftest import START, OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import words_of

OF = {
    "answer": ":team-1",
    "call": ":district_government.phone",
    "copy": ":document-1",
    "decide": "-close",
    "response": "-verified",
    "revision_cause": "-cause.law",
    "set_up": "-district",
    "unit_duty": ":police",
    "written": "-initial",
}
"""What a draft's name says beside the form and the incident, where any word will do."""

ISSUED, DRILL = (
    ("assessment_sent", "delivery", "release", "warnstep", "allot", "lot", "resource_check"),
    ("inject", "observe", "rating", "lesson"),
)
"""Forms that open only for what was issued, begun, asked for or kept before, or in a drill."""


def classes(form: type[FieldForm]) -> Iterator[type[FieldForm]]:
    for subclass in form.__subclasses__():
        yield subclass
        yield from classes(subclass)


def draft(form: str) -> Draft:
    return Draft(form=form, fields={"words": "写到一半"}, saved_at=START, session="")


def drafts(desk: Desk, ident: str) -> Iterator[tuple[str, str]]:
    """A draft of each form that a station can have."""
    plan, tasks = desk.plan, desk.tasks.measures(ident)
    codes = OF | {
        "command": f"-{next(row.code for row in plan.posts if row.chief)}",
        "act": f"-{plan.headquarters_acts[0].code}",
        "lift": f"-{plan.headquarters_acts[0].code}",
        "task": f"-{tasks[0].code}",
    }
    for name, form in every_form().items():
        if form.title and name not in (*ISSUED, *DRILL):
            code = codes.get(name, "")
            about = ident if form.of_incident else ""
            dashed = code.startswith("-")
            yield name, f"{name}{code}:{about}" if dashed else f"{name}:{about}{code}"


def test_every_form_with_drafts_is_registered() -> None:
    made = {getattr(form.make, "__self__", None): form for form in every_form().values()}
    written = [cls for cls in classes(FieldForm) if "save" in vars(cls)]
    assert len(written) > 20
    for kind in written:
        assert kind in made, f"{kind.__name__} is not registered: @form(...) over its class"
        assert made[kind].title, f"{kind.__name__} has no title for the list of drafts"


async def test_every_form_reopens_from_its_draft(post: OpenPost) -> None:
    async with post() as pilot:
        desk = pilot.app.desk
        ident = take(pilot.app, EXPLOSION)
        found = list(drafts(desk, ident))
        assert len(found) > 15
        for name, written in found:
            screen = form_of(desk, draft(written))
            own = getattr(screen, "draft_name", written)
            assert wanted_of(draft(own)).name in (name, "report"), f"{written} opens {own}"
        for name in DRILL:
            with pytest.raises(BadInput):
                form_of(desk, draft(f"{name}:"))
        with pytest.raises(BadInput, match="没有“unheard”这种表"):
            form_of(desk, draft(f"unheard:{ident}"))


async def test_what_the_keys_of_a_room_ask_for_is_there(post: OpenPost) -> None:
    names = ("situation/update", "reports/due", "reports/report", "safety/safety")
    others = ("log/note", "situation/decisions", "reports/press", "command/call_out")
    async with post() as pilot:
        ident = take(pilot.app, EXPLOSION)
        for name in (*names, *others):
            assert open_form(pilot.app.desk, name, ident)
        assert open_form(pilot.app.desk, "command/line", ident, "step:verified")
        for module, screen in ROOMS.values():
            assert hasattr(late(f"cqcmd.screens.{module}"), screen)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_empty_field_says_what_belongs_there_and_is_empty_all_the_same(
    post: OpenPost, size: tuple[int, int]
) -> None:
    async with post(size) as pilot:
        desk = pilot.app.desk
        ident = take(pilot.app, EXPLOSION)
        seen = 0
        for _name, written in drafts(desk, ident):
            screen = form_of(desk, draft(written))
            pilot.app.push_screen(screen)
            await pilot.pause(0.05)
            fields = [field for field in screen.query(TextField) if not field.value]
            for field in fields:
                where = f"{type(screen).__name__}.{field.code}"
                assert field.example, f"{where} says nothing while it is empty"
                assert field.text == "", where
            for field in fields:
                if field.is_on_screen and cells(field.example) <= field.size.width - field.before:
                    assert field.example[:4] in field.words, field.code
            shown = [field for field in screen.query(Captioned) if field.is_on_screen]
            if isinstance(screen, FieldForm):
                assert len({field.before for field in shown}) <= 1, type(screen).__name__
                stars = [field for field in shown if field.required]
                assert ("* 必填" in words_of(pilot, "#hint")) is bool(stars), type(screen).__name__
                assert all(field.words.startswith("*") for field in stars)
            seen += len(fields)
            await pilot.app.pop_screen()
        assert seen > 60
