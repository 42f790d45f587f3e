"""A slip taken back: the entry is struck, and what was typed stands in its form again."""

from typing import TypeVar

from textual.screen import Screen

from cqcmd.desk.desk import Desk
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.session_memory import put_back
from cqcmd.text import clean

T = TypeVar("T")


def take_back(screen: Screen[T], desk: Desk, ident: str) -> bool:
    """Strike this session's last act as a slip, within 30 seconds; returns whether it was."""
    before = len(desk.log(ident))
    saved = desk.record.last_at
    try:
        desk.record.undo(ident)
    except Refusal as refusal:
        screen.notify(clean(str(refusal)), severity="warning", markup=False)
        return False
    put_back(desk, saved)
    words = "；".join(line.words for line in desk.log(ident)[before:])
    screen.app.notify(clean(words), title=_("误按已撤回"), markup=False)
    return True
