"""What an officer does: a function a deed, all its choices drawn from the dice of its step."""

import os
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from msgspec import Struct

from cqcmd.desk.desk import Desk
from cqcmd.desk.reports.forms import IssueForm, ReportForm, Stage
from tests.simulation.post import Post, Terminal

NAMES = ("李敏", "周强", "王处", "赵科长", "陈队", "吴 值班", "刘洋")
STAGES: tuple[Stage, ...] = ("initial", "initial", "follow_up", "final")
DEAD = "deaths", "serious_injuries", "missing", "trapped"


class Scene(Struct):
    """Where a deed is done."""

    post: Post
    terminal: Terminal
    dice: random.Random

    @property
    def desk(self) -> Desk:
        return self.terminal.desk

    def incident(self) -> str:
        """Any incident of the record. Raises Nothing: there is none."""
        return self.one(sorted(row.ident for row in self.desk.board().rows))

    def desk_of(self, ident: str) -> Desk:
        return self.desk.of(ident)

    def one(self, things: object) -> str:
        """Any of them. Raises Nothing: there is none."""
        found = list(things)  # type: ignore[call-overload]
        if not found:
            raise Nothing
        return str(self.dice.choice(found))

    def name(self) -> str:
        return self.dice.choice(NAMES)

    def earlier(self, minutes: float) -> timedelta:
        return timedelta(seconds=round(self.dice.random() * minutes * 60, 3))


class Nothing(Exception):
    """There is nothing that this could be done to."""


class Deed(Struct, frozen=True):
    """A deed, and how often it is done, against the others."""

    do: Callable[[Scene], object]
    weight: int


DEEDS: dict[str, Deed] = {}

SHARED: dict[str, Deed] = {}
"""What is done only where there are several posts."""


def deed(
    weight: int, among: dict[str, Deed] = DEEDS
) -> Callable[[Callable[[Scene], object]], Callable[[Scene], object]]:
    """Take a function up among the deeds."""

    def taken(do: Callable[[Scene], object]) -> Callable[[Scene], object]:
        among[do.__name__] = Deed(do, weight)
        return do

    return taken


class Relative(type(Path())):  # type: ignore[misc]
    """A folder that is written down as it was named: where it lies differs from run to run."""

    def absolute(self) -> "Relative":
        return self

    def as_uri(self) -> str:
        return Path(os.path.abspath(self)).as_uri()


# The station


@deed(1)
def set_up(scene: Scene) -> None:
    desk, district = scene.desk, scene.post.district
    org = desk.station.likeliest()
    numbers = {code: "02363765110" for code, _name in desk.station.receivers(org)}
    desk.station.set_up(org, f"{district}市场监管局", district, numbers, scene.name())


@deed(2)
def take_over(scene: Scene) -> None:
    scene.desk.station.take_over(scene.name())


@deed(3)
def back_up(scene: Scene) -> None:
    folder = Relative(scene.post.folder / "backups")
    before = set(folder.glob("*.db"))
    scene.desk.backups.back_up(folder)
    for path in set(folder.glob("*.db")) - before:
        scene.post.backups[str(path)] = path.read_bytes()


@deed(1)
def verify(scene: Scene) -> None:
    assert scene.desk.backups.verify().ok


@deed(2)
def keep_settings(scene: Scene) -> None:
    scene.desk.settings.set("hide_others", scene.dice.random() < 0.5)


# Calls and facts


@deed(6)
def take_call(scene: Scene) -> None:
    dice, ident = scene.dice, scene.desk.intake.new_call()
    fields = {
        "district": "渝中区",
        "unit": f"单位{dice.randrange(100)}",
        "equipment": dice.choice(("储罐", "电梯", "锅炉", "起重机")),
        "summary": dice.choice(("爆炸", "困人", "倒塌\n压住一辆车")),
        dice.choice(DEAD): str(dice.randrange(12)),
        "caller": scene.name(),
    }
    if dice.random() < 0.3:
        fields |= {"stranded": str(dice.randrange(1, 30)), "stranded_hours": "1:40"}
    since = scene.desk.clock.now() - scene.earlier(20)
    scene.desk.intake.take_call(ident, fields, since, reason=dice.choice(("", "电话占线")))


@deed(8)
def update(scene: Scene) -> None:
    ident, dice = scene.incident(), scene.dice
    fields = {dice.choice(DEAD): str(dice.randrange(40))}
    at = scene.desk.clock.now() - scene.earlier(10)
    scene.desk_of(ident).facts.update(ident, fields, source=dice.choice(("现场", "医院")), at=at)


@deed(2)
def start_duties(scene: Scene) -> None:
    ident = scene.incident()
    scene.desk_of(ident).reports.start_duties(ident, "领导要求")


# Reports


@deed(7)
def report_by_phone(scene: Scene) -> None:
    _report(scene, "phone", "")


@deed(4)
def report_in_writing(scene: Scene) -> None:
    ident = scene.incident()
    written = scene.desk_of(ident).written
    stage: Stage = scene.dice.choice(STAGES)
    draft = written.composer.draft(ident, stage)
    form = IssueForm(
        stage=stage,
        title=draft.title,
        body=draft.body,
        signer=scene.name(),
        how="face",
        base=len(written.issued.every(ident)),
    )
    written.issue(ident, form)


@deed(3)
def deliver(scene: Scene) -> None:
    ident = scene.incident()
    issued = scene.desk_of(ident).written.issued.every(ident)
    _report(scene, "written", scene.one(each.entry for each in issued), ident)


@deed(2)
def copy(scene: Scene) -> None:
    ident = scene.incident()
    written = scene.desk_of(ident).written
    document = scene.one(each.entry for each in written.issued.every(ident))
    org = scene.one(row.code for row in scene.desk.plan.orgs)
    written.copied(ident, document, org, scene.name(), "", scene.desk.clock.now(), "")


@deed(4)
def hear_that_another_knows(scene: Scene) -> None:
    ident = scene.incident()
    org = scene.one(row.code for row in scene.desk.plan.orgs)
    at = scene.desk.clock.now() - scene.earlier(20)
    scene.desk_of(ident).reports.record_notification(ident, org, at, source="电话", reason="补")


def _report(scene: Scene, channel: str, document: str, ident: str = "") -> None:
    ident, desk = ident or scene.incident(), scene.desk
    form = ReportForm(
        sender=desk.org or desk.station.likeliest(),
        receiver=scene.one(code for code, _name in desk.station.receivers(desk.org)),
        channel=channel,  # type: ignore[arg-type]
        person=scene.name(),
        number="63765110",
        at=desk.clock.now() - scene.earlier(10),
        read_back=True,
        stage=scene.dice.choice(STAGES),
        document=document,
    )
    scene.desk_of(ident).reports.record(ident, form)
