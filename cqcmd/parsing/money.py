"""Sums of money as people write them, read into hundredths of a yuan and written back."""

from decimal import Decimal

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.numbers import read_number, short, tidy

_SIGNS = ("¥", "￥", _("人民币"))
_ENDS = (_("元整"), _("元正"), _("元"), _("块钱"), _("块"))


def read_money(text: str) -> int:
    """Read ``1200``, ``1,200.50 元``, ``1.2万``: the sum in 分.

    Raises:
        BadInput: no number, zero or less, or finer than a 分.
    """
    plain = tidy(text)
    for sign in _SIGNS:
        plain = plain.removeprefix(tidy(sign))
    for end in _ENDS:
        plain = plain.removesuffix(end)
    if not plain:
        raise BadInput(_("请写花了多少元，例 1200、1.2万。"))
    cents = Decimal(read_number(plain)) * 100
    if cents == 0:
        raise BadInput(_("金额是零，不用记；写花了多少元。"))
    if cents != cents.to_integral_value():
        raise BadInput(_("“{text}”比分还细，最多写两位小数。").format(text=short(text)))
    return int(cents)


def write_money(cents: int) -> str:
    """Write ``1,200.50 元``."""
    return _("{yuan:,}.{rest:02d} 元").format(yuan=cents // 100, rest=cents % 100)
