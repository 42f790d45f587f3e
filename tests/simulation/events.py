"""What happens to a post without anybody doing it: time, clocks, power, disk, system."""

import random
from collections.abc import Callable

from msgspec import Struct

from tests.simulation.post import Post


class Event(Struct, frozen=True):
    """Something that happens at a terminal's seat, and how often."""

    do: Callable[[Post, int, random.Random], object]
    weight: int


def _wait(post: Post, _seat: int, dice: random.Random) -> None:
    post.machine.time.sleep(round(min(dice.lognormvariate(4, 2), 200_000), 3))


def _jump(post: Post, _seat: int, dice: random.Random) -> None:
    by = dice.choice((-1, 1)) * dice.choice((1.5, 60, 3_600, 86_400, 40_000_000))
    post.machine.ahead = 0.0 if abs(post.machine.ahead) > 1 else by


def _sleep(post: Post, _seat: int, dice: random.Random) -> None:
    slept = round(dice.lognormvariate(7, 1), 3)
    post.machine.time.sleep(slept)
    post.machine.slept += slept


def _kill(post: Post, seat: int, _dice: random.Random) -> None:
    if seat in post.terminals:
        post.terminals[seat].process.dead = True


def _cut(post: Post, _seat: int, _dice: random.Random) -> None:
    post.machine.cut_power()


def _leave(post: Post, seat: int, _dice: random.Random) -> None:
    post.leave(seat)


def _fill(post: Post, _seat: int, _dice: random.Random) -> None:
    post.machine.disk.full = True


def _free(post: Post, _seat: int, _dice: random.Random) -> None:
    post.machine.disk.full = False


EVENTS = {
    "wait": Event(_wait, 22),
    "jump": Event(_jump, 2),
    "sleep": Event(_sleep, 2),
    "kill": Event(_kill, 3),
    "cut": Event(_cut, 3),
    "leave": Event(_leave, 3),
    "fill": Event(_fill, 1),
    "free": Event(_free, 3),
}
