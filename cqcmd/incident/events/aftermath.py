"""What is written down of the aftermath: casualties' families, and to which services they went."""

from typing import ClassVar, Literal

from cqcmd.incident.events.entry import Event, LateEvent

ReferralState = Literal["made", "done"]


class FamilyKept(Event, frozen=True, kw_only=True):
    """A casualty and his family as they are known from now on (5.1).

    ``harm``: what happened to him; ``kin``: who of the family speaks for it; ``contact``: who of
    ours keeps in touch. ``withdrawn``: it is taken off the list, and why.
    """

    kind: ClassVar[str] = "family"
    leans: ClassVar[bool] = False
    family: str
    casualty: str
    harm: str = ""
    kin: str = ""
    phones: str = ""
    contact: str = ""
    words: str = ""
    withdrawn: str = ""


class Referred(LateEvent, frozen=True):
    """Somebody was referred to a service, or the service has done its part.

    ``service`` is the code in the list of services, ``name`` and ``lead`` what it was called and
    who led it then. ``family``: for whom; empty where it is for no family. ``who`` took it there.
    """

    kind: ClassVar[str] = "referral"
    leans: ClassVar[bool] = False
    service: str
    name: str
    lead: str
    family: str = ""
    state: ReferralState = "made"
    who: str = ""
    words: str = ""
