"""A script: timed actions in TOML or JSON Lines, read before anything of it is done."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from cqcmd.cli.drill_script import acts, people_acts, report_acts, response_acts, task_acts
from cqcmd.drill.scenario.decode import Faults, read_table
from cqcmd.drill.scenario.times import write_span
from cqcmd.errors import BadInput
from cqcmd.files.toml import parse_toml, read_text
from cqcmd.i18n import _

VERBS: dict[str, type[acts.Act]] = {
    "take_call": acts.TakeCall,
    "update": acts.Update,
    "report": report_acts.Report,
    "deliver": report_acts.Deliver,
    "copy": report_acts.Copy,
    "heard": report_acts.RecordNotification,
    "issue": report_acts.Issue,
    "start_duties": acts.StartDuties,
    "override": acts.Override,
    "dismiss": acts.Dismiss,
    "close": acts.Close,
    "note": acts.Note,
    "promise": acts.Promise,
    "undo": acts.Undo,
    **dict.fromkeys(response_acts.STEPS, response_acts.Decide),
    **dict.fromkeys(("command", "hand_over"), response_acts.Command),
    **dict.fromkeys(("decree", "lift_decree"), response_acts.Decree),
    **dict.fromkeys(("stand_up", "stand_down"), people_acts.StandGroup),
    "assign": people_acts.Assign,
    "person": people_acts.Person,
    **dict.fromkeys(("begin", "finish"), task_acts.Task),
    "not_needed": task_acts.NotNeeded,
    "enter": people_acts.Enter,
    **dict.fromkeys(("answer", "leave"), people_acts.Answer),
    "warn": task_acts.Warn,
    "warning_action": task_acts.WarningStep,
    "lift_warning": task_acts.LiftWarning,
    "take_over": acts.TakeOver,
}
"""Every verb a script may use."""


class Line(Struct, frozen=True):
    """An action and where in the file it stands."""

    place: str
    act: acts.Act


def read_script(path: Path) -> tuple[Line, ...]:
    """Read the actions of a file, in their order.

    Raises:
        BadInput: it cannot be read, or an action is wrong; the first fault, with its line.
    """
    found: list[Line] = []
    latest = timedelta()
    for place, raw in _rows(read_text(path), path.name):
        act = _act(raw, place)
        # Refused, not sorted: in a script out of order one of the two times is wrong.
        if act.at < latest:
            words = _("{place}：时间 {at} 早于前一条 {before}，须按时间先后写。")
            at, before = write_span(act.at), write_span(latest)
            raise BadInput(words.format(place=place, at=at, before=before))
        latest = act.at
        found.append(Line(place, act))
    return tuple(found)


def _rows(text: str, name: str) -> Iterator[tuple[str, Any]]:
    """Raw actions with their places; JSON Lines begin with a brace, TOML never does."""
    if text.lstrip().startswith("{"):
        yield from _json_lines(text)
        return
    toml = parse_toml(text, name)
    strange = [key for key in toml.data if key != "act"]
    rows = toml.data.get("act", [])
    if strange or not isinstance(rows, list):
        words = _("脚本 {name} 里只能有 [[act]]，却有 {keys}。")
        raise BadInput(words.format(name=name, keys="、".join(strange) or "act"))
    for number, raw in enumerate(rows, 1):
        yield toml.place("act", number), raw


def _json_lines(text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            place = _("第 {line} 行").format(line=number)
            try:
                yield place, msgspec.json.decode(line)
            except (msgspec.MsgspecError, RecursionError) as error:
                raise BadInput(
                    _("{place}：不是一个完整的 JSON 对象。").format(place=place)
                ) from error


def _act(raw: Any, place: str) -> acts.Act:
    verb = raw.get("do") if isinstance(raw, dict) else None
    if not isinstance(verb, str) or verb not in VERBS:
        words = _("{place}：没有“{verb}”这个动作；可用的有 {verbs}。")
        shown = str(verb)[:40] if verb is not None else ""
        raise BadInput(words.format(place=place, verb=shown, verbs="、".join(VERBS)))
    faults = Faults()
    act = read_table(VERBS[verb], raw, place, faults)
    if act is None:
        raise BadInput("；".join(faults.found) + "。")
    return act
