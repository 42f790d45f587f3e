"""A passphrase on a bundle: the age format, so that any age program opens it too."""

from pathlib import Path

from pyrage import DecryptError

from cqcmd.errors import BadInput
from cqcmd.files.bundle import age
from cqcmd.files.untrusted import read_plain
from cqcmd.i18n import _
from cqcmd.text import unseen

BEGINS = b"age-encryption.org/"
"""How a locked file begins."""

MOST = 1 << 29
"""Bytes of a bundle that is locked: all of it is in memory at once."""

SHORTEST = 8
"""Characters of a passphrase."""


def passphrase_in(path: Path) -> str:
    """Return the first line of a file. Raises BadInput: it cannot be read, or is too short."""
    return first_line(read_plain(path, 4096), path.name)


def first_line(data: bytes, name: str) -> str:
    """Return the first line of what was read from ``name``. Raises as `passphrase_in`."""
    try:
        line = data.decode("utf-8-sig").partition("\n")[0].strip("\r\n")
    except UnicodeDecodeError as error:
        raise BadInput(_("口令文件 {name} 不是 UTF-8 文本。").format(name=name)) from error
    return checked(line)


def checked(passphrase: str) -> str:
    """Return a passphrase that is long enough. Raises BadInput."""
    if len(passphrase) < SHORTEST:
        raise BadInput(_("口令至少 {n} 个字符，请换一个长的。").format(n=SHORTEST), "passphrase")
    if unseen(passphrase):
        raise BadInput(_("口令里有看不见的或打坏了的字符，请换一个。"), "passphrase")
    return passphrase


def is_locked(path: Path) -> bool:
    """Whether a passphrase locks a file; of one that cannot be read whoever opens it says why."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            return file.read(len(BEGINS)) == BEGINS
    except (OSError, ValueError):
        return False


def locked(data: bytes, passphrase: str) -> bytes:
    """Return a bundle as a passphrase locks it. Raises BadInput: it is too large for that."""
    if len(data) > MOST:
        words = _("包有 {n} MB，加口令的不能超过 {most} MB；请只导出一起，或不加口令。")
        raise BadInput(words.format(n=len(data) >> 20, most=MOST >> 20))
    return bytes(age.encrypt(data, passphrase))


def unlocked(data: bytes, passphrase: str) -> bytes:
    """Return what a passphrase opens. Raises BadInput: it is another one, or the file is broken."""
    if len(data) > MOST:
        raise BadInput(_("加了口令的包过大，没有打开。"))
    try:
        return bytes(age.decrypt(data, passphrase))
    except (DecryptError, UnicodeEncodeError) as error:
        raise BadInput(_("口令不对，或者包坏了，没有并入；请核对口令。"), "passphrase") from error
