"""The plans that were in force side by side, and another one looked at before it is."""

from collections.abc import Iterator, Set
from functools import cached_property
from pathlib import Path

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.plan.choosing import plan_name
from cqcmd.desk.plan.differences import differences
from cqcmd.desk.plan.file import load_file, plan_in_force
from cqcmd.errors import BadInput, PlanLost
from cqcmd.i18n import _
from cqcmd.rules.beside.upkeep import is_older
from cqcmd.rules.plan import Plan
from cqcmd.views.office import upkeep as views


class PlanVersions:
    """Held against each other clause by clause; `bring_into_force` alone changes anything."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    @property
    def _plan(self) -> Plan:
        return self._open_record.in_force

    def every(self) -> tuple[views.PlanVersion, ...]:
        """Return every plan that was in force here, the present one first.

        Last the city's, which comes with the program, where a district has only its own.
        """
        in_force = self._plan
        kept = self._open_record.ledger.plans
        began = self._open_record.ledger.plans_began.get(in_force.digest)
        present = views.PlanVersion(
            in_force.digest, in_force.meta.title, plan_name(in_force), began, True
        )
        former = (self._version(digest) for digest in reversed(kept) if digest != in_force.digest)
        return (present, *former, *self._supplied(known={in_force.digest, *kept}))

    def _supplied(self, known: Set[str]) -> Iterator[views.PlanVersion]:
        plan = self._city
        if plan.digest not in known and _of_one_city(self._plan, plan):
            named = plan_name(plan)
            yield views.PlanVersion(
                plan.digest, plan.meta.title, named, None, in_force=False, supplied=True
            )

    @cached_property
    def _city(self) -> Plan:
        return plan_in_force()

    def _version(self, digest: str) -> views.PlanVersion:
        ledger = self._open_record.ledger
        event, lost = ledger.plans[digest], ""
        try:
            self._open_record.under(digest)
        except PlanLost as fault:
            lost = str(fault)
        words = _("{code} 第{version}版 {digest}")
        named = words.format(code=event.code, version=event.version, digest=digest[:12])
        since = ledger.plans_began.get(digest)
        return views.PlanVersion(digest, event.title, named, since, False, lost)

    def compare(self, path: str) -> views.Comparison:
        """Hold a plan file against the plan in force.

        Raises:
            BadInput: it cannot be read, or it is the one in force.
            BrokenPlan: every fault of the file is named.
        """
        if not path.strip():
            raise BadInput(_("请填预案文件的位置，例如 /media/usb/yuzhong-2026.json。"))
        plan = load_file(Path(path.strip()).expanduser())
        if plan.digest == self._plan.digest:
            raise BadInput(_("这份文件就是现行预案，没有差别。"))
        return self._compared(self._plan, plan, path.strip())

    def compare_former(self, digest: str) -> views.Comparison:
        """Hold the plan in force against one that was, or the city's. Raises PlanLost."""
        return self._compared(self._former(digest), self._plan, "")

    def _former(self, digest: str) -> Plan:
        supplied = digest == self._city.digest and digest not in self._open_record.ledger.plans
        return self._city if supplied else self._open_record.under(digest).plan

    def _compared(self, former: Plan, present: Plan, path: str) -> views.Comparison:
        # Told before it is put in force: of the one that is there is nothing to warn.
        older = _older(former, present) if path and is_older(present, former) else ""
        return views.Comparison(
            former=f"《{former.meta.title}》{plan_name(former)}",
            present=f"《{present.meta.title}》{plan_name(present)}",
            path=path,
            older=older,
            question=self._question(present),
            differences=differences(former, present),
        )

    def _question(self, plan: Plan) -> str:
        incidents = self._open_record.ledger.incidents.values()
        count = sum(one.call is not None and not (one.closed or one.dismissed) for one in incidents)
        words = _("启用《{title}》？新接报按它判定；没办结的 {count} 起仍按原预案，每起另外再问。")
        return words.format(title=plan.meta.title, count=count)

    def bring_into_force(self, path: str) -> str:
        """Put the plan of a file in force for every terminal of this post; returns its name.

        Raises:
            Refusal: it cannot be read or kept; the plan in force stays.
        """
        plan = load_file(Path(path).expanduser())
        open_record = self._open_record
        if open_record.plans is None:
            raise BadInput(_("这里不能启用预案文件。"))
        with open_record.act() as write:
            if open_record.in_force.digest == plan.digest:
                raise BadInput(_("这份预案已经启用。"))
            # First the one that gives way, if no call has been taken under it yet; not the one
            # that stands in for a plan that is lost.
            if not open_record.plan_fault:
                open_record.keep_plan(write)
            open_record.plans.keep_from(Path(path).expanduser(), plan)
            write.append(open_record.plans.describe(plan), None)
        return plan.meta.title


def _of_one_city(plan: Plan, city: Plan) -> bool:
    """Whether a plan is for the city or a part of it: it lists its districts, or names one."""
    theirs = {district.name for district in plan.districts}
    return any(one.name in theirs or one.name in plan.meta.title for one in city.districts)


def _older(in_force: Plan, plan: Plan) -> str:
    words = _("这份预案 {issued} 第{version}版，早于现行的 {there} 第{than}版。")
    return words.format(
        issued=plan.meta.issued,
        version=plan.meta.version,
        there=in_force.meta.issued,
        than=in_force.meta.version,
    )
