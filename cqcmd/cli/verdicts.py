"""`cqcmd verdicts`: the records of what was shown, derived anew."""

from argparse import Namespace

from cqcmd.verdict_check import main


def verify(args: Namespace) -> int:
    """Derive every verdict record of a journal anew, and name each that does not agree."""
    return main(str(args.journal))
