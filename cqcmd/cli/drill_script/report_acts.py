"""What a script may do: reports made, signed, delivered, copied, heard of."""

from datetime import timedelta

from cqcmd.cli.drill_script.acts import Act
from cqcmd.cli.drill_script.post import Post
from cqcmd.desk.reports.forms import IssueForm, ReportForm
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events.command import How
from cqcmd.incident.events.incident import Stage
from cqcmd.rules.rows import Channel


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


class RecordNotification(Act, frozen=True, kw_only=True):
    """Another organisation is known to have learned of it."""

    org: str
    source: str = ""
    learned: timedelta | None = None
    reason: str = ""

    def perform(self, post: Post) -> None:
        """Record its receipt."""
        post.desk.reports.record_notification(
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
        draft = written.composer.draft(ident, self.stage)
        form = IssueForm(
            stage=self.stage,
            title=self.title or draft.title,
            body=self.body or draft.body,
            signer=self.signer,
            post=self.post,
            how=self.how,
            number=self.number,
            # As the form of the screen sends it: the desk refuses where another report came in
            # between.
            base=len(written.issued.every(ident)),
        )
        post.documents[ident] = written.issue(ident, form).entry


def _document(post: Post, case: str) -> str:
    found = post.documents.get(post.incident(case))
    if found is None:
        raise BadInput(_("还没有签发过书面报告。"))
    return found
