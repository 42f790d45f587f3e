"""`cqcmd package` and `cqcmd bundle`: an incident in a folder, and what two posts carry over."""

import getpass
import sys
from argparse import Namespace
from pathlib import Path

from cqcmd.cli.output import BAD_INPUT, DONE, complain, put
from cqcmd.clock import SystemClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import open_existing
from cqcmd.errors import BadInput
from cqcmd.files.bundle.lock import checked, first_line, is_locked, passphrase_in
from cqcmd.i18n import _
from cqcmd.terminal.streams import input_bytes

STDIN = Path("-")


def package(args: Namespace) -> int:
    """Make the package of the incident with that number in a folder that stands."""
    desk = open_existing(args.data, SystemClock()).desk
    put(desk.package.make(desk.numbered(args.number), str(args.directory)).words)
    return DONE


def export(args: Namespace) -> int:
    """Write a bundle of the incident with that number, or of all."""
    desk = open_existing(args.data, SystemClock(), drills=True).desk
    ident = desk.numbered(args.number) if args.number else ""
    put(desk.bundle.exporting(args.file, ident, _to_lock(args)).run()())
    return DONE


def take_in(args: Namespace) -> int:
    """Say what taking a bundle in would do; do it with ``--yes``."""
    desk = open_existing(args.data, SystemClock(), drills=True).desk
    args.file = _brought(desk, args.file)
    incoming = desk.bundle.read(args.file, _to_open(args))
    preview = desk.bundle.preview(incoming)
    for words in preview.lines:
        put(words)
    if not args.yes:
        complain(_("只是预览，什么都没有并入；要并入请加 --yes。"))
        return DONE
    put(desk.bundle.taking_in(preview).run()())
    if args.receipt:
        put(desk.bundle.receipting(incoming.manifest.bundle, args.receipt).run()())
    return DONE


def _brought(desk: Desk, place: Path) -> Path:
    """Return the bundle that is named, or the only one in a folder. Raises BadInput."""
    first, *others = desk.bundle.found_at(place)
    if others:
        words = _("{name} 里有 {n} 个合并包，请写明一个：{names}。")
        names = _("、").join(path.name for path in (first, *others))
        raise BadInput(words.format(name=place.name, n=len(others) + 1, names=names))
    return first


def sent(args: Namespace) -> int:
    """Print which bundles were written here, and who says that he took them in."""
    lines = open_existing(args.data, SystemClock(), drills=True).desk.bundle.sent()
    for line in lines:
        put(line)
    if not lines:
        complain(_("这里还没有导出过。"))
        return BAD_INPUT
    return DONE


# The passphrase: asked for without an echo, or read; never one of the words


def _to_lock(args: Namespace) -> str:
    """Return what is to lock a bundle, asked for twice; empty where nobody wants that.

    Raises BadInput.
    """
    if not args.passphrase:
        return _told(args)
    words = checked(_asked(_("口令（打的字不显示）：")))
    if words != _asked(_("再打一遍：")):
        raise BadInput(_("两遍口令不一样，没有导出；请再来一次。"))
    return words


def _to_open(args: Namespace) -> str:
    """Return what opens a bundle; of a locked one it is asked for wherever somebody sits there.

    Raises BadInput.
    """
    if args.passphrase or (not args.passphrase_file and is_locked(args.file) and _is_there()):
        return _asked(_("{name} 的口令（打的字不显示）：").format(name=args.file.name))
    return _told(args)


def _told(args: Namespace) -> str:
    if args.passphrase_file == STDIN:
        return first_line(input_bytes().readline(4096), _("标准输入"))
    return passphrase_in(args.passphrase_file) if args.passphrase_file else ""


def _is_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _asked(question: str) -> str:
    if not _is_there():
        raise BadInput(
            _("这里不是终端，没有人能打口令；请用 --passphrase-file 文件，- 是标准输入。")
        )
    try:
        return getpass.getpass(question)
    except EOFError:
        raise BadInput(_("没有打口令，什么都没有做。")) from None
