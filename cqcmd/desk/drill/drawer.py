"""A drill's drawer: a directory of its own beneath the data, marked so that nobody mistakes it."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import UNSET, Struct, UnsetType

from cqcmd.clock import local
from cqcmd.errors import BadInput, Refusal, Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.local_store.json_document import write_whole
from cqcmd.paths import DRILLS, lies_there, refuse_link
from cqcmd.text import clean, fit

MARKER = "drill.json"
SIZE_CAP = 100_000
"""The most bytes a marker may have; ours has a few hundred."""

TITLE_CELLS = 40
"""Of a title in a mark: it shares the top line and every code with other words."""


class Marker(Struct, frozen=True, kw_only=True):
    """What stands in the marker: the scenario, the plan file if not ours, whether it ended.

    ``ended``: when on its own clock, if that was before its time.
    """

    scenario: str
    title: str
    plan: str | None = None
    over: bool = False
    ended: datetime | UnsetType = UNSET


class DrillFolder(Struct, frozen=True):
    """The directory of one drill."""

    place: Path

    @property
    def clock_file(self) -> Path:
        """The changes of its clock."""
        return self.place / "tape.json"

    @property
    def record(self) -> Path:
        """Which messages came and were taken, and when; what the instructor added."""
        return self.place / "record.json"

    @property
    def of_instructor(self) -> Path:
        """What the instructor is typing: no trainee is offered it."""
        return self.place / "instructor"

    def marker(self) -> Marker:
        """Read the drill's marker file. Raises BadInput: there is none, or it is broken."""
        path = self.place / MARKER
        try:
            with path.open("rb") as file:
                return msgspec.json.decode(file.read(SIZE_CAP), type=Marker)
        except FileNotFoundError as error:
            words = _("{place} 不是演练的目录，没有打开。")
            raise BadInput(words.format(place=self.place)) from error
        except (OSError, ValueError, msgspec.MsgspecError, RecursionError) as error:
            words = _("演练 {place} 的 {name} 读不了，这次演练不能接着做；请另开一次。")
            raise BadInput(words.format(place=self.place, name=MARKER)) from error

    def write(self, marker: Marker) -> None:
        """Set the marker. Raises BadInput (a name that is no text), Unwritable."""
        try:
            data = msgspec.json.format(msgspec.json.encode(marker))
        except UnicodeEncodeError as error:
            raise BadInput(_("预案文件的名字里有不能用的字符，请改名后再开始演练。")) from error
        write_whole(self.place / MARKER, data)

    def remove(self) -> None:
        """Take away what could not be begun; what the disk does not let go stays, marked."""
        shutil.rmtree(self.place, ignore_errors=True)

    def scenario(self) -> Path:
        """Return the path of the scenario as it was when the drill began."""
        # The name alone: a marker is a file that anybody may edit, and must not lead elsewhere.
        return self.place / "scenario" / f"{Path(self.marker().scenario).name}.toml"

    def begun(self) -> float:
        """Return when its scenario was put there, by the disk; that file is never written again."""
        try:
            return max(path.stat().st_mtime for path in (self.place / "scenario").iterdir())
        except (OSError, ValueError):
            return 0.0


def mark_of(title: str) -> str:
    """Return the mark of a drill; a title of foreign origin is cut to one short line."""
    return _("演练·{title}").format(title=fit(clean(title, lines=False).strip(), TITLE_CELLS))


def is_drill(place: Path) -> bool:
    """Return whether a directory is a drill's drawer, or lies within one."""
    try:
        # Resolved, since a link must not hide that it leads into a drill.
        here = place.resolve()
    except (OSError, RuntimeError):  # links in a circle: nothing can be opened there either
        here = place
    return any(lies_there(path / MARKER) for path in (here, *here.parents))


