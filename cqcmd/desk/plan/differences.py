"""Two plans side by side, clause by clause: what is said otherwise, and which rows are others."""

import json
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

from cqcmd.i18n import _
from cqcmd.rules import rows
from cqcmd.rules.plan import Plan
from cqcmd.rules.plan_lookup import heading
from cqcmd.rules.plan_sentences import KINDS, coded
from cqcmd.rules.plan_text import without_spaces
from cqcmd.views.office.upkeep import Difference

SENTENCES = re.compile(r"(?<=[。；])|\n")

ALIKE = 0.5
"""From how much of a sentence on it is the same sentence, said otherwise."""

SHORTEST = 2
"""Characters between two changes that are told as unchanged."""

Key = tuple[str, str]
Rows = dict[Key, rows.Row]


def differences(former: Plan, present: Plan) -> tuple[Difference, ...]:
    """Return every clause that differs, in the order of the present plan, the dropped ones last."""
    by_clause = _rows_by_clause(former), _rows_by_clause(present)
    numbers = dict.fromkeys((*present.clauses, *former.clauses, *by_clause[1], *by_clause[0]))
    found = []
    for number in numbers:
        before, after = (_text(plan, number) for plan in (former, present))
        lines = [*_said(before, after)] if _differ(before, after) else []
        rows = [*_rows(former, present, by_clause[0].get(number, {}), by_clause[1].get(number, {}))]
        if lines or rows:
            parts = ["\n".join(lines), "\n".join((_("据此条的条目："), *rows)) if rows else ""]
            found.append(_difference(former, present, number, "\n\n".join(filter(None, parts))))
    return tuple(found)


def _difference(former: Plan, present: Plan, number: str, text: str) -> Difference:
    plan = present if number in present.clauses else former
    named = heading(plan.clauses[number]) if number in plan.clauses else ""
    if number not in former.clauses:
        return Difference(number, named, "added", text)
    return Difference(number, named, "changed" if number in present.clauses else "removed", text)


def _text(plan: Plan, number: str) -> str:
    clause = plan.clauses.get(number)
    return "\n".join(filter(None, (clause.heading, clause.text))) if clause else ""


def _differ(before: str, after: str) -> bool:
    return without_spaces(before) != without_spaces(after)


# The wording


def _said(before: str, after: str) -> Iterator[str]:
    """Yield the sentences of a clause: kept ones as they are, others with － and ＋ before them."""
    one, other = _sentences(before), _sentences(after)
    bare = [*map(without_spaces, one)], [*map(without_spaces, other)]
    matcher = SequenceMatcher(None, *bare, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            yield from (f"　{sentence}" for sentence in other[k:m])
        else:
            yield from _replaced(one[i:j], other[k:m])


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in SENTENCES.split(text) if part.strip()]


def _replaced(gone: Sequence[str], come: Sequence[str]) -> Iterator[str]:
    for old, new in zip(gone, come, strict=False):
        yield from _reworded(old, new)
    yield from (f"－{sentence}" for sentence in gone[len(come) :])
    yield from (f"＋{sentence}" for sentence in come[len(gone) :])


def _reworded(old: str, new: str) -> Iterator[str]:
    """Yield a sentence once with its changes in it, or twice where it is quite another one."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        yield from (f"－{old}", f"＋{new}")
        return
    yield "～" + "".join(_marked(old, new, _joined(matcher.get_opcodes())))


Span = tuple[int, int, int, int]


def _joined(steps: Sequence[tuple[str, int, int, int, int]]) -> Iterator[tuple[bool, Span]]:
    """Yield spans, changed or not; changes that a letter or two parts are one change."""
    change: Span | None = None
    for what, i, j, k, m in steps:
        inner = change is not None and j - i < SHORTEST and j != steps[-1][2]
        if what != "equal" or inner:
            change = (change[0], j, change[2], m) if change else (i, j, k, m)
            continue
        if change is not None:
            yield True, change
        change = None
        yield False, (i, j, k, m)
    if change is not None:
        yield True, change


def _marked(old: str, new: str, spans: Iterator[tuple[bool, Span]]) -> Iterator[str]:
    for changed, (i, j, k, m) in spans:
        if not changed:
            yield new[k:m]
            continue
        gone, come = old[i:j], new[k:m]
        yield _("〔原：{words}〕").format(words=gone) if gone else ""
        yield _("〔新：{words}〕").format(words=come) if come else ""


# The rows


def _rows_by_clause(plan: Plan) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for table, every in plan.index.items():
        for row in every.values():
            if table != "meta":  # whose title and version stand above
                found.setdefault(row.clause, {})[table, row.code] = row
    return found


def _rows(former: Plan, present: Plan, before: Rows, after: Rows) -> Iterator[str]:
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if old is not None and new is not None:
            yield f"～{_words(present, key, new)}"
            yield from _fields(old, new)
        elif new is not None:
            yield f"＋{_words(present, key, new)}"
        elif old is not None:
            yield f"－{_words(former, key, old)}"


def _words(plan: Plan, key: Key, row: rows.Row) -> str:
    table, code = key
    if table in KINDS or isinstance(row, rows.Content | rows.WarningItem | rows.District):
        return coded(plan, table, row)
    return f"{getattr(row, 'name', '') or row.text} [{table} {code}]"


def _fields(old: rows.Row, new: rows.Row) -> Iterator[str]:
    """Yield each field of a row that is another, as the file has it."""
    before, after = (msgspec.to_builtins(row, str_keys=True) for row in (old, new))
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            values = (json.dumps(v.get(name), ensure_ascii=False) for v in (before, after))
            yield _("　　{name}　原：{old}　新：{new}").format(
                name=name, old=next(values), new=next(values)
            )
