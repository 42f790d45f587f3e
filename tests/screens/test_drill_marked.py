"""演练 stands on every screen and question of a drill, wherever one is; and on what is copied."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.screen import Screen

import cqcmd.screens
from cqcmd.app import CommandPost
from cqcmd.desk import drill_opening
from cqcmd.desk.contact_views import ImportPreview
from cqcmd.desk.drill_choice import choices
from cqcmd.desk.drill_drawer import MARKER, Drawer
from cqcmd.desk.keeping import Draft
from cqcmd.desk.plan_file import plan_in_force
from cqcmd.drill import box
from cqcmd.drill_app import DrillPost
from cqcmd.screens.drill_call import DrillCall
from cqcmd.screens.paper import PaperScreen
from cqcmd.views.drill import CallView
from cqcmd.widgets.prose import Prose
from tests.drill.everything import OF_THE_END, PAPERS, looked_back, worked
from tests.screens.conftest import START, OpenPost

MARK = "演练"
Open = Callable[["Worked"], Any]


class Worked:
    """A desk with an incident; what the screens below are made of."""

    def __init__(self, app: CommandPost) -> None:
        self.app, self.desk = app, app.desk
        self.ident = worked(self.desk)

    @property
    def issued(self) -> str:
        return self.desk.written.issued.every(self.ident)[-1].entry

    def paper(self) -> Any:
        return PAPERS["PapersDesk.checklist"](self.desk, self.ident)


def of(name: str) -> Any:
    """A screen by its module and class."""
    module, _colon, kind = name.partition(":")
    return getattr(importlib.import_module(f"cqcmd.screens.{module}"), kind)


def made(name: str, *more: Any) -> Open:
    """A screen made of the desk."""
    return lambda post: of(name)(post.desk, *more)


def about(name: str, *more: Any) -> Open:
    """A screen made of the desk and the incident."""
    return lambda post: of(name)(post.desk, post.ident, *more)


def asked(name: str, *more: Any) -> Open:
    """A question made of words alone."""
    return lambda _post: of(name)(*more)


# Every screen and question, and how a test opens it.
SCREENS: dict[str, Open] = {
    "aftermath:AftermathScreen": about("aftermath:AftermathScreen"),
    "answer_form:AnswerForm": about("answer_form:AnswerForm", ""),
    "ask:AskReason": asked("ask:AskReason", "为什么"),
    "ask:AskWords": asked("ask:AskWords", "题", "项"),
    "ask:Confirm": asked("ask:Confirm", "确定？", "是", "否"),
    "board:BoardScreen": made("board:BoardScreen"),
    "bypass:BypassForm": about("bypass:BypassForm"),
    "call_out:CallOutScreen": about("call_out:CallOutScreen"),
    "clauses:ClauseScreen": made("clauses:ClauseScreen", "4.7"),
    "command:CommandScreen": about("command:CommandScreen"),
    "contact_form:ContactEdit": made("contact_form:ContactEdit"),
    "contact_import:ContactImport": made(
        "contact_import:ContactImport",
        ImportPreview(source="", new=(), changes=(), same=0, bad=(), remarks=()),
    ),
    "contacts:ContactsScreen": made("contacts:ContactsScreen"),
    "copy_form:CopyForm": lambda post: of("copy_form:CopyForm")(post.desk, post.ident, post.issued),
    "debrief:DebriefScreen": lambda post: of("debrief:DebriefScreen")(
        post.desk, post.desk.drilling
    ),
    "debrief_forms:LessonForm": lambda post: of("debrief_forms:LessonForm")(
        post.desk, looked_back(post.desk)
    ),
    "debrief_forms:RatingForm": lambda post: of("debrief_forms:RatingForm")(
        post.desk, looked_back(post.desk), looked_back(post.desk).ratings()[0]
    ),
    "decide:Menu": asked("decide:Menu", "做什么", [("甲", "甲"), ("乙", "乙")]),
    "decision:DecisionForm": about("decision:DecisionForm", "close"),
    "delivery:DeliveryForm": lambda post: of("delivery:DeliveryForm")(
        post.desk, post.ident, post.issued
    ),
    "drill:DrillScreen": lambda post: of("drill:DrillScreen")(post.desk, post.desk.drilling),
    "drill_call:DrillCall": asked(
        "drill_call:DrillCall", CallView("call", START, "电话", "物业", "困人", (), None)
    ),
    "drill_choice:DrillChoice": lambda post: of("drill_choice:DrillChoice")(post.desk.drills()),
    "entry:EntrySheet": asked("entry:EntrySheet", "题", "文"),
    "fact_edit:FactEdit": lambda post: of("fact_edit:FactEdit")(
        post.desk, post.ident, post.desk.situation(post.ident).facts[0]
    ),
    "group:GroupScreen": about("group:GroupScreen", "rescue"),
    "handover:HandoverScreen": made("handover:HandoverScreen"),
    "headquarters_forms:ActOfHeadquartersForm": about(
        "headquarters_forms:ActOfHeadquartersForm", "closure"
    ),
    "headquarters_forms:TakeCommandForm": about(
        "headquarters_forms:TakeCommandForm", "district.commander"
    ),
    "heard:HeardForm": about("heard:HeardForm"),
    "instructor:InstructorScreen": lambda post: of("instructor:InstructorScreen")(
        post.desk, post.desk.drilling
    ),
    "instructor_forms:ObserveForm": lambda post: of("instructor_forms:ObserveForm")(
        post.desk, post.desk.drilling.instructor
    ),
    "instructor_forms:SendForm": lambda post: of("instructor_forms:SendForm")(
        post.desk, post.desk.drilling.instructor
    ),
    "instructor_message:MessageSheet": lambda post: of("instructor_message:MessageSheet")(
        post.desk.drilling.instructor.messages()[0]
    ),
    "intake:IntakeScreen": made("intake:IntakeScreen"),
    "issued:IssuedScreen": lambda post: of("issued:IssuedScreen")(
        post.desk, post.ident, post.issued
    ),
    "keys:KeysScreen": lambda post: of("keys:KeysScreen")(post.app.screen),
    "log:LogScreen": about("log:LogScreen"),
    "log:StationLogScreen": made("log:StationLogScreen"),
    "measure_sheet:MeasureSheet": about("measure_sheet:MeasureSheet", "medical"),
    "measures:MeasuresScreen": about("measures:MeasuresScreen"),
    "note:NoteForm": about("note:NoteForm"),
    "palette:Palette": lambda post: of("palette:Palette")(post.app.screen),
    "paper:PaperScreen": lambda post: of("paper:PaperScreen")(post.desk, post.paper()),
    "phone_call:PhoneCall": lambda post: of("phone_call:PhoneCall")(
        post.desk, post.ident, post.desk.situation(post.ident).deadlines[0]
    ),
    "pick_contact:PickContact": made("pick_contact:PickContact", "找人"),
    "press_form:PressForm": about("press_form:PressForm"),
    "qr:QrScreen": lambda post: of("qr:QrScreen")(
        post.desk, PAPERS["PapersDesk.dialling"](post.desk, post.ident)
    ),
    "recovery:RecoveryScreen": made(
        "recovery:RecoveryScreen",
        [Draft(form="note:x", fields={"text": "文"}, saved_at=START, session="0")],
    ),
    "report:ReportScreen": about("report:ReportScreen"),
    "reports:ReportsScreen": about("reports:ReportsScreen"),
    "response_form:ResponseForm": about("response_form:ResponseForm", "raised"),
    "safety:SafetyScreen": about("safety:SafetyScreen"),
    "situation:SituationScreen": about("situation:SituationScreen"),
    "station:StationForm": made("station:StationForm"),
    "take_over:TakeOverForm": about("take_over:TakeOverForm"),
    "task_form:RemarkForm": about("task_form:RemarkForm", "medical"),
    "team_form:EnterForm": about("team_form:EnterForm"),
    "update:UpdateForm": about("update:UpdateForm"),
    "warning_form:IssueForm": made("warning_form:IssueForm"),
    "warnings:WarningsScreen": made("warnings:WarningsScreen"),
    "written_form:WrittenForm": about("written_form:WrittenForm", "follow_up"),
}
AFTER = [name for name in SCREENS if name.startswith("debrief")]
"""Screens of a drill that has ended."""

PLAYED = (
    "debrief",
    "drill:",
    "drill_call:",
    "instructor:",
    "instructor_forms:",
    "instructor_message:",
    "drill_choice:",
)
"""Screens that only a drill has, or that speak of drills."""


def every_screen() -> Iterator[str]:
    """The screens there are: those that no other one is made of."""
    for module in pkgutil.iter_modules(cqcmd.screens.__path__):
        importlib.import_module(f"cqcmd.screens.{module.name}")
    kinds: list[type] = [Screen]
    for kind in kinds:
        kinds += kind.__subclasses__()
        if kind.__module__.startswith("cqcmd.screens.") and not _abstract(kind):
            yield f"{kind.__module__.rpartition('.')[2]}:{kind.__name__}"


def _abstract(kind: type) -> bool:
    return bool(kind.__subclasses__()) and kind is not PaperScreen


def test_every_screen_is_listed() -> None:
    words = "put it into SCREENS, so that the tests here look at its mark"
    assert set(every_screen()) == set(SCREENS), words


def shown(app: CommandPost) -> str:
    """The whole terminal."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def each_screen(pilot: Pilot[str], post: Worked, names: list[str]) -> dict[str, str]:
    """Every screen opened over the board; what the terminal shows then."""
    found = {}
    for name in names:
        screen = SCREENS[name](post)
        pilot.app.push_screen(screen)
        await pilot.pause()
        assert pilot.app.screen is screen, name
        found[name] = shown(post.app)
        pilot.app.pop_screen()
        await pilot.pause()
    return found


