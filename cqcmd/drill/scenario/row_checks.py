"""What cannot be true of a message, an expectation or a step of the guide."""

from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from typing import Any

from cqcmd.drill.scenario.decode import Faults
from cqcmd.drill.scenario.inject_facts import fact_fault
from cqcmd.drill.scenario.model import Expect, Guide, Inject, Scenario
from cqcmd.drill.scenario.support import clause_fault, kinds_of, target_faults
from cqcmd.drill.scenario.targets import CONDITIONS, EXPECTED, UNTIL, Condition, Unless, Until
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.text import unseen

MOST_POINTS = 1_000
LONGEST_NAME = 60
OF_NO_CASE = ("inject", "answered", "opened", "warning")
"""Kinds of condition that need no case to be named."""


class RowChecker:
    """Checks one row after the other; what it finds goes into the faults.

    Attributes:
        begin: the start in UTC; ``None`` where it could not be read.
    """

    def __init__(
        self,
        plan: Plan,
        scenario: Scenario,
        ids: Mapping[str, Set[str]],
        faults: Faults,
        begin: datetime | None,
    ) -> None:
        self._plan, self._scenario, self._faults, self._begin = plan, scenario, faults, begin
        self._cases, self._injects = ids["case"], ids["inject"]

    def _say(self, place: str, words: str, **parts: Any) -> None:
        self._faults.add(place, words.format(**parts))

    def name(self, place: str, field: str, text: str) -> None:
        """Something that stands in a line of a screen or on a paper."""
        if not text.strip():
            self._say(place, _("{field} 是空的"), field=field)
        if len(text) > LONGEST_NAME:
            self._say(place, _("{field} 超过 {most} 个字"), field=field, most=LONGEST_NAME)
        if unseen(text):
            self._say(place, _("{field} 里有看不见的控制字符，请删去重写"), field=field)

    def inject(self, place: str, inject: Inject) -> None:
        """Check a message."""
        self.name(place, "from", inject.sender)
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

    def guide(self, place: str, step: Guide) -> None:
        """Check a step of the guide."""
        self._condition(_("{place} 的 until").format(place=place), step.until)

    def _condition(self, place: str, condition: Condition | None) -> None:
        if condition is None:
            return
        answered = condition.answered if isinstance(condition, Until) else None
        self._target(place, condition, UNTIL if isinstance(condition, Until) else CONDITIONS)
        for name in (condition.inject, answered):
            if name is not None and name not in self._injects:
                self._say(place, _("没有注入 {name}"), name=name)
        if condition.opened is not None:
            self._case_known(place, condition.opened)
        if isinstance(condition, Unless):
            self._in_length(place, "by", condition.by)

    def _facts(self, place: str, inject: Inject) -> None:
        if self._begin is None:
            return
        # Without a time of its own a message may come as late as the end; a time of day it names
        # must lie behind it then.
        now = self._begin + (inject.at or self._scenario.length)
        for name, text in inject.facts.items():
            if fault := fact_fault(self._plan, name, text, now):
                self._say(place, _("facts 的 {name}：{fault}"), name=name, fault=fault)

    def expect(self, place: str, expect: Expect) -> None:
        """Check an expectation."""
        kind = self._target(place, expect, EXPECTED)
        if not 0 < expect.points <= MOST_POINTS:
            self._say(place, _("points 须是正整数，不超过 {most}"), most=MOST_POINTS)
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
        """Return the kind of a target; empty where it has none or several."""
        found = kinds_of(target, kinds)
        if len(found) != 1:
            self._say(place, _("须在 {kinds} 中正好写一项"), kinds="、".join(kinds))
            return ""
        if target.case or found[0] not in OF_NO_CASE:
            self._case_known(place, target.case)
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
