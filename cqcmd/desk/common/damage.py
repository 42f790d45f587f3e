"""What is wrong with the record: entries that cannot be read, and what the check of it found."""

from collections.abc import Iterable, Iterator, Mapping

from cqcmd.i18n import _
from cqcmd.incident.events import Unreadable
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.state import Incident
from cqcmd.text import clean

MARK = _("〔记录有损〕")
"""Before the title of an incident of whose entries some cannot be read or were altered."""

TOLD = 200
"""Characters of what is left of a damaged entry that its line shows."""

REASONS = {
    "newer": _("更新的版本写的“{was}”，请升级本程序"),
    "content": _("内容坏了"),
    "row": _("记录坏了"),
}


class Damage:
    """What the last check of the record found.

    Attributes:
        faults: what is wrong with the chain, a sentence each.
        altered: entries that are not what was written, by id, each with its incident and number.
    """

    def __init__(self) -> None:
        self.faults: tuple[str, ...] = ()
        self.altered: dict[str, tuple[str | None, int]] = {}

    def found(
        self, faults: Iterable[str], altered: Mapping[str, tuple[str | None, int]]
    ) -> set[str | None]:
        """Take what a check found in place of what the last one did; returns whose it is."""
        before = set(self.altered.values())
        self.faults, self.altered = tuple(faults), dict(altered)
        return {ident for ident, _seq in before ^ set(self.altered.values())}

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries that were found altered before a check of the whole."""
        self.altered |= {entry.id: (entry.incident, entry.seq) for entry in entries}

    def words_of(self, incident: Incident) -> str:
        """Return what is wrong with the entries of an incident; empty where nothing is."""
        unread = [entry.seq for entry, _event in incident.unreadable]
        altered = sorted(
            seq
            for ident, (about, seq) in self.altered.items()
            if about == incident.id and seq not in unread and ident not in incident.struck
        )
        told = (
            (unread, _("有记录读不出来（第{n}条），以下可能不全")),
            (altered, _("有记录被改过（第{n}条），以下可能不对")),
        )
        return "；".join(words.format(n=_listed(seqs)) for seqs, words in told if seqs)

    def mark_of(self, incident: Incident) -> str:
        """Return the mark before the title of such an incident."""
        return MARK if self.words_of(incident) else ""


def unreadable_words(seq: int, event: Unreadable) -> str:
    """Return what stands in the log for an entry that cannot be read."""
    why = REASONS[event.why].format(was=clean(event.was, limit=40, lines=False))
    if event.timeless:
        why += _("，时间也读不出来")
    words = _("第{seq}条读不出来：{why}").format(seq=seq or "？", why=why)
    told = clean(event.told, limit=TOLD, lines=False)
    return words + (_("。残留：{told}").format(told=told) if told else "")


def unread_of(incidents: Iterable[Incident], station: Iterable[Entry]) -> Iterator[Entry]:
    """Yield every entry that cannot be read, of incidents and of the station."""
    for incident in incidents:
        yield from (entry for entry, _event in incident.unreadable)
    yield from (entry for entry in station if entry.kind == Unreadable.kind)


def _listed(numbers: list[int]) -> str:
    shown = "、".join(str(number) if number else "？" for number in numbers[:5])
    return _("{shown} 等 {n} ").format(shown=shown, n=len(numbers)) if numbers[5:] else shown