MARKUP = "[red]望江[/] [@click=app.exit]"
ESCAPE = "\\u001b[2J\\u202e"


@pytest.fixture
def drawer(tmp_path: Path) -> Drawer:
    """A drill of somebody else's scenario: markup in its names, controls in its words."""
    words = box.find("lift-trapping").read_text("utf-8")
    for old, new in (
        ('title = "望江', f'title = "{MARKUP}'),
        ('name = "', f'name = "{MARKUP}'),
        ('officer = "', 'officer = "[b]'),
        ("望江大厦物业 吴芳", f"{MARKUP} 吴芳"),
        ('words = "', f'words = "{MARKUP}{ESCAPE}'),
    ):
        assert old in words
        words = words.replace(old, new)
    file = tmp_path / f"{MARKUP.replace('/', '')}.toml"
    file.write_text(words, encoding="utf-8")
    return drill_opening.start_drill(tmp_path / "drilled", str(file), None)


async def test_every_screen_of_a_drill_says_so_and_is_harmless(drawer: Drawer) -> None:
    opening, session = drill_opening.opened_drill(drawer)
    app = DrillPost(opening, session)
    async with app.run_test(size=(80, 24)) as pilot:
        assert MARK in shown(app), "the board, before the journal is read"
        assert app.crash_mark.startswith("演练·")
        while not app.desk.ready:
            await pilot.pause(0.01)
        await pilot.pause()
        session.jump()
        app._tick()
        post = Worked(app)
        found = await each_screen(pilot, post, [name for name in SCREENS if name not in AFTER])
        app.push_screen(DrillCall(session.waiting()[0]))
        await pilot.pause()
        found["call"] = shown(app)
        app.pop_screen()
        session.finish()
        app._tick()
        found |= await each_screen(pilot, post, AFTER)
    opening.close()
    session.leave()
    unmarked = [name for name, words in found.items() if MARK not in words.split("\n")[0]]
    assert unmarked == [], "the top line is the same on all of them"
    assert not {"\x1b", "\u202e"} & set("".join(found.values()))
    assert "[@click=app.exit]␛[2J" in found["call"]
    assert MARKUP in found["drill:DrillScreen"]


