"""What a role writes: each role with each kind of entry, at the one door where acts are written."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

from cqcmd.cli.drill_script.play import play
from cqcmd.cli.drill_script.player import Pace
from cqcmd.cli.drill_script.script import read_script
from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import STEP_NAMES, ActForm
from cqcmd.desk.common.operator import Operator
from cqcmd.desk.common.record_writer import RecordWriter
from cqcmd.desk.common.roles import (
    ADMIN,
    COMMAND,
    LEAST_ROLE,
    ROLES,
    WATCH,
    Role,
    act_of,
    least_role,
)
from cqcmd.desk.desk import Desk
from cqcmd.desk.log.kinds import KIND_NAMES
from cqcmd.desk.opening import Opening
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.reading import read_scenario
from cqcmd.drill.scenario.times import utc_of
from cqcmd.errors import BadInput, Refusal
from cqcmd.incident import events
from cqcmd.incident.events import EVENTS, Event, ResponseStepped
from cqcmd.incident.events.command import StepCode
from tests.desk.calls import TANK, report, take
from tests.desk.test_response import step
from tests.incident.test_event_bytes import WRITTEN

SCRIPTS = Path(__file__).parents[1] / "drill" / "scripts"


def acts() -> Iterator[Event]:
    """One event of each kind, of the response one of each step."""
    for kind in EVENTS:
        data = next(data for name, data in WRITTEN if name == kind)
        event = events.decode(kind, data)
        if isinstance(event, ResponseStepped):
            yield from (replace(event, step=code) for code in get_args(StepCode))
        else:
            yield event


ACTS = {act_of(event): event for event in acts()}


class Enough(Exception):
    """It would have been written; the test takes it back."""


def would_write(desk: Desk, act: str, ident: str) -> None:
    """Write it, and take it back."""
    with desk._open_record.act() as write:
        write.append(ACTS[act], ident)
        raise Enough


def seated(desk: Desk, role: Role | None, name: str = "王强") -> None:
    """Somebody else sits down as if he had logged in."""
    desk._open_record.operator = Operator(name, role, given=True)


def test_the_table_has_every_kind_and_nothing_else() -> None:
    assert set(LEAST_ROLE) == set(ACTS)
    assert set(LEAST_ROLE.values()) == {WATCH, COMMAND, ADMIN}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ACTS)
def test_the_door_asks_the_role_for_each_kind(desk: Desk, act: str, role: Role) -> None:
    ident = take(desk, TANK)
    seated(desk, role)
    before = desk.backups.verify().words
    may = ROLES.index(role) >= ROLES.index(LEAST_ROLE[act])
    with pytest.raises(Enough if may else Refusal) as told:
        would_write(desk, act, ident)
    if not may:
        assert "没有记录" in str(told.value)
        assert ("观察" if role == "观察" else LEAST_ROLE[act]) in str(told.value)
    assert desk.backups.verify().words == before


def test_who_has_no_role_writes_everything(desk: Desk) -> None:
    ident = take(desk, TANK)
    for act in ACTS:
        with pytest.raises(Enough):
            would_write(desk, act, ident)


def test_the_watch_does_all_that_the_first_hour_of_any_drill_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The scripts in the box that score full marks."""
    appended, needed = RecordWriter.append, dict[str, str]()

    def append(self: RecordWriter, event: Event, *more: object, **named: object) -> object:
        if self._clock.now() - utc_of(scenario.start) <= timedelta(hours=1):
            needed.setdefault(act_of(event), scenario.code)
        return appended(self, event, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(RecordWriter, "append", append)
    for name in box.names():
        scenario = read_scenario(box.find(name), plan_in_force())
        play(scenario, read_script(SCRIPTS / f"{name}.perfect.toml"), None, Pace())
    assert {"opened", "reported", "response:started", "response:raised", "entered"} <= {*needed}
    assert {act: where for act, where in needed.items() if LEAST_ROLE[act] != WATCH} == {}


def test_the_watch_cannot_end_what_was_decided_nor_make_void_what_it_may_not_write(
    desk: Desk, clock: FixedClock
) -> None:
    ident = take(desk, TANK)
    seated(desk, WATCH)
    report(desk, ident, "district_government", "phone")
    step(desk, ident, "started", "III")
    refusals: tuple[Callable[[], object], ...] = (
        lambda: desk.decisions.override(ident, "II", "王局", "伤情不明"),
        lambda: desk.decisions.close(ident, "处置结束", "王局"),
        lambda: step(desk, ident, "ended", "III"),
        lambda: desk.command.act(
            ident, ActForm(act="traffic_control", who="赵副区长", at=clock.now())
        ),
    )
    for refused in refusals:
        with pytest.raises(Refusal, match="由“指挥”记"):
            refused()
    seated(desk, COMMAND, "赵平")
    desk.decisions.override(ident, "II", "王局", "伤情不明")
    decided = next(line.entry for line in desk.log(ident) if line.kind == "override")
    seated(desk, WATCH)
    with pytest.raises(Refusal, match="由“指挥”记"):
        desk.logbook.strike(ident, decided, "不同意")
    seated(desk, COMMAND, "赵平")
    desk.logbook.strike(ident, decided, "更正")
    seated(desk, WATCH)
    with pytest.raises(Refusal, match="由“指挥”记"):
        desk.logbook.restore(ident, decided)
    call = next(line.entry for line in desk.log(ident) if line.kind == "opened")
    with pytest.raises(Refusal, match="由“指挥”记"):
        desk.logbook.strike(ident, call, "重复")  # and with it what was decided
    desk.logbook.note(ident, "记得下")
    desk.logbook.undo(ident)
    mistaken = take(desk, TANK)
    call = next(line.entry for line in desk.log(mistaken) if line.kind == "opened")
    desk.logbook.strike(mistaken, call, "重复")
    desk.logbook.restore(mistaken, call)


def test_an_observer_stays_one_whatever_is_asked_of_the_desk(desk: Desk) -> None:
    ident = take(desk, TANK)
    seated(desk, "观察")
    desk.observe(False)
    assert desk.observing
    assert desk.watch.mark == "观察"
    refusals: tuple[Callable[[], object], ...] = (
        lambda: desk.logbook.note(ident, "看到了"),
        lambda: desk.operators.change("李敏"),
        lambda: desk.station.take_over("王磊"),
        lambda: desk.backups.back_up(Path("nowhere")),
    )
    for refused in refusals:
        with pytest.raises(Refusal):
            refused()
    assert desk.operators.here == Operator("王强", "观察", given=True)
    # Also where it is asked of a plan's own desk.
    desk.of(ident).observe(False)
    assert desk.of(ident).observing


def test_a_post_opened_by_an_observer_writes_nothing_at_all(tmp_path: Path, desk: Desk) -> None:
    take(desk, TANK)
    before = desk.backups.verify().words
    observer = Operator("王强", "观察", given=True)
    opening = Opening(tmp_path / "data", None, FixedClock(desk.clock.now()), operator=observer)
    opening.read_journal()
    opening.desk.time.keep()
    opening.close()
    assert desk.backups.verify().words == before


def test_the_guide_shows_the_table_as_it_is() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide.md").read_text("utf-8")
    assert "\n".join(table()) in guide


def table() -> Iterator[str]:
    """The table of the guide, made from the data."""

    def named(role: str) -> str:
        found = [act for act, least in LEAST_ROLE.items() if least == role]
        names = [
            f"响应：{STEP_NAMES[act.partition(':')[2]]}" if ":" in act else KIND_NAMES[act]
            for act in found
        ]
        return "、".join(dict.fromkeys(names))

    yield "| 角色 | 能记的 |"
    yield "|---|---|"
    yield "| 观察 | 什么都不记，只看 |"
    yield f"| 值班 | {named(WATCH)} |"
    yield f"| 指挥 | 值班能记的都能记，另有：{named(COMMAND)} |"
    yield f"| 管理 | 指挥能记的都能记，另有：{named(ADMIN)} |"


def logged_in(tmp_path: Path, desk: Desk, name: str, role: Role) -> Opening:
    """Another terminal, of whoever's key says that name and that role."""
    operator = Operator(name, role, given=True)
    clock = FixedClock(desk.clock.now())
    opening = Opening(tmp_path / "data", None, clock, operator=operator)
    opening.read_journal()
    return opening


def test_a_role_given_holds_at_once_at_the_other_terminal_and_after_a_login(
    tmp_path: Path, desk: Desk
) -> None:
    ident = take(desk, TANK)
    opening = logged_in(tmp_path, desk, "王强", WATCH)
    with pytest.raises(Refusal, match="由“指挥”记"):
        opening.desk.decisions.override(ident, "II", "王局", "伤情不明")
    with pytest.raises(Refusal, match="由“管理”记"):
        opening.desk.operators.give_role("赵平", COMMAND)
    admin = logged_in(tmp_path, desk, "赵平", ADMIN)
    assert "王强的角色改为指挥" in admin.desk.operators.give_role("王强", COMMAND)
    with pytest.raises(BadInput, match="自己的角色"):
        admin.desk.operators.give_role("赵平", WATCH)
    with pytest.raises(BadInput, match="没有“局长”"):
        admin.desk.operators.give_role("王强", "局长")
    opening.desk.refresh()
    opening.desk.decisions.override(ident, "II", "王局", "伤情不明")
    opening.close()
    again = logged_in(tmp_path, desk, "王强", WATCH)
    assert again.desk.operators.here.role == COMMAND
    admin.desk.refresh()
    admin.desk.operators.give_role("王强", "观察", "调离")
    again.desk.refresh()
    assert again.desk.observing
    admin.desk.operators.give_role("王强", "")
    again.desk.refresh()
    assert (again.desk.operators.here.role, again.desk.observing) == (WATCH, False)
    said = [line.words for line in admin.desk.log(None) if line.kind == "role_given"]
    assert "王强的角色改为观察：调离" in said
    assert "王强的角色恢复为登录时的" in said
    for one in (again, admin):
        one.close()


def test_nobody_at_a_post_of_his_own_is_held_by_a_role(desk: Desk) -> None:
    desk.operators.change("王强")
    desk.operators.give_role("王强", "观察")
    assert not desk.observing
    assert desk.operators.here.role is None


def test_a_role_is_read_of_an_event_itself() -> None:
    assert [least_role(ACTS[f"response:{code}"]) for code in ("started", "ended")] == [
        WATCH,
        COMMAND,
    ]
