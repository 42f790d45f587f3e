"""The law around the plan: each act with its date, how far it was read, and what it bears on."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.i18n import _
from cqcmd.rules.plan import Plan

State = Literal["read", "partly", "revising", "unverified"]

STATES: dict[State, str] = {
    "read": _("已读"),
    "partly": _("部分待核"),
    "revising": _("修订中·待核"),
    "unverified": _("待核"),
}
"""How far the text of an act was read. What was not read says 待核 wherever it is shown."""


class Article(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An article, in words of our own: a paraphrase (要点), never the wording.

    ``roles``: what of the plan it bears on; ``clauses``: as `Law.clauses`.
    ``step``: what it asks for once a warning is issued. ``drill_years``: within how many years a
    drill is to be held, if it is about that. ``requisition``: it is about what is taken by order.
    ``quoted``: a row of the plan has its wording. ``levels``: the warning levels it is about;
    empty: it is not about some levels only. ``state``: where it differs
    from the act's.
    """

    article: str
    point: str
    roles: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    quoted: bool = False
    step: Literal["", "sent", "told_up", "filed"] = ""
    drill_years: int = 0
    requisition: bool = False
    state: State | None = None


class Law(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A law, a regulation, a standard beside the plan; dates as far as they are known.

    ``place``: the city whose own law it is, empty for the state's. ``clauses``: of the plan that
    comes with the program, what it bears on there beside ``roles``; ``on_clauses``: what is to be
    said of them.
    """

    title: str
    short: str
    place: str = ""
    number: str = ""
    date: str = ""
    in_force: str = ""
    state: State
    remark: str = ""
    clauses: tuple[str, ...] = ()
    on_clauses: str = ""
    articles: tuple[Article, ...] = ()

    def state_of(self, article: Article) -> str:
        """Return how far an article was read, in words."""
        return STATES[article.state or self.state]


def laws_around(laws: Iterable[Law], plan: Plan) -> Iterator[Law]:
    """Yield the laws that hold where the plan does, each with the plan's own clauses."""
    # The numbers in the file are those of the plan that comes with the program, as format 1 is.
    numbered = plan.meta.format == 1
    for law in laws:
        if law.place in ("", plan.word("city")):
            yield replace(
                law,
                clauses=law.clauses if numbered else (),
                remark=law.remark + (law.on_clauses if numbered else ""),
                articles=tuple(_placed(row, plan, numbered) for row in law.articles),
            )


def _placed(row: Article, plan: Plan, numbered: bool) -> Article:
    named = filter(None, (plan.clause_of(role) for role in row.roles))
    return replace(row, clauses=(*dict.fromkeys(named), *(row.clauses if numbered else ())))


def bearing_on(laws: Iterable[Law], clause: str) -> Iterator[tuple[Law, Article]]:
    """Yield the articles that bear on a clause of the plan."""
    for law in laws:
        for article in law.articles:
            if clause in article.clauses:
                yield law, article


def point_words(law: Law, article: Article) -> str:
    """Return ``突发事件应对法 64：……（要点，已读）``."""
    return _("{law} {article}：{point}（要点，{state}）").format(
        law=law.short,
        article=article.article,
        point=article.point.removesuffix("。"),
        state=law.state_of(article),
    )
