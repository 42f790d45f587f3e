"""What the panels beside a list say of an incident: reports owed, people, measures, the log."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.text import clean
from cqcmd.views.command import CommandLine, TaskView, TeamView
from cqcmd.views.duties import Deadline
from cqcmd.views.overview import Overview
from cqcmd.views.situation import FactView, Step
from cqcmd.views.time_words import left_words, passed_words
from cqcmd.widgets.incident_strip import stage_state
from cqcmd.widgets.panel import LOOKS, PanelLine, PanelText

TEAMS = {
    "calm": (_("{time} 前应答"), ""),
    "soon": (_("{time} 前应答，快到了"), "soon"),
    "due": (_("{time} 该应答了"), "urgent"),
    "missed": (_("应于 {time}，一次未应答"), "urgent"),
    "alarm": (_("应于 {time}，两次未应答，立即查找"), "overdue"),
}
"""What is said of a team by its silence, and how it looks."""

STEPS = 3
"""Of what comes next so many lines."""

TASK_LOOKS = {"open": "", "finished": "met", "not_needed": "dim"}
"""States whose measures share a line."""


def owed_text(view: Overview, now: datetime) -> PanelText:
    """Return the reports this station still owes, the next one due first."""
    title = _("待报 {n}").format(n=len(view.owed))
    lines = tuple(_owed_line(deadline, now) for deadline in view.owed)
    return PanelText(title, lines, _("另有 {n} 份"))


def _owed_line(deadline: Deadline, now: datetime) -> PanelLine:
    if deadline.state == "passed":
        return PanelLine(_("立即补报"), deadline.label, "urgent")
    if deadline.due is None:
        return PanelLine(passed_words(deadline.start, now), deadline.label)
    due = _("{label} {time} 前").format(label=deadline.label, time=stamp(deadline.due, now))
    left = left_words(deadline.due, now, doubtful=deadline.doubtful)
    return PanelLine(left, due, stage_state(deadline, now))


def toll_text(view: Overview, now: datetime) -> PanelText:
    """Return what is known of people, who said so and when."""
    lines = tuple(PanelLine(fact.name, _told(fact, now)) for fact in view.toll)
    return PanelText(_("伤亡 {n}").format(n=len(lines)), lines, _("另有 {n} 项"))


def _told(fact: FactView, now: datetime) -> str:
    if fact.at is None:
        return fact.words
    words = _("{words}（{source} {time}）") if fact.source else _("{words}（{time}）")
    return words.format(words=fact.words, source=fact.source, time=stamp(fact.at, now))


def steps_text(view: Overview, now: datetime) -> PanelText:
    """Return what comes next besides the reports: the first lines, the others counted."""
    title = _("接下来 {n}").format(n=len(view.steps))
    lines = tuple(_step_line(step, now) for step in view.steps[:STEPS])
    return PanelText(title, lines, _("另有 {n} 项"), left=len(view.steps) - len(lines))


def _step_line(step: Step, now: datetime) -> PanelLine:
    words = _("{words}，{time} 前") if step.due else "{words}"
    said = words.format(words=step.words, time=stamp(step.due, now) if step.due else "")
    return PanelLine("", said, step.urgency if step.urgency in LOOKS else "")


def circumstances_text(view: Overview) -> PanelText:
    """Return what is known besides the toll and the title."""
    lines = tuple(PanelLine(fact.name, fact.words) for fact in view.circumstances)
    return PanelText(_("其他情况 {n}").format(n=len(lines)), lines, _("另有 {n} 项"))


def people_text(view: Overview, now: datetime, *, each: bool = False) -> PanelText:
    """Return the teams inside the cordon, then the working groups with their members.

    ``each``: also the groups that were not set up, where there is room for them.
    """
    title = _("队伍 {teams}，工作组 {formed}/{all}").format(
        teams=len(view.teams), formed=len(view.groups), all=len(view.groups) + len(view.waiting)
    )
    lines = [*(_team_line(team, now) for team in view.teams), *map(_group_line, view.groups)]
    lines += [PanelLine(name, _("未成立"), "dim") for name in view.waiting if each]
    nothing = _("没有队伍登记在警戒区内，工作组都未成立。")
    return PanelText(title, tuple(lines), _("另有 {n} 个"), nothing, _("3 指挥"))


def _team_line(team: TeamView, now: datetime) -> PanelLine:
    count = _("{n}人").format(n=team.count) if team.count else _("人数不明")
    said, look = TEAMS[team.check_state_at(now)]
    words = _("在内 {count}，{said}").format(
        count=count, said=said.format(time=stamp(team.due, now))
    )
    return PanelLine(clean(team.name, lines=False), words, look)


def _group_line(group: CommandLine) -> PanelLine:
    words = "  ".join(part for part in (group.state, group.words) if part)
    return PanelLine(group.name, words, "" if group.look == "met" else group.look)


def response_text(view: Overview) -> PanelText:
    """Return the steps of the response and who commands, as far as they are decided."""
    title = _("响应与指挥 {words}").format(words=view.strip.response).rstrip()
    lines = tuple(PanelLine(line.name, _command_words(line), line.look) for line in view.command)
    return PanelText(title, lines, _("另有 {n} 行"), room=_("3 指挥"))


def _command_words(line: CommandLine) -> str:
    return "  ".join(part for part in (line.state, line.words, line.mark) if part)


def measures_text(view: Overview, *, each: bool = False) -> PanelText:
    """Return how far the measures are: what runs first, then what waits, then what is over.

    ``each``: a line for each of them, where there is room.
    """
    running = sum(task.state == "begun" for task in view.measures)
    title = _("措施 {over}/{all} 已办，进行 {running}").format(
        over=view.measures_over, all=len(view.measures), running=running
    )
    lines = map(_task_line, view.measures) if each else _task_lines(view.measures)
    return PanelText(title, tuple(lines), _("另有 {n} 行"), room=_("4 措施"))


def _task_lines(tasks: tuple[TaskView, ...]) -> Iterator[PanelLine]:
    """Yield a line for each that runs or is odd; the others are named together, by state."""
    for task in tasks:
        if task.state == "begun" or task.mark:
            yield _task_line(task)
    for state, look in TASK_LOOKS.items():
        found = [task for task in tasks if task.state == state and not task.mark]
        if found:
            yield PanelLine(found[0].state_name, "、".join(task.name for task in found), look)


def _task_line(task: TaskView) -> PanelLine:
    words = " ".join(part for part in (task.name, task.progress, task.mark) if part)
    look = "soon" if task.mark else TASK_LOOKS.get(task.state, "strong")
    return PanelLine(task.state_name, words, look)


def log_text(view: Overview, now: datetime) -> PanelText:
    """Return the last entries of the log, the newest first."""
    title = _("日志 {n} 条，最近的在上").format(n=view.entries)
    lines = tuple(_log_lines(view, now))
    return PanelText(title, lines, nothing=_("还没有记录。"), room=_("5 日志"))


def _log_lines(view: Overview, now: datetime) -> Iterator[PanelLine]:
    for line in view.log:
        head = f"{stamp(line.occurred_at, now)} {line.kind_name}"
        yield PanelLine(head, line.words)
