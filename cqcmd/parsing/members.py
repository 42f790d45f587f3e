"""People with their units, as they are typed on one line: ``王强（市公安局）、李敏 市应急局``."""

from msgspec import Struct

from cqcmd.patterns import regex
from cqcmd.text import clean

# A separator inside brackets parts what is said of one member, not two members.
_BETWEEN = regex(r"[、，,；;。\n]+(?![^（(]*[）)])")
_MEMBER = regex(r"(?P<name>[^\s（(]+)\s*[（(]?(?P<unit>[^）)]*)[）)]?\s*")


class Member(Struct, frozen=True):
    """Somebody and whose he is; ``unit`` is empty where nobody said."""

    name: str
    unit: str = ""


def read_members(text: str) -> tuple[Member, ...]:
    """Read who is named, each once, in the order typed.

    A name is what stands before the first space or bracket; the rest is his unit.
    """
    found = (_MEMBER.fullmatch(part.strip()) for part in _BETWEEN.split(clean(text)))
    members = (Member(part["name"], part["unit"].strip()) for part in found if part)
    return tuple(dict.fromkeys(members))
