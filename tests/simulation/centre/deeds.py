"""What befalls posts of one centre: looks at it, lines that break, a server that stops."""

import random

from tests.simulation.deeds import Deed, Scene, deed
from tests.simulation.events import Event
from tests.simulation.faults import What
from tests.simulation.post import Post

FOUNDED = "found_a_centre"
"""The step by which a story says that its posts have one."""

LOOKS = 6
"""How often what looks after the centre goes on in one step."""

JOINED: dict[str, Deed] = {}
"""What is done only where posts have a centre."""

STRIKING: dict[What, int] = {"drop": 6, "lose": 6, "delay": 5}
"""How often each strikes a call to the centre, against faults of other kinds."""


@deed(25, JOINED)
def look_after_the_centre(scene: Scene) -> None:
    for _look in range(LOOKS):
        scene.post.machine.time.sleep(1)
        scene.terminal.look()
        scene.desk.refresh()


def _found(_post: Post, _seat: int, _dice: random.Random) -> None:
    """Nothing: a world is made with it."""


def _stop(post: Post, _seat: int, _dice: random.Random) -> None:
    post.server.stop()


def _start(post: Post, _seat: int, _dice: random.Random) -> None:
    post.server.up = True


def _break_line(post: Post, _seat: int, _dice: random.Random) -> None:
    post.server.unreached.add(post.folder.name)


def _mend_line(post: Post, _seat: int, _dice: random.Random) -> None:
    post.server.unreached.discard(post.folder.name)


BEFALLS = {
    FOUNDED: Event(_found, 0),
    "stop_the_centre": Event(_stop, 2),
    "start_the_centre": Event(_start, 6),
    "break_the_line": Event(_break_line, 2),
    "mend_the_line": Event(_mend_line, 6),
}
