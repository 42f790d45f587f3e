"""操作人: each entry bears the name of whoever sat at the terminal, beside who is on duty."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.common.operator import Operator, given_operator
from cqcmd.desk.desk import Desk
from cqcmd.desk.drill_opening import opened_drill, start_drill
from cqcmd.desk.opening import Opening, open_existing
from cqcmd.errors import BadInput, Unwritable
from tests.desk.calls import TANK, report, take
from tests.desk.conftest import START


def login(data: Path, name: str, clock: FixedClock) -> Opening:
    """Another terminal on the same record, as a login opens it."""
    opening = Opening(data, None, clock, operator=given_operator(name, "值班"))
    opening.read_journal()
    return opening


def kept(data: Path) -> list[tuple[str, str]]:
    """Who was on duty and who wrote, of every entry as it lies in the file."""
    words = "SELECT actor, json_extract(data, '$.operator') FROM entry ORDER BY arrival"
    with closing(sqlite3.connect(data / "journal.db")) as link:
        return link.execute(words).fetchall()


def reopened(data: Path, clock: FixedClock) -> Opening:
    opening = Opening(data, None, clock)
    opening.read_journal()
    return opening


def test_three_terminals_write_one_log_and_each_entry_says_who(tmp_path: Path) -> None:
    data, clock = tmp_path / "data", FixedClock(START)
    first = login(data, "王强", clock)
    first.desk.station.set_up("district_regulator", "渝中局", "渝中区", {}, "李敏")
    others = [login(data, name, clock) for name in ("张伟", "陈静")]
    ident = take(first.desk, TANK)
    for opening in others:
        opening.desk.refresh()
        opening.desk.logbook.note(ident, f"{opening.desk.operators.here.name}记的")
    report(first.desk, ident, "district_government", "phone")
    log = first.desk.log(ident)
    said = {line.words: (line.writer, line.actor) for line in log if line.kind == "note"}
    assert said == {"张伟记的": ("张伟", "李敏"), "陈静记的": ("陈静", "李敏")}
    for opening in (first, *others):
        opening.close()
    # Every entry of every kind, also those the program writes beside an act.
    assert {actor for actor, _operator in kept(data)} == {"李敏"}
    assert {operator for _actor, operator in kept(data)} == {"王强", "张伟", "陈静"}
    proof = reopened(data, clock)
    assert proof.desk.backups.verify().ok
    proof.close()


def test_what_is_said_of_an_act_names_who_wrote_it(tmp_path: Path) -> None:
    data, clock = tmp_path / "data", FixedClock(START)
    opening = login(data, "王强", clock)
    opening.desk.station.set_up("district_regulator", "渝中局", "渝中区", {}, "李敏")
    ident = take(opening.desk, TANK)
    earlier = report(opening.desk, ident, "district_government", "phone")
    assert earlier is None
    again = report(opening.desk, ident, "district_government", "phone")
    assert again.actor == "王强"  # type: ignore[attr-defined]
    opening.close()


def test_whoever_sets_up_or_takes_the_watch_sits_here_until_somebody_else_does(
    desk: Desk, tmp_path: Path, clock: FixedClock
) -> None:
    assert desk.operators.here.name == "李敏"
    assert not desk.operators.unknown
    assert desk.watch.operator == ""
    assert "王强" in desk.operators.change("王强")
    assert (desk.watch.officer, desk.watch.operator) == ("李敏", "王强")
    # Setting the station anew is no change of the watch, nor of who sits here.
    desk.station.set_up("district_regulator", "渝中局", "渝中区", {}, "李敏")
    assert desk.operators.here.name == "王强"
    desk.station.take_over("赵平")
    assert (desk.officer, desk.operators.here.name) == ("赵平", "赵平")
    assert [(line.actor, line.writer) for line in desk.log(None)][-2:] == [
        ("李敏", "王强"),
        ("赵平", "赵平"),
    ]


def test_it_is_asked_once_a_watch_at_an_installation(
    desk: Desk, tmp_path: Path, clock: FixedClock
) -> None:
    desk.operators.change("王强")
    again = reopened(tmp_path / "data", clock)
    assert again.desk.operators.here.name == "王强"
    assert not again.desk.operators.unknown
    # The watch passes on at another terminal, which knows who sits there.
    other = login(tmp_path / "data", "赵平", clock)
    other.desk.station.take_over("赵平")
    again.desk.refresh()
    assert again.desk.watch.operator == "王强", "he still sits here, and the top line says so"
    later = reopened(tmp_path / "data", clock)
    assert later.desk.operators.unknown
    assert later.desk.operators.last == "王强"
    assert later.desk.operators.here.name == ""
    for opening in (again, other, later):
        opening.close()


def test_a_watch_that_is_refused_leaves_who_sits_here(desk: Desk) -> None:
    desk.operators.change("王强")
    with pytest.raises(BadInput):
        desk.station.take_over("李敏")
    assert desk.operators.here.name == "王强"


def test_a_login_cannot_be_changed_at_the_desk(desk: Desk) -> None:
    desk._open_record.operator = Operator("王强", "值班", given=True)
    with pytest.raises(BadInput, match="密钥"):
        desk.operators.change("李敏")
    desk.station.take_over("赵平")
    assert desk.operators.here == Operator("王强", "值班", given=True)
    assert desk.watch.operator == "王强"
    assert desk.operators.last == "李敏", "nor does it tell the next who starts without one"


@pytest.mark.parametrize("name", ["", " ", "12345", "长" * 21])
def test_what_is_no_name_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(BadInput):
        desk.operators.change(name)
    with pytest.raises(BadInput):
        given_operator(name, None)
    assert desk.operators.here.name == "李敏"


def test_a_role_is_somebodys() -> None:
    with pytest.raises(BadInput, match="--as"):
        given_operator(None, "值班")
    assert given_operator(None, None) == Operator()
    assert given_operator("王强", None) == Operator("王强", None, given=True)


def test_a_disk_that_refuses_settings_stops_neither_the_watch_nor_the_name(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_values: object) -> None:
        raise Unwritable("磁盘已满")

    monkeypatch.setattr(desk.settings, "set", refuse)
    desk.station.take_over("赵平")
    assert (desk.officer, desk.operators.here.name) == ("赵平", "赵平")
    with pytest.raises(Unwritable):
        desk.operators.change("王强")
    assert desk.operators.here.name == "王强", "what he writes from now on is his"


def test_a_post_that_is_not_real_asks_nobody_and_remembers_nothing(tmp_path: Path) -> None:
    opening = Opening(tmp_path, None, FixedClock(START), "演练", drill=False)
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中局", "渝中区", {}, "李敏")
    assert opening.desk.operators.here.name == ""
    assert not opening.desk.operators.unknown
    take(opening.desk, TANK)
    opening.close()
    assert {operator for _actor, operator in kept(tmp_path)} == {None}


def test_hostile_names_are_made_harmless_before_they_are_written(desk: Desk) -> None:
    desk.operators.change("[red]王\x1b[2J强")
    ident = take(desk, TANK)
    desk.logbook.note(ident, "x")
    assert desk.log(ident)[-1].writer == "[red]王␛[2J强"


def test_a_backup_from_the_command_line_is_not_the_officers(
    desk: Desk, tmp_path: Path, clock: FixedClock
) -> None:
    opening = open_existing(str(tmp_path / "data"), clock)
    opening.desk.backups.back_up(tmp_path / "copies")
    last = opening.desk.log(None)[-1]
    assert (last.kind, last.writer, last.actor) == ("backup", "命令行", "李敏")
    opening.close()


def test_a_drill_bears_the_name_and_asks_for_no_role(tmp_path: Path) -> None:
    folder = start_drill(tmp_path / "data", "first-call", None)
    opening, session = opened_drill(folder, operator=Operator("王强", "观察", given=True))
    opening.read_journal()
    assert not opening.desk.observing
    opening.desk.station.take_over("赵平")
    assert opening.desk.log(None)[-1].writer == "王强"
    assert opening.desk.operators.here == Operator("王强", None, given=True)
    opening.close()
    session.leave()