async def test_what_is_copied_is_the_whole_marked_text(drawer: Drawer) -> None:
    opening, session = drill_opening.opened_drill(drawer)
    app = DrillPost(opening, session)
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.desk.ready:
            await pilot.pause(0.01)
        post = Worked(app)
        long = replace(post.paper(), text=post.paper().text * 9)
        assert len(long.text) > 10_000
        app.push_screen(PaperScreen(app.desk, long))
        await pilot.pause()
        await pilot.press("f6")
        assert app.clipboard == long.text
        assert app.screen.query_one(Prose).said.plain == long.text
        for name in set(PAPERS) - {*OF_THE_END}:
            paper = PAPERS[name](app.desk, post.ident)
            assert "\x1b" not in paper.text + paper.file_name
        lines = post.paper().text.rstrip().split("\n")
        assert MARKUP in lines[0]
        assert MARKUP in lines[-1]
    opening.close()
    session.leave()


def test_the_list_of_drills_is_harmless(drawer: Drawer, tmp_path: Path) -> None:
    marker = drawer.place / MARKER
    marker.write_text(marker.read_text("utf-8").replace("[red]", "[red]\\u001b[2J\\n"), "utf-8")
    first = next(choices(tmp_path / "drilled", plan_in_force()))
    assert first.title.startswith("[red]␛[2J 望江[/]")
    assert "/" not in drawer.place.name


async def test_no_screen_of_the_real_post_says_so(post: OpenPost) -> None:
    real = [name for name in SCREENS if not name.startswith(PLAYED)]
    async with post() as pilot:
        app: Any = pilot.app
        found = await each_screen(pilot, Worked(app), real)
    marked = {name for name, words in found.items() if MARK in words.split("\n")[0]}
    assert marked == set(), "elsewhere the command 演练 may be named"
