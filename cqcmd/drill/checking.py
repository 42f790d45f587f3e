"""What cannot be true of a scenario whose tables could be read; every fault, with its place."""

from collections.abc import Mapping, Sequence, Set
from datetime import timedelta
from typing import Any

from cqcmd.drill.carried import fact_fault
from cqcmd.drill.cycles import cycles
from cqcmd.drill.moments import utc_of
from cqcmd.drill.scenario import (
    CONDITIONS,
    EXPECTED,
    After,
    Case,
    Condition,
    Expect,
    Inject,
    Scenario,
    Station,
    Unless,
)
from cqcmd.drill.shapes import Faults
from cqcmd.drill.support import clause_fault, kinds_of, target_faults
from cqcmd.rules.plan import Plan
from cqcmd.words import _


class Checker:
    """Goes over a scenario once; what it finds stands in ``faults``."""

    def __init__(
        self,
        plan: Plan,
        scenario: Scenario,
        places: Mapping[str, Sequence[str]],
        ids: Mapping[str, Set[str]],
        faults: Faults,
    ) -> None:
        """``ids`` holds also those of rows that could not be read: they are not missing."""
        self._plan, self._scenario, self._faults = plan, scenario, faults
        self._places, self._cases, self._injects = places, ids["case"], ids["inject"]

    def check(self, *, whole: bool) -> None:
        """Everything; of the head only where the ``whole`` of it could be read."""
        if whole:
            self._head()
            self._station(self._scenario.station)
        for place, case in zip(self._places["case"], self._scenario.case, strict=True):
            self._case(place, case)
        self._order()
        for place, inject in zip(self._places["inject"], self._scenario.inject, strict=True):
            self._inject(place, inject)
        for place, expect in zip(self._places["expect"], self._scenario.expect, strict=True):
            self._expect(place, expect)
        for names in cycles(self._scenario.inject):
            self._say(_("情景"), _("注入互相等待，都不会来：{names}"), names=" → ".join(names))

    def _say(self, place: str, words: str, **parts: Any) -> None:
        self._faults.add(place, words.format(**parts))

    def _head(self) -> None:
        scenario, place = self._scenario, _("情景")
        if scenario.start.tzinfo is not None:
            self._say(place, _("start 写当地时间，不带时区"))
        if scenario.length <= timedelta():
            self._say(place, _("length 须大于 0"))
        self._clause(place, scenario.clause)
        for table in ("case", "inject", "expect"):
            if not getattr(scenario, table):
                self._say(place, _("至少要有一个 {table}"), table=table)

    def _clause(self, place: str, clause: str) -> None:
        if clause not in self._plan.clauses:
            self._say(place, _("预案正文中没有条款 {clause}"), clause=clause)

    def _station(self, station: Station) -> None:
        orgs, place = self._plan.index["orgs"], "station"
        for code in (station.org, *station.numbers):
            if code not in orgs:
                self._say(place, _("不认识的单位 {code}"), code=code)
        if station.district not in {row.name for row in self._plan.districts}:
            self._say(place, _("没有“{name}”这个区县"), name=station.district)
        if not station.officer.strip():
            self._say(place, _("officer 是空的"))

    def _case(self, place: str, case: Case) -> None:
        if case.equipment not in self._plan.index["equipment"]:
            self._say(place, _("没有 {code} 这种设备"), code=case.equipment)
        self._clause(place, case.clause)

    def _order(self) -> None:
        latest = timedelta()
        for place, inject in zip(self._places["inject"], self._scenario.inject, strict=True):
            if inject.at is not None and inject.at < latest:
                self._say(place, _("at 早于前面的注入，须按时间先后写"))
            latest = max(latest, inject.at or latest)

    def _inject(self, place: str, inject: Inject) -> None:
        self._case_known(place, inject.case)
        self._in_length(place, "at", inject.at)
        if inject.at is not None and inject.after is not None:
            self._say(place, _("at 和 after 只能写一个"))
        if inject.at is None and inject.after is None and inject.unless is None:
            self._say(place, _("缺少 at、after 或 unless，不知道何时来"))
        self._condition(_("{place} 的 after").format(place=place), inject.after)
        self._condition(_("{place} 的 unless").format(place=place), inject.unless)
        if inject.unless and inject.at is not None and inject.unless.by > inject.at:
            self._say(place, _("unless 的 by 晚于 at：来的时候还不知道该不该来"))
        self._facts(place, inject)

    def _condition(self, place: str, condition: After | Unless | None) -> None:
        if condition is None:
            return
        self._target(place, condition, CONDITIONS)
        if condition.inject is not None and condition.inject not in self._injects:
            self._say(place, _("没有注入 {name}"), name=condition.inject)
        if condition.opened is not None:
            self._case_known(place, condition.opened)
        if isinstance(condition, Unless):
            self._in_length(place, "by", condition.by)

    def _facts(self, place: str, inject: Inject) -> None:
        scenario = self._scenario
        if scenario.start.tzinfo is not None:
            return
        now = utc_of(scenario.start) + (inject.at or scenario.length)
        for name, text in inject.facts.items():
            if fault := fact_fault(self._plan, name, text, now):
                self._say(place, _("facts 的 {name}：{fault}"), name=name, fault=fault)

    def _expect(self, place: str, expect: Expect) -> None:
        kind = self._target(place, expect, EXPECTED)
        if expect.points <= 0:
            self._say(place, _("points 须是正整数"))
        if kind and (fault := clause_fault(self._plan, kind, expect, expect.clause)):
            self._say(place, "{fault}", fault=fault)
        if expect.by is not None and expect.within is not None:
            self._say(place, _("by 和 within 只能写一个"))
        if expect.by is None and expect.within is None and kind not in ("", "duty"):
            self._say(place, _("缺少 by 或 within：只有报告义务可以用预案的时限"))
        if expect.since is not None and expect.within is None:
            self._say(place, _("since 要和 within 一起写"))
        if expect.since is not None and expect.since not in self._injects:
            self._say(place, _("没有注入 {name}"), name=expect.since)
        self._in_length(place, "by", expect.by)
        self._in_length(place, "within", expect.within)

    def _target(self, place: str, target: Condition | Expect, kinds: tuple[str, ...]) -> str:
        """The kind of a target; empty where it has none or several."""
        self._case_known(place, target.case)
        found = kinds_of(target, kinds)
        if len(found) != 1:
            self._say(place, _("须在 {kinds} 中正好写一项"), kinds="、".join(kinds))
            return ""
        if found[0] in EXPECTED:
            for fault in target_faults(self._plan, found[0], target):
                self._say(place, "{fault}", fault=fault)
        return found[0]

    def _case_known(self, place: str, case: str) -> None:
        if case and case not in self._cases:
            self._say(place, _("没有 case {name}"), name=case)
        if not case and len(self._cases) > 1:
            self._say(place, _("有几起事故，须写明 case"))

    def _in_length(self, place: str, field: str, span: timedelta | None) -> None:
        if span is not None and span > self._scenario.length:
            self._say(place, _("{field} 超过演练的 length"), field=field)
