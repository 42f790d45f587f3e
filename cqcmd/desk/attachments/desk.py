"""附件: files put beside the record, named by the log, looked at and held against what it says."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from cqcmd.clock import local, stamp
from cqcmd.desk.attachments.forms import AttachForm, size_words
from cqcmd.desk.attachments.typed_paths import typed_paths
from cqcmd.desk.attachments.viewer import TEXT, cannot_show, show
from cqcmd.desk.common.long_work import LongWork
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.documents.file_names import file_name, safe_name
from cqcmd.documents.paper import Paper, marked
from cqcmd.errors import BadInput
from cqcmd.files.encoding import decoded
from cqcmd.i18n import _
from cqcmd.incident.events import Attached, read
from cqcmd.incident.events.entry import Entry
from cqcmd.incident.state import Incident
from cqcmd.journal.attachments.folder import UNFINISHED, AttachmentFolder
from cqcmd.journal.attachments.source import Source, look_at
from cqcmd.journal.attachments.taking_in import Taken, take_in
from cqcmd.journal.copies.course import Course
from cqcmd.paths import unread
from cqcmd.text import clean
from cqcmd.views.log import AttachmentView

READ_BYTES = 1 << 20
"""So much of a text is shown here."""

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}")

GIVEN_UP = _("附件已取消，没有附，没有留下半份；填的还在，按 t 接着填。")
AMISS = _("{wrong}。日志里记的校验值不会变；请用原件或备份里的那一份。")
ELSEWHERE = _(
    "附件在{post}的主机上，没有到本机。要在这里看：在那台主机上导出这起事件，拿到这里合并，"
    "附件就一起来了。"
)
LEFT = _("附件正在复制，离开就不附了；原来的文件不动")


class AttachmentsDesk:
    """The verbs of 附件.

    Attributes:
        folder: where they lie.
    """

    def __init__(self, open_record: OpenRecord, data: Path, mark: str) -> None:
        self._open_record, self._data, self._mark = open_record, data, mark
        self.folder = AttachmentFolder(data)

    # Putting files beside the record

    def attaching(self, ident: str, form: AttachForm) -> LongWork:
        """Look at the files, and return the work that copies them and writes them down.

        Raises:
            BadInput: what was typed names no file that is attached.
            Refusal: this post, or whoever sits here, writes nothing.
        """
        open_record = self._open_record
        open_record.refuse_observing()
        # Asked before gigabytes are copied, not after.
        open_record.operator.refuse(Attached(name="", file="", sha256="", size=0))
        open_record.incident(ident)
        sources = open_record.journal.access.off_screen(lambda: self._sources(form.paths))

        def do(course: Course) -> Callable[[], str]:
            taken = take_in([(one, safe(one.path)) for one in sources], self.folder.path, course)
            return lambda: self._write_down(ident, form, sources, taken)

        return LongWork(Course(_("正在复制附件"), GIVEN_UP), do, LEFT)

    def _sources(self, typed: str) -> tuple[Source, ...]:
        ours = (*self._data.glob("*.db*"), self._open_record.journal.path)
        return tuple(look_at(path, ours) for path in dict.fromkeys(typed_paths(typed)))

    def _write_down(
        self, ident: str, form: AttachForm, sources: tuple[Source, ...], taken: tuple[Taken, ...]
    ) -> str:
        with self._open_record.act() as write:
            self._open_record.incident(ident)
            for source, one in zip(sources, taken, strict=True):
                event = Attached(
                    name=source.path.name,
                    file=one.file,
                    sha256=one.sha256,
                    size=one.size,
                    words=form.words,
                    source=form.source,
                    taken_at=form.taken_at,
                )
                write.append(event, ident)
        if len(taken) > 1:
            words = _("已附上 {n} 个文件，共 {size}，记入日志。")
            return words.format(n=len(taken), size=size_words(sum(one.size for one in taken)))
        words = _("已附上：{name}，{size}，记入日志。")
        return words.format(name=sources[0].path.name, size=size_words(taken[0].size))

    # Looking at them

    def every(self, ident: str) -> tuple[AttachmentView, ...]:
        """Return the files of an incident, of struck entries too: those are kept."""
        incident = self._open_record.incident(ident)
        return tuple(self._view(incident, entry) for entry in attached_in(incident))

    def one(self, ident: str, entry: str) -> AttachmentView:
        """Return the file of an entry. Raises BadInput: the log has none of it."""
        found = next((view for view in self.every(ident) if view.entry == entry), None)
        if found is None:
            raise BadInput(_("日志里没有这个附件，请回日志再选。"))
        return found

    def look(self, ident: str, entry: str, course: Course) -> str:
        """Return what is wrong with a file and what to do; empty where all of it is as it was.

        A thread will do. Raises Cancelled: it was given up.
        """
        post = self.one(ident, entry).post
        looked = self.folder.look(self._event(ident, entry), course, post)
        if looked.state == "elsewhere":
            return ELSEWHERE.format(post=post)
        return AMISS.format(wrong=looked.words) if looked.words else ""

    def course(self) -> Course:
        """Return what a look at a file tells its progress to."""
        return Course(_("正在核对"), _("没有核对完。"))

    def paper(self, ident: str, view: AttachmentView) -> Paper:
        """Return a text as something to be read here. Raises BadInput: it is none. Unread."""
        path = Path(view.path)
        if view.post and not path.exists():
            raise BadInput(ELSEWHERE.format(post=view.post))
        try:
            with path.open("rb") as file:
                data = file.read(READ_BYTES + 4)
        except OSError as error:
            raise unread(path, error) from error
        text = _text(data)
        if text is None:
            raise BadInput(_("{name} 不是文字，看不了；文件在 {path}。").format(**_named(view)))
        now, number = self._open_record.clock.now(), self._open_record.incident(ident).number
        name = file_name(number, Path(view.name).stem, now, self._mark)
        said = clean(text, limit=len(text) + 1)
        if len(data) > READ_BYTES:
            said += _("\n〔只显示开头的 1 MB，全文在文件里〕")
        said = "\n".join(filter(None, (marked(self._mark), said, marked(self._mark))))
        return Paper(view.name, said, name, self._mark)

    def show(self, view: AttachmentView) -> str:
        """Hand a file to the system's viewer; what to tell where it is shown where the file lies.

        A thread will do.
        """
        path = Path(view.path)
        if view.post and not path.exists():
            return ELSEWHERE.format(post=view.post)
        if path.is_symlink() or not path.is_file():
            return _("文件不在了；请插好盘，或从备份目录的“附件”里拷回原处。")
        why = cannot_show(path) or show(path)
        if why:
            return _("没有打开：{why}；请到写着的存放处去看。").format(why=why)
        return _("已请系统打开 {name}；没有窗口出来，请到写着的存放处去看。").format(**_named(view))

    def _event(self, ident: str, entry: str) -> Attached:
        entries = attached_in(self._open_record.incident(ident))
        return next(read(Attached, one) for one in entries if one.id == entry)

    def _view(self, incident: Incident, entry: Entry) -> AttachmentView:
        event, now = read(Attached, entry), self._open_record.clock.now()
        place = self.folder.place(event)
        struck = incident.struck.get(entry.id)
        at = f"{local(entry.recorded_at):%Y-%m-%d %H:%M:%S}"
        return AttachmentView(
            entry=entry.id,
            name=event.name,
            path=str(place or ""),
            size=size_words(event.size),
            sha256=event.sha256,
            shows=event.words,
            source=event.source,
            taken=stamp(event.taken_at, now) if event.taken_at else "",
            attached=_("{at} {who}，日志第 {seq} 条").format(
                at=at, who=entry.writer, seq=entry.seq
            ),
            struck=struck[1].reason if struck else "",
            readable=bool(TEXT.fullmatch(Path(event.name).suffix)),
            post=other_post(self._open_record, entry),
        )


def other_post(open_record: OpenRecord, entry: Entry) -> str:
    """Return what the post is called that attached a file; empty where it was this one."""
    if entry.station == open_record.journal.station:
        return ""
    return open_record.ledger.names.get(entry.station) or _("另一个值班点")


def attached_in(incident: Incident) -> Iterator[Entry]:
    """Yield the entries by which files were attached, struck ones too."""
    return (entry for entry in incident.entries if entry.kind == Attached.kind)


def safe(path: Path) -> str:
    """Return under which name a file is kept, its ending as it was: by it viewers know it."""
    ending = path.suffix if _ENDING.fullmatch(path.suffix) else ""
    stem = safe_name(path.name.removesuffix(ending) if ending else path.name)
    # What ends so is taken for half written.
    return f"{stem}{ending}" if ending.lower() != UNFINISHED else f"{stem}-{ending[1:]}"


def _text(data: bytes) -> str | None:
    """Return bytes as text; a character that the limit halved is left out."""
    ends = range(len(data), max(len(data) - 4, 0), -1) if len(data) > READ_BYTES else (len(data),)
    return next((text for end in ends if (text := decoded(data[:end])) is not None), None)


def _named(view: AttachmentView) -> dict[str, str]:
    return {"name": view.name, "path": view.path}
