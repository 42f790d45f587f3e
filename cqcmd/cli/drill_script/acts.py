"""What a script may do: calls, facts, decisions about an incident, the log."""

from datetime import timedelta

from msgspec import Struct

from cqcmd.cli.drill_script.post import Post
from cqcmd.rules.rows import Grade


class Act(Struct, frozen=True, kw_only=True, rename={"sender": "from"}):
    """One action, ``at`` so long after the start, about ``case`` (the only one where empty)."""

    at: timedelta
    do: str
    case: str = ""

    def perform(self, post: Post) -> None:
        """Do it. Raises Refusal, as the desk does."""
        raise NotImplementedError


class TakeCall(Act, frozen=True, kw_only=True):
    """Answer a message as a new call: ``fields`` are what is typed into the form."""

    inject: str
    fields: dict[str, str]
    reason: str = ""

    def perform(self, post: Post) -> None:
        """Open the incident."""
        post.inject(self.inject)
        call, fields = post.call(self.case), post.typed(self.fields)
        post.desk.intake.take_call(call, fields, post.now(), reason=self.reason)


class Update(Act, frozen=True, kw_only=True):
    """Enter what changed, from a message or a source; ``happened`` is when it came to be so."""

    inject: str = ""
    fields: dict[str, str]
    source: str = ""
    happened: timedelta | None = None
    reason: str = ""

    def perform(self, post: Post) -> None:
        """Enter it."""
        inject = post.inject(self.inject)
        source = self.source or (inject.sender if inject else "")
        post.desk.facts.update(
            post.incident(self.case),
            post.typed(self.fields),
            source=source,
            at=post.moment(self.happened),
            reason=self.reason,
        )


class StartDuties(Act, frozen=True, kw_only=True):
    """Start the duties before time makes it an accident."""

    reason: str = ""

    def perform(self, post: Post) -> None:
        """Start them."""
        post.desk.reports.start_duties(post.incident(self.case), self.reason)


class Override(Act, frozen=True, kw_only=True):
    """A named person decides on another grade."""

    grade: Grade
    who: str
    reason: str

    def perform(self, post: Post) -> None:
        """Record the decision."""
        ident = post.incident(self.case)
        post.desk.decisions.override(ident, self.grade, self.who, self.reason)


class Dismiss(Act, frozen=True, kw_only=True):
    """Verified not to be a special equipment accident."""

    who: str
    reason: str

    def perform(self, post: Post) -> None:
        """Record it."""
        post.desk.decisions.dismiss(post.incident(self.case), self.who, self.reason)


class Close(Act, frozen=True, kw_only=True):
    """Put aside by whoever is named, else by the officer on duty."""

    reason: str
    who: str = ""

    def perform(self, post: Post) -> None:
        """Close it."""
        who = self.who or post.desk.officer
        post.desk.decisions.close(post.incident(self.case), self.reason, who)


class Note(Act, frozen=True, kw_only=True):
    """A free note."""

    text: str

    def perform(self, post: Post) -> None:
        """Write it down."""
        post.desk.logbook.note(post.incident(self.case), self.text)


class Promise(Act, frozen=True, kw_only=True):
    """Something promised, to be done by ``due``."""

    text: str
    due: timedelta | None = None

    def perform(self, post: Post) -> None:
        """Write it down."""
        # Not `moment` alone, to which nothing means now: a promise may be without a day.
        due = post.moment(self.due) if self.due is not None else None
        post.desk.logbook.promise(post.incident(self.case), self.text, due)


class Undo(Act, frozen=True, kw_only=True):
    """Take the last act back, as a slip."""

    def perform(self, post: Post) -> None:
        """Strike it."""
        post.desk.logbook.undo()


class TakeOver(Act, frozen=True, kw_only=True):
    """Another officer takes the watch."""

    officer: str

    def perform(self, post: Post) -> None:
        """Record it."""
        post.desk.station.take_over(self.officer)
