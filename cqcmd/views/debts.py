"""What stands open of an incident before it could be closed (办结)."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from cqcmd.i18n import _

KINDS = {
    "report": _("报告"),
    "response": _("响应"),
    "verify": _("查证"),
    "team": _("队伍"),
    "held": _("被困"),
    "unclear": _("未核实"),
    "conflict": _("不一致"),
    "person": _("人员"),
    "property": _("资源"),
    "promise": _("承诺"),
    "assessment": _("评估"),
    "call": _("来电"),
}
"""What may stand open, in the order in which it is told."""

COUNTED = {
    "report": _("未报 {n} 项"),
    "response": _("响应未终止"),
    "verify": _("未查证核实"),
    "team": _("还在警戒区内 {n} 队"),
    "held": _("还有人被困、滞留"),
    "unclear": _("伤亡未核实 {n} 项"),
    "conflict": _("两处记录不一致 {n} 项"),
    "person": _("未撤离 {n} 人"),
    "property": _("调出的还没归还 {n} 批"),
    "promise": _("承诺未办 {n} 件"),
    "assessment": _("评估报告未交"),
    "call": _("放着没受理的来电 {n} 个，像是同一起"),
}
"""How several of a kind are told of together."""

STAYING = frozenset({"report", "response", "team", "held", "assessment"})
"""Kinds that no closing ends: with these a closed case stays on the board."""

NAMED = 4
"""Of what a decision may leave open so many are named, the others counted; of the rest all."""


class Debt(Struct, frozen=True):
    """One thing open: ``about`` is where it is settled, ``time`` since or until when it is."""

    kind: str
    about: str
    words: str
    time: str
    clause: str

    @property
    def key(self) -> str:
        """The key of its line."""
        return f"{self.kind}:{self.about}"

    @property
    def brief(self) -> str:
        """What the board has room for."""
        return _("评估未交") if self.kind == "assessment" else self.words

    @property
    def stays(self) -> bool:
        """Whether it goes on after a closing."""
        return self.kind in STAYING


def told_together(debts: Iterable[Debt]) -> Iterator[str]:
    """Yield a line a kind: ``未报 2 项：电话 区县政府（14:35前）、书面 市市监局（15:05前）``."""
    found = tuple(debts)
    for kind, counted in COUNTED.items():
        mine = [debt for debt in found if debt.kind == kind]
        if mine:
            shown = mine if kind in STAYING else mine[:NAMED]
            names = "、".join(map(_named, shown)) + (_("等") if len(shown) < len(mine) else "")
            heading = counted.format(n=len(mine))
            yield _("{heading}：{names}").format(heading=heading, names=names)


def _named(debt: Debt) -> str:
    return (
        _("{words}（{time}）").format(words=debt.words, time=debt.time) if debt.time else debt.words
    )
