"""After 作废 every act that changes the incident is refused, whichever part of the desk has it."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.command.forms import (
    ActForm,
    CommandForm,
    PersonForm,
    SetUpForm,
    StepForm,
    UnitDutyForm,
)
from cqcmd.desk.desk import Desk
from cqcmd.desk.measures.forms import FamilyForm, PledgeForm, ReferralForm, TaskForm
from cqcmd.desk.papers.forms import ReleaseForm
from cqcmd.desk.reports.forms import IssueForm
from cqcmd.desk.resources.forms import AllotForm, MoveForm, NeedForm
from cqcmd.desk.safety.forms import TeamForm
from cqcmd.errors import BadInput
from cqcmd.incident.events import EVENTS, Opened
from tests.desk.calls import LIFT, TANK, report, take

Act = Callable[[Desk, str], object]
OF_STATION = ("contacts", "store", "upkeep", "warnings")
"""Parts of the desk whose acts are about no incident."""
TAKE_LONG = ("attachments", "package")
"""Parts whose acts begin beside the screens and are written at their end."""


def _halls(desk: Desk) -> Iterator[tuple[str, object]]:
    """Every part of the desk, by the name under which screens know it."""
    kinds = [vars(kind).items() for kind in type(desk).__mro__]
    late = {name for kind in kinds for name, part in kind if isinstance(part, cached_property)}
    for name in sorted({*vars(desk), *late}):
        part = getattr(desk, name)
        if (
            name not in OF_STATION + TAKE_LONG
            and not name.startswith("_")
            and type(part).__module__.startswith("cqcmd.desk.")
        ):
            yield name, part


def _writes(kind: type, method: str) -> bool:
    """Tell whether a method, or one of its own that it calls, opens an act of the record."""
    source = textwrap.dedent(inspect.getsource(getattr(kind, method)))
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = [func for func in calls if isinstance(func, ast.Attribute)]
    if any(func.attr == "act" and "record" in ast.unparse(func.value) for func in names):
        return True
    own = {func.attr for func in names if ast.unparse(func.value) == "self"} - {method}
    return any(
        inspect.isfunction(getattr(kind, name, None)) and _writes(kind, name) for name in own
    )


def writing(desk: Desk) -> set[str]:
    """Every public act of the desk that is about an incident."""
    return {
        f"{name}.{method}"
        for name, part in _halls(desk)
        for method, call in inspect.getmembers(type(part), inspect.isfunction)
        if not method.startswith("_")
        and "ident" in inspect.signature(call).parameters
        and _writes(type(part), method)
    }


PUMP = AllotForm(name="泵", count=1)
BACK = MoveForm(state="returned", count=1)


def _now(desk: Desk) -> Any:
    return desk.clock.now()


def _step(desk: Desk, ident: str) -> None:
    desk.response.record(ident, StepForm(step="started", level="III", who="王局", at=_now(desk)))


def _person(desk: Desk, ident: str) -> str:
    return desk.roster.assign(ident, desk.plan.groups[0].code, PersonForm(name="张三", unit="支队"))


def _team(desk: Desk, ident: str) -> str:
    return desk.safety.enter(ident, TeamForm(name="一队", at=_now(desk)))


def _told(desk: Desk, ident: str) -> None:
    unit = next(unit for unit in desk.plan.units if unit.member).code
    form = UnitDutyForm(unit=unit, duties=(1,), state="notified", who="赵六", at=_now(desk))
    desk.units.move(ident, form)


def _issue(desk: Desk, ident: str) -> Any:
    form = IssueForm(stage="initial", title="初报", body="正文", signer="王局", base=0)
    return desk.written.issue(ident, form)


def _document(desk: Desk, ident: str) -> str:
    return str(_issue(desk, ident).entry)


def _copy(desk: Desk, ident: str, document: str) -> None:
    org = desk.plan.orgs[0].code
    desk.written.copied(ident, document, org, "周七", "phone", _now(desk), "")


def _need(desk: Desk, ident: str) -> str:
    return desk.supply.ask(ident, NeedForm(category="equipment", name="泵", count=2))


def _lot(desk: Desk, ident: str) -> str:
    return desk.supply.allot(ident, _need(desk, ident), PUMP)


def _release(desk: Desk, ident: str) -> str:
    return desk.press.issue(ident, {"press.2": "渝中区"})[2]


def _released(desk: Desk, ident: str, document: str) -> None:
    desk.press.released(
        ident, document, ReleaseForm(who="王副区长", channels="网站", at=_now(desk))
    )


def _family(desk: Desk, ident: str) -> str:
    return desk.families.keep(ident, FamilyForm(casualty="王强"))


def _pledge(desk: Desk, ident: str) -> str:
    desk.families.promise(ident, _family(desk, ident), PledgeForm(text="陪护"))
    return desk.log(ident)[-1].entry


def _referral(desk: Desk, ident: str) -> ReferralForm:
    service = desk.referrals.search(ident)[0].code
    return ReferralForm(service=service, who="孙科", at=_now(desk))


def _referred(desk: Desk, ident: str) -> str:
    desk.referrals.refer(ident, _referral(desk, ident))
    return desk.log(ident)[-1].entry


def _promise(desk: Desk, ident: str) -> str:
    desk.logbook.promise(ident, "回复家属", None)
    return desk.log(ident)[-1].entry


def _note(desk: Desk, ident: str) -> str:
    desk.logbook.note(ident, "已核对")
    return desk.log(ident)[-1].entry


def _struck(desk: Desk, ident: str) -> str:
    entry = _note(desk, ident)
    desk.logbook.strike(ident, entry, "误记")
    return entry


def nothing(_desk: Desk, _ident: str) -> str:
    """Nothing need have been done before."""
    return ""


def about(act: Act) -> Callable[[Desk, str, Any], object]:
    """An act that is about nothing that was written before."""
    return lambda desk, ident, _before: act(desk, ident)


Told = tuple[Callable[[Desk, str], Any], Callable[[Desk, str, Any], object]]
"""What has to be written before, and the act, which is told what that gave."""

REFUSED: dict[str, Told] = {
    "command.act": (nothing, about(lambda d, i: d.command.act(i, _decision(d)))),
    "command.hand_over": (nothing, about(lambda d, i: d.command.hand_over(i, _command(d)))),
    "command.set_up": (nothing, about(lambda d, i: d.command.set_up(i, _seat(d)))),
    "command.take": (nothing, about(lambda d, i: d.command.take(i, _command(d)))),
    "decisions.close": (nothing, about(lambda d, i: d.decisions.close(i, "处置结束", "王局"))),
    "decisions.dismiss": (nothing, about(lambda d, i: d.decisions.dismiss(i, "王局", "不是"))),
    "decisions.judge_scope": (
        nothing,
        about(lambda d, i: d.decisions.judge_scope(i, d.plan.scope[0].code, "王局", "机车")),
    ),
    "decisions.lift_override": (
        lambda d, i: d.decisions.override(i, "II", "王局", "重"),
        about(lambda d, i: d.decisions.lift_override(i, "王局", "查清")),
    ),
    "decisions.override": (
        nothing,
        about(lambda d, i: d.decisions.override(i, "II", "王局", "重")),
    ),
    "decisions.reinstate": (
        lambda d, i: d.decisions.dismiss(i, "王局", "不是"),
        about(lambda d, i: d.decisions.reinstate(i, "王局", "是")),
    ),
    "decisions.reopen": (
        lambda d, i: d.decisions.close(i, "处置结束", "王局"),
        about(lambda d, i: d.decisions.reopen(i, "还要处置")),
    ),
    "facts.clear": (nothing, about(lambda d, i: d.facts.clear(i, "deaths", "现场"))),
    "facts.update": (
        nothing,
        about(lambda d, i: d.facts.update(i, {"deaths": "2"}, source="现场", at=_now(d))),
    ),
    "families.keep": (nothing, about(_family)),
    "families.withdraw": (_family, lambda d, i, one: d.families.withdraw(i, one, "重复")),
    "plans.choose": (nothing, about(lambda d, i: d.plans.choose(i, d.plan.digest))),
    "referrals.done": (
        _referred,
        about(lambda d, i: d.referrals.done(i, _referral(d, i))),
    ),
    "referrals.refer": (nothing, about(lambda d, i: d.referrals.refer(i, _referral(d, i)))),
    "reports.record": (nothing, about(lambda d, i: report(d, i, "city_regulator", "phone"))),
    "reports.record_notification": (
        nothing,
        about(lambda d, i: d.reports.record_notification(i, "city_regulator", _now(d))),
    ),
    "response.record": (nothing, about(_step)),
    "roster.add_group": (nothing, about(lambda d, i: d.roster.add_group(i, "后勤组"))),
    "roster.assign": (nothing, about(_person)),
    "roster.call_instead": (
        _person,
        lambda d, i, one: d.roster.call_instead(i, one, PersonForm(name="李四", unit="支队")),
    ),
    "roster.remove": (_person, lambda d, i, one: d.roster.remove(i, d.plan.groups[0].code, one)),
    "roster.set_post": (
        _person,
        lambda d, i, one: d.roster.set_post(i, d.plan.groups[0].code, one, "组长"),
    ),
    "roster.set_state": (_person, lambda d, i, one: d.roster.set_state(i, one, "notified")),
    "roster.stand": (nothing, about(lambda d, i: d.roster.stand(i, d.plan.groups[0].code))),
    "roster.stand_several": (
        nothing,
        about(lambda d, i: d.roster.stand_several(i, [row.code for row in d.plan.groups])),
    ),
    "safety.enter": (nothing, about(_team)),
    "tasks.advance": (nothing, about(lambda d, i: d.tasks.advance(i, "evacuation", "open"))),
    "tasks.amend": (
        nothing,
        about(lambda d, i: d.tasks.amend(i, "evacuation", TaskForm(words="已通知"), "open")),
    ),
    "tasks.begin": (nothing, about(lambda d, i: d.tasks.begin(i, "evacuation"))),
    "tasks.finish": (nothing, about(lambda d, i: d.tasks.finish(i, "evacuation"))),
    "tasks.not_needed": (nothing, about(lambda d, i: d.tasks.not_needed(i, "evacuation", "无人"))),
    "tasks.reopen": (
        lambda d, i: d.tasks.begin(i, "evacuation"),
        about(lambda d, i: d.tasks.reopen(i, "evacuation")),
    ),
    "units.move": (nothing, about(_told)),
    "units.name_supplier": (nothing, about(lambda d, i: d.units.name_supplier(i, "渝电", "power"))),
    "units.withdraw": (
        _told,
        about(lambda d, i: d.units.withdraw(i, next(u for u in d.plan.units if u.member).code, 1)),
    ),
    "written.copied": (_document, _copy),
    "supply.allot": (_need, lambda d, i, one: d.supply.allot(i, one, PUMP)),
    "supply.ask": (nothing, about(_need)),
    "supply.end": (_need, lambda d, i, one: d.supply.end(i, one, "不再需要")),
    "written.issue": (nothing, about(_issue)),
}
ALLOWED: dict[str, Told] = {
    "intake.join": (nothing, about(lambda d, i: d.intake.join(i, "又来电", with_update=False))),
    "families.done": (_pledge, lambda d, i, one: d.families.done(i, one, "办了")),
    "families.promise": (
        _family,
        lambda d, i, one: d.families.promise(i, one, PledgeForm(text="陪护")),
    ),
    "families.take_back": (_pledge, lambda d, i, one: d.families.take_back(i, one, "误记")),
    "logbook.keep_promise": (_promise, lambda d, i, one: d.logbook.keep_promise(i, one)),
    "logbook.note": (nothing, about(_note)),
    "logbook.promise": (nothing, about(_promise)),
    "logbook.restore": (_struck, lambda d, i, one: d.logbook.restore(i, one)),
    "logbook.strike": (_note, lambda d, i, one: d.logbook.strike(i, one, "误记")),
    "press.issue": (nothing, about(lambda d, i: d.press.issue(i, {"press.2": "渝中区"}))),
    "press.released": (_release, _released),
    "referrals.take_back": (_referred, lambda d, i, one: d.referrals.take_back(i, one, "误记")),
    "safety.answer": (_team, lambda d, i, one: d.safety.answer(i, one)),
    "safety.leave": (_team, lambda d, i, one: d.safety.leave(i, one)),
    # What is out goes on and comes back, whatever became of the call.
    "supply.advance": (_lot, lambda d, i, one: d.supply.advance(i, one)),
    "supply.give_back": (_lot, lambda d, i, one: d.supply.give_back(i, one, "用完归还")),
    "supply.move": (_lot, lambda d, i, one: d.supply.move(i, one, BACK)),
}
ELSEWHERE = {
    "bundle.exporting",  # says where a copy of the record went; an incident changes in nothing
    "facts.settle",  # wants two stations: its event is refused as all others are
    "intake.take_call",  # takes the call anew
    "logbook.undo",
    "reports.start_duties",  # of a call that waits for time; below
}


def _command(desk: Desk) -> CommandForm:
    return CommandForm(headquarters=desk.plan.headquarters[-1].code, who="钱副区长", at=_now(desk))


def _seat(desk: Desk) -> SetUpForm:
    return SetUpForm(headquarters=desk.plan.headquarters[-1].code, place="现场", at=_now(desk))


def _decision(desk: Desk) -> ActForm:
    act = desk.plan.headquarters_acts[0].code
    return ActForm(act=act, who="钱副区长", words="南岸区、万州区", at=_now(desk))


def void(desk: Desk, ident: str) -> None:
    """Strike the call itself."""
    [opening] = [line.entry for line in desk.log(ident) if line.kind == Opened.kind]
    desk.logbook.strike(ident, opening, "误报")


def test_every_act_of_the_desk_is_told(desk: Desk) -> None:
    assert writing(desk) == {*REFUSED, *ALLOWED, *ELSEWHERE}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_change_it_is_refused_with_one_sentence(name: str, desk: Desk) -> None:
    before, act = REFUSED[name]
    standing, ident = take(desk, TANK), take(desk, TANK)
    act(desk, standing, before(desk, standing))
    told = before(desk, ident)
    void(desk, ident)
    written = desk.log(ident)
    with pytest.raises(BadInput, match="接报已作废，没有记下，只能记事；要接着办，请到日志里恢复"):
        act(desk, ident, told)
    assert desk.log(ident) == written


@pytest.mark.parametrize("name", ALLOWED)
def test_words_and_people_inside_and_what_brings_it_back_are_taken(name: str, desk: Desk) -> None:
    before, act = ALLOWED[name]
    ident = take(desk, TANK)
    told = before(desk, ident)
    void(desk, ident)
    written = [line.entry for line in desk.log(ident)]
    act(desk, ident, told)
    assert [line.entry for line in desk.log(ident)][: len(written)] == written
    assert len(desk.log(ident)) > len(written)


def test_only_such_entries_may_be_written_of_a_void_call() -> None:
    assert {kind for kind, event in EVENTS.items() if event.of_void} == {
        *("opened", "note", "promise", "kept", "attached", "struck", "answered", "left"),
        *("lot_moved", "press", "press_released"),
    }


def test_duties_of_a_void_call_are_not_started(desk: Desk) -> None:
    ident = take(desk, LIFT)
    void(desk, ident)
    with pytest.raises(BadInput):
        desk.reports.start_duties(ident)


def test_the_call_restored_everything_is_taken_again(desk: Desk, clock: FixedClock) -> None:
    ident = take(desk, TANK)
    desk.logbook.undo()
    clock.advance(minutes=1)
    with pytest.raises(BadInput, match="接报已作废"):
        _step(desk, ident)
    [opening] = [line.entry for line in desk.log(ident) if line.kind == Opened.kind]
    desk.logbook.restore(ident, opening)
    _step(desk, ident)
    assert desk.strip(ident).response == "已启III级"


def test_a_call_taken_anew_keeps_its_number_and_nothing_else(desk: Desk) -> None:
    ident = take(desk, TANK)
    number = desk.strip(ident).number
    desk.logbook.undo()
    texts = {"unit": "长江化工", "equipment": "储罐", "explosion": "泄漏"}
    assert desk.intake.take_call(ident, texts, _now(desk)) == number
    facts = {fact.code: fact.text for fact in desk.situation(ident).facts if not fact.blank}
    assert "deaths" not in facts
    assert desk.strip(ident).grade.grade is None
    assert desk.board().rows[0].ident == ident
