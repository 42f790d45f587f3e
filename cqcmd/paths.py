"""Where things lie on disk: the stylesheet, the plan file, precedents, this station's data."""

import errno
import os
import stat
import sys
from pathlib import Path

from cqcmd.errors import BadInput, Unread, reason_of
from cqcmd.i18n import _

_PACKAGE = Path(__file__).resolve().parent

JOURNAL = "journal.db"
"""The file of the record, in a station's data directory or a drill's drawer."""

CHECKPOINT = "checkpoint"
"""The file beside it that tells of finished incidents in short: derived, and made anew."""

REGISTERS = "registers.db"
"""The file of units and equipment beside it: not the record, made anew from the lists."""

PRESENT = "present"
"""The folder beside it in which each open terminal has a file while it is there."""

DRILLS = "drills"
"""The folder in a station's data directory in which each drill has its drawer."""

PLANS = "plans"
"""The folder beside it in which each plan file that was used is kept, by its SHA-256."""

PAPERS = _("文书")
"""The folder beside it in which papers lie."""

ATTACHMENTS = _("附件")
"""The folder beside it in which photos, scans and recordings lie that the log names."""

OWN_FOLDERS = {
    *(DRILLS, PLANS, PAPERS, ATTACHMENTS, _("备份")),
    *("drafts", "crash", "backups", "terminals", "instructor", "server", PRESENT),
}
"""Folders that are ours, in a station's data directory or a drill's drawer."""

DRIVES = tuple(map(Path, ("/media", "/run/media", "/mnt", "/Volumes")))
"""Where systems show drives that can be pulled out."""


def lies_there(path: Path) -> bool:
    """Return whether there is something under that name.

    Raises:
        Unread: the disk does not say; a file that is not seen must not be taken for none.
    """
    return _state(path) is not None


def _state(path: Path) -> os.stat_result | None:
    """Return what the disk says of a name; ``None``: nothing is there. Raises Unread."""
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError as error:
        raise unread(path, error) from error


def unread(path: Path, error: OSError) -> Unread:
    """Return the refusal where the disk does not give what lies at ``path``."""
    words = _("{name} 读不了（{why}），没有采用；请检查磁盘和权限后再试。")
    return Unread(words.format(name=path, why=reason_of(error)))


def stylesheet() -> Path:
    """Return the path of the stylesheet: in the package of a wheel, else beside the package."""
    inside = _PACKAGE / "cqcmd.tcss"
    return inside if inside.is_file() else _PACKAGE.parent / "cqcmd.tcss"


def guide_file() -> Path:
    """Return the path of the officer's guide: in the package of a wheel, else among the docs."""
    inside = _PACKAGE / "guide.md"
    return inside if inside.is_file() else _PACKAGE.parent / "docs" / "guide.md"


def plan_file() -> Path:
    """Return the path of the plan that ships with the program."""
    return _PACKAGE / "rules" / "plans" / "cq-2023.json"


def precedents_file() -> Path:
    """Return the path of the officially graded accidents, which belong to no plan."""
    return _PACKAGE / "rules" / "precedents.json"


def beside_plan_file() -> Path:
    """Return the path of what stands beside a plan: acts a law asks for, days of a take-over."""
    return _PACKAGE / "rules" / "beside_plan.json"


def laws_file() -> Path:
    """Return the path of the list of the law around the plan."""
    return _PACKAGE / "rules" / "laws.json"


def services_file() -> Path:
    """Return the path of the list of services to which people are referred."""
    return _PACKAGE / "rules" / "services.json"


def upkeep_file() -> Path:
    """Return the path of what is asked for of whoever keeps a plan."""
    return _PACKAGE / "rules" / "upkeep.json"


def plan_skeleton() -> Path:
    """Return the path of the plan that an author begins a new one with."""
    return plan_file().with_name("skeleton.json")


def granted_file() -> Path:
    """Return the path of what a plan file of the first format takes for granted."""
    return plan_file().with_name("format-1.json")


