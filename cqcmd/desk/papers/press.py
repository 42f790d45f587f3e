"""新闻通稿 (4.7): written for the public; by whose authority, how and when it went out."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import moment_in_full
from cqcmd.desk.papers.desk import Paper, PapersDesk
from cqcmd.desk.papers.forms import ReleaseForm
from cqcmd.desk.papers.press_facts import PressFacts, press_facts
from cqcmd.documents.report.plain_text import INDENT
from cqcmd.documents.report.press import UNFIT, press_release, prose
from cqcmd.documents.word.sheet_paper import Signing, in_word
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import PressReleased, PressWritten
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.state import Incident
from cqcmd.local_store import write_whole
from cqcmd.parsing.person_fields import check_name
from cqcmd.patterns import regex
from cqcmd.rules.rows import Content

_BETWEEN = regex(r"[、，,;；/\n]+")


class WrittenRelease(Struct, frozen=True):
    """A release that was written: its entry, its paper, and how it went out so far."""

    entry: str
    at: datetime
    paper: Paper
    released: tuple[str, ...]


class PressDesk:
    """The verbs of 新闻通稿."""

    def __init__(self, open_record: OpenRecord, papers: PapersDesk) -> None:
        self._open_record, self._papers = open_record, papers

    def facts(self, ident: str) -> dict[str, str]:
        """Return what is known for each content of the release; blank where nothing is."""
        return press_facts(self._open_record, ident)

    def title(self, ident: str) -> str:
        """Return a title for it, to be changed."""
        return PressFacts(self._open_record, ident).title()

    def elements(self) -> tuple[Content, ...]:
        """Return the contents that the plan wants in it (4.7)."""
        return self._papers.elements("press")

    def release(self, ident: str, texts: Mapping[str, str] | None = None, title: str = "") -> Paper:
        """Return the release: ``texts`` by the code of a row, else from the facts."""
        head = self._papers.head(ident)
        paragraphs = self.paragraphs(self.facts(ident) if texts is None else texts)
        made = press_release(head, title.strip() or self.title(ident), paragraphs)
        return in_word(made, head, Signing("", head.made_at), foot=())

    def paragraphs(self, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return how such contents read as prose."""
        return prose(self.elements(), texts, moment_in_full(self._open_record.clock.now()))

    def issue(
        self, ident: str, texts: Mapping[str, str], title: str = ""
    ) -> tuple[Paper, Path, str]:
        """Save a release and record its exact text; returns its paper, file and entry.

        Raises:
            BadInput: nothing is told in it, or words of our own screens stand in it.
            Unwritable: the disk is full or may not be written.
        """
        open_record = self._open_record
        self._look_over(open_record.incident(ident), texts, title)
        made, off_screen = self.release(ident, texts, title), open_record.journal.access.off_screen
        # Before the lock is taken: the library of Word takes a while to load.
        word = off_screen(made.word) if made.word else b""
        with open_record.act() as write:
            # On disk first: where the disk refuses, no entry may tell of a paper that is not there.
            path = off_screen(lambda: self._put(made, word))
            digest = sha256(made.text.encode()).hexdigest()
            event = PressWritten(title=made.title, text=made.text, digest=digest, file=path.name)
            entry = write.append(event, ident)
        return made, path, entry.id

    def _put(self, made: Paper, word: bytes) -> Path:
        """Save the text, and Word beside it under the same name."""
        path = self._papers.save(made)
        write_whole(path.with_suffix(".docx"), word)
        return path

    def _look_over(self, incident: Incident, texts: Mapping[str, str], title: str) -> None:
        if not any(words.strip() for words in texts.values()):
            raise BadInput(_("通稿里一项也没有填，没有存；请至少填一项。"))
        names = {row.code: row.name for row in self.elements()} | {"title": _("标题")}
        for code, words in {**texts, "title": title}.items():
            unfit = UNFIT.search(words)
            mark = unfit[0] if unfit else incident.number if incident.number in words else ""
            if mark:
                said = _("“{name}”里有内部用语“{mark}”，没有存；不明的请空着，通稿里不写这一项。")
                raise BadInput(said.format(name=names.get(code, code), mark=mark), code)

    def written(self, ident: str) -> tuple[WrittenRelease, ...]:
        """Return every release that was written, the first first."""
        incident = self._open_record.incident(ident)
        return tuple(self._written(ident, incident, *found) for found in incident.press)

    def one(self, ident: str, entry: str) -> WrittenRelease:
        """Return one of them. Raises BadInput: it is void, or there is none."""
        found = next((one for one in self.written(ident) if one.entry == entry), None)
        if found is None:
            raise BadInput(_("没有这份通稿，没有记；请先写好存下，再记发布。"))
        return found

    def released(self, ident: str, document: str, form: ReleaseForm, reason: str = "") -> None:
        """Record that a release went out; by another channel later it is recorded again.

        Raises:
            BadInput: nobody authorised it, no channel, or it went out through it already.
            NeedsReason: it went out more than 15 minutes ago.
        """
        open_record = self._open_record
        channels = _channels(form, open_record.plan.role("press").clause)
        open_record.check_time(form.at, reason)
        with open_record.act() as write:
            self._once(ident, self.one(ident, document).entry, channels)
            event = PressReleased(
                document=document,
                who=form.who.strip(),
                post=form.post.strip(),
                how=form.how,
                channels=channels,
                late_reason=reason,
            )
            write.append(event, ident, form.at)

    def _once(self, ident: str, document: str, channels: tuple[str, ...]) -> None:
        for entry, event in self._open_record.incident(ident).releases:
            again = [name for name in channels if name in event.channels]
            if event.document == document and again:
                words = _("{channel}在 {time} 已记过发布，{actor}记，没有再记；请只填别的渠道。")
                time = stamp(entry.occurred_at, self._open_record.clock.now())
                said = words.format(channel="、".join(again), time=time, actor=entry.writer)
                raise BadInput(said, "channels")

    def _written(
        self, ident: str, incident: Incident, entry: Entry, event: PressWritten
    ) -> WrittenRelease:
        head = replace(self._papers.head(ident), made_at=entry.occurred_at)
        body = tuple(line.strip() for line in event.text.split("\n") if line.startswith(INDENT))
        made = Paper(event.title, event.text, event.file, head.mark, body=body)
        made = in_word(made, head, Signing("", head.made_at), foot=())
        now = self._open_record.clock.now()
        words = _("{time} {channels}（{who}授权）")
        released = tuple(
            words.format(
                time=stamp(sent.occurred_at, now), channels="、".join(out.channels), who=out.who
            )
            for sent, out in incident.releases
            if out.document == entry.id
        )
        return WrittenRelease(entry.id, entry.occurred_at, made, released)


def _channels(form: ReleaseForm, clause: str) -> tuple[str, ...]:
    """Return the channels, each once. Raises BadInput: nobody authorised it, or no channel."""
    if not form.who.strip():
        words = _("请填授权人；新闻通稿经政府授权后发布（{clause}）。")
        raise BadInput(words.format(clause=clause), "who")
    check_name(form.who, "who")
    names = (name.strip() for name in _BETWEEN.split(form.channels))
    channels = tuple(dict.fromkeys(filter(None, names)))
    if not channels:
        raise BadInput(_("请填发布渠道，例如 区政府网站、微博。"), "channels")
    return channels
