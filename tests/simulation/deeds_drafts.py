"""What is being typed: kept a second behind the keyboard, taken in, thrown away, taken up."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from cqcmd.desk.intake.forms import ID, KIND, typed_in
from cqcmd.errors import Refusal
from tests.simulation.deeds import Nothing, Scene, deed


@deed(8)
def type_a_call(scene: Scene) -> None:
    """A second after the key: what a screen does by its timer."""
    terminal, dice = scene.terminal, scene.dice
    fresh = not terminal.typed or (len(terminal.typed) < 3 and dice.random() < 0.3)
    form = f"{KIND}:{scene.desk.intake.new_call()}" if fresh else scene.one(terminal.typed)
    ident = form.partition(":")[2]
    fields = terminal.typed.get(form, {ID: ident}) | {
        "unit": f"单位{dice.randrange(100)}",
        dice.choice(("deaths", "missing")): str(dice.randrange(9)),
    }
    terminal.typed[form] = fields
    scene.desk.waiting.typing(ident, fields)
    with _unsure_unless_done(scene, form):
        scene.desk.drafts.keep(form, fields)
    terminal.kept[form] = fields


@deed(3)
def take_in_what_was_typed(scene: Scene) -> None:
    terminal, desk = scene.terminal, scene.desk
    form = scene.one(terminal.typed)
    fields, ident = terminal.typed[form], form.partition(":")[2]
    desk.intake.take_call(ident, typed_in(fields), desk.clock.now())
    # Another act: where it is denied, the call was taken in all the same.
    with suppress(Refusal):
        _forget(scene, form)


@deed(1)
def throw_a_draft_away(scene: Scene) -> None:
    _forget(scene, scene.one(scene.terminal.typed))


@deed(3)
def take_a_draft_up(scene: Scene) -> None:
    desk, terminal = scene.desk, scene.terminal
    desk.waiting.look()
    left = [call.ident for call in desk.waiting.all() if call.state == "left"]
    ident = scene.one(left)
    form = f"{KIND}:{ident}"
    with _unsure_unless_done(scene, form):
        draft = desk.waiting.take_up(ident)
    if draft is None:
        raise Nothing
    terminal.typed[form] = terminal.kept[form] = draft.fields
    scene.post.lost.pop(form, None)
    scene.post.unsure.discard(form)
    desk.waiting.typing(ident, draft.fields)


def _forget(scene: Scene, form: str) -> None:
    terminal = scene.terminal
    scene.desk.waiting.forget(form.partition(":")[2])
    terminal.typed.pop(form)
    terminal.kept.pop(form, None)
    with _unsure_unless_done(scene, form):
        scene.desk.drafts.discard(form)


@contextmanager
def _unsure_unless_done(scene: Scene, form: str) -> Iterator[None]:
    """A form whose keeping does not come to its end may lie on the disk either way."""
    scene.terminal.unsure.add(form)
    yield
    scene.terminal.unsure.discard(form)
