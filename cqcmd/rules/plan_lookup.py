"""The plan for a reader: a clause with every row that rests on it, or the list of clauses."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.rules import rows
from cqcmd.rules.plan import Plan
from cqcmd.rules.plan_sentences import GRADED, coded, sentences_of
from cqcmd.rules.plan_text import without_spaces
from cqcmd.rules.roles import LATER_TABLES
from cqcmd.text import cells, clean, half_width, pad

OPENING = 24
"""Characters of a clause's text that stand for a heading it does not have."""

LONGEST = 40
"""Characters of a clause's number that are looked at."""


def show(plan: Plan, clause: str | None) -> str:
    """Show a clause's text and its rows; without a clause, list all with their number of rows.

    Raises:
        BadInput: the plan has no such clause; the nearest are named.
    """
    if clause is None:
        return "\n".join(_list_of_clauses(plan))
    return "\n".join(_one_clause(plan, _find(plan, clause)))


def rows_of(plan: Plan, number: str) -> Iterator[tuple[str, rows.Row]]:
    """Return the rows that rest on a clause, each with its table."""
    return ((table, row) for table, row in _rulings(plan) if row.clause == number)


def rows_in_words(plan: Plan, number: str) -> tuple[str, ...]:
    """Return the rows that rest on a clause, in lines of words without codes."""
    return tuple(sentences_of(plan, list(rows_of(plan, number))))


def _rulings(plan: Plan) -> Iterator[tuple[str, rows.Row]]:
    """Yield the rows that say what is to be done; not those by which a plan is read."""
    for table, found in plan.index.items():
        if table not in LATER_TABLES:
            yield from ((table, row) for row in found.values())


def heading(clause: rows.Clause) -> str:
    """Name a clause for a list: by its heading, the accidents it grades, or how it opens."""
    opening = clause.text.partition("\n")[0]
    if clause.heading:
        return clause.heading
    if named := GRADED.match(opening):
        return _("{grade}事故").format(grade=named[1])
    return opening[:OPENING] + ("……" if len(opening) > OPENING else "")


def _list_of_clauses(plan: Plan) -> Iterator[str]:
    counts = Counter(row.clause for _table, row in _rulings(plan))
    width = max(map(cells, plan.clauses), default=0)
    for number, clause in plan.clauses.items():
        count = _("{count} 条").format(count=counts[number]) if counts[number] else ""
        yield f"{pad(number, width)}  {pad(count, 6, right=True)}  {heading(clause)}".rstrip()


def _one_clause(plan: Plan, clause: rows.Clause) -> Iterator[str]:
    yield f"{clause.number} {clause.heading}".rstrip()
    if clause.text:
        yield from ("", clause.text)
    beneath = [c for c in plan.clauses.values() if c.number.startswith(clause.number + ".")]
    if beneath:
        yield from ("", _("其下条款："))
        yield from (f"  {c.number}  {heading(c)}".rstrip() for c in beneath)
    found = [coded(plan, table, row) for table, row in rows_of(plan, clause.number)]
    if found:
        yield from ("", _("据此条的条目："))
        yield from (f"  {line}" for line in found)


def _find(plan: Plan, wanted: str) -> rows.Clause:
    wanted = clean(wanted, limit=LONGEST, lines=False)
    number = without_spaces(half_width(wanted))
    if number in plan.clauses:
        return plan.clauses[number]
    # The likeliest first: the beginning of a number, a slip in it, a word of the heading.
    near = [n for n in plan.clauses if number and n.startswith(number)]
    near += get_close_matches(number, list(plan.clauses), n=3, cutoff=0.5)
    near += [c.number for c in plan.clauses.values() if number and number in c.heading]
    shown = "、".join(list(dict.fromkeys(near))[:5])
    if shown:
        words = _("预案中没有条款“{clause}”，相近的有：{near}。")
        raise BadInput(words.format(clause=wanted, near=shown))
    words = _("预案中没有条款“{clause}”，请用 cqcmd plan show 列出全部条款。")
    raise BadInput(words.format(clause=wanted))
