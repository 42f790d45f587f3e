"""What the clauses of a sentence say of people, without what is only feared or supposed."""

from collections.abc import Iterator

from cqcmd.parsing.people.mention import FEARED, Mention
from cqcmd.parsing.people.pairing import Pairing
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.clauses import Clause

_IF = (
    "如不", "如果", "若不", "若", "万一", "一旦", "否则", "不然", "要不然", "要是", "假如",
    "演练", "模拟", "假设", "演习",
)  # fmt: skip


def mentions_of(clauses: list[Clause]) -> Iterator[Mention]:
    """Yield what the clauses say of people, in order."""
    supposed: int | None = None
    for place, clause in enumerate(clauses):
        if any(word.kind == t.FEARED and word.text in _IF for word in clause.tokens):
            supposed = clause.sentence  # all of what follows, up to the full stop
        if supposed != clause.sentence:
            yield from (one for one in Pairing(clause, place).read() if one.guess != FEARED)
