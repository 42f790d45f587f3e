"""Textual's driver made fit for bad bytes, dead terminals and Chinese input methods."""

import os
import sys
from pathlib import Path
from typing import TextIO

import textual
from textual import constants
from textual.driver import Driver

from cqcmd.i18n import _
from cqcmd.terminal.streams import UTF8, is_utf8

TRIED_WITH = "8.2.8"
"""The Textual whose drivers ours replace parts of; with another one its own are used."""


def driver_class() -> type[Driver] | None:
    """Return this machine's driver for ``App(driver_class=...)``; ``None``: Textual's own."""
    if _is_another_textual(Path(textual.__file__).parents[1]) or constants.DRIVER is not None:
        return None
    if sys.platform == "win32":
        # late: each imports modules that the other system does not have
        from cqcmd.terminal.windows import InputMethodDriver

        return InputMethodDriver
    # late: as the other one
    from cqcmd.terminal.posix import SturdyDriver

    return SturdyDriver


def _is_another_textual(packages: Path) -> bool:
    # importlib.metadata would say it too, but loading it costs 18 ms of every start.
    installed = [folder.name for folder in packages.glob("textual-*.dist-info")]
    return bool(installed) and f"textual-{TRIED_WITH}.dist-info" not in installed


def refuse_terminal() -> str | None:
    """Why no screen can be shown here and what to do instead; ``None`` where one can."""
    if not _is_terminal(sys.__stdin__):
        return _("键盘输入不是来自终端，无法打开界面。请在终端窗口里直接运行，不要用管道或重定向。")
    if not _is_terminal(sys.__stdout__) or not _is_terminal(sys.__stderr__):
        return _("屏幕输出没有接到终端，无法打开界面。请去掉重定向（例如 2>文件）后再运行。")
    if sys.platform != "win32" and os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        return _("这个终端不能显示全屏界面（TERM={term}）。请换一个终端窗口再运行。").format(
            term=os.environ.get("TERM") or _("未设置")
        )
    spoken = getattr(sys.__stderr__, "encoding", None) or UTF8
    if not is_utf8(spoken):
        words = _("这个终端的字符编码是 {name}，界面要用 UTF-8。请把终端改成 UTF-8 再运行。")
        return words.format(name=spoken)
    return None


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()
