"""Which drills can be begun, and which taken up again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from cqcmd.clock import local
from cqcmd.desk.drill.drawer import DrillFolder, Marker, drill_folders
from cqcmd.desk.drill.presence import is_played
from cqcmd.drill.scenario import library as box
from cqcmd.i18n import _
from cqcmd.paths import DRILLS
from cqcmd.rules.plan import Plan
from cqcmd.text import clean
from cqcmd.views.drill import Choice

START, RESUME = "start:", "resume:"
MOST_ENDED = 10
"""So many ended drills are offered; older ones by their directory."""


def choices(data: Path, plan: Plan) -> Iterator[Choice]:
    """Yield drills that have not ended, scenarios in the box, then the latest that ended."""
    every = tuple(drill_folders(data))
    for drill_folder, marker in every:
        if not marker.over and is_played(drill_folder.place):
            yield _again(drill_folder, marker, _("进行中 {begun}"), _("加入"))
        elif not marker.over:
            yield _again(drill_folder, marker, _("未完 {begun}"), _("接着做"))
    for scenario in box.scenarios(plan):
        length, guided = length_words(scenario.length), bool(scenario.guide)
        yield Choice(
            START + scenario.code, scenario.title, length, scenario.trains, _("开始"), guided
        )
    for drill_folder, marker in islice((pair for pair in every if pair[1].over), MOST_ENDED):
        yield _again(drill_folder, marker, _("复盘 {begun}"), _("看评分、复盘"))


def _again(drill_folder: DrillFolder, marker: Marker, state: str, verb: str) -> Choice:
    """Return two of the same title are told apart by when they were begun, in real time."""
    name, title = drill_folder.place.name, clean(marker.title, lines=False)
    begun = f"{local(datetime.fromtimestamp(drill_folder.begun(), UTC)):%m-%d %H:%M}"
    words = _("{verb}：{name}").format(verb=verb, name=name)
    return Choice(RESUME + name, title, state.format(begun=begun), words, verb)


def length_words(span: timedelta) -> str:
    """``30小时``, ``1小时30分钟``."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    parts = [_("{n}小时").format(n=hours)] if hours or not minutes else []
    return "".join([*parts, _("{n}分钟").format(n=minutes)] if minutes else parts)


def verb_of(key: str, data: Path) -> tuple[str, str]:
    """Return the verb of the command line that opens what was chosen, and what follows it."""
    verb, _colon, name = key.partition(":")
    # The name alone: what follows the verb must not lead out of the drills' folder.
    return verb, str(data / DRILLS / Path(name).name) if key.startswith(RESUME) else name
