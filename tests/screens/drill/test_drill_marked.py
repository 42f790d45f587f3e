"""演练 stands on every screen and question of a drill, wherever one is; and on what is copied."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from msgspec.structs import replace
from textual.screen import Screen

import cqcmd.screens
from cqcmd.app.command_post import CommandPost
from cqcmd.app.drill_app import DrillPost
from cqcmd.desk import drill_opening
from cqcmd.desk.bundle.forms import MergePreview
from cqcmd.desk.common.preferences import Draft
from cqcmd.desk.contacts.forms import ImportPreview
from cqcmd.desk.devices.forms import RegisterPreview
from cqcmd.desk.drill.choice import choices
from cqcmd.desk.drill.drawer import MARKER, DrillFolder
from cqcmd.desk.drill.session import DrillSession
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.desk.resources.forms import ResourceForm
from cqcmd.desk.rota.forms import RotaPreview
from cqcmd.drill.scenario import library as box
from cqcmd.files import Sheet
from cqcmd.screens.common.ask import AskWords, Confirm
from cqcmd.screens.common.form_registry import Wanted, every_form
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.drill.call import DrillCall
from cqcmd.screens.papers.screen import PaperScreen
from cqcmd.views import Left
from cqcmd.views.drill import CallView
from cqcmd.views.message import Said
from cqcmd.views.office.resources import StockView
from cqcmd.views.office.upkeep import Comparison
from cqcmd.views.office.warnings import WarningView
from cqcmd.widgets.drawing.prose import Prose
from tests.desk.warnings.prepared import consult
from tests.drill.everything import (
    OF_THE_END,
    PAPERS,
    asked_and_allotted,
    assessed,
    looked_back,
    worked,
)
from tests.screens.conftest import START, OpenPost
from tests.support.pilots import AppPilot, PostPilot, terminal_lines

MARK = "演练"
Open = Callable[["Worked"], Any]


class Worked:
    """A desk with an incident; what the screens below are made of."""

    def __init__(self, app: CommandPost) -> None:
        self.app, self.desk, self.over = app, app.desk, app.screen
        self.ident = worked(self.desk)

    @property
    def issued(self) -> str:
        return self.desk.written.issued.every(self.ident)[-1].entry

    @property
    def assessed(self) -> str:
        """A version of the assessment report, signed once the response has ended."""
        return assessed(self.desk, self.ident).entry

    @property
    def release(self) -> str:
        return self.desk.press.issue(self.ident, {"press.2": "工业园区"})[2]

    def paper(self) -> Any:
        return PAPERS["PapersDesk.checklist"](self.desk, self.ident)


@cache
def modules() -> list[ModuleType]:
    """Everything under screens/, imported."""
    found = pkgutil.walk_packages(cqcmd.screens.__path__, "cqcmd.screens.")
    return [importlib.import_module(module.name) for module in found]


def of(name: str) -> Any:
    """A screen by the name of its class."""
    return next(
        vars(module)[name]
        for module in modules()
        if name in vars(module) and vars(module)[name].__module__ == module.__name__
    )


def made(name: str, *more: Any) -> Open:
    """A screen made of the desk."""
    return lambda post: of(name)(post.desk, *more)


def about(name: str, *more: Any) -> Open:
    """A screen made of the desk and the incident."""
    return lambda post: of(name)(post.desk, post.ident, *more)


def played(post: Worked) -> DrillSession:
    """The drill on the screens of a post that plays one."""
    assert post.desk.drilling is not None
    return post.desk.drilling


def asked(name: str, *more: Any) -> Open:
    """A question made of words alone."""
    return lambda _post: of(name)(*more)


def made_of_what_was_said(post: Worked) -> Any:
    """The list of messages, with one in it."""
    return of("MessagesScreen")([Said("已记入：困人", START)])


def begun_warning(post: Worked) -> WarningView:
    """A warning on its way."""
    ident = consult(post.desk)
    return next(warning for warning in post.desk.warnings.shown() if warning.ident == ident)


def supplied(post: Worked) -> tuple[str, str]:
    """A need, and a lot allotted to it."""
    return asked_and_allotted(post.desk, post.ident)


def in_stock(post: Worked) -> StockView:
    """A resource of the stock."""
    post.desk.store.keep(ResourceForm(category="team", name="特勤站"))
    return post.desk.store.shown()[0]


def coming_in(post: Worked) -> MergePreview:
    """What a bundle of the drill's own would bring: nothing."""
    place = post.desk.papers.folder.parent / "演练.cqb"
    place.unlink(missing_ok=True)
    post.desk.bundle.exporting(place).run()()
    return post.desk.bundle.preview(post.desk.bundle.read(place))


