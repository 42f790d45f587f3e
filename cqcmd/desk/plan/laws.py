"""The law around the plan, as it is read beside it: each act in words, with its state."""

from collections.abc import Iterator, Mapping

import msgspec

from cqcmd.desk.common.services import services_of
from cqcmd.i18n import _
from cqcmd.paths import laws_file
from cqcmd.rules.laws import STATES, Article, Law, bearing_on, laws_around, point_words
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Source

BEYOND = _("不在预案之内。要点是本程序的转述，不是条文；以公布文本为准。")


class Laws:
    """The acts around a plan in the order of their file; ``quoted``: what its rows quote.

    Attributes:
        services: those to which people are referred, where the plan is of their city.
    """

    def __init__(self, quoted: Mapping[str, Source], plan: Plan) -> None:
        every = msgspec.json.decode(laws_file().read_bytes(), type=tuple[Law, ...])
        self._laws = tuple(laws_around(every, plan))
        self._quoted = quoted
        self.services = services_of(plan)

    def __iter__(self) -> Iterator[Law]:
        """Yield the acts."""
        return iter(self._laws)

    def named(self, name: str) -> Law | None:
        """Return the act of a title, or of a title with an article behind it."""
        return next((law for law in self._laws if f"{name} ".startswith(f"{law.title} ")), None)

    def on_drills(self) -> tuple[Law, Article] | None:
        """Return the article that says how often a drill is to be held; ``None`` without one."""
        found = ((law, row) for law in self._laws for row in law.articles if row.drill_years)
        return next(found, None)

    def on_requisition(self) -> tuple[Law, Article] | None:
        """Return the article about what is taken by order; ``None`` without one."""
        found = ((law, row) for law in self._laws for row in law.articles if row.requisition)
        return next(found, None)

    def mark(self, law: Law) -> str:
        """Return how far an act was read, in eight cells; a revision that was not seen is 待核."""
        return STATES["unverified" if law.state == "revising" else law.state]

    def overview(self) -> str:
        """Say of every act when it came into force and how far it was read."""
        return "\n".join((BEYOND, "", *(f"{law.title}　{_head(law)}" for law in self._laws)))

    def text(self, law: Law) -> str:
        """Say everything about an act: dates, state, its articles."""
        parts = [f"{law.title}\n{_head(law)}", BEYOND, law.remark]
        parts.append("\n".join(line for row in law.articles for line in self._article(law, row)))
        return "\n\n".join(part for part in parts if part)

    def beside(self, clause: str) -> tuple[str, ...]:
        """Return the articles that bear on a clause of the plan, a line each."""
        found = [point_words(law, row) for law, row in bearing_on(self._laws, clause)]
        unread = [law for law in self._laws if clause in law.clauses]
        return (*found, *(f"{law.title}：{law.remark}（{STATES[law.state]}）" for law in unread))

    def of_warning(self, level: int, clause: str) -> tuple[str, ...]:
        """Return the articles on issuing a warning of that level."""
        every = bearing_on(self._laws, clause)
        return tuple(
            point_words(law, row) for law, row in every if not row.levels or level in row.levels
        )

    def _article(self, law: Law, row: Article) -> Iterator[str]:
        named = "、".join(row.clauses)
        clauses = _("（预案 {clauses}）").format(clauses=named) if named else ""
        yield _("{article}条　要点：{point}{clauses}").format(
            article=row.article, point=row.point, clauses=clauses
        ) + (f"　{law.state_of(row)}" if row.state else "")
        source = self._quoted.get(f"{law.title} {row.article}") if row.quoted else None
        if source is not None:  # a district's plan may be without the row that has the wording
            yield _("　　原文：{text}").format(text=source.text)


def _head(law: Law) -> str:
    parts = (
        law.number,
        _("{date} 公布").format(date=law.date) if law.date else "",
        _("{date} 施行").format(date=law.in_force) if law.in_force else _("施行日期待核"),
        STATES[law.state],
    )
    return "　".join(part for part in parts if part)
