"""The core loop needs no network: a whole incident with every socket refused."""

import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.opening import Opening
from tests.desk.calls import LIFT, TANK, report, states, take


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    asked: list[Any] = []

    def refuse(*args: Any, **_more: Any) -> None:
        asked.append(args)
        raise OSError("no network here")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse, raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    return asked


def test_a_whole_incident_asks_no_socket(tmp_path: Path, no_sockets: list[Any]) -> None:
    clock = FixedClock(datetime(2026, 7, 25, 6, 5, tzinfo=UTC))
    opening = Opening(tmp_path / "data", None, clock)
    opening.read_journal()
    desk = opening.desk
    desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "李敏")
    tank = take(desk, TANK)
    take(desk, LIFT)
    for receiver in ("district_government", "city_regulator"):
        for channel in ("phone", "written"):
            report(desk, tank, receiver, channel)
    desk.facts.update(tank, {"deaths": "3"}, source="医院", at=clock.now())
    desk.logbook.note(tank, "记事")
    desk.logbook.undo()
    desk.decisions.close(tank, "处置结束", "王局")
    assert states(desk, tank)["书面 市市监局"] == "met"
    assert desk.backups.back_up(tmp_path / "copies").startswith("已备份")
    assert desk.backups.verify().ok
    opening.close()
    assert no_sockets == []


def test_the_block_would_have_been_noticed(no_sockets: list[Any]) -> None:
    with pytest.raises(OSError, match="no network"):
        socket.create_connection(("127.0.0.1", 9))
    assert len(no_sockets) == 1
