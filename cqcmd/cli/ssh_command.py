"""What a program asks for over SSH: 文书 lists, 取 NAME fetches, and there is nothing else.

sshd runs the forced command of `cqcmd ssh-line` whatever was asked for, and tells what that was.
"""

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from cqcmd.cli.output import DONE, put
from cqcmd.clock import SystemClock, local
from cqcmd.desk.drill.drawer import refuse_mixed
from cqcmd.desk.papers.shelf import Shelf, send_folder
from cqcmd.desk.register.export import Wanted, export
from cqcmd.desk.register.export_files import WORKBOOK, Format
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.paths import data_dir
from cqcmd.terminal.streams import output_bytes, writing

ASKED = "SSH_ORIGINAL_COMMAND"

LISTING, FETCHING = (_("文书"), "list"), (_("取"), "get")
"""In Chinese, and in letters for a terminal that sends no Chinese."""

EXPORTS: dict[str, Format] = {
    _("导出.xlsx"): "xlsx",
    _("导出-csv.zip"): "csv",
    _("导出-jsonl.zip"): "jsonl",
}
"""What is made as it is asked for, and lies nowhere."""


def answer(args: Namespace) -> int | None:
    """Do what was asked for; ``None`` where that is no such command, and the post is to open.

    Raises:
        BadInput: there is no terminal either.
    """
    verb, _space, rest = asked().partition(" ")
    name = rest.strip().strip("'\"")
    if verb in LISTING and not name:
        return _list(args)
    if verb in FETCHING and name:
        return _fetch(args, name)
    if sys.stdin is None or not sys.stdin.isatty():
        words = _(
            "没有这个命令。能用的是：文书（列出），取 名字 > 文件（取一份）；进值班台不写命令。"
        )
        raise BadInput(words)
    return None


def asked() -> str:
    """Return what was asked for; a client of Windows sends it in GBK."""
    raw = os.fsencode(os.environ.get(ASKED, ""))
    try:
        return raw.decode().strip()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace").strip()


def _list(args: Namespace) -> int:
    for kept in Shelf(_data(args)).list():
        put(f"{local(kept.made_at):%Y-%m-%d %H:%M}\t{kept.size}\t{kept.name}")
    for name in EXPORTS:
        put(_("（取时现做）\t-\t{name}").format(name=name))
    return DONE


def _fetch(args: Namespace, name: str) -> int:
    if sys.stdout is not None and sys.stdout.isatty():
        raise BadInput(_("文件不能写到屏幕上，没有给；请不带 -t，写成 ssh … 取 名字 > 文件。"))
    shelf = Shelf(_data(args))
    if name in EXPORTS:
        _with_export(args, EXPORTS[name], _send_export)
        return DONE
    kept = shelf.named(name)
    with writing():
        shelf.send(kept, output_bytes())
        output_bytes().flush()
    return DONE


def _with_export(args: Namespace, kind: Format, send: Callable[[Path, Format], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="cqcmd-export-") as folder:
        export(_data(args), args.plan, Path(folder), Wanted(kind), SystemClock())
        send(Path(folder), kind)


def _send_export(folder: Path, kind: Format) -> None:
    with writing():
        if kind == "xlsx":
            output_bytes().write((folder / WORKBOOK).read_bytes())
        else:
            send_folder(folder, output_bytes())
        output_bytes().flush()


def _data(args: Namespace) -> Path:
    place = data_dir(args.data)
    refuse_mixed(place, drill=False)
    return place
