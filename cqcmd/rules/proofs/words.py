"""Proofs about what a plan says: quotations stand in their clause, texts are fit to be shown."""

from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from cqcmd.i18n import _
from cqcmd.rules import rows
from cqcmd.rules.plan import Plan
from cqcmd.rules.plan_text import within, without_spaces
from cqcmd.rules.proofs.place import at
from cqcmd.text import clean

LONGEST_WORDS = 4000
"""Characters of one text of a row: more fills a screen by itself."""

LONGEST: dict[str, int] = {"short": 12, "colour": 8, "name": 60, "title": 80}
"""Characters of a field that stands in a cell or a heading."""

OWN_NAMES = ("orgs", "equipment", "groups", "units", "measures", "headquarters_acts")
"""Tables whose rows people choose by name."""


def word_faults(plan: Plan) -> Iterator[str]:
    """Yield a sentence for every text that is not in its clause, blank, too long or unfit."""
    for proof in (_quotes, _fit, _sizes, _names, _callers_words):
        yield from proof(plan)


def _quotes(plan: Plan) -> Iterator[str]:
    """Prove that whatever a row quotes stands in its clause, white space apart."""
    texts: dict[str, str] = {}
    for table, found in plan.index.items():
        for row in found.values():
            if row.clause not in plan.clauses:
                continue
            # Once a clause, not once a row: all member units quote the same annex.
            if row.clause not in texts:
                texts[row.clause] = without_spaces(within(plan.clauses, row.clause))
            for words in quotations(row):
                if without_spaces(words) not in texts[row.clause]:
                    yield at(table, row, _("引文“{words}”不在该条款中").format(words=words))


def _fit(plan: Plan) -> Iterator[str]:
    """Prove that every text is fit to be shown: nothing invisible in it, no line breaks in rows."""
    for table, found in plan.index.items():
        for row in found.values():
            if any(clean(s, limit=len(s), lines=False) != s for s in _strings(row)):
                yield at(table, row, _("文字含有控制字符、换行或不规范字符"))
    for clause in plan.clauses.values():
        if clean(clause.text, limit=len(clause.text)) != clause.text:
            yield _("预案正文 {number}：含有控制字符或不规范字符").format(number=clause.number)


def _strings(value: object) -> Iterator[str]:
    """Yield every text inside a row."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        yield from _strings(structs.astuple(value))
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)


def quotations(row: rows.Row) -> tuple[str, ...]:
    """Return the plan's wording that a row repeats."""
    match row:
        case rows.Unit():
            return (row.text, *row.duties)
        case rows.Measure():
            return (row.text, *(step.text for step in row.steps))
        case rows.Aftermath():
            return (row.text, *row.owners)
        case _:
            return (row.text,)


def _sizes(plan: Plan) -> Iterator[str]:
    """Prove that what stands in a cell or a heading is there, and fits."""
    for table, found in plan.index.items():
        for row in found.values():
            for field in row.__struct_fields__:
                if isinstance(value := getattr(row, field), str) and field != "text":
                    yield from (at(table, row, reason) for reason in _size(row, field, value))
            if max(map(len, _strings(row))) > LONGEST_WORDS:
                yield at(table, row, _("有一段文字超过 {most} 字").format(most=LONGEST_WORDS))


def _size(row: rows.Row, field: str, value: str) -> Iterator[str]:
    # A fact that is yes or no has no unit, and few acts of a headquarters ask or call for more.
    # That a word for the area is blank is told with those that are not there.
    optional = field in ("unit", "asks", "todo", "word")
    if not value.strip() and not optional:
        yield _("{field} 是空白").format(field=field)
    if field in LONGEST and len(value) > LONGEST[field]:
        yield _("{field} 超过 {most} 字").format(field=field, most=LONGEST[field])


def _names(plan: Plan) -> Iterator[str]:
    """Prove that whoever chooses by name or short name chooses one row."""
    for table in OWN_NAMES:
        yield from _twins(table, plan.index[table].values())
    # A flag that a choice decides is on no form: it may be called as the choice is.
    decided = {fact.sets for fact in plan.facts}
    yield from _twins("facts", (row for row in plan.facts if row.code not in decided))
    yield from _twins("districts", (row for row in plan.districts if row.until is None))
    for report in sorted({row.report for row in plan.contents}):
        yield from _twins("contents", (row for row in plan.contents if row.report == report))


def _twins(table: str, found: Iterable[rows.Row]) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for row in found:
        for field in ("name", "short"):
            name = getattr(row, field, None)
            if name and (first := seen.setdefault((field, name), row.code)) != row.code:
                words = _("{field}“{name}”与 {first} 相同，选的时候分不清")
                yield at(table, row, words.format(field=field, name=name, first=first))


def _callers_words(plan: Plan) -> Iterator[str]:
    """Prove that a caller's word means one kind of equipment."""
    seen: dict[str, str] = {}
    for row in plan.equipment:
        for word in row.words:
            if (first := seen.setdefault(word, row.code)) != row.code:
                words = _("words 里的“{word}”已属于 {first}")
                yield at("equipment", row, words.format(word=word, first=first))
            if not word.strip():
                yield at("equipment", row, _("words 里有空白的词"))
