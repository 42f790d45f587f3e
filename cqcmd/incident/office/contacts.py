"""通讯录: people who can be called, folded from the entries that keep them."""

from cqcmd.incident import events
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.events.station import Contact


class Contacts:
    """Everybody, by id, as last kept. Entries of any station may arrive in any order."""

    def __init__(self) -> None:
        self.by_id: dict[str, Contact] = {}
        self._orders: dict[str, str] = {}

    def absorb(self, entry: Entry) -> None:
        """Take in one entry; of two about one person the later in logical order stands."""
        for contact in events.read(events.ContactsKept, entry).people:
            if self._orders.get(contact.id, "") < entry.order:
                self._orders[contact.id] = entry.order
                self.by_id[contact.id] = contact

    @property
    def present(self) -> tuple[Contact, ...]:
        """The people not removed, in the order in which they came."""
        return tuple(person for person in self.by_id.values() if not person.removed)
