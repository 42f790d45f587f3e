"""`cqcmd package`: everything of one incident in a folder that needs no program."""

from argparse import Namespace

from cqcmd.cli.output import DONE, put
from cqcmd.clock import SystemClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import open_existing
from cqcmd.errors import BadInput
from cqcmd.i18n import _


def make(args: Namespace) -> int:
    """Make the package of the incident with that number in a folder that stands."""
    desk = open_existing(args.data, SystemClock()).desk
    put(desk.package.make(_ident(desk, args.number.strip()), str(args.directory)).words)
    return DONE


def _ident(desk: Desk, number: str) -> str:
    board = desk.board()
    for row in (*board.rows, *board.closed):
        if row.number == number:
            return row.ident
    words = _("没有编号 {number} 的事件；编号像 26-0001，在值班台和台账里看。")
    raise BadInput(words.format(number=number))
