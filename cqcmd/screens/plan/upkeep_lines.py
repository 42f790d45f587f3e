"""The list of 预案管理: evaluations, causes with what was noted, plans that were in force."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.views.office.upkeep import CauseLine, NoteLine, PlanVersion, ReviewLine, Upkeep
from cqcmd.widgets.table import HEADING, Cell, Line

REVIEW, CAUSE, NOTE, VERSION = "review", "cause", "note", "version"
"""How the keys of lines begin, before the code, the id or the digest."""


def upkeep_lines(upkeep: Upkeep, reviews: tuple[NoteLine, ...], now: datetime) -> list[Line]:
    """Return the list under its three headings."""
    noted = sum(len(cause.notes) for cause in upkeep.causes)
    return [
        _heading(_("多久评估一次")),
        *(_review_line(row) for row in upkeep.reviews),
        *(_note_line(note) for note in reviews),
        _gap(1),
        _heading(_("该修订的情形　记了 {count} 条").format(count=noted)),
        *_causes(upkeep.causes),
        _gap(2),
        _heading(_("启用过的预案　{count} 份").format(count=_in_force_here(upkeep))),
        *(_version_line(version, now) for version in upkeep.versions),
    ]


def _heading(words: str) -> Line:
    return Line(f"{HEADING}{words}", (Cell(""), Cell(words, "strong")))


def _gap(number: int) -> Line:
    return Line(f"{HEADING}gap:{number}", (Cell(""), Cell("")))


def _review_line(row: ReviewLine) -> Line:
    mark, state = (_("过期"), "overdue") if row.overdue else (_("未到"), "")
    return Line(f"{REVIEW}:{row.code}", (Cell(mark, state), Cell(row.words)), row.clause)


def _causes(causes: tuple[CauseLine, ...]) -> Iterator[Line]:
    if not causes:
        yield Line(f"{HEADING}none", (Cell(""), Cell(_("现行预案没有写修订情形。"), "dim")))
    for cause in causes:
        mark = Cell(_("{count} 条").format(count=len(cause.notes)) if cause.notes else "")
        yield Line(f"{CAUSE}:{cause.code}", (mark, Cell(cause.words)), cause.clause)
        yield from (_note_line(note, cause.clause) for note in cause.notes)


def _note_line(note: NoteLine, clause: str = "") -> Line:
    return Line(f"{NOTE}:{note.ident}", (Cell(""), Cell(f"　　{note.words}", "met")), clause)


def _version_line(version: PlanVersion, now: datetime) -> Line:
    since = _("{time} 启用").format(time=stamp(version.since, now)) if version.since else ""
    words = "　".join(filter(None, (f"《{version.title}》{version.words}", since, version.lost)))
    mark = Cell(_("现行"), "strong") if version.in_force else Cell(_other(version), "dim")
    return Line(f"{VERSION}:{version.digest}", (mark, Cell(words)))


def _other(version: PlanVersion) -> str:
    return _("随程序") if version.supplied else _("原")


def _in_force_here(upkeep: Upkeep) -> int:
    return sum(not version.supplied for version in upkeep.versions)
