"""`cqcmd drill debrief`: the after-action draft of a drill that has ended."""

from argparse import Namespace
from pathlib import Path

from cqcmd.cli.output import DONE, complain, put
from cqcmd.desk.debrief.draft import write
from cqcmd.desk.drill.drawer import DrillFolder, latest_ended
from cqcmd.desk.drill_opening import drill_to_read
from cqcmd.paths import data_dir


def run(args: Namespace) -> int:
    """Print the draft, or write it to a file."""
    place: Path | None = args.directory
    drill_folder = DrillFolder(place.absolute()) if place else latest_ended(data_dir(args.data))
    with drill_to_read(drill_folder) as (desk, drill):
        words = write(desk.drills.debrief(drill), args.out)
        for fault in drill.state.faults:  # a damaged record is missing from the paper
            complain(fault)
        put(words)
    return DONE
