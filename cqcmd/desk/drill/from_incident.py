"""A real incident made into a scenario: what arrived when, names replaced, duties expected."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from cqcmd.clock import local
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import fact_text, fact_words, grade_view
from cqcmd.desk.drill.stand_ins import StandIns
from cqcmd.drill.scenario.model import Case, Expect, Inject, Scenario, Station
from cqcmd.drill.scenario.writing import as_toml
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import DetailsSet, FactsSet
from cqcmd.incident.events.codec import read
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.known import Known
from cqcmd.incident.state import Incident
from cqcmd.local_store import write_whole
from cqcmd.rules.scale import NO_GRADE

BEFORE, AFTER = timedelta(minutes=5), timedelta(minutes=30)
"""From the start of the drill to the first call, and behind the last message."""

LEAST, MOST = timedelta(hours=1), timedelta(hours=12)
"""How long such a drill is."""

POINTS = 10
"""For each duty and for the grade; whoever edits the file weighs them."""

NUMBER = "023-00000000"
"""Nobody's: whom a drill calls is not to be reached."""

TOLD = (DetailsSet.kind, FactsSet.kind)


class Message(Struct, frozen=True):
    """What was learned at once of one source: fields of a form, and the words for it."""

    at: datetime
    source: str
    fields: dict[str, str]
    said: tuple[str, ...]


def write_scenario(open_record: OpenRecord, ident: str, path: Path) -> str:
    """Write the scenario in which the same arrives at the same times; what to tell of it.

    Raises:
        BadInput: nothing of it could arrive again, or something lies there already.
        Unwritable: the disk refuses.
    """
    scenario, remarks = scenario_of(open_record, ident)
    if path.exists():
        words = _("{name} 已经有了，没有覆盖；换一个文件名。")
        raise BadInput(words.format(name=path))
    write_whole(path, as_toml(scenario, remarks).encode())
    return "\n".join((_("已写成情景：{path}").format(path=path), *remarks))


def scenario_of(open_record: OpenRecord, ident: str) -> tuple[Scenario, tuple[str, ...]]:
    """Return the scenario, and what is to be said of it.

    Raises:
        BadInput: the call is void, or nothing that could arrive was written down.
    """
    incident = open_record.incident(ident)
    messages = list(_messages(open_record, incident))
    if incident.void or not messages:
        raise BadInput(_("这一起没有可以照着来的情况（接报已作废，或没有记事实），没有写情景。"))
    names = _names_in(messages)
    return _scenario(open_record, incident, messages, names), _remarks(incident, messages)


def _remarks(incident: Incident, messages: list[Message]) -> tuple[str, ...]:
    free = any({"summary", "scene"} & message.fields.keys() for message in messages)
    reread = _("概要和现场是原话，只替换了认得的名字：请通读一遍，改掉还认得出人和单位的话。")
    origin = _("照真实事件 {number} 写成，人名、单位、地址、电话已替换。")
    return (
        origin.format(number=incident.number),
        *((reread,) if free else ()),
        _("分值、期望照需要再改；改完用 cqcmd drill check 查验。"),
    )


# What arrived


def _messages(open_record: OpenRecord, incident: Incident) -> Iterator[Message]:
    """Yield what was told, an act at a time, as it stood: what was struck was told by nobody."""
    stand = (entry for entry in incident.entries if entry.id not in incident.struck)
    told = [entry for entry in stand if entry.kind in TOLD]
    for at, entries in groupby(told, lambda entry: entry.recorded_at):
        fields: dict[str, str] = {}
        said: list[str] = []
        source = ""
        for entry in entries:
            source = _source_of(entry) or source
            for name, text, words in _fields(open_record, entry):
                fields[name] = text
                said += [words] if words else []
        if fields:
            yield Message(at, source or fields.get("caller", ""), fields, tuple(said))


def _source_of(entry: Entry) -> str:
    if entry.kind == DetailsSet.kind:
        return read(DetailsSet, entry).source
    return read(FactsSet, entry).source


