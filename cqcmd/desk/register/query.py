"""What is typed into the line of the register: words, and filters by what is known."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.i18n import _
from cqcmd.parsing.days import Span, read_span
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Equipment
from cqcmd.text import clean, half_width
from cqcmd.views.office.register import STATES, RegisterRow, State

_STATES_TOO: dict[str, State] = {
    _("在办"): "open",
    _("观察期"): "watched",
    _("未终报"): "final_owed",
    _("终报未报"): "final_owed",
    _("办结"): "closed",
    _("排除"): "dismissed",
    _("不适用本预案"): "out_of_scope",
    _("作废"): "void",
}

STANDINGS = {"open": _("待判"), "below": _("未达")}
"""What stands for a grade where there is none."""

_OR_MORE = (_("及以上"), _("以上"))
_PERHAPS = (_("可能"), "?")


class Query(Struct, frozen=True):
    """Filters of one kind stand side by side, those of different kinds must all fit.

    ``maybe`` are grades that are possible. ``words`` are sought in what is written.
    """

    spans: tuple[Span, ...] = ()
    grades: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    equipment: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    states: frozenset[State] = frozenset()
    words: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    """The filters as they are shown."""

    def takes(self, row: RegisterRow) -> bool:
        """Whether the filters let a row through; of its words they know nothing."""
        return not self.named or (
            (not self.spans or any(span.has(row.day) for span in self.spans))
            and self._takes_grade(row)
            and (not self.equipment or row.equipment in self.equipment)
            and (not self.districts or row.district in self.districts)
            and (not self.states or row.state in self.states)
        )

    def _takes_grade(self, row: RegisterRow) -> bool:
        if not self.grades and not self.maybe:
            return True
        return row.grade.name in self.grades or row.possible.name in self.maybe


def read_query(plan: Plan, typed: str, today: date) -> Query:
    """Read a line; what is no filter is a word, and the order says nothing."""
    found = Query()
    for word in clean(typed, lines=False).split():
        found = _with(found, plan, word, today)
    return found


def _with(query: Query, plan: Plan, word: str, today: date) -> Query:
    span = read_span(word, today)
    if span is not None:
        said = (*query.named, _("接报 {words}").format(words=span.words))
        return replace(query, spans=(*query.spans, span), named=said)
    for name, values, said_of_it in _named(plan, word):
        more = getattr(query, name) | values
        return replace(query, **{name: more}, named=(*query.named, said_of_it))
    return replace(query, words=(*query.words, word))


def _named(plan: Plan, word: str) -> Iterator[tuple[str, frozenset[str], str]]:
    """Yield which part of a query the word is, its values, and how that is said."""
    short = half_width(word)
    perhaps = next((mark for mark in _PERHAPS if short.startswith(mark)), "")
    if grades := _grades(plan, short.removeprefix(perhaps)):
        said = _("可能 {names}") if perhaps else _("等级 {names}")
        name = "maybe" if perhaps else "grades"
        yield name, frozenset(grades), said.format(names="、".join(grades))
    kind = next((row for row in plan.equipment if word in _names_of(row)), None)
    if kind:
        yield "equipment", frozenset((kind.code,)), _("设备 {name}").format(name=kind.short)
    if district := next((row for row in plan.districts if word in (row.name, row.short)), None):
        yield "districts", frozenset((district.name,)), district.name
    states: dict[str, State] = {**{name: code for code, name in STATES.items()}, **_STATES_TOO}
    if word in states:
        yield "states", frozenset((states[word],)), STATES[states[word]]


def _names_of(kind: Equipment) -> tuple[str, ...]:
    # 压力容器（含气瓶）: nobody types what stands in brackets.
    return kind.name, kind.name.partition("（")[0], kind.short


def _grades(plan: Plan, word: str) -> tuple[str, ...]:
    """Return the names of the grades meant: one, or one and all that are graver."""
    more = next((end for end in _OR_MORE if word.endswith(end)), "")
    names = [row.name for row in plan.grades]
    name = word.removesuffix(more).removesuffix(_("事故"))
    if name in names:
        return tuple(names[: names.index(name) + 1]) if more else (name,)
    return (name,) if name in STANDINGS.values() and not more else ()
