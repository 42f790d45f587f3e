"""What importing a file into the 值班表 would do, day by day, before anything is written."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding

from cqcmd.desk.desk import Desk
from cqcmd.desk.rota.forms import POSTS, RotaDay, RotaPreview
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.rota.lines import day_name
from cqcmd.widgets.drawing.prose import Prose
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.masthead import Masthead
from cqcmd.widgets.table import Cell, Column, Line, Table

COLUMNS = (Column("", 7), Column(_("日期"), 12), Column(_("说明"), 0))


class RotaImport(PostScreen):
    """Bad rows and gaps first, then what would change, then what is new."""

    BINDINGS = [
        Binding("f9", "take_in", _("导入"), id="take-in"),
        Binding("escape", "dismiss", _("不导入"), id="leave-import"),
    ]

    purpose = _("导入值班表以前先看：新排哪几天、改动哪几天、哪几天没有人。")
    main_keys = ("take_in", "dismiss")

    def __init__(self, desk: Desk, preview: RotaPreview) -> None:
        super().__init__(desk)
        self._preview = preview

    def compose(self) -> ComposeResult:
        """Masthead, the counts, the days, the keys."""
        yield Masthead(_("导入值班表"))
        yield Prose("counts")
        yield Table(COLUMNS, empty=_("没有可以导入的。"), id="rows")
        yield KeysLine()

    def on_mount(self) -> None:
        """Draw it; the cursor stands on what wants a look first."""
        self.query_one(Prose).show(plain(counted(self._preview)))
        table = self.query_one(Table)
        table.show(list(_lines(self._preview)))
        table.focus()

    def action_take_in(self) -> None:
        """Keep the days, all in one entry."""
        try:
            words = self.desk.rota.import_days(self._preview)
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.dismiss()
        self.say(words, undoable=True)


def counted(preview: RotaPreview) -> str:
    """Return how many of each kind, and which column was taken for what."""
    words = _(
        "{source}：新排 {new} 天，改动 {changed} 天，没有变化 {same} 天，"
        "有问题 {bad} 行（不导入），中间没有人的 {gaps} 天"
    ).format(
        source=preview.source,
        new=len(preview.new),
        changed=len(preview.changed),
        same=preview.same,
        bad=len(preview.bad),
        gaps=len(preview.gaps),
    )
    return f"{words}\n{preview.columns}"


def _lines(preview: RotaPreview) -> Iterator[Line]:
    for bad in preview.bad:
        words = _("第 {row} 行：{reason}").format(row=bad.number, reason=bad.reason)
        yield _line(f"bad:{bad.number}", Cell(_("有问题"), "urgent"), bad.words, words)
    for gap in preview.gaps:
        yield _line(f"gap:{gap}", Cell(_("没有人"), "possible"), day_name(gap), "")
    for kind, days in (
        (Cell(_("改动"), "soon"), preview.changed),
        (Cell(_("新排"), "met"), preview.new),
    ):
        yield from (_line(f"{day.day}", kind, day_name(day.day), _people(day)) for day in days)


def _line(key: str, kind: Cell, day: str, words: str) -> Line:
    return Line(key, (kind, Cell(day), Cell(words)))


def _people(day: RotaDay) -> str:
    named = {label: getattr(day, post) for post, label in POSTS.items()}
    return "  ".join(f"{label} {name}" for label, name in named.items() if name)
