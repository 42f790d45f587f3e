"""Names of the rota with their numbers, and who stands in for somebody who was not reached."""

from collections.abc import Collection, Iterator

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.rota.forms import POSTS
from cqcmd.i18n import _
from cqcmd.incident.events.rota import RotaDay
from cqcmd.incident.events.station import Contact
from cqcmd.parsing.heads import read_heads
from cqcmd.views.office.rota import OnDuty, StandIn

MOST = 3
"""So many colleagues are proposed."""

DEPUTY = _("副")
"""How the posts of deputies begin."""


def on_duty(open_record: OpenRecord, day: RotaDay) -> dict[str, OnDuty]:
    """Return who is down for a day, by post, with the numbers that 通讯录 has."""
    named = {post: getattr(day, post) for post in POSTS}
    return {
        post: OnDuty(POSTS[post], name, phones_of(open_record, name))
        for post, name in named.items()
        if name
    }


def phones_of(open_record: OpenRecord, names: str) -> tuple[str, ...]:
    """Return the numbers of who is named; none of a name that several people have."""
    present = open_record.ledger.contacts.present
    found = [[one for one in present if one.name == name] for name in read_heads([names]).names]
    return tuple(phone for alike in found if len(alike) == 1 for phone in alike[0].phones)


def stand_ins(
    open_record: OpenRecord, day: RotaDay | None, name: str, unit: str, besides: Collection[str]
) -> Iterator[StandIn]:
    """Yield who may be called in place of somebody: the deputy of the night, then colleagues.

    ``besides``: the names of who is called anyway.
    """
    on_call = read_heads([day.officer, day.leader]).names if day else ()
    if day and name in on_call:
        for deputy in read_heads([day.deputy]).names:
            yield StandIn(deputy, _("值班表副班"), phones_of(open_record, deputy), POSTS["deputy"])
    colleagues = [
        one
        for one in open_record.ledger.contacts.present
        if unit and one.org == unit and one.phones and one.name not in {name, *besides}
    ]
    for one in sorted(colleagues, key=_not_deputy)[:MOST]:
        yield StandIn(one.name, _("同单位，推定"), one.phones, one.post, one.org, one.id)


def _not_deputy(person: Contact) -> bool:
    return not person.post.startswith(DEPUTY)
