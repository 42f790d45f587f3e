"""`cqcmd restore` and `cqcmd journal salvage`: after the journal was damaged or lost."""

from argparse import Namespace

from cqcmd.cli.output import BAD_INPUT, DONE, complain, put
from cqcmd.clock import SystemClock
from cqcmd.desk.rescue.desk import Wish, put_back, take_out
from cqcmd.i18n import _
from cqcmd.paths import JOURNAL, data_dir


def restore(args: Namespace) -> int:
    """Put a copy in the journal's place; the old one is kept whole."""
    wish = Wish(
        source=args.file,
        actor=_("命令行"),
        salvaged=args.salvaged,
        other_station=args.other_station,
    )
    put(put_back(data_dir(args.data), wish, SystemClock()))
    return DONE


def salvage(args: Namespace) -> int:
    """Write what can be read of a damaged journal to a new file, and name what cannot."""
    source = args.file or data_dir(args.data) / JOURNAL
    said, faults = take_out(source, args.out)
    for fault in faults:
        complain(fault)
    put(said)
    return BAD_INPUT if faults else DONE
