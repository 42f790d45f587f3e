"""Lines of the register in columns, and the incident under the cursor in full."""

from cqcmd.i18n import _
from cqcmd.views.numbers import parted
from cqcmd.views.office.register import STATES, Register, RegisterRow, State
from cqcmd.widgets.table import Cell, Column, Line

_BEGINNING = (Column(_("接报"), 10), Column(_("编号"), 7), Column(_("等级"), 9))
_END = (Column(_("伤亡"), 9), Column(_("状态"), 8))

BESIDE = 120
"""Cells of the screen from which the incident under the cursor stands beside the list."""

WIDE_AT = (range(100, BESIDE), range(160, 10_000))
"""Cells of the screen where equipment and district have columns of their own."""

LOOKS: dict[State, str] = {"open": "strong", "final_owed": "soon", "void": "struck"}


def is_wide(width: int) -> bool:
    """Tell whether a screen that wide has those columns."""
    return any(width in widths for widths in WIDE_AT)


def columns_of(width: int, district: str) -> tuple[Column, ...]:
    """Return the columns on a screen that wide; ``district`` is what the plan calls one."""
    if not is_wide(width):
        return (*_BEGINNING, Column(_("单位·设备·概要"), 0), *_END)
    own = (Column(_("设备"), 8), Column(district, 10), Column(_("单位·概要"), 0))
    return (*_BEGINNING, *own, *_END)


def register_line(row: RegisterRow, wide: bool) -> Line:
    """Return an incident in cells."""
    grade = row.grade.name
    if row.possible.grade:
        grade += _("?{name}").format(name=row.possible.name[:2])
    names = (row.where or row.district, row.what) if wide else (title(row),)
    own = (Cell(row.kind), Cell(row.district)) if wide else ()
    number, words = parted(row.number, " ".join(filter(None, names)) or _("（未填）"))
    return Line(
        row.ident,
        (
            Cell(row.day.isoformat()),
            Cell(number),
            Cell(grade, row.grade.look or "dim"),
            *own,
            Cell(words),
            Cell(row.toll),
            Cell(STATES[row.state], LOOKS.get(row.state, "dim")),
        ),
        row.grade.clause,
    )


def title(row: RegisterRow) -> str:
    """Return unit, equipment and what happened."""
    return " ".join(filter(None, (row.where or row.district, row.kind, row.what)))


def filters_line(found: Register, typed: str, district: str) -> str:
    """Return the filters in force in words; without any, what can be typed."""
    if _("演练") in typed and not found.rows:
        return _("演练另存，不进台账：在值班台按 F11 看以前的演练。")
    if found.filters:
        return _("筛选：{filters}").format(filters=" · ".join(found.filters))
    if typed:
        return _("没有筛选，只按打的字找；按 F8 选筛选。")
    words = _(
        "打编号、单位、人名、拼音；年份、等级、设备、{district}、状态也打在这里，或按 F8 选。"
    )
    return words.format(district=district)


def counts_line(found: Register) -> str:
    """Return what was found, added up."""
    words = " · ".join(found.counts)
    whole = _("（台账共 {every} 起）").format(every=found.every)
    return words if len(found.rows) == found.every else words + whole


def brief(row: RegisterRow) -> str:
    """Return an incident in two lines."""
    first = " ".join(filter(None, (row.number, title(row), row.toll)))
    because = " ".join(filter(None, (row.grade.name, row.grade.clause, row.grade.because)))
    return f"{first}\n{row.district} {because}".strip()
