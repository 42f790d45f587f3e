"""Proofs about the tables of a plan: what must be there, each level once, real dates."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from cqcmd.i18n import _
from cqcmd.rules import rows
from cqcmd.rules.plan import Plan
from cqcmd.rules.plan_rows import NEEDED
from cqcmd.rules.proofs.place import at
from cqcmd.rules.roles import role_faults, word_faults

# No slash: a plan from elsewhere may only name a text that lies beside it.
_FILE_NAME = re.compile(r"[\w-][\w.-]*\.(md|txt)")


def table_faults(plan: Plan) -> Iterator[str]:
    """Yield a sentence for every fault of a table as a whole."""
    for proof in (_empty, _levels, _asked_for, _chiefs, _districts, _text_file):
        yield from proof(plan)
    yield from role_faults(plan.roles)
    yield from word_faults(plan.words)


def _empty(plan: Plan) -> Iterator[str]:
    for table in (*NEEDED, "headquarters", "grades"):
        if not plan.index[table]:
            yield _("表 {table} 没有可用的行").format(table=table)


def _levels(plan: Plan) -> Iterator[str]:
    """Prove that each response and warning level stands once; of format 1 one for each grade."""
    grades, first = plan.grade_scale.codes, plan.meta.format == 1
    levels = grades if first else plan.level_scale.codes
    yield from _once("responses", dict.fromkeys(levels), plan.level_scale.codes)
    count = len(grades) if first else len(plan.warnings)
    yield from _once("warnings", range(1, count + 1), (row.level for row in plan.warnings))
    if first:
        wrong: list[tuple[str, rows.Row]] = []
        wrong += [("responses", row) for row in plan.responses if row.grade != row.level]
        wrong += [
            ("warnings", w) for w in plan.warnings if w.grade not in grades[w.level - 1 :][:1]
        ]
        for table, row in wrong:
            yield at(table, row, _("级别与事故等级不对应"))


def _asked_for(plan: Plan) -> Iterator[str]:
    """Prove that each response has one ground to be asked for, and that the highest is first."""
    for row in plan.responses:
        if (row.grade is None) == (not row.when):
            yield at("responses", row, _("grade 和 when 须写其中一样"))
    # `response_to` takes the first rule that holds, so the gravest has to stand first.
    ranks = [plan.grade_scale.rank(row.grade) for row in plan.responses if row.grade]
    if sorted(ranks) != ranks:
        yield _("表 responses 须从最高一级到最低一级排列")


def _once(table: str, wanted: Iterable[object], found: Iterable[object]) -> Iterator[str]:
    counts = Counter(found)
    for level in wanted:
        if counts[level] != 1:
            yield _("表 {table} 中级别 {level} 须正好一行，现有 {count} 行").format(
                table=table, level=level, count=counts[level]
            )


def _chiefs(plan: Plan) -> Iterator[str]:
    counts = Counter(post.headquarters for post in plan.posts if post.chief)
    for post in plan.posts:
        if post.chief and counts[post.headquarters] > 1:
            yield at("posts", post, _("一个指挥部只能有一名指挥长（chief）"))


def _districts(plan: Plan) -> Iterator[str]:
    """Prove the dates of districts, and that a merged one leads to one that is there today."""
    for district in plan.districts:
        for day in (district.since, district.until):
            if day is not None and not _is_date(day):
                yield at("districts", district, _("日期 {day} 须形如 2025-11-06").format(day=day))
        into = plan.index["districts"].get(district.merged_into or "")
        if isinstance(into, rows.District) and (into.until is not None or district.until is None):
            yield at("districts", district, _("merged_into 须从有 until 的一行指向现行的一行"))


def _is_date(day: str) -> bool:
    try:
        # Python also reads 20251106 and 2025-W45-4; a plan writes a day in one way.
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _text_file(plan: Plan) -> Iterator[str]:
    if not _FILE_NAME.fullmatch(plan.meta.text_file):
        yield at("meta", plan.meta, _("text_file 须是同一目录下的 .md 或 .txt 文件名"))
