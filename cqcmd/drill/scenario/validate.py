"""What cannot be true of a scenario whose tables could be read; every fault, with its place."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime, timedelta
from typing import Any

from cqcmd.drill.scenario.decode import Faults
from cqcmd.drill.scenario.guide_checks import cycles, step_faults
from cqcmd.drill.scenario.model import Case, Scenario, Station
from cqcmd.drill.scenario.row_checks import RowChecker
from cqcmd.drill.scenario.times import LAST_YEAR, utc_of
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.rules.scale import NO_GRADE


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
        self._places = places
        # Before the rows, which read the times in their facts as of it.
        self._begin = self._start()
        self._rows = RowChecker(plan, scenario, ids, faults, self._begin)

    def check(self, *, whole: bool) -> None:
        """Everything; of the head only where the ``whole`` of it could be read."""
        if whole:
            self._head()
            self._station(self._scenario.station)
        for place, case in zip(self._places["case"], self._scenario.case, strict=True):
            self._case(place, case)
        self._order()
        for place, inject in zip(self._places["inject"], self._scenario.inject, strict=True):
            self._rows.inject(place, inject)
        for place, expect in zip(self._places["expect"], self._scenario.expect, strict=True):
            self._rows.expect(place, expect)
        self._guide()
        for names in cycles(self._scenario.inject):
            self._say(_("情景"), _("注入互相等待，都不会来：{names}"), names=" → ".join(names))

    def _say(self, place: str, words: str, **parts: Any) -> None:
        self._faults.add(place, words.format(**parts))

    def _start(self) -> datetime | None:
        """Read the start as UTC; ``None``, with a fault, where it is none."""
        start, place = self._scenario.start, _("情景")
        if start.tzinfo is not None:
            self._say(place, _("start 写当地时间，不带时区"))
            return None
        try:
            return utc_of(start)
        except BadInput as refusal:
            self._say(place, _("start：{why}"), why=refusal)
            return None

    def _head(self) -> None:
        scenario, place = self._scenario, _("情景")
        if scenario.length <= timedelta():
            self._say(place, _("length 须大于 0"))
        if self._begin and (self._begin + scenario.length).year >= LAST_YEAR:
            self._say(place, _("start 加 length 须早于 {year} 年"), year=LAST_YEAR)
        self._rows.name(place, "title", scenario.title)
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
        self._district(place, station)
        self._rows.name(place, "name", station.name)
        self._rows.name(place, "officer", station.officer)

    def _district(self, place: str, station: Station) -> None:
        """Prove the district: named where each has such an organisation, and one of the plan's."""
        word, known = self._plan.word("district"), {row.name for row in self._plan.districts}
        org = station.org if station.org in self._plan.index["orgs"] else ""
        if station.district is not None and station.district not in known:
            words = _("没有“{name}”这个{district}")
            self._say(place, words, name=station.district, district=word)
        elif station.district is None and known and org and self._plan.org_level(org).of_district:
            self._say(place, _("要写 district：是哪个{district}的单位"), district=word)

    def _case(self, place: str, case: Case) -> None:
        if case.equipment not in self._plan.index["equipment"]:
            self._say(place, _("没有 {code} 这种设备"), code=case.equipment)
        self._rows.name(place, "title", case.title)
        self._clause(place, case.clause)
        known = (*self._plan.grade_scale.codes, NO_GRADE)
        if case.grade not in known:
            words = _("grade：“{grade}”不在允许之列（{known}）")
            self._say(place, words, grade=case.grade, known="、".join(known))
        backing = {
            row.clause
            for row in self._plan.criteria
            if row.grade == case.grade
            and (row.equipment is None or case.equipment in row.equipment)
        }
        # Of a case without a grade no row speaks, so any clause of the plan will do.
        if backing and case.clause not in backing:
            words = _("等级 {grade} 的依据在 {own}，不在 {clause}")
            own = "、".join(sorted(backing))
            self._say(place, words, grade=case.grade, own=own, clause=case.clause)

    def _guide(self) -> None:
        """Each step by itself, and among the others."""
        for index, step in enumerate(self._scenario.guide):
            place = self._places["guide"][index]
            self._rows.guide(place, step)
            for fault in step_faults(self._plan, self._scenario, index):
                self._say(place, "{fault}", fault=fault)

    def _order(self) -> None:
        latest = timedelta()
        for place, inject in zip(self._places["inject"], self._scenario.inject, strict=True):
            if inject.at is not None and inject.at < latest:
                self._say(place, _("at 早于前面的注入，须按时间先后写"))
            latest = max(latest, inject.at or latest)
