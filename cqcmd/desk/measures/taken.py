"""已采取的措施: what somebody wrote of them first, then what the record shows, with its times."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import local
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import level_name, moment_in_full, moment_of_day
from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Measure


def measures_taken(open_record: OpenRecord, incident: Incident) -> str:
    """Return what was done so far; empty where nobody wrote anything of it."""
    parts = (
        incident.details.get("measures", ""),
        _response(open_record.plan, incident),
        *_tasks(open_record.plan.measures, incident),
    )
    return "；".join(part for part in parts if part)


def _response(plan: Plan, incident: Incident) -> str:
    log = incident.response
    # Once ended no level is in force, and a final report has to say which one it was.
    last = log.ended.event.level if log.ended else log.level
    if last is None:
        return ""
    words = _("已启动{level}应急响应").format(level=level_name(plan, last))
    if log.ended:
        words += _("，已于{at}终止").format(at=moment_in_full(log.ended.at))
    return words


def _tasks(rows: tuple[Measure, ...], incident: Incident) -> Iterator[str]:
    said: dict[str, list[str]] = {"finished": [], "begun": [], "open": []}
    for row in rows:
        state = incident.tasks.of(row.code).state
        times = _step_times(row, incident) if state == "open" else _times(row, incident)
        # A measure that nobody began is told only where a step of it was done all the same.
        if state in said and (times or state != "open"):
            said[state].append(_("{name}（{times}）").format(name=row.name, times=times))
    for state, words in (
        ("finished", _("已完成{names}")),
        ("begun", _("正在进行{names}")),
        ("open", _("已做部分步骤{names}")),
    ):
        if said[state]:
            yield words.format(names="、".join(said[state]))


def _times(row: Measure, incident: Incident) -> str:
    """Return ``14时20分开始，14时50分完成``."""
    task = incident.tasks.of(row.code)
    told = ((task.begun, _("{at}开始")), (task.finished, _("{at}完成")))
    return "，".join(words.format(at=_said(at, incident)) for at, words in told if at)


def _step_times(row: Measure, incident: Incident) -> str:
    tasks = [incident.tasks.of(step.code) for step in row.steps]
    done = [task.finished for task in tasks if task.state == "finished" and task.finished]
    return "、".join(_said(at, incident) for at in done)


def _said(at: datetime, incident: Incident) -> str:
    """Return a time with its day where that is not the day of the call.

    Never set against now: words that change overnight would look like news (4.1.3).
    """
    call = incident.received_at or at
    return moment_of_day(at) if local(at).date() == local(call).date() else moment_in_full(at)
