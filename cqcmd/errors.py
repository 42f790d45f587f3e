"""Refusals: what happened and what to do, in words an officer can act on."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from cqcmd.i18n import _

# By number: the system's own words are in the language of the machine, not of the officer.
_REASONS = {
    errno.ENOSPC: _("磁盘已满"),
    errno.EDQUOT: _("磁盘配额已满"),
    errno.EIO: _("磁盘读写出错"),
    errno.EROFS: _("文件系统只读"),
    errno.ENODEV: _("盘不见了"),
    errno.ENXIO: _("盘不见了"),
    errno.ESTALE: _("盘断开了"),
    errno.ENOTCONN: _("盘断开了"),
    errno.EACCES: _("没有权限"),
    errno.EPERM: _("没有权限"),
    errno.EEXIST: _("那里已有同名的文件"),
    errno.EFBIG: _("文件超过允许的大小"),
    errno.ENOENT: _("没有这个文件或目录"),
    errno.ENOTDIR: _("路径中有一段不是目录"),
    errno.EISDIR: _("这是一个目录"),
    errno.ENAMETOOLONG: _("名字太长"),
    errno.ELOOP: _("这是指向别处的链接"),
}


class Refusal(Exception):
    """The act was not done; ``str()`` is a whole sentence in Chinese, fit for the screen."""


class BadInput(Refusal):
    """The refusal of what was typed or read: it cannot be understood or cannot be true.

    Attributes:
        field: the field of a form that is at fault, if it is one.
    """

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class Unread(BadInput):
    """The disk does not give what lies there; what it is, nobody knows, and later it may."""


@contextmanager
def at_field(name: str) -> Iterator[None]:
    """Say of what cannot be read in which field of the form it was typed."""
    try:
        yield
    except BadInput as refusal:
        raise BadInput(str(refusal), name) from None


class Unwritable(Refusal):
    """The disk or the file refused; nothing was recorded."""


class Cancelled(Refusal):
    """Somebody gave it up; nothing is left of it."""


class BrokenPlan(Refusal):
    """A plan file with faults; every one is named.

    Attributes:
        faults: one sentence a fault.
    """

    def __init__(self, words: str, faults: tuple[str, ...]) -> None:
        super().__init__(words)
        self.faults = faults


class PlanLost(Refusal):
    """The file of a plan that was in force is not there any more, or is not what it was."""


def reason_of(error: OSError) -> str:
    """Say why the system refused, in our words where the reason is a usual one."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
