"""Decisions, command, people, measures: further deeds of an officer."""

from contextlib import suppress
from datetime import timedelta

from cqcmd.desk.command.forms import ActForm, CommandForm, PersonForm, StepForm
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.desk.warnings.forms import WarningForm
from cqcmd.errors import Refusal
from tests.simulation.deeds import Scene, deed

STEPS = ("verified", "consulted", "proposed", "approved", "started", "raised", "lowered", "ended")
STATES = ("called", "notified", "accepted", "on_way", "on_scene", "released")


@deed(7)
def take_a_step_of_the_response(scene: Scene) -> None:
    ident, dice = scene.incident(), scene.dice
    desk = scene.desk_of(ident)
    level = dice.choice([row.level for row in desk.plan.responses])
    form = StepForm(
        step=dice.choice(STEPS),  # type: ignore[arg-type]
        level=level,
        who=scene.name(),
        how="phone",
        at=scene.desk.clock.now() - scene.earlier(5),
        words="按预案",
    )
    desk.response.record(ident, form)


@deed(3)
def take_command(scene: Scene) -> None:
    ident = scene.incident()
    desk = scene.desk_of(ident)
    form = CommandForm(
        headquarters=scene.one(row.code for row in desk.plan.headquarters),
        who=scene.name(),
        how="face",
        at=scene.desk.clock.now(),
    )
    take = scene.dice.choice((desk.command.take, desk.command.hand_over))
    take(ident, form)


@deed(2)
def decree(scene: Scene) -> None:
    ident = scene.incident()
    desk = scene.desk_of(ident)
    form = ActForm(
        act=scene.one(desk.plan.index["headquarters_acts"]),
        who=scene.name(),
        words="口头",
        at=scene.desk.clock.now(),
    )
    desk.command.act(ident, form)


@deed(2)
def decide_on_a_grade(scene: Scene) -> None:
    ident = scene.incident()
    desk = scene.desk_of(ident)
    grade = scene.one(desk.plan.grade_scale.codes)
    desk.decisions.override(ident, grade, scene.name(), "专家意见")


@deed(1)
def dismiss(scene: Scene) -> None:
    ident, dice = scene.incident(), scene.dice
    decisions = scene.desk_of(ident).decisions
    move = dice.choice((decisions.dismiss, decisions.reinstate))
    move(ident, scene.name(), "核实")


@deed(1)
def judge_scope(scene: Scene) -> None:
    ident, dice = scene.incident(), scene.dice
    desk = scene.desk_of(ident)
    rule = dice.choice([None, *sorted(desk.plan.index["scope"])])
    desk.decisions.judge_scope(ident, rule, scene.name(), "核实")


@deed(2)
def close(scene: Scene) -> None:
    ident = scene.incident()
    scene.desk_of(ident).decisions.close(ident, "处置完毕", scene.name())


@deed(1)
def reopen(scene: Scene) -> None:
    ident = scene.incident()
    scene.desk_of(ident).decisions.reopen(ident, "又有情况")


@deed(3)
def stand_group(scene: Scene) -> None:
    ident = scene.incident()
    desk = scene.desk_of(ident)
    group = scene.one(row.code for row in desk.plan.groups)
    desk.roster.stand(ident, group, stood=scene.dice.random() < 0.8)


@deed(1)
def add_group(scene: Scene) -> None:
    ident = scene.incident()
    scene.desk_of(ident).roster.add_group(ident, f"专班{scene.dice.randrange(5)}")


@deed(3)
def assign(scene: Scene) -> None:
    ident = scene.incident()
    desk = scene.desk_of(ident)
    place = scene.one(row.code for row in desk.plan.groups)
    person = desk.roster.assign(ident, place, PersonForm(name=scene.name(), unit="区消防"))
    if scene.dice.random() < 0.5:
        # An act of its own: where it is denied, the one before was written all the same.
        with suppress(Refusal):
            state = scene.dice.choice(STATES)
            desk.roster.set_state(ident, person, state)  # type: ignore[arg-type]


@deed(4)
def send_a_team_in(scene: Scene) -> None:
    ident = scene.incident()
    form = TeamForm(
        name=f"{scene.dice.randrange(4)}队",
        leader=scene.name(),
        count=scene.dice.randrange(6),
        at=scene.desk.clock.now(),
    )
    scene.desk_of(ident).safety.enter(ident, form)


@deed(4)
def hear_from_a_team(scene: Scene) -> None:
    ident = scene.incident()
    desk = scene.desk_of(ident)
    inside = scene.desk._open_record.incident(ident).cordon.inside
    team = scene.one(each.id for each in inside)
    if scene.dice.random() < 0.5:
        desk.safety.answer(ident, team, scene.name())
    else:
        desk.safety.leave(ident, team)


@deed(4)
def move_a_task(scene: Scene) -> None:
    ident, dice = scene.incident(), scene.dice
    desk = scene.desk_of(ident)
    code = scene.one([row.code for row in (*desk.plan.measures, *desk.plan.aftermath)])
    if dice.random() < 0.2:
        desk.tasks.not_needed(ident, code, "没有这种情况")
    else:
        dice.choice((desk.tasks.begin, desk.tasks.finish))(ident, code)


@deed(2)
def warn(scene: Scene) -> None:
    desk, dice = scene.desk, scene.dice
    standing = [warning.ident for warning in desk.warnings.shown() if not warning.lifted]
    if standing and dice.random() < 0.4:
        desk.warnings.lift(dice.choice(standing), scene.name(), "隐患消除")
        return
    level = dice.choice([row.level for row in desk.plan.warnings])
    form = WarningForm(
        level=level,
        category="电梯",
        area="渝中区",
        notice="停用检查",
        measures="",
        issuer=desk.warnings.issuer_of(level),
    )
    desk.warnings.issue(form, dice.choice([None, *standing]))


# The log


@deed(4)
def note(scene: Scene) -> None:
    ident = scene.incident()
    scene.desk_of(ident).logbook.note(ident, f"记事{scene.dice.randrange(1000)}\x1b[2J")


@deed(2)
def promise(scene: Scene) -> None:
    ident = scene.incident()
    due = scene.desk.clock.now() + timedelta(minutes=scene.dice.randrange(1, 90))
    scene.desk_of(ident).logbook.promise(ident, "回电", due)


@deed(4)
def strike(scene: Scene) -> None:
    ident, dice = scene.incident(), scene.dice
    desk = scene.desk_of(ident)
    entry = scene.one(line.entry for line in desk.log(ident) if line.strikable)
    dice.choice((desk.logbook.strike, desk.logbook.strike, desk.logbook.restore))(
        ident, entry, "误报"
    )


@deed(5)
def undo(scene: Scene) -> None:
    scene.desk.logbook.undo()
