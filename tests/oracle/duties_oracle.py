"""A second, slow reading of ``cqcmd duties``, in whole microseconds, to compare with."""

import json
import re
from datetime import date
from typing import Any

ORGS = (
    "site",
    "unit",
    "district_regulator",
    "district_government",
    "city_regulator",
    "city_government",
    "city_emergency_bureau",
    "national_regulator",
)
SECOND = 1_000_000
MINUTE = 60 * SECOND
SHAPE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(Z|[+-]\d\d:\d\d)",
    re.ASCII,
)


class RefusedError(Exception):
    """The line is not answered with duties."""


def instant(text: Any) -> int:
    """Microseconds since day 1, UTC, of an ISO 8601 time with an offset."""
    shape = SHAPE.fullmatch(text) if isinstance(text, str) else None
    if shape is None:
        raise RefusedError
    year, month, day, hour, minute = (int(part) for part in shape.groups()[:5])
    second, fraction, offset = shape.groups()[5:]
    if hour > 23 or minute > 59 or int(second or 0) > 59:
        raise RefusedError
    try:
        days = date(year, month, day).toordinal()
    except ValueError as fault:
        raise RefusedError from fault
    local = ((days * 24 + hour) * 60 + minute) * MINUTE + int(second or 0) * SECOND
    return local + int((fraction or "").ljust(6, "0")) - shift(offset)


def shift(offset: str) -> int:
    """Microseconds that an offset stands ahead of UTC."""
    if offset == "Z":
        return 0
    size = (int(offset[1:3]) * 60 + int(offset[4:6])) * MINUTE
    return -size if offset[0] == "-" else size


def owed(org: str) -> list[tuple[str, str, int, str | None]]:
    """To whom, how, within how many minutes and copied to whom, by 4.1.1."""
    if org == "unit":
        return [("district_regulator", "any", 60, None)]
    if org == "district_regulator":
        return [
            ("district_government", "phone", 30, None),
            ("district_government", "written", 60, None),
            ("city_regulator", "phone", 30, None),
            ("city_regulator", "written", 60, None),
        ]
    if org == "district_government":
        return [
            ("city_government", "phone", 30, None),
            ("city_government", "written", 60, "city_emergency_bureau"),
        ]
    if org == "city_regulator":
        return [
            ("city_government", "phone", 30, None),
            ("city_government", "written", 60, "city_emergency_bureau"),
            ("national_regulator", "any", 120, None),
        ]
    return []


def state(duty: dict[str, Any], reports: list[dict[str, Any]], now: int) -> str:
    """met, late, running or overdue; the earliest matching report decides."""
    sent = []
    for report in reports:
        same_way = report["from"] == duty["from"] and report["to"] == duty["to"]
        if same_way and duty["channel"] in ("any", report["channel"]):
            sent.append(report["at"])
    if sent and min(sent) <= duty["due"]:
        return "met"
    if sent:
        return "late"
    if now <= duty["due"]:
        return "running"
    return "overdue"


def known(receipts: dict[str, int], reports: list[dict[str, Any]], org: str) -> int | None:
    """When the organisation first learned of it, if it did."""
    moments = [report["at"] for report in reports if report["to"] == org]
    if org in receipts:
        moments.append(receipts[org])
    return min(moments) if moments else None


def duties(given: dict[str, Any]) -> list[dict[str, Any]]:
    """Every duty with a due time, the plan's and the companion rule's."""
    receipts, reports, now = given["receipts"], given["reports"], given["now"]
    found: list[dict[str, Any]] = []
    for org in ORGS:
        learned = known(receipts, reports, org)
        if learned is None:
            continue
        for to, channel, minutes, cc in owed(org):
            due = learned + minutes * MINUTE
            duty = {"from": org, "to": to, "channel": channel, "due": due, "cc": cc}
            found.append({**duty, "source": "4.1.1"})
    if given["occurred_at"] is not None and given["grade"] in ("I", "II", "III"):
        duty = {"from": "district_government", "to": "city_government", "channel": "any"}
        due = given["occurred_at"] + 60 * MINUTE
        source = "重庆市突发事件应对条例 28"
        found.append({**duty, "due": due, "cc": None, "source": source})
    for duty in found:
        duty["status"] = state(duty, reports, now)
    return found


def one_report(given: Any, now: int) -> dict[str, Any]:
    """A report with its time read, not from the future."""
    if not isinstance(given, dict) or set(given) != {"from", "to", "channel", "at"}:
        raise RefusedError
    if given["from"] not in ORGS or given["to"] not in ORGS:
        raise RefusedError
    if given["channel"] not in ("phone", "written"):
        raise RefusedError
    return {**given, "at": past(given["at"], now)}


def past(text: Any, now: int) -> int:
    """An instant that is not later than now."""
    moment = instant(text)
    if moment > now:
        raise RefusedError
    return moment


def checked(given: dict[str, Any]) -> dict[str, Any]:
    """The line with every time read and every name known."""
    if set(given) - {"id", "occurred_at", "grade", "receipts", "reports", "now"}:
        raise RefusedError
    now = instant(given.get("now"))
    receipts, reports = given.get("receipts"), given.get("reports")
    if not isinstance(receipts, dict) or not isinstance(reports, list) or set(receipts) - {*ORGS}:
        raise RefusedError
    if given.get("grade") not in ("I", "II", "III", "IV", None):
        raise RefusedError
    occurred = given.get("occurred_at")
    return {
        "now": now,
        "receipts": {org: past(text, now) for org, text in receipts.items()},
        "reports": [one_report(report, now) for report in reports],
        "grade": given.get("grade"),
        "occurred_at": None if occurred is None else instant(occurred),
    }


def answer(line: bytes) -> dict[str, Any]:
    """What ``cqcmd duties`` owes this line; a refused line has ``id`` and ``error`` only.

    A due time is in microseconds as :func:`instant` counts them.
    """
    name = None
    try:
        given = json.loads(line.decode())
        if b"\0" in line or not isinstance(given, dict):
            raise RefusedError
        name = given.get("id")
        return {"id": name, "duties": duties(checked(given))}
    except (RefusedError, ValueError, RecursionError):
        return {"id": name, "error": ""}
