"""Building the command post on this terminal, or the sample beside it."""

import tempfile
from contextlib import suppress
from pathlib import Path

from cqcmd.app.command_post import CommandPost
from cqcmd.app.wishes import SAMPLE
from cqcmd.clock import SystemClock
from cqcmd.desk.common.operator import Role, given_operator
from cqcmd.desk.opening import Opening, open_to_ask
from cqcmd.errors import Refusal
from cqcmd.paths import data_dir
from cqcmd.terminal.driver import refuse_terminal
from cqcmd.terminal.slow_disk import settle


def open_command_post(
    data: str | None,
    plan: Path | None,
    name: str | None = None,
    role: Role | None = None,
    *,
    journal: str | None = None,
    observing: bool = False,
    calling: bool = False,
) -> int:
    """Open the post and stay until the officer leaves; returns the exit status.

    ``name``, ``role``: who the login says sits here, and what he may write.
    ``journal``: where the centre is, of a host that has one.
    ``calling``: at a new call, because a drill was left for a real alarm.

    Raises:
        Refusal: this is no terminal that can show it, or the plan, the data or the address of the
            centre cannot be used.
    """
    operator = given_operator(name, role)
    why = refuse_terminal()
    if why:
        raise Refusal(why)
    remark = ""
    while True:
        # Anew each time round: nothing of the real record is open while a sample or a drill is
        # shown (docs/decisions/005).
        place, clock = data_dir(data), SystemClock()
        opening = open_to_ask(place, plan, clock, observing=observing, operator=operator)
        if journal is not None:
            opening.desk.centre.aim(journal)
        opening.remark, remark = remark or opening.remark, ""
        app = _run(opening, calling=calling)
        if app.return_value is None:
            return app.return_code or 0
        calling = False
        if app.return_value == SAMPLE:
            _show_sample()
        else:
            chosen, path = app.return_value, opening.plan_path
            calling, remark = _show_drill(place, path, chosen, operator.name)
        # Decided on by now: what another terminal brings into force since is not undone by ours.
        plan = plan if observing else None


def _run(opening: Opening, *, calling: bool = False) -> CommandPost:
    app = CommandPost(opening, calling=calling)
    try:
        app.run()
    finally:
        settle()
        app.wait_for_leaving()
        with suppress(Refusal, OSError):
            opening.desk.proof.keep_head()
        opening.close()
    return app


def _show_sample() -> None:
    """Show the sample in a folder that goes with it; no real record is open meanwhile."""
    from cqcmd.desk.sample import MARK, fill  # late: few ask for it, and every start would wait

    with tempfile.TemporaryDirectory(prefix="cqcmd-sample-") as folder:
        filling = Opening(Path(folder), None, SystemClock(), MARK)
        filling.read_journal()
        fill(filling.desk)
        filling.close()
        _run(Opening(Path(folder), None, SystemClock(), MARK))


def _show_drill(data: Path, plan: Path | None, chosen: str, name: str) -> tuple[bool, str]:
    """Run a drill in a process of its own; this one waits, with nothing open.

    Returns whether it was left for a real alarm, and why it could not be opened, if so.
    """
    # late: the start of the post does not wait for what only a drill needs
    from cqcmd.app.drill_process import run_drill
    from cqcmd.desk.drill.choice import verb_of

    ending = run_drill(data, plan, verb_of(chosen, data), name)
    return ending.real, ending.why
