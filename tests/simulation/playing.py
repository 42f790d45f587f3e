"""Playing a story: each step done, what came of it noted, what must hold looked at."""

import gc
import random
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from msgspec import Struct

from cqcmd.errors import Refusal
from cqcmd.journal import JournalBroken, JournalNewer
from tests.simulation import deeds_command, deeds_drafts  # noqa: F401 - they name deeds
from tests.simulation.centre.deeds import BEFALLS, FOUNDED, JOINED
from tests.simulation.centre.rounds import join_again
from tests.simulation.deeds import DEEDS, SHARED, Nothing, Scene
from tests.simulation.events import EVENTS
from tests.simulation.faults import Ended, Striking
from tests.simulation.invariants import insist
from tests.simulation.post import SEATS, Post, Terminal
from tests.simulation.sticks import deeds as deeds_sticks  # noqa: F401 - it names deeds
from tests.simulation.sticks.rounds import go_round
from tests.simulation.story import Step, Story
from tests.simulation.world import World, world

EVERYTHING = 25
"""After so many steps, and after every end of a process, all there is is looked at."""

MEANWHILE = "meanwhile"
"""What a line of the trace begins with, of what another terminal does in the middle of a step."""

Plant = Callable[[], AbstractContextManager[object]]


class Run(Struct):
    """How a story went: a line a step, and what went wrong in the end, if anything did."""

    trace: list[str]
    passed: float
    fault: str = ""
    error: BaseException | None = None

    @property
    def kind(self) -> str:
        """The fault without what differs from story to story."""
        return self.fault.split(":")[0]

    @property
    def steps(self) -> int:
        """How many steps were done, the one that went wrong included."""
        return sum(not line.startswith(MEANWHILE) for line in self.trace)


def play(story: Story, plant: Plant = nullcontext) -> Run:
    """Play a story from the beginning, to its end or to the first thing that is wrong."""
    posts = 1 + max((step.post for step in story), default=0)
    centre = any(step.do == FOUNDED for step in story)
    with world(posts, centre=centre) as made, plant():
        run = Run([], 0.0)
        player = Player(made, run)
        try:
            for number, step in enumerate(story, 1):
                player.play(number, step)
            player.end()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what was looked for
            run.fault, run.error = f"{type(error).__name__} {error}", error
        run.passed = made.time.passed
    return run


class Player:
    """Does one step after another in a world."""

    def __init__(self, made: World, run: Run) -> None:
        self._world, self._run = made, run
        self._amiss: BaseException | None = None

    def play(self, number: int, step: Step) -> None:
        """Do a step, and look at what must hold."""
        post = self._world.posts[step.post]
        post.machine.striking = Striking(step.fault, lambda: self._meanwhile(step))
        outcome = self._outcome(post, step)
        told = f"{number} {self._world.time.passed:.3f} {step.do} {step.at}: {outcome}"
        self._run.trace.append(told)
        post.machine.striking = Striking(None, lambda: None)
        if self._amiss is not None:
            raise self._amiss
        ended = post.bury_dead()
        if post.machine.is_cut:
            gc.collect()  # a connection that was being opened may still be there
            post.boot(random.Random(step.dice))
        whole = bool(ended) or number % EVERYTHING == 0
        self._look(step, whole=whole)
        self._run.trace[-1] += f" | {self._world.invariants[step.post].head}"

    def end(self) -> None:
        """Let everybody look at everything once more, with a disk that works."""
        for number, post in enumerate(self._world.posts):
            post.machine.disk.full = False
            self._look(Step("end", post=number), whole=True)
        if self._world.posts[0].address:
            join_again(self._world)
        elif len(self._world.posts) > 1:
            go_round(self._world)

    def _look(self, step: Step, *, whole: bool) -> None:
        post, invariants = self._world.posts[step.post], self._world.invariants[step.post]
        if whole:
            invariants.check_backups()
            if not self._sit_down(post, step):
                return
        invariants.after_step(whole=whole)

    def _sit_down(self, post: Post, step: Step) -> bool:
        """Have a terminal opened that has read everything anew; a full disk may forbid it."""
        free = next((seat for seat in range(SEATS) if seat not in post.terminals), None)
        try:
            post.terminal(step.at if free is None else free)
        except (JournalBroken, JournalNewer):
            raise
        except Refusal:
            insist(post.machine.disk.full, "a post does not open")
            return False
        return True

    def _meanwhile(self, step: Step) -> None:
        if step.then is None or (step.then.at, step.then.post) == (step.at, step.post):
            return
        try:
            outcome = self._outcome(self._world.posts[step.then.post], step.then)
        except Exception as error:  # noqa: BLE001 - told once the act it is in the middle of is over
            self._amiss = error
            return
        self._run.trace.append(f"{MEANWHILE} {step.then.do} {step.then.at}: {outcome}")

    def _outcome(self, post: Post, step: Step) -> str:
        """Do it, and say what came of it in the words that the officer reads."""
        try:
            self._do(post, step)
        except Nothing:
            return "nothing"
        except Ended:
            return "ended"
        except (JournalBroken, JournalNewer):
            raise
        except Refusal as refusal:
            insist(str(refusal).endswith("。"), f"a refusal is no sentence: {refusal}")
            return str(refusal)
        return "done"

    def _do(self, post: Post, step: Step) -> None:
        dice = random.Random(step.dice)
        if event := (EVENTS | BEFALLS).get(step.do):
            event.do(post, step.at, dice)
            return
        terminal = post.terminal(step.at)
        with terminal.acting(), self._world.witness.deed():
            _tick(terminal)
        with terminal.acting(), self._world.witness.deed() as acknowledged:
            try:
                (DEEDS | SHARED | JOINED)[step.do].do(Scene(post, terminal, dice))
            except Refusal as refusal:
                insist(not acknowledged, f"denied, though it was written: {refusal}")
                raise


def _tick(terminal: Terminal) -> None:
    """What a terminal does each second."""
    terminal.desk.time.second()
    terminal.look()
    terminal.desk.refresh()
    for sentence in terminal.desk.centre.news():
        insist(sentence.endswith("。"), f"what is told is no sentence: {sentence}")