# How a test opens each screen and question that does not open by its name for an incident.
SCREENS: dict[str, Open] = {
    "AftermathScreen": about("AftermathScreen"),
    "AnswerForm": about("AnswerForm", ""),
    "AssessmentDeliveryForm": lambda post: of("AssessmentDeliveryForm")(
        post.desk, post.ident, post.assessed
    ),
    "AskPassphrase": asked("AskPassphrase", "题", "项"),
    "AskReason": asked("AskReason", "为什么"),
    "AskWords": asked("AskWords", "题", "项"),
    "Confirm": asked("Confirm", "确定？", "是", "否"),
    "BoardScreen": made("BoardScreen"),
    "ChooseSeveral": asked("ChooseSeveral", "哪几个", [("甲", "甲"), ("乙", "乙")]),
    "ClauseScreen": made("ClauseScreen", "4.7"),
    "CommandScreen": about("CommandScreen"),
    "ContactEdit": made("ContactEdit"),
    "ContactImport": made(
        "ContactImport",
        ImportPreview(
            source="",
            sheet=Sheet(()),
            new=(),
            changes=(),
            known=(),
            bad=(),
            doubts=(),
            questions=(),
            remarks=(),
        ),
    ),
    "ContactsScreen": made("ContactsScreen"),
    "CopyForm": lambda post: of("CopyForm")(post.desk, post.ident, post.issued),
    "DebriefScreen": lambda post: of("DebriefScreen")(post.desk, post.desk.drilling),
    "PlanDifferenceScreen": made(
        "PlanDifferenceScreen",
        Comparison(former="", present="", path="", older="", question="", differences=()),
    ),
    "LessonForm": lambda post: of("LessonForm")(post.desk, looked_back(post.desk)),
    "RatingForm": lambda post: of("RatingForm")(
        post.desk, looked_back(post.desk), looked_back(post.desk).ratings()[0]
    ),
    "ManualScreen": made("ManualScreen"),
    "RotaImport": made(
        "RotaImport",
        RotaPreview(source="", new=(), changed=(), same=0, gaps=(), bad=(), columns=""),
    ),
    "MergePreviewScreen": lambda post: of("MergePreviewScreen")(post.desk, coming_in(post)),
    "Menu": asked("Menu", "做什么", [("甲", "甲"), ("乙", "乙")]),
    "DecisionForm": about("DecisionForm", "close"),
    "DeliveryForm": lambda post: of("DeliveryForm")(post.desk, post.ident, post.issued),
    "DrillScreen": lambda post: of("DrillScreen")(post.desk, post.desk.drilling),
    "DrillCall": asked("DrillCall", CallView("call", START, "电话", "物业", "困人", (), None)),
    "DrillChoice": lambda post: of("DrillChoice")(post.desk.drills.choices()),
    "EntrySheet": asked("EntrySheet", "题", "文"),
    "FactEdit": lambda post: of("FactEdit")(
        post.desk, post.ident, post.desk.situation(post.ident).facts[0]
    ),
    "GroupScreen": about("GroupScreen", "rescue"),
    "HandoverScreen": made("HandoverScreen"),
    "JournalTroubleScreen": asked("JournalTroubleScreen", "日志已损坏。", tuple, START),
    "TimeQuestionScreen": made("TimeQuestionScreen"),
    "LeavingScreen": asked("LeavingScreen", (Left("26-0001 一队", "urgent"),)),
    "ActOfHeadquartersForm": about("ActOfHeadquartersForm", "closure"),
    "SetUpHeadquartersForm": about("SetUpHeadquartersForm", "district"),
    "TakeCommandForm": about("TakeCommandForm", "district.commander"),
    "InstructorScreen": lambda post: of("InstructorScreen")(post.desk, post.desk.drilling),
    "ObserveForm": lambda post: of("ObserveForm")(
        post.desk, post.desk.drills.instructor(played(post))
    ),
    "SendForm": lambda post: of("SendForm")(post.desk, post.desk.drills.instructor(played(post))),
    "MessageSheet": lambda post: of("MessageSheet")(
        post.desk.drills.instructor(played(post)).messages()[0]
    ),
    "IntakeScreen": made("IntakeScreen"),
    "ReleaseFieldForm": lambda post: of("ReleaseFieldForm")(post.desk, post.ident, post.release),
    "ReleaseScreen": lambda post: of("ReleaseScreen")(post.desk, post.ident, post.release),
    "IssuedScreen": lambda post: of("IssuedScreen")(post.desk, post.ident, post.issued),
    "KeysScreen": lambda post: of("KeysScreen")(post.over),
    "LogScreen": about("LogScreen"),
    "StationLogScreen": made("StationLogScreen"),
    "MessagesScreen": made_of_what_was_said,
    "MeasureSheet": about("MeasureSheet", "medical"),
    "MeasuresScreen": about("MeasuresScreen"),
    "LooksMenu": asked("LooksMenu", "night"),
    "OperatorMenu": made("OperatorMenu"),
    "Palette": lambda post: of("Palette")(post.desk, post.over),
    "PaperScreen": lambda post: of("PaperScreen")(post.desk, post.paper()),
    "PhoneCall": lambda post: of("PhoneCall")(
        post.desk, post.ident, post.desk.situation(post.ident).deadlines[0]
    ),
    "PickContact": made("PickContact", "找人"),
    "QrScreen": lambda post: of("QrScreen")(
        post.desk, PAPERS["PapersDesk.dialling"](post.desk, post.ident)
    ),
    "RecoveryScreen": made(
        "RecoveryScreen",
        [Draft(form="note:x", fields={"text": "文"}, saved_at=START, session="0")],
    ),
    "DevicesImport": made(
        "DevicesImport",
        RegisterPreview(
            source="",
            columns=(),
            unused=(),
            rows=(),
            new=(),
            changed=(),
            same=0,
            repeated=0,
            refused=(),
            doubts=(),
            remarks=(),
        ),
    ),
    "DevicesScreen": made("DevicesScreen"),
    "RegisterScreen": made("RegisterScreen"),
    "FilterMenu": lambda post: of("FilterMenu")(post.desk.register.choices(), ""),
    "ReportsScreen": about("ReportsScreen"),
    "ResponseForm": about("ResponseForm", "raised"),
    "AllotForm": lambda post: of("AllotForm")(post.desk, post.ident, supplied(post)[0]),
    "MoveForm": lambda post: of("MoveForm")(post.desk, post.ident, supplied(post)[1]),
    "ResourceCheckForm": lambda post: of("ResourceCheckForm")(post.desk, in_stock(post)),
    "SituationScreen": about("SituationScreen"),
    "StationForm": made("StationForm"),
    "RemarkForm": about("RemarkForm", "medical"),
    "IssueForm": made("IssueForm"),
    "RecordUnitDutyForm": about("RecordUnitDutyForm", "police"),
    "UnitScreen": about("UnitScreen", "police"),
    "WarningStepSheet": lambda post: of("WarningStepSheet")(
        post.desk, begun_warning(post), "proposed"
    ),
    "WarningsScreen": made("WarningsScreen"),
    "WithoutPlanScreen": about("WithoutPlanScreen", "预案文件不在"),
    "WrittenForm": about("WrittenForm", "follow_up"),
}
FORMS = {
    name: kind.__name__
    for name, form in every_form().items()
    if (kind := getattr(form.make, "__self__", None)) is not None
}
"""The class of each form that registered itself, by its name."""

