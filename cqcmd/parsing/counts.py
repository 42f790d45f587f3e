"""How many of something: whole numbers as people type them."""

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.numbers import read_number, short

MOST = 9_999_999
"""Of nothing that is sent to an accident are there more."""


def read_count(text: str) -> int:
    """Read ``12``, ``１２``, ``两``, ``1.2万``.

    Raises:
        BadInput: no number, below zero, not whole, or too large.
    """
    if not text.strip():
        raise BadInput(_("请填数量。"))
    value = read_number(text)
    if value != int(value):
        raise BadInput(_("“{text}”不是整数，请填整数。").format(text=short(text)))
    if value > MOST:
        raise BadInput(_("“{text}”太大了，请核对数量。").format(text=short(text)))
    return int(value)
