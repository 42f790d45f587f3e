"""Acts of several hosts with one centre: seen by all, done by one, kept by both sides."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest

from cqcmd.centre import here_rows
from cqcmd.centre.exchange import Exchange
from cqcmd.centre.faults import CentreAway, CentreBusy
from cqcmd.centre.link import connect
from cqcmd.centre.statements import TAKE_LOCK
from cqcmd.journal.chain import Row
from cqcmd.journal.foreign_rows import SoundRows, StationCloned, sound
from cqcmd.journal.rows import row_of
from tests.centre.hosts import Makes, at_centre, put


def test_hosts_that_act_in_turns_see_each_other(host: Makes, address: str) -> None:
    one, two = host("one"), host("two")
    one.join()
    two.join()
    written = [entry.data for n in range(3) for entry in (one.note(f"a{n}"), two.note(f"b{n}"))]
    one.note("last")
    assert one.told() == [*written, "last"] == at_centre(address)
    assert [entry.data for entry in one.journal.entries() if entry.station == two.station]
    assert two.told() == written  # until it acts or looks again
    two.note("more")
    assert two.told() == at_centre(address)
    for one_of in (one, two):
        assert one_of.journal.verify().ok
        assert one_of.centre.away is None


def test_what_only_one_may_do_one_does(host: Makes) -> None:
    one, two = host("one"), host("two")
    one.join()
    two.join()
    assert [one.claim("26-0001"), two.claim("26-0001"), two.claim("26-0002")] == [True, False, True]
    assert not one.claim("26-0002")


def test_an_act_that_is_given_up_is_nowhere_and_gives_up_its_turn(
    host: Makes, address: str
) -> None:
    one, two = host("one"), host("two")
    one.join()
    two.join()
    two.note("b")
    with suppress(ZeroDivisionError), one.journal.act() as act:
        assert [entry.data for entry in act.new_entries] == ["b"]
        put(act, "a")
        raise ZeroDivisionError
    assert one.told() == ["b"]  # what was told of stays
    two.note("c")
    with one.journal.act() as act:
        assert [entry.data for entry in act.new_entries] == ["c"]
        assert put(act, "d").seq == 1
    assert one.told() == at_centre(address) == ["b", "c", "d"]


def test_what_was_written_alone_is_handed_over_and_taken_in(host: Makes, address: str) -> None:
    one, two = host("one"), host("two")
    for n in range(3):
        one.note(f"a{n}")
        two.note(f"b{n}")
    one.join()
    two.join()
    one.note("last")
    assert len(one.told()) == 7
    assert sorted(one.told()) == sorted(at_centre(address))
    two.note("more")
    assert one.journal.verify().ok
    assert two.journal.verify().ok


def test_what_another_session_of_the_host_wrote_alone_goes_along(host: Makes, address: str) -> None:
    one = host("one")
    one.join()
    beside = host("one")
    beside.note("beside")
    one.note("with")
    assert at_centre(address) == ["beside", "with"]


def test_much_that_is_missing_comes_and_goes_in_turns(
    host: Makes, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqcmd.centre.exchange.AT_ONCE", 3)
    one, two = host("one"), host("two")
    for n in range(10):
        one.note(f"a{n}")
        two.note(f"b{n}")
    one.join()
    two.join()
    third = host("three")
    third.join()
    assert len(at_centre(address)) == len(third.told()) == len(set(third.told())) == 20
    one.note("last")
    assert len(one.told()) == 21


def test_a_turn_that_another_host_keeps_too_long_is_refused(
    host: Makes, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqcmd.centre.link.TURN", 0.2)
    one = host("one")
    one.join()
    with connect(address) as other, other.transaction():
        other.execute(TAKE_LOCK)
        with pytest.raises(CentreBusy, match="请再做一次"):
            one.note("a")
    assert one.note("b").seq == 1
    assert at_centre(address) == ["b"]
    assert one.centre.away is None


def test_an_act_keeps_to_its_connection_though_another_arrives(
    host: Makes, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqcmd.centre.link.TURN", 0.2)
    one, two = host("one"), host("two")
    one.join()
    two.join()
    two.note("b")
    whole, done = Exchange.news, list[bool]()

    def another_arrives(exchange: Exchange, here: here_rows.HereRows) -> list[Row]:
        found = whole(exchange, here)
        if not done:
            done.append(True)
            one.centre.arrive(exchange.on(connect(address)))
        return found

    monkeypatch.setattr(Exchange, "news", another_arrives)
    one.note("a")  # and does not wait for itself
    one.note("c")
    assert one.told() == at_centre(address) == ["b", "a", "c"]


def test_a_cloned_disk_is_told_and_harms_nobody(host: Makes, tmp_path: Path, address: str) -> None:
    one = host("one")
    one.join()
    one.note("a")
    one.close()
    shutil.copytree(tmp_path / "one", tmp_path / "clone")
    one, clone = host("one"), host("clone")
    one.join()
    one.note("b")
    with pytest.raises(StationCloned, match="另一台机器用着从这里拷去的数据"):
        clone.join()
    clone.note("x")
    clone.note("y")
    one.note("c")
    with pytest.raises(StationCloned):
        clone.join()
    assert at_centre(address) == one.told() == ["a", "b", "c"]
    assert clone.told() == ["a", "x", "y"]


def test_a_clone_that_joins_before_it_shows_goes_on_alone_once_it_does(
    host: Makes, tmp_path: Path, address: str
) -> None:
    one = host("one")
    one.join()
    one.note("a")
    shutil.copytree(tmp_path / "one", tmp_path / "clone")
    clone = host("clone")
    clone.join()
    one.note("b")
    clone.note("x")
    assert clone.centre.away is not None
    assert "另一台机器" in clone.centre.away.why
    assert at_centre(address) == ["a", "b"]


def test_a_row_that_was_altered_at_the_centre_is_not_taken(host: Makes, address: str) -> None:
    one, two = host("one"), host("two")
    one.join()
    two.join()
    one.note("a")
    with connect(address) as link:
        link.execute("ALTER TABLE cqcmd.entry DISABLE TRIGGER entry_stays")
        link.execute("UPDATE cqcmd.entry SET data = 'other'")
    two.note("b")
    assert two.told() == ["b"]
    assert two.centre.away is not None
    assert "被改过" in two.centre.away.why


def test_a_server_that_is_gone_stops_nobody(host: Makes) -> None:
    one = host("one")
    one.centre.address = "postgresql://u@127.0.0.1:1/d"
    with pytest.raises(CentreAway):
        connect(one.centre.address)
    one.note("a")
    assert one.told() == ["a"]


def test_what_an_act_looks_at_does_not_grow_with_those_before(
    host: Makes, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = host("one"), host("two")
    one.join()
    two.join()
    looked: list[int] = []

    def counted(rows: Iterable[Row]) -> SoundRows:
        told = list(rows)
        looked.append(len(told))
        return sound(told)

    monkeypatch.setattr(here_rows, "sound", counted)
    for _turn in range(15):
        one.note()
        two.note()
    assert sum(looked[-40:]) <= 40 * 3
    assert max(looked) <= 4


def test_what_is_merged_on_one_host_comes_to_all(host: Makes, address: str) -> None:
    one, two, far = host("one"), host("two"), host("far")
    far.note("x")
    far.note("y")
    one.join()
    two.join()
    with one.journal.act() as act:
        act.take_in(map(row_of, far.journal.entries()))
        put(act, "merged")
    two.note("b")
    assert two.told() == ["x", "y", "merged", "b"]
    assert sorted(at_centre(address)) == ["b", "merged", "x", "y"]
    far.join()  # and the post itself may come to the centre later
    far.note("z")
    assert len(far.told()) == len(at_centre(address)) == 5
    assert far.journal.verify().ok
