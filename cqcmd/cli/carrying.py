"""`cqcmd package` and `cqcmd bundle`: an incident in a folder, and what two posts carry over."""

from argparse import Namespace
from pathlib import Path

from cqcmd.cli.output import BAD_INPUT, DONE, complain, put
from cqcmd.clock import SystemClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import open_existing
from cqcmd.files.bundle.lock import passphrase_in
from cqcmd.i18n import _


def package(args: Namespace) -> int:
    """Make the package of the incident with that number in a folder that stands."""
    desk = open_existing(args.data, SystemClock()).desk
    put(desk.package.make(desk.numbered(args.number), str(args.directory)).words)
    return DONE


def export(args: Namespace) -> int:
    """Write a bundle of the incident with that number, or of all."""
    desk = open_existing(args.data, SystemClock(), drills=True).desk
    ident = desk.numbered(args.number) if args.number else ""
    put(desk.bundle.exporting(args.file, ident, _passphrase(args)).run()())
    return DONE


def take_in(args: Namespace) -> int:
    """Say what taking a bundle in would do; do it with ``--yes``."""
    desk = open_existing(args.data, SystemClock(), drills=True).desk
    incoming = desk.bundle.read(args.file, _passphrase(args))
    preview = desk.bundle.preview(incoming)
    for words in preview.lines:
        put(words)
    if not args.yes:
        complain(_("只是预览，什么都没有并入；要并入请加 --yes。"))
        return DONE
    put(desk.bundle.taking_in(preview).run()())
    if args.receipt:
        _write_receipt(desk, args)
    return DONE


def _write_receipt(desk: Desk, args: Namespace) -> None:
    incoming = desk.bundle.read(args.file, _passphrase(args))
    path: Path = desk.bundle.receipt(incoming, args.receipt).path
    put(_("回执已写成：{path}，请带回给对方并入。").format(path=path))


def sent(args: Namespace) -> int:
    """Print which bundles were written here, and who says that he took them in."""
    lines = open_existing(args.data, SystemClock(), drills=True).desk.bundle.sent()
    for line in lines:
        put(line)
    if not lines:
        complain(_("这里还没有导出过。"))
        return BAD_INPUT
    return DONE


def _passphrase(args: Namespace) -> str:
    return passphrase_in(args.passphrase_file) if args.passphrase_file else ""
