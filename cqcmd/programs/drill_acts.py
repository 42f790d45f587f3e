"""What a script may do: the desk's own verbs of calls, facts, reports and the log."""

from datetime import timedelta

from msgspec import Struct

from cqcmd.desk.reporting import ReportForm
from cqcmd.desk.written import IssueForm
from cqcmd.errors import BadInput
from cqcmd.incident.command_events import How
from cqcmd.incident.incident_events import Stage
from cqcmd.programs.drill_post import Post
from cqcmd.rules.rows import Channel, Grade
from cqcmd.words import _


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
        desk = post.desk
        desk.intake.take_call(post.call(self.case), self.fields, post.now(), reason=self.reason)


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
            self.fields,
            source=source,
            at=post.moment(self.happened),
            reason=self.reason,
        )


class Report(Act, frozen=True, kw_only=True):
    """A report made: who took it, at which number, whether it was read back."""

    to: str
    channel: Channel = "phone"
    person: str
    number: str = ""
    read_back: bool | None = None
    stage: Stage = "initial"
    remark: str = ""
    sender: str = ""
    made: timedelta | None = None
    reason: str = ""

    def perform(self, post: Post) -> None:
        """Record it."""
        self._record(post, "")

    def _record(self, post: Post, document: str) -> None:
        form = ReportForm(
            sender=self.sender or post.desk.org,
            receiver=self.to,
            channel=self.channel,
            person=self.person,
            number=self.number or post.number(self.to),
            at=post.moment(self.made),
            read_back=self.read_back,
            remark=self.remark,
            stage=self.stage,
            document=document,
        )
        post.desk.reports.record(post.incident(self.case), form, reason=self.reason)


class Deliver(Report, frozen=True, kw_only=True):
    """The report issued last was handed over."""

    channel: Channel = "written"

    def perform(self, post: Post) -> None:
        """Record its delivery."""
        self._record(post, _document(post, self.case))


class Copy(Act, frozen=True, kw_only=True):
    """A copy of the report issued last reached who is to have one."""

    to: str
    person: str
    how: str = ""

    def perform(self, post: Post) -> None:
        """Record it."""
        ident, document = post.incident(self.case), _document(post, self.case)
        post.desk.written.copied(ident, document, self.to, self.person, self.how, post.now(), "")


class Heard(Act, frozen=True, kw_only=True):
    """Another organisation is known to have learned of it."""

    org: str
    source: str = ""
    learned: timedelta | None = None
    reason: str = ""

    def perform(self, post: Post) -> None:
        """Record its receipt."""
        post.desk.reports.heard(
            post.incident(self.case),
            self.org,
            post.moment(self.learned),
            source=self.source,
            reason=self.reason,
        )


class Issue(Act, frozen=True, kw_only=True):
    """A written report signed: the text as composed, unless ``title`` or ``body`` say otherwise."""

    stage: Stage = "initial"
    signer: str
    post: str = ""
    how: How = ""
    number: str = ""
    title: str = ""
    body: str = ""

    def perform(self, post: Post) -> None:
        """Issue it."""
        ident, written = post.incident(self.case), post.desk.written
        draft = written.draft(ident, self.stage)
        form = IssueForm(
            stage=self.stage,
            title=self.title or draft.title,
            body=self.body or draft.body,
            signer=self.signer,
            post=self.post,
            how=self.how,
            number=self.number,
            base=len(written.every(ident)),
        )
        post.documents[ident] = written.issue(ident, form).entry


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
    """Nothing more is to be done."""

    reason: str

    def perform(self, post: Post) -> None:
        """Close it."""
        post.desk.decisions.close(post.incident(self.case), self.reason)


class Note(Act, frozen=True, kw_only=True):
    """A free note."""

    text: str

    def perform(self, post: Post) -> None:
        """Write it down."""
        post.desk.record.note(post.incident(self.case), self.text)


class Promise(Act, frozen=True, kw_only=True):
    """Something promised, to be done by ``due``."""

    text: str
    due: timedelta | None = None

    def perform(self, post: Post) -> None:
        """Write it down."""
        due = post.moment(self.due) if self.due is not None else None
        post.desk.record.promise(post.incident(self.case), self.text, due)


class Undo(Act, frozen=True, kw_only=True):
    """Take the last act back, as a slip."""

    def perform(self, post: Post) -> None:
        """Strike it."""
        post.desk.record.undo()


def _document(post: Post, case: str) -> str:
    found = post.documents.get(post.incident(case))
    if found is None:
        raise BadInput(_("还没有签发过书面报告。"))
    return found
