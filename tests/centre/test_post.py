"""Posts on several hosts of one centre: what officers do on one is seen on the other."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cqcmd.app.command_post import CommandPost
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from cqcmd.desk.station import centre_address
from cqcmd.errors import Refusal
from cqcmd.incident.ledger import Ledger
from cqcmd.journal.gate import alone
from cqcmd.paths import JOURNAL
from tests.centre.hosts import until
from tests.desk.calls import LIFT, TANK, take
from tests.support.pilots import AppPilot, notices, terminal_lines
from tests.support.postgres import Server, fresh_database

Opens = Callable[..., Opening]
NOWHERE = "postgresql://u@127.0.0.1:1/d"


@pytest.fixture
def post(tmp_path: Path, address: str) -> Iterator[Opens]:
    """Opens the post of a host by its name."""
    opened: list[Opening] = []

    def opens(name: str, at: str = address) -> Opening:
        opening = Opening(tmp_path / name, None, SystemClock())
        opened.append(opening)
        opening.desk.centre.aim(at)
        opening.read_journal()
        if not opening.desk.watch.station:
            opening.desk.station.set_up(
                "district_regulator", f"{name}市场监管局", "渝中区", {}, name
            )
        return opening

    yield opens
    for opening in opened:
        opening.close()


def numbers(opening: Opening) -> set[str]:
    opening.desk.refresh()
    return {row.number for row in opening.desk.board().rows}


def test_a_call_taken_on_one_host_stands_on_the_board_of_the_other(post: Opens) -> None:
    one, two = post("甲"), post("乙")
    take(one.desk, LIFT)
    until(lambda: len(numbers(two)) == 1)
    take(two.desk, TANK)
    assert len(numbers(two)) == 2
    until(lambda: numbers(one) == numbers(two))
    # Each host is a station of its own: who is on duty on one is nothing to the other.
    assert (one.desk.watch.station, two.desk.watch.station) == ("甲市场监管局", "乙市场监管局")
    assert post("丙").desk.board().rows  # a third one finds all of it as it opens


def test_a_post_without_its_centre_says_so_and_goes_on(post: Opens) -> None:
    one = post("甲", NOWHERE)
    ident = take(one.desk, LIFT)
    assert one.desk.situation(ident)
    band = one.desk.centre.trouble
    assert band is not None
    assert band.words.endswith("起中心连不上，本机自己记")
    assert list(one.desk.centre.news()) == ["中心的数据库没有开。本机照常记，连上以后自动合并。"]
    assert list(one.desk.centre.news()) == []


def test_a_post_with_copied_data_says_what_to_do_and_goes_on(post: Opens, tmp_path: Path) -> None:
    one = post("甲")
    take(one.desk, LIFT)
    one.close()
    shutil.copytree(one.data, tmp_path / "乙")
    one = post("甲")
    take(one.desk, TANK)
    clone = post("乙")
    band = clone.desk.centre.trouble
    assert band is not None
    assert band.words.endswith("起没有和中心合并，本机自己记")
    [said] = clone.desk.centre.news()
    assert "另一台机器用着从这里拷去的数据" in said
    assert said.endswith("请照手册把这台的数据目录移开，再重新打开。本机照常记，没有写进中心。")
    take(clone.desk, TANK)
    assert len(numbers(one)) == len(numbers(clone)) == 2


def test_a_post_of_no_centre_speaks_of_none(tmp_path: Path) -> None:
    opening = Opening(tmp_path, None, SystemClock())
    opening.read_journal()
    assert opening.desk.centre.trouble is None
    assert list(opening.desk.centre.news()) == []
    opening.close()


def test_a_machine_without_psycopg_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(centre_address, "find_spec", lambda name: None)
    opening = Opening(tmp_path, None, SystemClock())
    with pytest.raises(Refusal, match="psycopg"):
        opening.desk.centre.aim(NOWHERE)
    opening.close()


def test_what_goes_wrong_beside_the_screens_is_not_swallowed(
    post: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqcmd.centre.watch.connect", lambda address: 1 / 0)
    one = post("甲")
    with pytest.raises(ZeroDivisionError):
        list(one.desk.centre.news())


async def test_the_top_line_says_that_this_host_goes_on_by_itself(
    post: Opens, server: Server
) -> None:
    address = server.url(fresh_database(server))
    opening = Opening(post("甲", address).data, None, SystemClock())
    server.stop()
    opening.desk.centre.aim(address)
    app = CommandPost(opening)
    async with app.run_test(size=(80, 24)):
        pilot = AppPilot[CommandPost](app)
        await shown(pilot, lambda screen: "起中心连不上，本机自己记" in screen)
        assert "中心的数据库没有开。本机照常记，连上以后自动合并。" in notices(pilot)
        await pilot.press("ctrl+a")
        # Where we are and who writes is not hidden for as long as it is away.
        await shown(pilot, lambda screen: marked(screen) and "值班台" in screen)
        await pilot.press("n")
        await shown(pilot, lambda screen: marked(screen) and "接报" in screen)
        server.start()
        await shown(pilot, lambda screen: not marked(screen))
    opening.close()


def marked(screen: str) -> bool:
    """Whether the top line has the mark of a host that goes on by itself, and no band."""
    top = screen.splitlines()[0]
    return "  本机自己记  " in top and "连不上" not in top


async def shown(pilot: AppPilot[CommandPost], holds: Callable[[str], bool]) -> None:
    for _look in range(400):
        if holds("\n".join(terminal_lines(pilot))):
            return
        await pilot.pause(0.05)
    raise AssertionError("\n".join(terminal_lines(pilot)))


def test_a_journal_that_could_not_be_read_is_let_go_of(
    post: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = post("甲")
    one.close()

    def refuse(*_told: object) -> None:
        raise Refusal("读不出来")

    opening = Opening(one.data, None, SystemClock())
    opening.desk.centre.aim(NOWHERE)
    monkeypatch.setattr(Ledger, "absorb", refuse)
    with pytest.raises(Refusal):
        opening.read_journal()
    with alone(one.data / JOURNAL):  # as a restore takes it
        pass
