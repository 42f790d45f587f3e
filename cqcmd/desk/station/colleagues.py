"""Who else is here: other terminals of the same record, where each stands and whether it answers.

Two threads meet here. The screen's says where this terminal stands and reads who is there, both
one value put in place of another; all that touches the disk is `look`, in a thread of its own.
"""

import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.errors import reason_of
from cqcmd.i18n import _
from cqcmd.local_store.attendance import Attendance, Attendant, Seen
from cqcmd.paths import PRESENT
from cqcmd.text import clean
from cqcmd.views.colleague import Colleague

BEAT = 5.0
"""Seconds after which a session shows that it is not held up."""

UNANSWERED = 15.0
"""Seconds without a beat after which a session counts as held up: three were missed."""

LONGEST = 24
"""Characters of a name or a place that another session may have."""


class Place(Struct, frozen=True):
    """Where a terminal stands: the screen in words, its incident, duties being met, typing."""

    words: str = ""
    ident: str = ""
    duties: tuple[str, ...] = ()
    typing: bool = False


class Colleagues:
    """This terminal among the others.

    Attributes:
        trouble: why nobody can be seen; empty while all is well.
        counter: counts seconds, whatever becomes of the clock.
    """

    def __init__(self, open_record: OpenRecord, data: Path, mark: str) -> None:
        """``mark``: of a post that is not real, which shows nobody and is shown to nobody."""
        self.trouble = ""
        self.counter: Callable[[], float] = time.monotonic
        self._open_record, self._mark = open_record, mark
        self._attendance = Attendance(data / PRESENT)
        self._opened = open_record.clock.now()
        self._place = Place()
        self._said: Attendant | None = None
        self._beaten, self._refusals = 0.0, 0
        self._seen: tuple[Seen, ...] = ()
        self._beats: dict[str, tuple[int, float]] = {}
        self._view: tuple[object, int, tuple[Colleague, ...]] = (), 0, ()

    # Of the screen's thread

    @property
    def shown(self) -> bool:
        """Whether this terminal is one of those that see each other."""
        return not (self._mark or self._open_record.protected)

    def stand(self, place: Place) -> None:
        """Say where this terminal stands; others know of it with the next look."""
        self._place = place

    @property
    def all(self) -> tuple[Colleague, ...]:
        """Everybody else, the longest here first."""
        seen, absorbed = self._seen, self._open_record.ledger.absorbed
        if self._view[0] is not seen or self._view[1] != absorbed:
            found = [self._colleague(one.attendant) for one in seen]
            self._view = seen, absorbed, tuple(sorted(found, key=lambda one: (one.since, one.name)))
        return self._view[2]

    def about(self, ident: str) -> tuple[Colleague, ...]:
        """Return who is at an incident."""
        return tuple(one for one in self.all if ident and one.ident == ident)

    def meeting(self, ident: str, rule: str) -> str:
        """Return who is meeting a duty to report just now: ``王强正在报``; empty: nobody."""
        names = [one.name for one in self.about(ident) if rule in one.duties and not one.silent]
        return _("{names}正在报").format(names="、".join(names)) if names else ""

    def _colleague(self, said: Attendant) -> Colleague:
        incident = self._open_record.ledger.find(said.ident) if said.ident else None
        number = incident.number if incident else ""
        place = " ".join(filter(None, (number, _short(said.place))))
        return Colleague(
            _short(said.name) or _("没留名的终端"),
            said.since,
            place,
            said.ident,
            said.duties,
            _("正在填写") if said.typing else "",
            said.silent,
        )

    # Of a thread of its own

    def look(self, *, answers: bool = True) -> bool:
        """Say where this terminal stands, see who is there; tells whether anything is otherwise.

        ``answers``: whether this terminal takes what is shown on it.
        """
        before = self._seen, self.trouble
        whys = [self._try(lambda: self._say(answers=answers)), self._try(self._see)]
        why = next(filter(None, whys), "")
        self._refusals = self._refusals + 1 if why else 0
        if self._refusals != 1:  # another who reads a file may hold it up for a moment
            words = _("看不到别的终端在不在（{why}），其余照常；请检查数据目录的磁盘和权限。")
            self.trouble = words.format(why=why) if why else ""
            self._seen = () if whys[1] else self._seen
        return (self._seen, self.trouble) != before

    def _try(self, job: Callable[[], None]) -> str:
        """Do something with the disk; returns why it refused."""
        try:
            job()
        except OSError as error:
            return reason_of(error)
        return ""

    def _see(self) -> None:
        seen = tuple(map(self._with_silence, self._attendance.others()))
        # A beat alone is no change: what is drawn of it stays.
        if [replace(one, beat=0) for one in seen] != [replace(one, beat=0) for one in self._seen]:
            self._seen = seen

    def leave(self) -> None:
        """Be here no longer."""
        self._attendance.leave()

    def _say(self, *, answers: bool) -> None:
        place, now = self._place, self.counter()
        said = Attendant(
            since=self._opened,
            name=self._open_record.operator.name,
            place=place.words,
            ident=place.ident,
            duties=place.duties,
            typing=place.typing,
            silent=not answers,
        )
        if said != self._said:
            self._attendance.say(said)
            self._said, self._beaten = said, now
        elif answers and now - self._beaten >= BEAT:
            self._beaten = now
            self._beat(said)

    def _beat(self, said: Attendant) -> None:
        try:
            self._attendance.beat()
        except FileNotFoundError:  # somebody has cleared the folder
            self._attendance.say(said)

    def _with_silence(self, seen: Seen) -> Seen:
        """Return a session as silent where its beat has stood for too long, by our own counter."""
        beat, since = self._beats.get(seen.session, (-1, 0.0))
        now = self.counter()
        if beat != seen.beat:
            self._beats[seen.session] = seen.beat, now
        elif now - since >= UNANSWERED:
            return replace(seen, attendant=replace(seen.attendant, silent=True))
        return seen


def _short(words: str) -> str:
    return clean(words, limit=LONGEST, lines=False).strip()
