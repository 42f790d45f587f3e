"""The rows of a plan file, read table by table; what cannot be read is named."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from cqcmd.i18n import _
from cqcmd.rules import roles, rows

TABLES: dict[str, type[rows.Row]] = {
    "meta": rows.Meta,
    "orgs": rows.Org,
    "districts": rows.District,
    "equipment": rows.Equipment,
    "facts": rows.Fact,
    "criteria": rows.Criterion,
    "scope": rows.ScopeRule,
    "duties": rows.DutyRule,
    "followups": rows.FollowUpRule,
    "contents": rows.Content,
    "responses": rows.ResponseRule,
    "posts": rows.Post,
    "headquarters_acts": rows.HeadquartersAct,
    "warnings": rows.WarningLevel,
    "warning_items": rows.WarningItem,
    "groups": rows.Group,
    "units": rows.Unit,
    "measures": rows.Measure,
    "rescue_tiers": rows.RescueTier,
    "aftermath": rows.Aftermath,
    "roles": roles.Role,
    "org_levels": roles.OrgLevel,
    "headquarters": roles.Headquarters,
    "words": roles.Word,
    "grades": roles.GradeName,
}
"""The tables of a plan file and what a row of each is."""

NEEDED = ("orgs", "equipment", "facts", "criteria", "duties", "responses", "warnings")
"""The tables without which a plan grades nothing, sets no clock, or leaves a form empty."""

NEWER = _("（请核对拼写；这个文件也可能是为更新的程序版本写的）")
"""What is said of names that this version does not know."""

LONGEST_CODE = 64
MOST_ROWS = 1000
"""Rows of one table; the criteria are proved in pairs, and a larger table is no plan."""


def first_rows(table: str, raw: Iterable[Any], faults: list[str]) -> list[Any]:
    """Return the rows as they stand in the file, no more than a plan can sensibly have."""
    items = list(raw)
    if len(items) > MOST_ROWS:
        faults.append(_("表 {table} 超过 {most} 行").format(table=table, most=MOST_ROWS))
    return items[:MOST_ROWS]


def read_rows(table: str, raw: Iterable[Any], faults: list[str]) -> list[rows.Row]:
    """Read the rows; name one that cannot be read in ``faults``, with its reason."""
    kind = TABLES[table]
    good: list[rows.Row] = []
    seen: set[str] = set()
    for place, item in enumerate(raw, 1):
        try:
            row = msgspec.convert(item, kind)
        except msgspec.ValidationError as error:
            faults.append(_row_fault(table, place, item, _in_chinese(str(error))))
            continue
        if reason := _code_fault(row.code, seen):
            faults.append(_row_fault(table, place, item, reason))
            continue
        seen.add(row.code)
        good.append(row)
    return good


def code_of(item: Any) -> str:
    """Return the code that a raw row gives itself, empty where it has none."""
    code = item.get("code") if isinstance(item, Mapping) else None
    return code if isinstance(code, str) else ""


def _code_fault(code: str, seen: set[str]) -> str:
    if code in seen:
        return _("代码重复")
    if not code or len(code) > LONGEST_CODE or " " in code or not code.isprintable():
        return _("代码须是 1 至 {most} 个可见字符").format(most=LONGEST_CODE)
    return ""


def _row_fault(table: str, place: int, item: Any, reason: str) -> str:
    code = code_of(item)[:LONGEST_CODE] or "?"
    return _("表 {table} 第 {place} 行（{code}）：{reason}").format(
        table=table, place=place, code=code, reason=reason
    )


def _in_chinese(message: str) -> str:
    """Translate the reason that msgspec gives for refusing a row, the place first."""
    # msgspec gives its reasons as English text only; one that is not known here stays as it is.
    message, _at, place = message.partition(" - at ")
    where = place.strip("`").removeprefix("$").removeprefix(".")
    reasons = (
        (r"Object missing required field `(.*)`", _("缺少字段 {0}")),
        (r"Object contains unknown field `(.*)`", _("有不认识的字段 {0}") + NEWER),
        (r"Invalid enum value (.*)", _("值 {0} 不在允许之列")),
        (r"Expected `(.*)`, got `(.*)`", _("应是 {0}，却是 {1}")),
    )
    for pattern, words in reasons:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            message = words.format(*found.groups())
            break
    return _("{where}：{reason}").format(where=where, reason=message) if where else message
