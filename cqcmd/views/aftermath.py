"""善后 as screens are shown it: families with what was promised, services with referrals."""

from datetime import datetime

from msgspec import Struct


class PledgeView(Struct, frozen=True, kw_only=True):
    """A promise to a family; ``done_at`` is when it was kept, ``done`` what was done by whom."""

    entry: str
    text: str
    owner: str
    at: datetime
    due: datetime | None
    done_at: datetime | None
    done: str


class ReferralView(Struct, frozen=True, kw_only=True):
    """A referral: for whom, when it was made, when the service had done its part.

    ``entry`` says the last of it; ``whose`` is the casualty's name, empty where it is of nobody.
    """

    service: str
    name: str
    lead: str
    family: str
    whose: str
    state: str
    state_name: str
    entry: str
    at: datetime
    words: str


class FamilyView(Struct, frozen=True, kw_only=True):
    """A family on the list, with its promises in order of time and its referrals."""

    ident: str
    casualty: str
    harm: str
    kin: str
    phones: str
    contact: str
    words: str
    since: datetime
    promises: tuple[PledgeView, ...]
    referrals: tuple[ReferralView, ...]

    @property
    def waiting(self) -> tuple[PledgeView, ...]:
        """The promises that were not kept yet."""
        return tuple(one for one in self.promises if one.done_at is None)


class ServiceView(Struct, frozen=True, kw_only=True):
    """A service, and the referrals to it; ``lead`` is the first of those who lead it."""

    code: str
    name: str
    lead: str
    leads: str
    whose: str
    referrals: tuple[ReferralView, ...]


class OwedAfter(Struct, frozen=True, kw_only=True):
    """How many families, promises to them and referrals there are, and how many wait."""

    families: int
    promises: int
    waiting: int
    overdue: int
    referrals: int
    done: int
