"""An accident handled on two hosts while their centre stops in the middle and comes back."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier

from cqcmd.clock import SystemClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.errors import BadInput
from cqcmd.journal import Journal
from cqcmd.paths import JOURNAL
from tests.centre.hosts import at_centre, now, until
from tests.desk.calls import LIFT, TANK, report, take
from tests.desk.test_response import step
from tests.support.postgres import Server, fresh_database


def opened(place: Path, address: str) -> Opening:
    opening = Opening(place, None, SystemClock())
    opening.desk.centre.aim(address)
    opening.read_journal()
    if not opening.desk.watch.station:
        opening.desk.station.set_up(
            "district_regulator", "渝中区市场监管局", "渝中区", {}, place.name
        )
    return opening


def toll(desk: Desk, ident: str) -> str:
    desk.refresh()
    with suppress(BadInput):  # it has not come yet
        return "；".join(fact.words for fact in desk.situation(ident).facts)
    return ""


def told(desk: Desk) -> dict[str, list[str]]:
    """The log of every incident on the board, by its sentences."""
    desk.refresh()
    return {row.ident: [line.words for line in desk.log(row.ident)] for row in desk.board().rows}


def test_an_accident_goes_on_while_the_centre_stops(tmp_path: Path, server: Server) -> None:
    address = server.url(fresh_database(server))
    one, two = opened(tmp_path / "李敏", address), opened(tmp_path / "王强", address)
    try:
        tank = take(one.desk, TANK)
        until(lambda: bool(toll(two.desk, tank)))
        report(two.desk, tank, "district_government", "phone")
        two.desk.facts.update(tank, {"deaths": "2"}, source="赵队长", at=two.desk.clock.now())
        until(lambda: toll(one.desk, tank) == toll(two.desk, tank))

        server.stop()
        one.desk.logbook.note(tank, "联系消防")  # nobody waits, nothing is refused
        step(one.desk, tank, "verified")
        two.desk.facts.update(tank, {"deaths": "3"}, source="赵队长", at=two.desk.clock.now())
        lift = take(two.desk, LIFT)
        for post in (one, two):
            band = post.desk.centre.trouble
            assert band is not None
            assert "本机自己记" in band.words
        assert toll(one.desk, tank) != toll(two.desk, tank)

        server.start()
        until(lambda: not (one.desk.centre.trouble or two.desk.centre.trouble), 40)
        until(lambda: told(one.desk) == told(two.desk) and lift in told(one.desk))
        assert toll(one.desk, tank) == toll(two.desk, tank)
        assert one.desk.situation(tank).strip == two.desk.situation(tank).strip
        assert told(one.desk)[tank].count("联系消防") == 1
        until(lambda: rows(one) == rows(two) == len(at_centre(address)))

        note = next(line.entry for line in one.desk.log(tank) if line.words == "联系消防")
        assert sorted(struck_at_once([one, two], tank, note)) == ["", "这一条已经作废。"]
        until(lambda: told(one.desk) == told(two.desk))
    finally:
        one.close()
        two.close()


def rows(opening: Opening) -> int:
    """How many entries of anybody's stand in the journal of a host, whose chains are whole."""
    journal = Journal.open(opening.data / JOURNAL, now)
    try:
        assert journal.verify().ok
        return len([*journal.entries()])
    finally:
        journal.close()


def struck_at_once(hosts: list[Opening], ident: str, note: str) -> list[str]:
    """Have all strike the same note out at once, and return why each could not; empty: it did."""
    together = Barrier(len(hosts))

    def strike(post: Opening) -> str:
        together.wait(20)
        try:
            post.desk.logbook.strike(ident, note, "记错了")
        except BadInput as refused:
            return str(refused)
        return ""

    with ThreadPoolExecutor(len(hosts)) as pool:
        return [*pool.map(strike, hosts)]
