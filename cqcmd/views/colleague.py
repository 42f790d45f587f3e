"""Another session of the same post, as screens tell of it."""

from datetime import datetime

from msgspec import Struct


class Colleague(Struct, frozen=True):
    """Who works at another terminal, and where.

    Attributes:
        name: of the person, or what stands for one who has not said.
        since: when that session was opened.
        place: the number of the incident and the screen in front, in words.
        ident: the incident; empty without one.
        duties: the rules of duties to report that are being met there.
        doing: what is done there in a word; empty where it is only looked at.
        silent: whether that terminal does not answer.
    """

    name: str
    since: datetime
    place: str = ""
    ident: str = ""
    duties: tuple[str, ...] = ()
    doing: str = ""
    silent: bool = False
