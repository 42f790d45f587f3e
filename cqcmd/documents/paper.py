"""A paper: title, whence it comes, its paragraphs; folded to a page only where it is shown."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from cqcmd.clock import local
from cqcmd.documents.file_names import file_name
from cqcmd.i18n import _
from cqcmd.rules.plan import Plan
from cqcmd.text import clean, line_parts

WIDTH = 56
"""Cells of a line: 28 Chinese characters, as official papers are set."""

BLANK = _("〔待填〕")
"""Stands where something must be written that nobody has told yet."""


class Head(Struct, frozen=True):
    """What every paper names: whose incident, when it was made, under which plan.

    ``mark`` stands on the first and the last line of what is not real (演练); ``remark`` is what
    is wrong with the record it is made of.
    """

    number: str
    made_at: datetime
    plan: Plan
    mark: str = ""
    remark: str = ""


class Paper(Struct, frozen=True):
    """A text ready to be read, saved or printed; ``file_name`` is safe on any system.

    ``text`` has a line a paragraph, however long; ``page`` is the same set in columns by whoever
    knows its layout, ``body`` its paragraphs without title and origin.
    ``mark`` is 演练 on what is not real; ``message`` the words without columns, for QR codes;
    ``codes`` texts that are a code each, in its place. ``templated``: the office's own template
    changes how it looks.
    ``word`` makes the same as a Word file, where it can be one; it may raise BadInput for what is
    wrong with the office's template. ``alert`` makes a message for machines of it (CAP).
    """

    title: str
    text: str
    file_name: str
    mark: str = ""
    message: str = ""
    word: Callable[[], bytes] | None = None
    alert: Callable[[], bytes] | None = None
    codes: tuple[str, ...] = ()
    page: str = ""
    body: tuple[str, ...] = ()
    templated: bool = False

    @property
    def shown(self) -> str:
        """The text in lines of a page, for a screen or a printer that folds nothing itself."""
        return self.page or "\n".join(
            part for line in self.text.split("\n") for part in wrapped(line)
        )

    @property
    def marked_title(self) -> str:
        """The title where it stands alone, as in a printer's queue."""
        return marked(self.mark) + self.title


def paper(title: str, head: Head, body: Iterable[str]) -> Paper:
    """Make a paper of these lines; whoever wrote them, each stays one paragraph."""
    body = tuple(body)
    lines = [
        title + marked(head.mark),
        "",
        *origin(head),
        "",
        *body,
        *(("", marked(head.mark)) if head.mark else ()),
    ]
    text = "\n".join(clean(line, lines=False).rstrip() for line in lines)
    name = file_name(head.number, title, head.made_at, head.mark)
    return Paper(title, text + "\n", name, head.mark, body=body)


def wrapped(line: str, width: int = WIDTH) -> list[str]:
    """One paragraph in lines of at most ``width`` cells; what goes on keeps its indent."""
    line = clean(line, lines=False).rstrip()
    # Half a line at most, or an indent somebody typed would leave no room for the words.
    indent = line[: len(line) - len(line.lstrip(" "))][: width // 2]
    words = line.lstrip(" ")
    return [(indent + part).rstrip() for part in line_parts(words, width - len(indent))]


def marked(mark: str) -> str:
    """``〔演练〕`` as part of a line; nothing where there is no mark."""
    return _("〔{mark}〕").format(mark=clean(mark, lines=False).strip()) if mark.strip() else ""


def moment(at: datetime) -> str:
    """Write a moment in full, since a paper is read on other days: ``2026-07-25 14:05``."""
    return f"{local(at):%Y-%m-%d %H:%M}"


def origin(head: Head) -> Iterator[str]:
    """Yield whence a paper comes: its incident, its moment, the plan, what is wrong with it."""
    meta = head.plan.meta
    if head.number:  # a warning is of no incident
        yield _("事件编号：{number}").format(number=head.number)
    yield _("制作时间：{time}").format(time=moment(head.made_at))
    yield _("依据：{plan}").format(plan=f"{meta.title} {meta.number}".strip())
    yield _("预案校验码：{digest}").format(digest=head.plan.digest[:12])
    if head.remark:
        yield _("注意：{remark}").format(remark=head.remark)


def take_over(head: Head, sheet: tuple[str, ...]) -> Paper:
    """Add to the lines of the desk who hands over to whom, and when."""
    body = [*sheet, "", *(f"{name}：{BLANK}" for name in (_("移交人"), _("接收人"), _("时间")))]
    return paper(_("指挥权移交单"), head, body)