AFTER = ["DebriefScreen", "LessonForm", "RatingForm"]
"""Screens of a drill that has ended."""

PLAYED = (
    *AFTER,
    "DrillScreen",
    "DrillCall",
    "InstructorScreen",
    "ObserveForm",
    "SendForm",
    "MessageSheet",
    "DrillChoice",
)
"""Screens that only a drill has, or that speak of drills."""


@cache
def every_screen() -> tuple[str, ...]:
    """The screens there are: those that no other one is made of."""
    return tuple(dict.fromkeys(_every_screen()))


def _every_screen() -> Iterator[str]:
    modules()
    kinds: list[type] = [Screen]
    for kind in kinds:
        kinds += kind.__subclasses__()
        # The cover shows nothing of any record, and takes no key: tests/screens/station/test_cover.
        ours = kind.__module__.startswith("cqcmd.screens.") and not getattr(kind, "covers", False)
        if ours and not _abstract(kind):
            yield kind.__name__


def _abstract(kind: type) -> bool:
    return bool(kind.__subclasses__()) and kind not in (PaperScreen, Menu, Confirm, AskWords)


def opened(name: str, post: Worked) -> Any:
    """A screen as it is listed, else as a form that registered itself opens."""
    if name in SCREENS:
        return SCREENS[name](post)
    form = next(form for form, kind in FORMS.items() if kind == name)
    return every_form()[form].make(post.desk, Wanted(form, post.ident))


