"""Values of a case that several JSON Lines programs take, each refused in the same words."""

from datetime import datetime
from typing import Any

from cqcmd.clock import parse_iso
from cqcmd.errors import BadInput
from cqcmd.i18n import _


def refuse_unknown(case: dict[str, Any], keys: set[str]) -> None:
    """Refuse a case that has a field of another name.

    Raises:
        BadInput: naming the field.
    """
    for key in case:
        if key not in keys:
            raise BadInput(_("不认识的字段：{key}。").format(key=key[:40]))


def read_moment(value: Any, name: str) -> datetime:
    """Read a time with its offset; ``name`` is the field's.

    Raises:
        BadInput: no such time, or none at all.
    """
    if not isinstance(value, str):
        raise BadInput(_("{name} 须是带时区的 ISO 8601 时间。").format(name=name))
    return parse_iso(value)
