"""What the columns of a contact list are called, by the many names people give them."""

import re
from collections.abc import Sequence

from msgspec import Struct

from cqcmd.parsing.heading_words import (
    ASIDE,
    KIND,
    LATIN,
    LONGEST,
    LONGEST_IN_LATIN,
    NAME_AND_NUMBER,
    ORDINAL,
    ORGANISATION,
    PERSON,
    PHONE,
    PHONE_IN_LATIN,
    PLAIN,
    ROLES,
    UNIT,
    Role,
)
from cqcmd.text import half_width


class Heading(Struct, frozen=True):
    """What a heading means.

    Attributes:
        words: as it stands.
        role: what the column holds; empty where that is of no use here.
        whose: whom a number or a name is of: 安全员 in 安全员电话; empty if nobody is named.
        sure: it is a usual name of such a column, and not a word that also stands in cells.
    """

    words: str
    role: Role = ""
    whose: str = ""
    sure: bool = False


def meaning_of(words: str) -> Heading:
    """Return what a heading means."""
    name = _named(words)
    if not name or len(name) > (LONGEST_IN_LATIN if name.isascii() else LONGEST):
        return Heading(words)
    for reading in (_usual, _joined, _phones, _ending):
        if found := reading(words, name):
            return found
    return Heading(words)


def under(above: str, heading: Heading) -> Heading:
    """Return a heading that stands under another, such as 姓名 under 领导."""
    whose = _named(above)
    if heading.whose or not whose or heading.role not in ("name", "phones", "post"):
        return heading
    return Heading(heading.words, heading.role, whose, heading.sure)


def post_named(heading: Heading) -> str:
    """Return the post that the heading of names says: 安全员; empty for 姓名 or 联系人."""
    whose = heading.whose
    return whose if PERSON.fullmatch(whose) and whose not in PLAIN else ""


def subtitle_in(words: str) -> str:
    """Return the unit that a line between people names: 一、市应急局; empty if it names none."""
    unit = ORDINAL.sub("", words).rstrip("：:").strip()
    return unit if UNIT.fullmatch(unit) else ""


def is_kind_of_number(words: str) -> bool:
    """Tell whether words say no more than of which kind a number is: 办公, 手机, 住宅."""
    name = _named(words)
    return not name.isdigit() and bool(name) and (_is_phone(name) or not KIND.sub("", name))


def akin(one: str, other: str) -> bool:
    """Tell whether two words mean one person's part: 安全员 and 安全管理员."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return len(short) > 1 and all(character in rest for character in short)


def is_heading_row(cells: Sequence[str]) -> bool:
    """Tell whether a row of cells names columns: people, duty days, organisations' numbers."""
    filled = [cell for cell in cells if cell]
    # A number or a date stands in no row of headings.
    if any(re.search(r"\d{5}|\d+月\d+日|\d[-/.]\d", half_width(cell)) for cell in filled):
        return False
    meanings = [meaning for cell in filled if (meaning := meaning_of(cell)).role]
    if len(filled) == 1 and meanings and not meanings[0].sure:
        return False  # a title such as 值班人员
    roles = {meaning.role for meaning in meanings}
    people = bool(roles & {"name", "title", "day"})
    if not people and not ("org" in roles and "phones" in roles):
        return False
    if "day" in roles and len(filled) > 1:
        return True  # 日期 白班 夜班
    if not any(meaning.sure for meaning in meanings) and len(meanings) < len(filled):
        return False
    # A row of people may hold such a word by chance, but headings name two columns or more.
    return len(meanings) >= min(2, len(filled))


def _named(words: str) -> str:
    """Return a heading without blanks, asides and the English beside the Chinese."""
    name = ASIDE.sub("", half_width(words)).lower()
    return name if name.isascii() else LATIN.sub("", name)


def _usual(words: str, name: str) -> Heading | None:
    role = ROLES.get(name)
    if role is None:
        return None
    whose = name if role == "name" and name not in ("姓名", "名字", "fullname") else ""
    return Heading(words, role, whose, sure=True)


def _joined(words: str, name: str) -> Heading | None:
    """姓名及电话: a name with its number in one cell."""
    if not _is_phone(name) or not NAME_AND_NUMBER.match(half_width(words).strip()):
        return None
    whose = re.split(r"[及和与/、,&+\s]", half_width(words).strip())[0]
    whose = "" if whose == "姓名" else whose.removesuffix("姓名")
    return Heading(words, "name", whose, sure=True)


def _phones(words: str, name: str) -> Heading | None:
    if not _is_phone(name):
        return None
    whose = "" if name.isascii() else name
    for word in (*PHONE, "姓名"):
        whose = whose.replace(word, "")
    return Heading(words, "phones", KIND.sub("", whose) and whose, sure=True)


def _is_phone(name: str) -> bool:
    return any(word in name for word in PHONE) or (
        name.isascii() and any(word in name for word in PHONE_IN_LATIN)
    )


def _ending(words: str, name: str) -> Heading | None:
    if name.endswith(("姓名", "名字")) or name.startswith("姓名"):
        whose = re.sub(r"姓名.*|名字$", "", name)
        return Heading(words, "name", whose, sure=True)
    if name.endswith(("职务", "职位", "岗位")):
        return Heading(words, "post", name[:-2], sure=True)
    if name.endswith(("日期", "星期")):
        return Heading(words, "day", sure=True)
    if name.endswith(("备注", "说明")):
        return Heading(words, "note", sure=True)
    if ORGANISATION.fullmatch(name):
        return Heading(words, "org", sure=True)
    if name.endswith(("部门", "科室", "处室")):
        return Heading(words, "department", sure=True)
    return Heading(words, "name", name) if PERSON.fullmatch(name) else None
