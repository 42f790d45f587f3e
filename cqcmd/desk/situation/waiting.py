"""Calls that wait: forms with something in them that nobody has taken in, here or elsewhere."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from cqcmd.clock import parse_iso, stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.preferences import Draft, DraftsDesk
from cqcmd.desk.intake.desk import Preview
from cqcmd.desk.intake.form import FormReading, read_form
from cqcmd.desk.intake.forms import ID, KIND, LINE, OPENED_AT, typed_in
from cqcmd.desk.intake.same_accident import WITHIN, Told, matching, told
from cqcmd.desk.situation.toll import cell_toll
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.views import PreviewView, SameAccident, WaitingCall, WaitingState

Read = Callable[[Mapping[str, str], datetime], tuple[Plan, Preview, PreviewView]]
"""What a form would mean, and the plan by which that was read."""

LOOK_AGAIN = timedelta(seconds=3)
"""How often it is asked whether the terminal of a draft is still there."""


class WaitingCalls:
    """This session's forms as they are typed and set aside, and those of other terminals."""

    def __init__(
        self,
        open_record: OpenRecord,
        drafts: Callable[[], DraftsDesk],
        read: Read,
        again: Callable[[str], str],
    ) -> None:
        """``again``: under which id the call of an id, taken back, is taken again."""
        self._open_record, self._clock = open_record, open_record.clock
        self._drafts, self._read, self._again = drafts, read, again
        self._mine: dict[str, tuple[dict[str, str], bool]] = {}
        self._done: set[str] = set()
        self._others: tuple[tuple[Draft, bool], ...] = ()
        self._taken_in: dict[str, str] = {}
        self._seen: object = ()
        self._looked: datetime | None = None

    # Of this session

    def begin(self, ident: str) -> None:
        """Note that the form of a call is in front; its id may be one that was given up before."""
        self._done.discard(ident)
        if ident in self._mine:
            self._mine[ident] = self._mine[ident][0], False

    def typing(self, ident: str, fields: Mapping[str, str]) -> None:
        """Note what stands in a form, in front or set aside; without fields none waits."""
        _fields, parked = self._mine.pop(ident, ({}, False))
        if fields and ident not in self._done:
            self._mine[ident] = dict(fields), parked

    def park(self, ident: str) -> None:
        """Set a form aside."""
        fields, _parked = self._mine.pop(ident, ({}, False))
        if fields:
            self._mine[ident] = fields, True

    def forget(self, ident: str) -> None:
        """Forget a form: its call was taken in, or nobody wants it."""
        self._mine.pop(ident, None)
        self._done.add(ident)

    def taken_in(self, fields: Mapping[str, str]) -> None:
        """Note what stood in the form whose call was taken in last: it may have been a slip."""
        self._taken_in = dict(fields)

    def give_back(self, ident: str) -> bool:
        """Let the call taken in last wait again where it is that of ``ident``, void by now.

        Returns whether there was one. Raises Unwritable: it waits, but is not on the disk.
        """
        fields = self._taken_in
        if not ident or fields.get(ID) != ident or not self._open_record.incident(ident).void:
            return False
        ident = self._again(ident)
        self._taken_in, self._mine[ident] = {}, (fields | {ID: ident}, True)
        self._drafts().keep(f"{KIND}:{ident}", self._mine[ident][0])
        return True

    def parked(self, ident: str) -> dict[str, str]:
        """Return what stands in a form that was set aside; nothing for any other."""
        fields, parked = self._mine.get(ident, ({}, False))
        return dict(fields) if parked else {}

    # Of all

    @property
    def count(self) -> int:
        """How many wait, the forms in front left out."""
        return sum(parked for _fields, parked in self._mine.values()) + len(self._elsewhere)

    @property
    def _elsewhere(self) -> tuple[tuple[Draft, bool], ...]:
        """What others hold; a draft just taken from them lies there until the next look."""
        ours = self._mine.keys() | self._done
        return tuple(pair for pair in self._others if _ident(pair[0]) not in ours)

    def all(self) -> tuple[WaitingCall, ...]:
        """Return every call that waits, the earliest first; those being typed here, too."""
        found = [
            self._call(ident, fields, "parked" if parked else "typing", self._clock.now())
            for ident, (fields, parked) in self._mine.items()
        ]
        found += [
            self._call(_ident(draft), draft.fields, _state(alive), draft.saved_at)
            for draft, alive in self._elsewhere
        ]
        return tuple(sorted(found, key=lambda call: call.received_at))

    def same_call(self, ident: str, reading: FormReading) -> SameAccident | None:
        """Return another call that waits and seems to tell of the accident of ``ident``."""
        if not self._mine.keys() - {ident} and not self._others:
            return None
        plan, at = self._open_record.plan, reading.received_at
        call = told(plan, reading.details, reading.equipment, at)
        for fields in self.forms():
            texts, opened_at = typed_in(fields), _opened_at(fields, at)
            texts.pop(LINE, "")
            other = read_form(plan, texts, opened_at, self._clock.now())
            near = abs(other.received_at - at) <= WITHIN
            if fields.get(ID) != ident and near and matching(call, _told(plan, other)):
                return self._same(fields.get(ID, ""), other)
        return None

    def _same(self, ident: str, other: FormReading) -> SameAccident:
        name = other.details.get("unit") or other.details.get("place")
        what = " ".join(filter(None, (name, other.details.get("summary"))))
        at = stamp(other.received_at, self._clock.now())
        return SameAccident(ident, "", _("{at}接的待受理 {what}").format(at=at, what=what), True)

    def forms(self) -> tuple[Mapping[str, str], ...]:
        """Return what stands in every form that waits, whoever set it aside."""
        parked = [fields for fields, parked in self._mine.values() if parked]
        return (*parked, *(draft.fields for draft, _alive in self._elsewhere))

    def look(self) -> bool:
        """Look at the drafts of other terminals; tells whether anything is otherwise."""
        seen, now, before = self._drafts().seen(), self._clock.now(), self._others
        recently = self._looked is not None and abs(now - self._looked) < LOOK_AGAIN
        if seen == self._seen and (recently or not before):
            return False
        self._looked = now
        found = tuple(self._drafts().elsewhere(KIND)) if seen else ()
        unread = self._drafts().unread if seen else frozenset()
        # What the disk does not give waits as it was seen last, and is looked at again.
        self._others = (*found, *(pair for pair in before if pair[0].session in unread))
        self._seen = self._seen if unread else seen
        return self._others != before

    def take_up(self, ident: str) -> Draft | None:
        """Make a draft of an ended session this session's own; ``None``: it is so already.

        Raises:
            Refusal: another terminal is at it, or was first; or this one only looks.
        """
        if ident in self._mine:
            return None
        self._open_record.refuse_observing()
        for draft, alive in self._elsewhere:
            if _ident(draft) == ident:
                if alive:
                    raise Refusal(_("这份接报在另一个终端上，那边关掉以后才能在这里接。"))
                self._drafts().adopt(draft)
                return draft
        raise Refusal(_("这份接报已经受理、丢弃，或被别的终端接走了。"))

    def discard(self, ident: str) -> None:
        """Throw a call away that nobody took in. Raises Refusal."""
        self.take_up(ident)
        self.forget(ident)
        self._drafts().discard(f"{KIND}:{ident}")

    def _call(
        self, ident: str, fields: Mapping[str, str], state: WaitingState, saved_at: datetime
    ) -> WaitingCall:
        texts = typed_in(fields)
        line = texts.pop(LINE, "")
        plan, preview, view = self._read(texts, _opened_at(fields, saved_at))
        what = " ".join(filter(None, (texts.get("unit"), texts.get("summary"))))
        return WaitingCall(
            ident,
            state,
            preview.reading.received_at,
            what or line or " ".join(texts.values()),
            texts.get("place") or texts.get("district", ""),
            cell_toll(plan, preview.reading.facts()),
            view.grade,
            view.possible,
        )


def _opened_at(fields: Mapping[str, str], saved_at: datetime) -> datetime:
    """Return when the form was opened; of one that does not say when it was kept."""
    with suppress(BadInput):
        return parse_iso(fields.get(OPENED_AT, ""))
    return saved_at


def _told(plan: Plan, reading: FormReading) -> Told:
    return told(plan, reading.details, reading.equipment, reading.received_at)


def _ident(draft: Draft) -> str:
    return draft.fields.get(ID) or draft.form.partition(":")[2]


def _state(alive: bool) -> WaitingState:
    return "elsewhere" if alive else "left"
