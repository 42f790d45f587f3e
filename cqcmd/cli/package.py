"""`cqcmd package`: everything of one incident in a folder that needs no program."""

from argparse import Namespace

from cqcmd.cli.output import DONE, put
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import open_existing


def make(args: Namespace) -> int:
    """Make the package of the incident with that number in a folder that stands."""
    desk = open_existing(args.data, SystemClock()).desk
    put(desk.package.make(desk.numbered(args.number), str(args.directory)).words)
    return DONE
