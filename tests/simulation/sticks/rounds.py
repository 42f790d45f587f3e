"""All sticks go round in the end, and then every post has the same."""

from typing import Any

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.incident.events import Attached, read
from cqcmd.journal.attachments.folder import AttachmentFolder
from tests.simulation.invariants import Broken, apart, at_one_moment, insist
from tests.simulation.post import Post
from tests.simulation.sticks.deeds import carry, take_in, write
from tests.simulation.sticks.standing import every_value_stands
from tests.simulation.world import World


def go_round(world: World) -> None:
    """Bring everything to the first post, and from there to all; then compare."""
    before = [set(invariants.entries) for invariants in world.invariants]
    first, *others = world.posts
    for other in others:
        _bring(other, first)
    for other in others:
        _bring(first, other)
    for invariants in world.invariants:
        invariants.after_step(whole=True)
    _every_file_is_there(world.posts)
    _nothing_is_lost(world, set().union(*before))
    nobody_has_what_was_denied(world)
    all_show_the_same(world.posts)
    _settle_everything(first)
    for other in others:
        _bring(first, other)
    shown = all_show_the_same(world.posts)
    insist(not shown["conflicts"], f"what was settled is set apart still: {shown['conflicts']}")


def _settle_everything(post: Post) -> None:
    """Let the value stand that is shown last of each thing set apart."""
    with post.seated().acting() as desk:
        for line in desk.bundle.conflicts():
            desk.of(line.ident).facts.settle(line.ident, line.fact, line.values[-1][0])


def _bring(giver: Post, taker: Post) -> None:
    try:
        with giver.seated().acting() as desk:
            desk.refresh()
            path = write(giver, desk)
        with taker.seated().acting() as desk:
            desk.refresh()
            take_in(desk, carry(path, taker))
    except Refusal as refusal:
        raise Broken(f"a stick is refused: {refusal}") from refusal


def _every_file_is_there(posts: list[Post]) -> None:
    """Whatever the log names lies at every post, as it was taken in; so does every plan."""
    for post in posts:
        folder = AttachmentFolder(post.folder / "data")
        with post.seated().acting() as desk:
            for ident in _idents(desk):
                entries = desk._open_record.incident(ident).entries
                for entry in entries:
                    if entry.kind == Attached.kind:
                        state = folder.look(read(Attached, entry)).state
                        insist(state == "whole", f"an attachment is {state}")


def _nothing_is_lost(world: World, entries: set[str]) -> None:
    for invariants in world.invariants:
        insist(entries <= invariants.entries.keys(), "what one post has has not come to another")


def nobody_has_what_was_denied(world: World) -> None:
    """An entry is denied for good where it was never told to be there, at whichever post."""
    accounts = world.witness.accounts.values()
    known = set().union(*(one.acknowledged | one.perhaps for one in accounts))
    denied = set().union(*(one.denied for one in accounts)) - known
    for invariants in world.invariants:
        insist(not denied & invariants.entries.keys(), "what was denied came to another post")


def all_show_the_same(posts: list[Post]) -> dict[str, Any]:
    with at_one_moment([post.seated() for post in posts]):
        first, *others = [_shown(post) for post in posts]
    for other in others:
        if other != first:
            raise Broken(f"posts do not agree: {apart(first, other)}")
    return first


def _shown(post: Post) -> dict[str, Any]:
    with post.seated().acting() as desk:
        desk.refresh()
        conflicts = sorted((one.ident, one.fact, *one.values) for one in desk.bundle.conflicts())
        return {"conflicts": conflicts} | {ident: _incident(desk, ident) for ident in _idents(desk)}


def _idents(desk: Desk) -> list[str]:
    return sorted(desk._open_record.ledger.incidents)


def _incident(desk: Desk, ident: str) -> dict[str, Any]:
    one = desk._open_record.incident(ident)
    entries = [entry.id for entry in one.entries]
    insist(len(entries) == len(set(entries)), "an entry is there twice")
    every_value_stands(one)
    return {
        "number": one.number,
        "entries": entries,
        "facts": {code: known.value for code, known in sorted(one.facts.by_code.items())},
        "said": {code: known.value for code, known in sorted(one.said.by_code.items())},
        "apart": sorted((*one.facts.apart, *one.said.apart)),
        "log": [(line.entry, line.words) for line in desk.of(ident).log(ident)],
    }
