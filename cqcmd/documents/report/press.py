"""The press release (4.7, 舆论引导): nine contents in the plan's order; unknown is said as 待核."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from cqcmd.documents.paper import Head, Paper, paper
from cqcmd.i18n import _
from cqcmd.rules.facts import Amount
from cqcmd.rules.rows import Content, Fact

OPEN = _("待核")


def press_release(head: Head, rows: tuple[Content, ...], texts: Mapping[str, str]) -> Paper:
    """Write the release; ``texts`` by the code of a row of ``rows``, blank for the unknown."""
    body = [
        _("{number}. {name}：{words}").format(
            number=number, name=row.name, words=texts.get(row.code, "").strip() or OPEN
        )
        for number, row in enumerate(rows, 1)
    ]
    released = _("经政府授权后发布（{clause}）。").format(clause=head.plan.role("press").clause)
    return paper(_("新闻通稿"), head, [*body, "", released])


class Harm(Struct, frozen=True):
    """How many people suffered what; ``contested`` where two stations say it differently."""

    fact: Fact
    amount: Amount | None
    contested: bool = False


def toll(harms: Iterable[Harm]) -> str:
    """People harmed, as far as it is confirmed; a possible number is never printed."""
    return "，".join(map(_said, harms))


def _said(harm: Harm) -> str:
    fact, amount = harm.fact, harm.amount
    if amount is None or amount.confirmed is None:
        return _("{fact}人数待核").format(fact=fact.short)
    words = _("{fact}{number}{unit}").format(
        fact=fact.short, number=amount.confirmed, unit=fact.unit
    )
    unsure = harm.contested or amount.possible != amount.confirmed
    return _("{words}（仍在核实）").format(words=words) if unsure else words