def test_every_screen_opens_by_its_name_or_is_listed() -> None:
    words = "give it @form, or put it into SCREENS, so that the tests here look at its mark"
    assert set(SCREENS) <= set(every_screen()) <= {*SCREENS, *FORMS.values()}, words


def shown(pilot: PostPilot) -> str:
    """The whole terminal."""
    return "\n".join(terminal_lines(pilot))


async def each_screen(pilot: PostPilot, post: Worked, names: list[str]) -> dict[str, str]:
    """Every screen opened over the one in front; what the terminal shows then.

    Each takes the place of the one before: the board would be drawn anew between any two.
    """
    found = {}
    post.over = pilot.app.screen
    for name in names:
        screen = opened(name, post)
        assert type(screen).__name__ == name
        if pilot.app.screen is post.over:
            pilot.app.push_screen(screen)
        else:
            pilot.app.switch_screen(screen)
        await pilot.pause()
        assert pilot.app.screen is screen, name
        found[name] = shown(pilot)
    pilot.app.pop_screen()
    await pilot.pause()
    assert pilot.app.screen is post.over
    return found


MARKUP = "[red]望江[/] [@click=app.exit]"
ESCAPE = "\\u001b[2J\\u202e"


@pytest.fixture
def drill_folder(tmp_path: Path) -> DrillFolder:
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


async def test_every_screen_of_a_drill_says_so_and_is_harmless(drill_folder: DrillFolder) -> None:
    opening, session = drill_opening.opened_drill(drill_folder)
    app = DrillPost(opening, session)
    async with app.run_test(size=(80, 24)):
        pilot = AppPilot(app)
        assert MARK in shown(pilot), "the board, before the journal is read"
        assert app.crash_mark.startswith("演练·")
        while not app.desk.ready:
            await pilot.pause(0.01)
        await pilot.pause()
        session.jump()
        app.tick()
        post = Worked(app)
        found = await each_screen(
            pilot, post, [name for name in every_screen() if name not in AFTER]
        )
        app.push_screen(DrillCall(session.state.waiting[0]))
        await pilot.pause()
        found["call"] = shown(pilot)
        app.pop_screen()
        session.finish()
        app.tick()
        found |= await each_screen(pilot, post, AFTER)
    opening.close()
    session.leave()
    unmarked = [name for name, words in found.items() if MARK not in words.split("\n")[0]]
    assert unmarked == [], "the top line is the same on all of them"
    assert not {"\x1b", "\u202e"} & set("".join(found.values()))
    assert "[@click=app.exit]␛[2J" in found["call"]
    assert MARKUP in found["DrillScreen"]


async def test_what_is_copied_is_the_whole_marked_text(drill_folder: DrillFolder) -> None:
    opening, session = drill_opening.opened_drill(drill_folder)
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
        assert app.screen.query_one(Prose).said.plain == long.shown
        for name in set(PAPERS) - {*OF_THE_END}:
            paper = PAPERS[name](app.desk, post.ident)
            assert "\x1b" not in paper.text + paper.file_name
        lines = post.paper().text.rstrip().split("\n")
        assert MARKUP in lines[0]
        assert MARKUP in lines[-1]
    opening.close()
    session.leave()


def test_the_list_of_drills_is_harmless(drill_folder: DrillFolder, tmp_path: Path) -> None:
    marker = drill_folder.place / MARKER
    marker.write_text(marker.read_text("utf-8").replace("[red]", "[red]\\u001b[2J\\n"), "utf-8")
    first = next(choices(tmp_path / "drilled", plan_in_force()))
    assert first.title.startswith("[red]␛[2J 望江[/]")
    assert "/" not in drill_folder.place.name


async def test_no_screen_of_the_real_post_says_so(post: OpenPost) -> None:
    real = [name for name in every_screen() if name not in PLAYED]
    async with post() as pilot:
        found = await each_screen(pilot, Worked(pilot.app), real)
    marked = {name for name, words in found.items() if MARK in words.split("\n")[0]}
    assert marked == set(), "elsewhere the command 演练 may be named"