def data_dir(choice: str | None = None) -> Path:
    """Return the absolute directory of the journal and the local store; create nothing.

    Args:
        choice: what follows ``--data``; None takes the platform's place for a user's data.

    Raises:
        BadInput: the choice is empty, no home directory can be found, or nothing can lie there.
    """
    place = _chosen(choice) if choice is not None else _usual()
    try:
        _look_at(place)
    except (OSError, ValueError) as error:
        why = reason_of(error) if isinstance(error, OSError) else _("名字里有不能用的字符")
        words = _("数据目录 {name} 用不了（{why}）；请检查磁盘和权限，或用 --data 另指一处。")
        raise BadInput(words.format(name=place, why=why)) from error
    return place


def _usual() -> Path:
    # late: the verbs that touch no data must not pay for it at start-up.
    from platformdirs import user_data_path

    try:
        place = user_data_path("cqcmd", appauthor=False)
    except (RuntimeError, KeyError, OSError) as error:  # neither HOME nor an entry of this user
        raise _homeless() from error
    if not place.is_absolute():  # "~" stays in the path of a user without a home directory
        raise _homeless()
    return place


def _homeless() -> BadInput:
    return BadInput(_("找不到本用户的主目录，请用 --data 指定数据目录。"))


def _chosen(choice: str) -> Path:
    if not choice.strip():
        raise BadInput(_("--data 后面没有写目录，请写明数据目录。"))
    try:
        return Path(choice).expanduser().absolute()
    except RuntimeError as error:
        raise BadInput(
            _("数据目录 {name} 里的用户不存在，请改用完整路径。").format(name=choice)
        ) from error
    except OSError as error:
        raise BadInput(_("当前目录已不在，请用完整路径写明 --data 的目录。")) from error


def _look_at(place: Path) -> None:
    """Raise OSError where no directory is or can be made, or nothing in it can be read."""
    if any(_is_pulled_out(place, drives) for drives in DRIVES):
        raise FileNotFoundError(0, _("这块盘没有插好，或没有挂载"))
    for there in (place, *place.parents):
        try:
            is_directory = stat.S_ISDIR(there.stat().st_mode)
        except FileNotFoundError:
            if there.is_symlink():
                raise
            continue
        if not is_directory:
            raise NotADirectoryError(0, _("那里是一个文件，不是目录"))
        if not os.access(there, os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return


def _is_pulled_out(place: Path, drives: Path) -> bool:
    """Tell whether a place lies on a drive that is not there: it would be made on another one."""
    if not place.is_relative_to(drives):
        return False
    drive, *below = place.relative_to(drives).parts or ("",)
    if not (drives / drive).exists():
        return True
    # Some systems have a folder for each user in between.
    of_user = drives.name == "media" and bool(below) and not os.path.ismount(drives / drive)
    return of_user and not (drives / drive / below[0]).exists()


def is_write_protected(path: Path) -> bool:
    """Return whether a file is there that can be read and not written, nor anything beside it.

    Raises:
        Unread: the disk does not say.
    """
    state = _state(path)
    if state is None or not stat.S_ISREG(state.st_mode):
        return False
    allowed = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return not allowed or (os.name == "nt" and not _takes_files(path.parent))


def _takes_files(folder: Path) -> bool:
    """Tell by trying: Windows says of a stick with its switch on that it may be written."""
    probe = folder / f".cqcmd-{os.getpid()}"
    try:
        os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        probe.unlink()
    except OSError:
        return False
    return True


def refuse_link(path: Path) -> None:
    """Refuse to write by way of a link: ``path`` itself, or a folder of ours in which it lies.

    The data directory may be one; whoever named it knew.

    Raises:
        OSError: it is one.
    """
    ours = (path, path.parent) if path.parent.name in OWN_FOLDERS else (path,)
    for one in ours:
        if one.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(one))


def run_again(module: str = "cqcmd") -> list[str]:
    """Return how this program is run again from the same place, or one of its modules."""
    # Otherwise -m puts the current folder first among those from which modules are loaded.
    safe = ["-P"] if sys.flags.safe_path else []
    return [sys.executable, *safe, "-m", module]
