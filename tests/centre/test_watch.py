"""A centre that comes and goes: others are heard at once, and nothing is lost or doubled."""

from pathlib import Path

import pytest

from cqcmd.centre import watch
from tests.centre.hosts import Host, Makes, at_centre, until
from tests.support.postgres import Server


def test_what_another_host_writes_comes_by_itself(
    host: Makes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "HEARTBEAT", 60.0)  # so that it is heard, and not looked for
    one, two = host("one"), host("two")
    two.note("before")
    one.watch()
    two.watch()
    until(lambda: one.told() == ["before"])
    one.note("a")
    until(lambda: two.told() == ["before", "a"])
    two.note("b")
    until(lambda: one.told() == ["before", "a", "b"])
    assert one.journal.changed()
    assert [entry.data for entry in one.journal.new_entries()] == ["before", "b"]


def test_one_session_of_a_host_listens_for_all(host: Makes) -> None:
    one, beside, two = host("one"), host("one"), host("two")
    for session in (one, beside, two):
        session.watch()
    two.note("a")
    until(lambda: beside.told() == ["a"])
    assert one.watching is not None
    one.watching.close()
    two.note("b")
    until(lambda: beside.told() == ["a", "b"])


def test_what_was_left_over_is_handed_over_by_itself(
    host: Makes, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "HEARTBEAT", 0.1)
    one = host("one")
    one.watch()
    host("one").note("beside")  # a session that knows of no centre
    until(lambda: at_centre(address) == ["beside"])


def play(one: Host, two: Host, server: Server, stop: str) -> None:
    """An accident is handled on two hosts while the centre goes and comes back."""
    one.watch()
    two.watch()
    one.note("a1")
    two.note("b1")
    if stop == "frozen":
        server.freeze()
    else:
        server.stop(stop)
    for n in range(2, 5):  # nobody waits for it
        one.note(f"a{n}")
        two.note(f"b{n}")
    for gone in (one, two):
        assert gone.centre.away is not None
        assert gone.centre.away.why
    assert "b4" not in one.told()
    if stop == "frozen":
        server.freeze(on=False)
    else:
        server.start()


@pytest.mark.parametrize("stop", ["SIGINT", "SIGQUIT", "frozen"])
def test_a_centre_that_stops_in_the_middle_is_joined_again(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    monkeypatch.setattr("cqcmd.centre.turn.PATIENCE", 0.3)
    monkeypatch.setattr("cqcmd.centre.turn.TURN", 0.3)
    one, two = Host(tmp_path / "one", server.url()), Host(tmp_path / "two", server.url())
    try:
        play(one, two, server, stop)
        until(lambda: one.centre.away is None and two.centre.away is None, 40)
        one.note("a5")
        two.note("b5")
        every = sorted(f"{who}{n}" for who in "ab" for n in range(1, 6))
        until(lambda: sorted(one.told()) == sorted(two.told()) == every)
        assert sorted(at_centre(server.url())) == every
        assert one.journal.verify().ok
        assert two.journal.verify().ok
    finally:
        one.close()
        two.close()


def test_a_centre_that_was_never_there_is_told_and_nothing_waits(tmp_path: Path) -> None:
    one = Host(tmp_path, "postgresql://u@127.0.0.1:1/d")
    one.watch()
    one.note("a")
    assert one.centre.away is not None
    assert one.centre.away.why == "中心的数据库没有开"
    one.close()