def refuse_mixed(place: Path, *, drill: bool) -> None:
    """Refuse a drill's folder to the real post, and any other folder to a drill.

    Raises:
        BadInput: the folder is of the other kind.
    """
    if not drill and is_drill(place):
        words = _("{place} 是演练的目录，值班台不在里面记录；接着演练请用 cqcmd drill resume。")
        raise BadInput(words.format(place=place))
    if drill and not lies_there(place / MARKER):
        raise BadInput(_("{place} 不是演练的目录，没有打开。").format(place=place))


def new_drill_folder(data: Path, scenario: Path, marker: Marker, at: datetime) -> DrillFolder:
    """Make a drill folder, with copies of the scenario and of the post's appearance.

    Raises:
        BadInput, Unwritable: it cannot be made; nothing of it is left.
    """
    name = f"{marker.scenario}-{local(at):%Y%m%d-%H%M%S}"
    words = _("演练的目录 {name} 建不了（{why}）；请检查磁盘和权限。")
    try:
        drill_folder = DrillFolder(_made(data / DRILLS, name))
    except OSError as error:
        raise Unwritable(words.format(name=data / DRILLS / name, why=reason_of(error))) from error
    try:
        _fill(drill_folder, data, scenario, marker)
    except OSError as error:
        drill_folder.remove()
        raise Unwritable(words.format(name=drill_folder.place, why=reason_of(error))) from error
    except Refusal:
        drill_folder.remove()
        raise
    return drill_folder


def _fill(drill_folder: DrillFolder, data: Path, scenario: Path, marker: Marker) -> None:
    # The marker first: what is left of a failed start must not pass for the real post's data.
    drill_folder.write(marker)
    write_whole(drill_folder.scenario(), scenario.read_bytes())
    settings = data / "settings.json"
    if settings.is_file():
        write_whole(drill_folder.place / settings.name, settings.read_bytes())


def _made(folder: Path, name: str) -> Path:
    """Make a new directory; a second drill in the same second gets a number."""
    refuse_link(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(1, 100):
        place = folder / (name if number == 1 else f"{name}-{number}")
        try:
            # No look beforehand: of two drills begun in one second only one can make the directory.
            place.mkdir(mode=0o700)
        except FileExistsError:
            continue
        return place
    raise FileExistsError(name)


def drill_folders(data: Path) -> Iterator[tuple[DrillFolder, Marker]]:
    """Yield every drill, the latest begun first; broken ones are left out."""
    try:
        places = [path.parent for path in (data / DRILLS).glob(f"*/{MARKER}")]
    except OSError:
        return
    for place in sorted(places, key=lambda place: DrillFolder(place).begun(), reverse=True):
        with suppress(BadInput):
            yield DrillFolder(place), DrillFolder(place).marker()


def latest(data: Path) -> DrillFolder:
    """Return the drill to be resumed. Raises BadInput: there is none."""
    _refuse_drill_folder(data)
    for drill_folder, marker in drill_folders(data):
        if not marker.over:
            return drill_folder
    raise BadInput(_("没有可以接着做的演练；新开一次请用 cqcmd drill start 情景。"))


def latest_of_all(data: Path) -> DrillFolder:
    """Return the drill begun last, ended or not. Raises BadInput: there is none."""
    _refuse_drill_folder(data)
    found = next(drill_folders(data), None)
    if found is None:
        raise BadInput(_("这个数据目录里还没有演练；新开一次请用 cqcmd drill start 情景。"))
    return found[0]


def latest_ended(data: Path) -> DrillFolder:
    """Return the drill begun last of those that ended. Raises BadInput: there is none."""
    _refuse_drill_folder(data)
    found = next(
        (drill_folder for drill_folder, marker in drill_folders(data) if marker.over), None
    )
    if found is None:
        raise BadInput(_("还没有结束的演练；演练结束以后才能复盘。"))
    return found


def _refuse_drill_folder(data: Path) -> None:
    """Refuse a drill's folder where the post's data was meant. Raises BadInput."""
    if lies_there(data / MARKER):
        words = _("{place} 就是一次演练的目录，不要用 --data；请写成 cqcmd drill resume {place}。")
        raise BadInput(words.format(place=data))
