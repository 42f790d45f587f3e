"""How a start is measured, and in turns with hello's."""

from collections.abc import Callable

from msgspec import Struct

from bench.pairs import Pair
from bench.terminal import Look, Program, Screen

ROUNDS = 11
HELLO = ("-m", "bench.hello")
CTRL_C = "\x03"


class Start(Struct, frozen=True):
    """Seconds from the start, and resident bytes at the first screen.

    ``key``: the first key handled and drawn. ``record``: the record is shown, and after that a key
    handled and drawn.
    """

    paint: float
    key: float
    record: float
    memory: int


def hello() -> Start:
    """Hello, which has no record: it is ready once it answers."""
    with Program(*HELLO) as program:
        paint, key, memory = _first_second(program, lambda screen: _any(screen, "zz"), "zz")
        return Start(paint, key, key, memory)


def post(arguments: tuple[str, ...], *, without_record: bool = False) -> Start:
    """The post; it answers Ctrl+C, which says how to leave, before the journal is open.

    ``without_record``: do not start it a second time to see when the record is there.
    """
    with Program(*arguments) as program:
        paint, key, memory = _first_second(program, _answered, CTRL_C)
    return Start(paint, key, 0.0 if without_record else _record_ready(arguments), memory)


def _record_ready(arguments: tuple[str, ...]) -> float:
    with Program(*arguments) as program:
        program.when([_record_shown])
        return program.when([_answered], probe=CTRL_C)[0] - program.started


def _first_second(program: Program, answered: Look, probe: str) -> tuple[float, float, int]:
    painted = program.when([_painted])[0]
    memory = program.memory()
    key = program.when([answered], probe=probe)[0]
    return painted - program.started, key - program.started, memory


def _painted(screen: Screen) -> bool:
    return any(line.strip() for line in screen)


def _answered(screen: Screen) -> bool:
    return _any(screen, "Ctrl+Q")


def _record_shown(screen: Screen) -> bool:
    """An incident, or that there is none: until the journal is open the board says neither."""
    return _any(screen, "26-") or _any(screen, "没有事件")


def _any(screen: Screen, words: str) -> bool:
    # pyte puts a blank behind each wide character.
    return any(words in line or words in line.replace(" ", "") for line in screen)


def against_hello(candidate: Callable[[], Start]) -> list[tuple[Start, Start]]:
    """Starts of hello and of the candidate in turns; the first of each warms the disk's cache."""
    taken: list[tuple[Start, Start]] = []
    for number in range(ROUNDS + 1):
        if number % 2:
            taken.append((hello(), candidate()))
        else:
            started = candidate()
            taken.append((hello(), started))
    return taken[1:]


def pair(taken: list[tuple[Start, Start]], name: str) -> Pair:
    """Hello's and the candidate's figures of one kind."""
    return Pair(*([getattr(turn[which], name) for turn in taken] for which in (0, 1)))
