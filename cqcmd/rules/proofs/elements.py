"""Proofs about the contents of reports: the program can fill each, and says it as what it is."""

import re
from collections.abc import Collection, Iterator

from cqcmd.i18n import _
from cqcmd.rules.form_fields import FILLED, SPOKEN
from cqcmd.rules.plan import Plan
from cqcmd.rules.proofs.place import at
from cqcmd.rules.rows import Content


def element_faults(plan: Plan) -> Iterator[str]:
    """Yield a sentence for every element that no field of the program fills."""
    facts = plan.index["facts"]
    for row in plan.contents:
        for reason in (*_code(row), *_fields(row, facts), *_spoken(row)):
            yield at("contents", row, reason)


def _code(row: Content) -> Iterator[str]:
    """Prove that the code gives the number under which the element stands: written.2.3."""
    if not re.fullmatch(rf"{row.report}\.\d+(\.\d+)*", row.code, re.ASCII):
        yield _("代码须形如 {report}.1 或 {report}.1.2").format(report=row.report)


def _fields(row: Content, facts: Collection[str]) -> Iterator[str]:
    known = FILLED[row.report]
    numbers = () if row.report == "start_order" else facts
    strange = [name for name in row.fields if name not in known and name not in numbers]
    if not row.fields:
        yield _("fields 是空表，没有什么能填它")
    for name in strange:
        words = _("fields 里的 {name} 程序不会填；可用的是 {known}{facts}")
        more = _("，以及事实的代码") if numbers else ""
        yield words.format(name=name, known="、".join(known), facts=more)
    if not strange and 0 < len([name for name in row.fields if name in numbers]) < len(row.fields):
        yield _("fields 里事实和文字不能混写，请分成两行")


def _spoken(row: Content) -> Iterator[str]:
    wanted = SPOKEN.get(row.code)
    if wanted is not None and row.fields != wanted:
        words = _("{code} 按固定的句子念，fields 须是 {wanted}；别的内容请用 phone.8 以后的代码")
        yield words.format(code=row.code, wanted="、".join(wanted))
