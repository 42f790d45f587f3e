"""What tells the name of a unit or a place from others, however fully it was said."""

from functools import lru_cache

from cqcmd.patterns import regex
from cqcmd.text import half_width

SHORTEST = 2
"""Characters below which it is no name: 厂 stands in too many others."""

_NOT_THE_NAME = regex(r"重庆市?|有限|责任|股份|集团|[总分]?公司|[\s,.;:()<>\"'、。《》“”‘’·\-]+")


@lru_cache(maxsize=2_000)  # at every key the names of all that is open are asked for
def name_core(name: str) -> str:
    """Return the name without city and form of company; empty where too little is left.

    重庆长江化工有限公司 is 长江化工.
    """
    core = _NOT_THE_NAME.sub("", half_width(name))
    return core if len(core) >= SHORTEST else ""
