"""Which sheet of a file is read: the one that holds a list, and another if the officer says so."""

from collections.abc import Mapping, Sequence

from cqcmd.desk.contacts.forms import FIELDS, Question
from cqcmd.desk.contacts.tables import Table, tables_in
from cqcmd.errors import BadInput
from cqcmd.files import Sheet
from cqcmd.i18n import _

KEY = "sheet"
EXPLAINING = (_("说明"), _("示例"), _("样表"), _("模板"), _("须知"), _("填写"))
"""What stands in the names of sheets that explain a list."""

Lists = Sequence[tuple[Sheet, tuple[Table, ...]]]


def lists_in(sheet: Sheet) -> Lists:
    """Return the sheets of a file in which there are lists. Raises BadInput if there are none."""
    read = [(each, tables_in(each.rows)) for each in (sheet, *sheet.others)]
    found = [(each, tables) for each, tables in read if tables]
    if not found:
        words = _("表里没有“姓名”一列，没有导入；请在第一行写列名：{names}，只有姓名是必须的。")
        raise BadInput(words.format(names="、".join(FIELDS.values())))
    return found


def which_sheet(
    lists: Lists, answers: Mapping[str, str]
) -> tuple[Sheet, tuple[Table, ...], tuple[Question, ...]]:
    """Return the sheet that is read, its lists, and the question where several hold some."""
    usual = next((each for each in lists if _is_list(each)), lists[0])
    wanted = next((each for each in lists if each[0].title == answers.get(KEY)), usual)
    return (*wanted, (_question(lists, wanted[0], answers),) if len(lists) > 1 else ())


def _is_list(candidate: tuple[Sheet, tuple[Table, ...]]) -> bool:
    sheet, tables = candidate
    return any(table.rows for table in tables) and not any(w in sheet.title for w in EXPLAINING)


def _question(lists: Lists, read: Sheet, answers: Mapping[str, str]) -> Question:
    words = _("有 {count} 张工作表像是名单，现在读的是“{read}”；要读另一张就选它。")
    return Question(
        kind=KEY,
        key=KEY,
        number=0,
        name=read.title,
        words=words.format(count=len(lists), read=read.title),
        choices=tuple(
            (sheet.title, _("读“{name}”").format(name=sheet.title)) for sheet, _t in lists
        ),
        answer=answers.get(KEY, ""),
    )
