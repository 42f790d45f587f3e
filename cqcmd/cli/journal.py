"""`cqcmd journal` and `cqcmd backup`: the journal proved, and copied."""

from argparse import Namespace

from cqcmd.cli.output import BAD_INPUT, DONE, complain, put
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import open_existing


def verify(args: Namespace) -> int:
    """Follow the hash chain of a journal, a drill's too, and print the first break in it."""
    opening = open_existing(args.data, SystemClock(), drills=True)
    if opening.desk.protected:
        complain(opening.desk.protected)
    verdict = opening.desk.backups.verify()
    opening.close()
    (put if verdict.ok else complain)(verdict.words)
    return DONE if verdict.ok else BAD_INPUT


def back_up(args: Namespace) -> int:
    """Copy the journal to a directory; the copy counts once it was restored and verified."""
    put(open_existing(args.data, SystemClock()).desk.backups.back_up(args.directory))
    return DONE
