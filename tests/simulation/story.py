"""A story: what happens, one step after another, as data that can be cut and printed."""

import random
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, structs

from tests.simulation.centre.deeds import BEFALLS, FOUNDED, JOINED, STRIKING
from tests.simulation.deeds import DEEDS, SHARED
from tests.simulation.events import EVENTS
from tests.simulation.faults import Fault, What
from tests.simulation.post import SEATS

FAULTS: dict[What, int] = {
    "kill": 5,
    "cut": 4,
    "sync": 3,
    "io": 3,
    "full": 2,
    "tear": 2,
    "read": 2,
    "slow": 1,
    "meanwhile": 6,
}
"""How often each strikes, against the others."""

STRUCK = 0.2
"""How many steps are struck."""


class Step(Struct, frozen=True, omit_defaults=True):
    """Something done or something that happens; ``dice`` decides the rest of it.

    ``at``: the terminal. ``then``: what another does when ``fault`` says `meanwhile`.
    """

    do: str
    at: int = 0
    dice: int = 0
    post: int = 0
    fault: Fault | None = None
    then: "Step | None" = None


Story = list[Step]


def story_of(seed: int, length: int, posts: int = 1, *, centre: bool = False) -> Story:
    """The story of a seed; ``centre``: its posts have one."""
    dice = random.Random(seed)
    begun = [Step(FOUNDED)] if centre else []
    begun += [Step("set_up", post=post, dice=dice.getrandbits(32)) for post in range(posts)]
    return begun + [_step(dice, posts, centre=centre) for _number in range(length - len(begun))]


def _step(dice: random.Random, posts: int, *, centre: bool) -> Step:
    deeds = DEEDS | (SHARED if posts > 1 else {}) | (JOINED if centre else {})
    events = EVENTS | (BEFALLS if centre else {})
    doing = {name: deed.weight for name, deed in deeds.items()}
    happening = {name: event.weight for name, event in events.items()}
    step = Step(
        _weighed(dice, doing | happening),
        at=dice.randrange(SEATS),
        dice=dice.getrandbits(32),
        post=dice.randrange(posts),
    )
    if step.do in events or dice.random() >= STRUCK:
        return step
    at = 1 + int(dice.expovariate(1 / 6))
    fault = Fault(
        _weighed(dice, FAULTS | (STRIKING if centre else {})), at=at, lasting=_lasting(dice)
    )
    if fault.what != "meanwhile":
        return structs.replace(step, fault=fault)
    other = (step.at + dice.randrange(1, SEATS)) % SEATS
    post = dice.randrange(posts) if centre else step.post
    then = Step(_weighed(dice, doing), at=other, dice=dice.getrandbits(32), post=post)
    return structs.replace(step, fault=structs.replace(fault, lasting=1), then=then)


def _lasting(dice: random.Random) -> int:
    return dice.choice((1, 1, 1, 3, 1000))


def _weighed(dice: random.Random, weights: dict[Any, int]) -> Any:
    return dice.choices(list(weights), list(weights.values()))[0]


def printed(story: Story) -> str:
    """The story as it stands in a test."""
    return "\n".join(f"    {line}" for line in _lines(story))


def _lines(story: Story) -> Iterator[str]:
    yield "["
    for step in story:
        yield f"    {_code(step)},"
    yield "]"


def _code(value: Any) -> str:
    """A struct as it is written, without what is as by default."""
    if not isinstance(value, Struct):
        return repr(value)
    shown = [
        f"{field.name}={_code(given)}"
        for field in structs.fields(value)
        if (given := getattr(value, field.name)) != field.default
    ]
    return f"{type(value).__name__}({', '.join(shown)})"
