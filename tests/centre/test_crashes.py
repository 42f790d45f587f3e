"""A host that ends, or loses the centre, at any step of an act: the act heals or never was."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from psycopg import OperationalError

from cqcmd.centre.exchange import Exchange
from cqcmd.centre.faults import CentreMoved
from cqcmd.centre.turn import Turn
from cqcmd.errors import Unwritable
from cqcmd.journal.prepared import Prepared
from tests.centre.hosts import Host, Makes, at_centre, put

Step = tuple[type, str, str]
"""A class, its method, and whether the host ends before it or after."""

STEPS: dict[str, tuple[Step, bool]] = {
    "before the turn": ((Exchange, "begin", "before"), False),
    "in turn": ((Exchange, "take_turn", "after"), False),
    "before it is prepared": ((Prepared, "keep", "before"), False),
    "prepared": ((Prepared, "keep", "after"), False),
    "handed over": ((Exchange, "hand_over", "after"), False),
    "committed at the centre": ((Exchange, "end", "after"), True),
    "settled": ((Turn, "settle", "after"), True),
    "committed here": ((Turn, "leave", "before"), True),
}
"""Where a host is killed, and whether its act stands at the centre then."""


def killed(folder: Path, address: str, step: Step) -> None:
    """A host in a process of its own acts, and is killed at a step of it."""
    if child := os.fork():
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL, "it came through, or failed by itself"
        return
    try:
        one = Host(folder, address)
        one.join()
        _break(*step, lambda: os.kill(os.getpid(), signal.SIGKILL))
        one.note("act")
    finally:
        os._exit(1)


def _break(owner: type, name: str, when: str, do: Callable[[], None]) -> None:
    whole = getattr(owner, name)

    def broken(*args: object, **more: object) -> object:
        if when == "before":
            do()
        made = whole(*args, **more)
        if when == "after":
            do()
        return made

    setattr(owner, name, broken)


@pytest.mark.parametrize("place", STEPS)
def test_a_host_that_is_killed_goes_on_with_the_centre(
    host: Makes, tmp_path: Path, address: str, place: str
) -> None:
    step, stands = STEPS[place]
    killed(tmp_path / "one", address, step)
    acts = ["act"] if stands else []
    assert at_centre(address) == acts
    two = host("two")
    two.join()
    assert two.claim("act") is not stands
    one = host("one")
    one.join()
    one.note("more")
    assert one.told() == at_centre(address) == ["act", "more"]
    assert one.journal.verify().ok


@pytest.mark.parametrize("place", STEPS)
def test_a_host_that_is_killed_goes_on_without_the_centre_and_joins_later(
    host: Makes, tmp_path: Path, address: str, place: str
) -> None:
    step, stands = STEPS[place]
    killed(tmp_path / "one", address, step)
    one = host("one")
    one.note("alone")
    # Between the two commits nobody knows: what may stand at the centre stands here from now on.
    prepared = place in ("prepared", "handed over") or stands
    assert one.told() == (["act", "alone"] if prepared else ["alone"])
    two = host("two")
    two.join()
    two.note("b")
    one.join()
    one.note("more")
    assert sorted(one.told()) == sorted(at_centre(address))
    assert one.told().count("act") == (1 if prepared else 0)
    assert one.journal.verify().ok
    assert one.centre.away is None


def _cut(one: Host, monkeypatch: pytest.MonkeyPatch, name: str, when: str) -> None:
    """Lose the connection at a step, once."""
    whole, done = getattr(Exchange, name), list[bool]()

    def cut(exchange: Exchange, *args: object, **more: object) -> object:
        if done:
            return whole(exchange, *args, **more)
        done.append(True)
        if when == "after":
            whole(exchange, *args, **more)
        exchange.link.close()
        raise OperationalError("the connection was cut")

    monkeypatch.setattr(Exchange, name, cut)


CUTS = [("hand_over", "before"), ("hand_over", "after"), ("end", "before"), ("end", "after")]


@pytest.mark.parametrize(("name", "when"), CUTS)
def test_a_connection_that_is_cut_in_an_act_is_made_once_more(
    host: Makes, address: str, monkeypatch: pytest.MonkeyPatch, name: str, when: str
) -> None:
    one = host("one")
    one.join()
    one.note("first")
    _cut(one, monkeypatch, name, when)
    one.note("act")
    assert one.centre.away is None
    one.note("more")
    assert one.told() == at_centre(address) == ["first", "act", "more"]


@pytest.mark.parametrize(("name", "when"), CUTS)
def test_an_act_whose_centre_does_not_come_back_is_the_hosts_own(
    host: Makes, address: str, monkeypatch: pytest.MonkeyPatch, name: str, when: str
) -> None:
    one = host("one")
    one.join()
    one.centre.address = "postgresql://u@127.0.0.1:1/d"
    _cut(one, monkeypatch, name, when)
    one.note("act")
    assert one.centre.away is not None
    assert one.centre.away.why == "中心的数据库没有开"
    one.note("alone")
    assert one.told() == ["act", "alone"]
    one.join()
    one.note("more")
    assert one.told() == at_centre(address) == ["act", "alone", "more"]


def test_an_act_that_lost_its_turn_to_another_host_is_refused(
    host: Makes, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = host("one"), host("two")
    one.join()
    two.join()
    whole, done = Exchange.hand_over, list[bool]()

    def overtaken(exchange: Exchange, rows: list[object]) -> None:
        if not done:
            done.append(True)
            exchange.link.close()
            two.note("b")
            raise OperationalError("the connection was cut")
        whole(exchange, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(Exchange, "hand_over", overtaken)
    with pytest.raises(CentreMoved, match="请再做一次"):
        one.note("act")
    assert one.note("again").seq == 1
    assert one.told() == at_centre(address) == ["b", "again"]
    alone = host("one")
    alone.note("alone")  # what was refused does not come back
    assert "act" not in alone.told()


def test_a_disk_that_refuses_after_the_centre_took_it_is_told_and_heals(
    host: Makes, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = host("one"), host("two")
    one.join()
    two.join()
    one.note("first")
    two.note("b")
    settle, settled = Turn.settle, list[bool]()

    def noted(*args: Any) -> bool:
        settled.append(settle(*args))
        return settled[-1]

    def full(job: Callable[[], Any]) -> Any:
        if settled:
            raise Unwritable("磁盘已满")
        return job()

    monkeypatch.setattr(Turn, "settle", noted)
    monkeypatch.setattr(one.journal.access, "off_screen", full)
    with pytest.raises(Unwritable, match="中心已经记下，不用重做"):
        one.note("act")
    monkeypatch.undo()
    assert one.told() == ["first"]
    with one.journal.act() as act:  # read twice, and told of once
        assert [entry.data for entry in act.new_entries] == ["b", "act"]
        put(act, "more")
    assert one.told() == at_centre(address) == ["first", "b", "act", "more"]


def test_what_is_prepared_and_was_cut_off_in_the_middle_is_none(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    prepared = Prepared(path)
    row = ("id", None, "a1", 1, "note", "{}" * 100, "李敏", "t", "t", "0-a1", "0" * 64, "h")
    prepared.keep([row])
    assert prepared.lost((0, "0" * 64)) == [row]
    assert prepared.lost((1, "h")) == []
    file = tmp_path / "journal.db-centre"
    words = file.read_bytes()
    for at in range(0, len(words.rstrip(b"\0")), 7):
        file.write_bytes(words[:at] + b"x" * (len(words) - at))
        assert prepared.lost((0, "0" * 64)) == []
    prepared.keep([row])
    prepared.forget()
    assert prepared.lost((0, "0" * 64)) == []
