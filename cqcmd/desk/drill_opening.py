"""Opening a drill over its own drawer; nothing of the real record is open then."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import UNSET
from msgspec.structs import replace

from cqcmd.clock import SystemClock
from cqcmd.desk.common.operator import NOBODY, Operator
from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.clock import DrillTime
from cqcmd.desk.drill.drawer import DrillFolder, Marker, mark_of, new_drill_folder, refuse_mixed
from cqcmd.desk.drill.presence import Presence, Role
from cqcmd.desk.drill.session import DrillSession
from cqcmd.desk.opening import Opening
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.documents.file_names import safe_name
from cqcmd.drill.play import simulated_time
from cqcmd.drill.play.shared_clock import DrillClock
from cqcmd.drill.play.simulated_time import Counter
from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.model import Scenario
from cqcmd.drill.scenario.reading import read_scenario
from cqcmd.drill.scenario.times import utc_of
from cqcmd.drill.score.judge import ends_at
from cqcmd.errors import BadInput, Refusal, Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.paths import ATTACHMENTS, JOURNAL, is_write_protected


def start_drill(data: Path, name: str, plan: Path | None) -> DrillFolder:
    """Begin a drill of a scenario: its station is set up, its clock held at the start.

    Raises:
        BadInput, BrokenScenario: the scenario cannot be used.
        Unwritable: the disk refuses.
    """
    refuse_mixed(data, drill=False)
    file = box.find(name)
    scenario = read_scenario(file, plan_in_force(plan))
    used = str(plan.absolute()) if plan else None
    # The file may be called anything; from here on the scenario bears a name fit for a directory.
    marker = Marker(scenario=safe_name(scenario.code), title=scenario.title, plan=used)
    drill_folder = new_drill_folder(data, file, marker, SystemClock().now())
    try:
        _set_up(drill_folder)
    except Refusal:
        drill_folder.remove()
        raise
    return drill_folder


def _set_up(drill_folder: DrillFolder) -> None:
    """Open the journal, and write into it the station the trainee serves."""
    opening, session = opened_drill(drill_folder)
    try:
        opening.read_journal()
        station = session.scenario.station
        opening.desk.station.set_up(
            station.org, station.name, station.district, station.numbers, station.officer
        )
    finally:
        opening.close()
    session.leave()


def opened_drill(
    drill_folder: DrillFolder,
    role: Role = "trainee",
    ticks: Counter | None = None,
    operator: Operator = NOBODY,
) -> tuple[Opening, DrillSession]:
    """Open the post of a drill and the drill; whoever enters first finds it held.

    ``ticks``: the counter of real time, if not the machine's. ``operator``: who the login says
    sits here; in a drill everybody may do everything.

    Raises:
        Refusal: it cannot be opened.
    """
    marker = drill_folder.marker()
    plan = Path(marker.plan) if marker.plan else None
    with _whole(drill_folder):
        scenario = _scenario_of(drill_folder, plan)
    shared_clock, presence = _entered(drill_folder, scenario, role, ticks)
    mark = mark_of(scenario.title)
    time = DrillTime(shared_clock, scenario)
    playing = replace(operator, role=None)
    opening = Opening(drill_folder.place, plan, time, mark, drill=True, operator=playing)
    desk = opening.desk
    session = desk.drills.session(scenario, drill_folder, shared_clock, presence, role)
    desk.play(session, drill_folder, role)
    return opening, session


def _entered(
    drill_folder: DrillFolder, scenario: Scenario, role: Role, ticks: Counter | None
) -> tuple[DrillClock, Presence]:
    """Enter a drill: its clock, held since whoever ran it was killed, and who else is there."""
    ticks, marker = ticks or simulated_time.machine_counter(), drill_folder.marker()
    start, ended = utc_of(scenario.start), _ended(marker, scenario)
    shared_clock = DrillClock(drill_folder.clock_file, start, ticks, ended)
    presence = Presence(drill_folder.place, ticks)
    presence.enter(role)
    with _whole(drill_folder):
        if not (marker.over or presence.others()):
            shared_clock.stand_since(presence.last_heartbeat())
        if not marker.over:
            shared_clock.now()  # a broken tape is told before anything is shown
    return shared_clock, presence


def _ended(marker: Marker, scenario: Scenario) -> datetime | None:
    """Return when a drill ended that is marked as over; ``None`` of one that goes on."""
    if not marker.over:
        return None
    return ends_at(scenario) if marker.ended is UNSET else marker.ended


def _scenario_of(drill_folder: DrillFolder, plan: Path | None) -> Scenario:
    """Load the folder's own scenario, proved against the plan it was begun with."""
    return read_scenario(drill_folder.scenario(), plan_in_force(plan))


@contextmanager
def _whole(drill_folder: DrillFolder) -> Iterator[None]:
    """Refuse a folder with lost or damaged files, saying what to do. Raises BadInput."""
    try:
        yield
    except Unwritable:
        raise
    except Refusal as fault:
        words = _("演练 {place} 不能接着做：{why}记录都还在；请另开一次。")
        raise BadInput(words.format(place=drill_folder.place, why=fault)) from fault


def refuse_lost(drill_folder: DrillFolder) -> None:
    """Refuse a drill without its journal, which would begin anew. Raises BadInput."""
    drill_folder.marker()
    if not (drill_folder.place / JOURNAL).is_file():
        words = _("演练 {place} 的日志 {name} 不在了，不能接着做；请另开一次。")
        raise BadInput(words.format(place=drill_folder.place, name=JOURNAL))


@contextmanager
def drill_to_read(drill_folder: DrillFolder) -> Iterator[tuple[Desk, DrillSession]]:
    """Open the desk of a drill to read it: nothing is written. Raises Refusal."""
    refuse_lost(drill_folder)
    with _readable(drill_folder) as readable:
        opening, session = opened_drill(readable, "instructor")
        try:
            opening.read_journal()
            if session.clock.over:  # what came in its last moments counts; one that runs is left be
                session.poll()
            yield opening.desk, session
        finally:
            opening.close()
            session.leave()


@contextmanager
def _readable(drill_folder: DrillFolder) -> Iterator[DrillFolder]:
    """Give the drawer, on a disk that takes no writing a copy of it. Raises Unwritable."""
    if not is_write_protected(drill_folder.place / JOURNAL):
        yield drill_folder
        return
    words = _("演练 {place} 在只读的盘上，没能复制到临时目录来读（{why}）；请检查磁盘后再试。")
    with TemporaryDirectory(prefix="cqcmd-", ignore_cleanup_errors=True) as scratch:
        copy = Path(scratch) / drill_folder.place.name
        try:
            # A debrief shows no file that was attached, and those may be gigabytes.
            leave = shutil.ignore_patterns(ATTACHMENTS)
            shutil.copytree(drill_folder.place, copy, ignore=leave, copy_function=shutil.copyfile)
            for folder in (copy, *filter(Path.is_dir, copy.rglob("*"))):
                folder.chmod(0o700)
        except OSError as error:
            why = reason_of(error)
            raise Unwritable(words.format(place=drill_folder.place, why=why)) from error
        yield DrillFolder(copy)


def refuse_write_protected(drill_folder: DrillFolder) -> None:
    """Refuse a drill on screens where nothing of it could be kept. Raises Unwritable."""
    if is_write_protected(drill_folder.place / JOURNAL):
        words = _(
            "演练 {place} 在只读的盘上，界面里记不下东西，没有打开；"
            "看复盘用 cqcmd drill debrief 加这个目录，或把整个目录复制到本机。"
        )
        raise Unwritable(words.format(place=drill_folder.place))
