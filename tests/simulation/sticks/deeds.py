"""What posts do with one another: bundles written, carried, taken in, answered, settled."""

import random
from pathlib import Path

from cqcmd.desk.attachments.forms import AttachForm
from cqcmd.desk.bundle.forms import Incoming
from cqcmd.desk.desk import Desk
from cqcmd.files.bundle.finding import ENDING
from tests.simulation.deeds import SHARED, Nothing, Scene, deed
from tests.simulation.post import Post

PASSPHRASE = "过街天桥 2026"
LOCKED = 0.3
"""How many bundles are locked by it."""

PULLED = 0.1
"""How many sticks are pulled out before all of a file is on them."""

LATEST = 0.6
"""How many sticks have one of the newest three bundles of a post; the others have any."""


@deed(9, SHARED)
def export_everything(scene: Scene) -> None:
    write(scene.post, scene.desk)


@deed(4, SHARED)
def export_locked(scene: Scene) -> None:
    write(scene.post, scene.desk, passphrase=PASSPHRASE)


@deed(4, SHARED)
def export_an_incident(scene: Scene) -> None:
    locked = scene.dice.random() < LOCKED
    write(scene.post, scene.desk, scene.incident(), passphrase=PASSPHRASE if locked else "")


@deed(4, SHARED)
def attach(scene: Scene) -> None:
    ident, number = scene.incident(), scene.dice.randrange(6)
    # On a stick, not on the post's own disk; the same picture may come twice.
    picture = Path(f"照片{number}.jpg")
    picture.write_bytes(f"picture {number} ".encode() * (1 + number * 2_000))
    scene.desk.attachments.attaching(ident, AttachForm(paths=str(picture))).run()()


@deed(5, SHARED)
def say_words(scene: Scene) -> None:
    ident, dice = scene.incident(), scene.dice
    fields = {dice.choice(("unit", "place", "summary")): f"另说{dice.randrange(5)}"}
    desk = scene.desk_of(ident)
    desk.facts.update(ident, fields, source="来电", at=desk.clock.now())


@deed(3, SHARED)
def decide_the_grade(scene: Scene) -> None:
    desk, ident = scene.desk, scene.incident()
    codes = desk.of(ident).plan.grade_scale.codes
    desk.decisions.override(ident, scene.dice.choice(codes), scene.name(), "现场所见")


@deed(2, SHARED)
def open_with_another_passphrase(scene: Scene) -> None:
    path = _carried(scene)
    if not scene.desk.bundle.locked(path):
        raise Nothing
    scene.desk.bundle.read(path, "another one")


@deed(22, SHARED)
def take_a_stick_in(scene: Scene) -> None:
    take_in(scene.desk, _carried(scene))


@deed(3, SHARED)
def write_a_receipt(scene: Scene) -> None:
    desk, path = scene.desk, _carried(scene)
    desk.bundle.receipting(_read(desk, path).manifest.bundle, _out(scene.post)).run()()


@deed(6, SHARED)
def settle(scene: Scene) -> None:
    conflicts = scene.desk.bundle.conflicts()
    if not conflicts:
        raise Nothing
    conflict = scene.dice.choice(conflicts)
    entry, _words = scene.dice.choice(conflict.values)
    scene.desk_of(conflict.ident).facts.settle(conflict.ident, conflict.fact, entry)


def write(post: Post, desk: Desk, ident: str = "", passphrase: str = "") -> Path:
    """Write a bundle to the post's own disk, from which sticks are made; where it stands."""
    before = set(written(post))
    desk.bundle.exporting(_out(post), ident, passphrase).run()()
    [made] = set(written(post)) - before
    # What was told to stand whole stays so, whatever happens to the disk.
    post.backups[str(made)] = made.read_bytes()
    return made


def take_in(desk: Desk, path: Path) -> str:
    """Read a bundle, look at it, take it in; what is told of it."""
    preview = desk.bundle.preview(_read(desk, path))
    return desk.bundle.taking_in(preview).run()()


def _read(desk: Desk, path: Path) -> Incoming:
    return desk.bundle.read(path, PASSPHRASE if desk.bundle.locked(path) else "")


def written(post: Post) -> list[Path]:
    """Bundles that a post has written, the oldest first."""
    return sorted(_out(post).glob(f"*{ENDING}"))


def carry(path: Path, to: Post, *, pulled: random.Random | None = None) -> Path:
    """Bring a bundle to a post on a stick; ``pulled``: only a part of it. Where it is there."""
    content = path.read_bytes()
    if pulled is not None:
        content = content[: pulled.randrange(len(content))]
    stick = to.folder / "stick"
    stick.mkdir(exist_ok=True)
    there = stick / f"{path.parts[0]}-{path.name}"
    there.write_bytes(content)
    return there


def _carried(scene: Scene) -> Path:
    """Any bundle of any post, oftener of another. Raises Nothing: there is none."""
    dice, post = scene.dice, scene.post
    own = not dice.randrange(8)
    posts = [one for one in post.everybody if written(one) and (own or one is not post)]
    if not posts:
        raise Nothing
    found = written(dice.choice(posts))
    path = dice.choice(found[-3:] if dice.random() < LATEST else found)
    return carry(path, post, pulled=dice if dice.random() < PULLED else None)


def _out(post: Post) -> Path:
    folder = post.folder / "out"
    folder.mkdir(exist_ok=True)
    return folder