def _fields(open_record: OpenRecord, entry: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield the field of a form, what is typed into it, and how it is said."""
    plan = open_record.plan
    if entry.kind == DetailsSet.kind:
        for name, text in read(DetailsSet, entry).fields.items():
            if text:
                yield name, text, text if name in ("summary", "scene") else ""
        return
    event = read(FactsSet, entry)
    if kind := event.choices.get("equipment"):
        yield "equipment", plan.kind(kind).short, ""
    for code, value in {**event.amounts, **event.choices}.items():
        if code != "equipment" and code in plan.index["facts"]:
            fact = plan.fact(code)
            known = Known(value, "", entry.occurred_at, entry.id, entry.station, entry.writer)
            if text := fact_text(fact, known):
                yield code, text, fact.short + fact_words(fact, known)


def _names_in(messages: list[Message]) -> StandIns:
    names = StandIns()
    for message in messages:
        names.unit(message.fields.get("unit", ""))
        names.place(message.fields.get("place", ""))
        names.person(message.fields.get("caller", ""))
        names.person(message.source)
    return names


# The scenario


def _scenario(
    open_record: OpenRecord, incident: Incident, messages: list[Message], names: StandIns
) -> Scenario:
    plan, serving = open_record.plan, open_record.ledger.serving
    start = (messages[0].at - BEFORE).replace(second=0, microsecond=0)
    length = min(max(messages[-1].at - start + AFTER, LEAST), MOST)
    case = _case(open_record, incident, names)
    return Scenario(
        title=case.title,
        trains=_("照一起真实事件的时间来"),
        clause=plan.role("report.first").clause,
        start=local(start).replace(tzinfo=None),
        length=length,
        station=Station(
            org=open_record.org,
            name=_("样例单位"),
            district=serving.district if serving else None,
            officer=names.person(_("值班员")),
            numbers=dict.fromkeys(serving.numbers if serving else (), NUMBER),
        ),
        case=(case,),
        inject=tuple(_injects(messages, start, length, names)),
        expect=tuple(_expects(open_record, incident, case, length)),
    )


def _case(open_record: OpenRecord, incident: Incident, names: StandIns) -> Case:
    picture, plan = open_record.picture(incident.id), open_record.plan
    kind = incident.facts.choice("equipment") or plan.equipment[0].code
    view = grade_view(
        plan, picture.assessment.confirmed, picture.assessment.standing, picture.confirmed
    )
    unit = names.words(incident.details.get("unit", ""))
    title = _("{unit}{kind}事故").format(unit=unit, kind=plan.kind(kind).short)
    clause = view.clause or plan.role("grading").clause
    return Case(id="case", title=title, equipment=kind, grade=view.grade or NO_GRADE, clause=clause)


def _injects(
    messages: list[Message], start: datetime, length: timedelta, names: StandIns
) -> Iterator[Inject]:
    for number, message in enumerate(messages, 1):
        at = timedelta(seconds=round((message.at - start).total_seconds()))
        if at < length:
            said = _("，").join(dict.fromkeys(message.said)) or _("情况有变化")
            yield Inject(
                id=f"told-{number}",
                by="phone" if number == 1 else "radio",
                sender=names.person(message.source) or _("现场"),
                words=names.words(said) + _("。"),
                facts={name: names.words(text) for name, text in message.fields.items()},
                at=at,
            )


def _expects(
    open_record: OpenRecord, incident: Incident, case: Case, length: timedelta
) -> Iterator[Expect]:
    if case.grade != NO_GRADE:
        yield Expect(id="grade", grade=case.grade, by=length, points=POINTS, clause=case.clause)
    owed = open_record.picture(incident.id).reports_owed
    mine = (one.duty.rule for one in owed if one.mine and one.stage == "initial")
    rules = {rule.code: rule for rule in mine}
    for number, rule in enumerate(rules.values(), 1):
        yield Expect(id=f"duty-{number}", duty=rule.code, points=POINTS, clause=rule.clause)
