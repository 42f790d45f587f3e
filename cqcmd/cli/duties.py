"""`cqcmd duties`: receipts and reports in, duties with their due times out."""

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cqcmd.cli.case_values import read_moment, refuse_unknown
from cqcmd.cli.json_lines import answer_file
from cqcmd.clock import iso_local
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.rules.duties import Duty, Report, duties, first_receipts
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Grade

KEYS = {"id", "occurred_at", "grade", "receipts", "reports", "now"}
REPORT_KEYS = {"from", "to", "channel", "at"}


def run(args: Namespace) -> int:
    """Answer every line of the file and return the exit status."""
    return answer_file(args.file, reporting(plan_in_force(args.plan)))


def reporting(plan: Plan) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return a function that works out the duties of one case under the plan."""
    orgs = {org.code for org in plan.orgs}

    def answer(case: dict[str, Any]) -> dict[str, Any]:
        refuse_unknown(case, KEYS)
        now = read_moment(case.get("now"), "now")
        receipts = _receipts(case.get("receipts"), orgs, now)
        reports = _reports(case.get("reports"), orgs, now)
        occurred = case.get("occurred_at")
        found = duties(
            plan.duties,
            first_receipts(receipts, reports),
            reports,
            now,
            scale=plan.grade_scale,
            occurred_at=None if occurred is None else read_moment(occurred, "occurred_at"),
            grade=_grade(case.get("grade"), plan.grade_scale.codes),
        )
        return {"duties": [_row(duty, duty.due) for duty in found if duty.due is not None]}

    return answer


def _row(duty: Duty, due: datetime) -> dict[str, Any]:
    rule = duty.rule
    source = rule.source.name if rule.source else rule.clause
    return {
        "from": rule.sender,
        "to": rule.receiver,
        "channel": rule.channel,
        "due": iso_local(due),
        "status": duty.status,
        "cc": rule.cc,
        "source": source,
    }


def _past(value: Any, name: str, now: datetime) -> datetime:
    moment = read_moment(value, name)
    if moment > now:
        raise BadInput(_("{name} 晚于 now。").format(name=name))
    return moment


def _org(value: Any, orgs: set[str]) -> str:
    # A text first: `in` fails on a list, which cannot be hashed.
    if isinstance(value, str) and value in orgs:
        return value
    raise BadInput(_("不认识的单位：{name}。").format(name=str(value)[:40]))


def _receipts(value: Any, orgs: set[str], now: datetime) -> dict[str, datetime]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadInput(_("receipts 须是“单位: 时间”的对象。"))
    return {_org(org, orgs): _past(at, "receipts", now) for org, at in value.items()}


def _reports(value: Any, orgs: set[str], now: datetime) -> list[Report]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadInput(_("reports 须是列表。"))
    return [_report(item, orgs, now) for item in value]


def _report(item: Any, orgs: set[str], now: datetime) -> Report:
    if not isinstance(item, dict):
        raise BadInput(_("reports 的每一项须是对象。"))
    refuse_unknown(item, REPORT_KEYS)
    channel = item.get("channel")
    if channel not in ("phone", "written"):
        raise BadInput(_("channel 须是 phone 或 written。"))
    return Report(
        _org(item.get("from"), orgs),
        _org(item.get("to"), orgs),
        channel,
        _past(item.get("at"), "reports", now),
    )


def _grade(value: Any, known: tuple[Grade, ...]) -> Grade | None:
    if value is None or value in known:
        return value  # type: ignore[no-any-return]
    raise BadInput(_("grade 须是 {codes} 之一或 null。").format(codes="、".join(known)))
