"""The instructor (导调) of a drill: what is to come, messages by hand, what was observed."""

from datetime import datetime

from msgspec import convert

from cqcmd import chance
from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.drill.sentences import when_words
from cqcmd.desk.drill.session import DrillSession
from cqcmd.desk.drill.views import call_view
from cqcmd.drill.play.instructor_log import Observation, Sent
from cqcmd.drill.scenario.model import Inject
from cqcmd.drill.scenario.times import utc_of
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.text import clean
from cqcmd.views.drill import CallView, MessageView, Seen

LONGEST = 2000
"""Characters of a message or an observation."""


class InstructorDesk:
    """What the instructor may do beside working the clock. The journal is never written here."""

    def __init__(self, open_record: OpenRecord, session: DrillSession) -> None:
        self._open_record, self._session = open_record, session

    def messages(self) -> tuple[MessageView, ...]:
        """Return every message: those that came in order of arrival, then the others as written."""
        injects = {inject.id: inject for inject in self._session.scenario.inject}
        calls = self._session.state.calls
        came = {call.ident for call in calls}
        return (
            *(self._view(call, injects.get(call.ident), call.at) for call in calls),
            *(self._to_come(inject) for inject in injects.values() if inject.id not in came),
        )

    def _to_come(self, inject: Inject) -> MessageView:
        # A view needs a moment; that of now is never shown, since the message has not come.
        call = call_view(self._open_record.plan, inject, self._open_record.clock.now(), None)
        return self._view(call, inject, None)

    def _view(self, call: CallView, inject: Inject | None, at: datetime | None) -> MessageView:
        when = (
            when_words(self._open_record, self._session.scenario, inject) if inject else _("手工")
        )
        return MessageView(
            call.ident,
            call.means,
            call.sender,
            call.words,
            when,
            call.told,
            tuple(clean(hide, lines=False) for hide in inject.hides) if inject else (),
            at,
            call.answered_at,
        )

    def seen(self) -> tuple[Seen, ...]:
        """Return what was observed, in order of time."""
        found = self._session.inbox.observations()
        return tuple(
            Seen(observation.id, observation.at, observation.words, observation.by)
            for observation in found
        )

    def send(self, by: str, sender: str, words: str) -> None:
        """Send a message of one's own now; ``by`` is one of `By`. Raises BadInput, Unwritable."""
        self._refuse_over()
        row = {
            "id": chance.uuid().hex,
            "at": self._open_record.clock.now(),
            "by": by,
            "sender": _filled(sender, "sender", _("谁")),
            "words": _filled(words, "words", _("原话")),
        }
        self._session.send(convert(row, Sent))

    def send_now(self, ident: str) -> None:
        """Send a message of the scenario before its time or against its condition.

        Raises:
            BadInput: it came already, or the drill is over.
            Unwritable: the disk refuses.
        """
        self._refuse_over()
        self._session.send_now(ident)

    def observe(self, words: str, by: str = "", at: datetime | None = None) -> None:
        """Note something seen now, or at a moment of the drill. Raises BadInput, Unwritable."""
        now = self._open_record.clock.now()
        # Not refused after the end: what was seen is often written up only then.
        self._refuse_outside(at or now, now)
        seen = Observation(
            id=chance.uuid().hex,
            at=at or now,
            words=_filled(words, "words", _("观察")),
            by=_short(by.strip(), "by", _("观察人")),
        )
        self._session.observe(seen)

    def _refuse_outside(self, at: datetime, now: datetime) -> None:
        """Refuse a moment before the drill began or after now. Raises BadInput."""
        start = utc_of(self._session.scenario.start)
        if at > now:
            raise BadInput(_("观察的时间在演练时间之后，请改早。"), "at")
        if at < start:
            words = _("{at} 在演练开始（{start}）之前，请改；现在看到的空着就行。")
            at_words, start_words = stamp(at, now), stamp(start, now)
            raise BadInput(words.format(at=at_words, start=start_words), "at")

    def _refuse_over(self) -> None:
        if self._session.clock.over:
            raise BadInput(_("演练已经结束，不再有来电。"))


def _filled(text: str, field: str, name: str) -> str:
    found = text.strip()
    if not found:
        raise BadInput(_("{name}是空的，请填写。").format(name=name), field)
    return _short(found, field, name)


def _short(text: str, field: str, name: str) -> str:
    if len(text) > LONGEST:
        words = _("{name}超过 {most} 字，请写短些。")
        raise BadInput(words.format(name=name, most=LONGEST), field)
    return text
