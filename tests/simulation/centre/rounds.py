"""In the end every post meets the centre, and then all have the same."""

from cqcmd.desk.desk import Desk
from tests.simulation.centre.server import Server
from tests.simulation.invariants import insist
from tests.simulation.post import Post
from tests.simulation.sticks.rounds import all_show_the_same, nobody_has_what_was_denied
from tests.simulation.world import World

ROUNDS = 12
"""Times each post looks at the centre; in each of them others had time to hand something over."""


def join_again(world: World) -> None:
    """Bring everybody together over a server and lines that work; then compare."""
    server = world.posts[0].server
    server.up = True
    server.unreached.clear()
    before = [set(invariants.entries) for invariants in world.invariants]
    promised = [one.promised for one in world.witness.accounts.values()]
    for _round in range(ROUNDS):
        for post in world.posts:
            _look(post)
    for post, invariants in zip(world.posts, world.invariants, strict=True):
        _insist_on_being_joined(post)
        invariants.after_step(whole=True)
    _everything_is_everywhere(world, server, set().union(*before, *promised))
    nobody_has_what_was_denied(world)
    all_show_the_same(world.posts)


def _look(post: Post) -> None:
    """Let everybody who sits there look: any of them may be the one that listens for all."""
    post.seated()
    post.machine.time.sleep(1)
    for terminal in post.terminals.values():
        with terminal.acting() as desk:
            terminal.look()
            desk.refresh()
            _told(desk)


def _told(desk: Desk) -> None:
    for sentence in desk.centre.news():
        insist(sentence.endswith("。"), f"what is told is no sentence: {sentence}")


def _insist_on_being_joined(post: Post) -> None:
    trouble = post.seated().desk.centre.trouble
    insist(trouble is None, f"a post does not join again: {trouble and trouble.words}")


def _everything_is_everywhere(world: World, server: Server, entries: set[str]) -> None:
    there = server.ids()
    insist(entries <= there, "what a post has, or was told to have, is not at the centre")
    for invariants in world.invariants:
        insist(invariants.entries.keys() == there, "a post and the centre do not have the same")
