"""Lines of the register in columns, one of them in full, and what an import would do."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from cqcmd.desk.devices.forms import NotedRow, RegisterPreview
from cqcmd.desk.devices.importing import named
from cqcmd.i18n import _
from cqcmd.views.office.devices import DeviceLine, DevicesFound
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.table import Cell, Column, Line

MOST_TOLD = 300
"""Lines of a kind that a preview lists; the command line tells all of them."""

FOUND = (Column(_("代码"), 21), Column(_("单位·地点"), 0), Column(_("品种"), 12), Column("", 4))
TOLD = (
    Column(_("行"), 7, right=True),
    Column("", 6),
    Column(_("哪一台"), 22),
    Column(_("说明"), 0),
)


def found_line(line: DeviceLine) -> Line:
    """Return a device or a unit in cells."""
    row = line.row
    if line.is_unit:
        count = _("设备 {count} 台").format(count=line.devices)
        where = " ".join(filter(None, (row.unit, row.address)))
        return Line(str(line.ident), (Cell(_("单位"), "dim"), Cell(where), Cell(count, "dim")))
    code = row.code or row.certificate or row.rescue_code or row.safety_code
    where = " ".join(filter(None, (row.unit, row.where, row.name)))
    over = Cell(_("过期"), "overdue") if line.over else Cell("")
    return Line(str(line.ident), (Cell(code), Cell(where), Cell(row.kind), over))


def full(pairs: Sequence[tuple[str, str]], *, over: bool) -> Content:
    """Return all that is known of one, a line a field."""
    words = _("{name}：{text}")
    lines = [plain(words.format(name=name, text=text)) for name, text in pairs]
    if over and lines:
        lines[-1] = lines[-1].stylize("bold")
    return Content("\n").join(lines)


def counts_line(found: DevicesFound, every: tuple[int, int]) -> str:
    """Say how much there is, and how much of it is listed."""
    whole = _("登记簿：设备 {devices} 台，单位 {units} 个").format(devices=every[0], units=every[1])
    if found.count <= len(found.lines):
        return _("找到 {count} 条 · {whole}").format(count=found.count, whole=whole)
    words = _("列出前 {shown} 条，再多打几个字 · {whole}")
    return words.format(shown=len(found.lines), whole=whole)


def preview_lines(preview: RegisterPreview) -> Iterator[Line]:
    """Yield rows that are refused, odd, changed, new."""
    yield from _noted("refused", _("不导入"), "urgent", preview.refused)
    yield from _noted("doubt", _("留意"), "possible", preview.doubts)
    yield from _noted("changed", _("更新"), "soon", preview.changed)
    for each in preview.new[:MOST_TOLD]:
        words = " ".join(filter(None, (each.row.kind, each.row.where, each.row.maintainer)))
        yield _told(
            f"new:{each.number}", each.number, Cell(_("新增"), "met"), named(each.row), words
        )


def left_out(preview: RegisterPreview) -> str:
    """Say that not every line is listed; empty where all are."""
    most = max(map(len, (preview.refused, preview.doubts, preview.changed, preview.new)))
    if most <= MOST_TOLD:
        return ""
    words = _("每种只列前 {most} 行；要看全部，用命令 cqcmd register import 文件。")
    return words.format(most=MOST_TOLD)


def _noted(key: str, kind: str, look: str, rows: Sequence[NotedRow]) -> Iterator[Line]:
    for place, row in enumerate(rows[:MOST_TOLD]):
        yield _told(f"{key}:{place}", row.number, Cell(kind, look), row.name, row.words)


def _told(key: str, number: int, kind: Cell, name: str, words: str) -> Line:
    return Line(key, (Cell(str(number)), kind, Cell(name), Cell(words)))
