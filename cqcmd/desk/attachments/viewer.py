"""The system's own viewer for a file, where somebody sits in front of it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from cqcmd.i18n import _

SEEN = re.compile(
    r"\.(jpe?g|png|gif|bmp|webp|tiff?|hei[cf]|pdf|ofd|mp4|mov|avi|mkv|wmv|flv|3gp|m4v|webm|mpe?g"
    r"|mp3|wav|m4a|aac|amr|ogg|flac|wma|docx?|xlsx?|pptx?|wps|et|dps|od[tsp])",
    re.IGNORECASE,
)
"""Endings that are handed to a viewer: whatever might be run instead of shown is not."""

TEXT = re.compile(r"\.(txt|csv|log|md|json|xml|tsv|srt|eml)", re.IGNORECASE)
"""Endings that are read here."""

SECONDS = 10
"""How long is waited for a viewer to say that it cannot."""


def cannot_show(path: Path) -> str:
    """Return why no viewer is asked; empty where one can be."""
    if not SEEN.fullmatch(path.suffix):
        return _("这种文件不在这里打开")
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return _("这是远程登录的终端，看不到那边的窗口")
    if sys.platform.startswith("linux") and not _has_windows(os.environ):
        return _("这台机器没有图形界面")
    if os.name != "nt" and shutil.which(_program()) is None:
        return _("本机没有打开文件的程序（{name}）").format(name=_program())
    return ""


def show(path: Path) -> str:
    """Hand a file to the viewer; returns why that failed, empty if it was taken."""
    if os.name == "nt":
        return _started(path)
    nowhere = subprocess.DEVNULL  # the keys on this terminal are meant for the screen
    try:
        viewer = subprocess.Popen(
            [_program(), str(path)],
            stdin=nowhere,
            stdout=nowhere,
            stderr=nowhere,
            start_new_session=True,
        )
        failed = viewer.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return ""  # one that shows it goes on while it is looked at
    except OSError:
        return _("打开文件的程序没有运行起来")
    return _("没有能看这种文件的程序") if failed else ""


def _started(path: Path) -> str:
    start = getattr(os, "startfile", None)
    try:
        if start is not None:
            start(str(path))
    except OSError:
        return _("没有能看这种文件的程序")
    return ""


def _program() -> str:
    return "open" if sys.platform == "darwin" else "xdg-open"


def _has_windows(environment: Mapping[str, str]) -> bool:
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
