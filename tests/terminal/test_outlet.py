"""A terminal that does not read: nothing waits for it, and it is painted anew when it does."""

import threading
import time

import pytest

from cqcmd.terminal.outlet import MOST, STALL, Outlet


class Link:
    """What is written, and a gate that holds it up."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.open = threading.Event()
        self.open.set()
        self.repaints = 0

    def put(self, text: str) -> None:
        self.open.wait(20)
        self.written.append(text)

    def repaint(self) -> None:
        self.repaints += 1


@pytest.fixture
def link() -> Link:
    return Link()


@pytest.fixture
def outlet(link: Link) -> Outlet:
    outlet = Outlet(link.put, link.repaint)
    outlet.start()
    return outlet


def wait_until(holds: object) -> None:
    end = time.monotonic() + 10
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.01)


def stall(link: Link, outlet: Outlet) -> None:
    link.open.clear()
    outlet.write("held")
    time.sleep(STALL + 0.2)


def test_what_is_written_arrives_in_its_order(link: Link, outlet: Outlet) -> None:
    for number in range(5_000):
        outlet.write(f"{number},")
    outlet.stop()
    assert "".join(link.written) == "".join(f"{number}," for number in range(5_000))
    assert not link.repaints


def test_pictures_are_left_out_while_nobody_reads_and_modes_are_not(
    link: Link, outlet: Outlet
) -> None:
    stall(link, outlet)
    started = time.monotonic()
    for number in range(1_000):
        outlet.write(f"picture {number}")
    for mode in ("\x1b[?2026h", "\x1b[?1000h", "\x1b[?1003h", "\x1b[?1000l", "\a", "\a"):
        outlet.write(mode)
    assert time.monotonic() - started < 1
    link.open.set()
    wait_until(lambda: link.repaints)
    outlet.write("whole")
    outlet.stop()
    assert "".join(link.written) == "held\x1b[?1003h\x1b[?1000l\awhole"
    assert link.repaints == 1


def test_what_waits_for_a_slow_link_is_bounded(link: Link, outlet: Outlet) -> None:
    link.open.clear()
    for _time in range(20):
        outlet.write("x" * (MOST // 4))
    link.open.set()
    wait_until(lambda: link.repaints)
    outlet.stop()
    assert len("".join(link.written)) < 2 * MOST


def test_the_end_does_not_wait_for_a_terminal_that_takes_nothing(
    link: Link, outlet: Outlet
) -> None:
    stall(link, outlet)
    started = time.monotonic()
    outlet.write("\x1b[?1049l")
    outlet.stop()
    assert time.monotonic() - started < 5
    link.open.set()
    outlet.join(5)
    assert link.written == ["held", "\x1b[?1049l"]
