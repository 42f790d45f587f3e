"""Days of a rota from the rows of a file: which column is what, and why a row is none."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import structs

from cqcmd.desk.rota.forms import POSTS, BadRow, RotaPreview
from cqcmd.errors import BadInput
from cqcmd.files import Sheet, SheetRow
from cqcmd.i18n import _
from cqcmd.incident.events.rota import RotaDay
from cqcmd.parsing.nothing import says_nothing
from cqcmd.parsing.person_fields import check_name
from cqcmd.parsing.rota_lists import DAY, read_rota_days, rota_column

MOST_DAYS = 400
"""So many days are imported at once: one entry of the journal has them all."""

Columns = dict[str, int]


def preview_of(
    sheet: Sheet, source: str, known: Mapping[date, RotaDay], today: date
) -> RotaPreview:
    """Return what importing a sheet would do. Raises BadInput: it has no such columns."""
    (head, *body), columns = _headed(sheet)
    found, bad = _days(body, columns, known, today)
    if len(found) > MOST_DAYS:
        words = _("表里超过 {most} 天，没有导入；请只留要排的，一次一年以内。")
        raise BadInput(words.format(most=MOST_DAYS))
    changed = tuple(day for day in found.values() if day.day in known and day != known[day.day])
    return RotaPreview(
        source=source,
        new=tuple(day for day in found.values() if day.day not in known),
        changed=changed,
        same=sum(known.get(day.day) == day for day in found.values()),
        gaps=tuple(_gaps(found, known)),
        bad=tuple(bad),
        columns="、".join(
            _("{heading} 作{post}").format(heading=head.at(at), post=POSTS.get(name, _("日期")))
            for name, at in columns.items()
        ),
    )


def _headed(sheet: Sheet) -> tuple[Sequence[SheetRow], Columns]:
    """Return the rows of the first list from its headings on, and which column is what."""
    for one in (sheet, *sheet.others):
        for at, row in enumerate(one.rows):
            columns = _columns(row)
            if DAY in columns and len(columns) > 1:
                return one.rows[at:], columns
    raise BadInput(_("没有认出列名：要有一行写着“日期”和“值班员”或“带班”，下面一天一行。"))


def _columns(row: SheetRow) -> Columns:
    found: Columns = {}
    for at, cell in enumerate(row.cells):
        if name := rota_column(cell):
            found.setdefault(name, at)
    return found


def _days(
    rows: Sequence[SheetRow], columns: Columns, known: Mapping[date, RotaDay], today: date
) -> tuple[dict[date, RotaDay], list[BadRow]]:
    found: dict[date, RotaDay] = {}
    told: dict[date, int] = {}
    bad: list[BadRow] = []
    for row in rows:
        try:
            days = list(_row_days(row, columns, known, today))
            for day in days:
                if day.day in told and found[day.day] != day:
                    words = _("这一天第 {row} 行已经有了，人不一样；请合成一行")
                    raise BadInput(words.format(row=told[day.day]))
            for day in days:
                found[day.day], told[day.day] = day, row.number
        except BadInput as refusal:
            bad.append(BadRow(row.number, row.at(columns[DAY]), str(refusal)))
    return dict(sorted(found.items())), bad


def _row_days(
    row: SheetRow, columns: Columns, known: Mapping[date, RotaDay], today: date
) -> Iterator[RotaDay]:
    """Yield the days of a row with its people; a blank cell leaves what is known as it is."""
    people = {post: _person(row, columns.get(post, -1), post) for post in POSTS}
    span = read_rota_days(row.at(columns[DAY]), today)
    if span is None:
        raise BadInput(_("“{cell}”认不出是哪一天").format(cell=row.at(columns[DAY])[:20]))
    if not any(people.values()):
        raise BadInput(_("没有写人"))
    for n in range((span.last - span.first).days + 1):
        day = span.first + timedelta(days=n)
        named = {post: name for post, name in people.items() if name}
        yield structs.replace(known.get(day, RotaDay(day=day)), **named)


def _person(row: SheetRow, column: int, post: str) -> str:
    words = row.at(column) if column >= 0 else ""
    if says_nothing(words):
        return ""
    if fault := row.faults.get(column):
        raise BadInput(fault)
    check_name(words, post)
    return words


def _gaps(found: Mapping[date, RotaDay], known: Mapping[date, RotaDay]) -> Iterator[date]:
    """Yield the days between the first and the last for which nobody is down."""
    if not found:
        return
    first, last = min(found), max(found)
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        if day not in found and day not in known:
            yield day
