"""What the columns of a contact list are called, by the many names people give them."""

import re
from collections.abc import Sequence

from cqcmd.text import half_width

USUAL = {
    "name": ("姓名", "名字", "名称", "联系人", "人员", "值班人员"),
    "post": ("职务", "岗位", "职位", "职责", "职务岗位", "岗位职务"),
    "org": ("单位", "组织", "机构", "单位名称", "工作单位", "所在单位", "所属单位", "单位部门"),
    "department": ("部门", "科室", "处室", "内设机构", "所属部门", "部门科室"),
    "hours": ("值班时间", "值班", "值班安排", "值班时段", "在岗时间"),
    "note": ("备注", "说明", "附注", "其他"),
}
PHONE = ("电话", "手机", "号码", "座机", "固话", "联系方式", "热线", "传真")

_ROLES = {name: role for role, names in USUAL.items() for name in names}
_ASIDE = re.compile(r"\([^)]*\)|[\s:*/·]+")


def roles_of(cells: Sequence[str]) -> dict[int, str]:
    """Return what each column holds if this is a row of headings: one with a single 姓名.

    Several columns may hold phones. A department is the organisation where no column is that.
    """
    found = {at: role for at, cell in enumerate(cells) if (role := _role(cell))}
    # A row of people may hold such a word by chance, but headings name two columns or more.
    if list(found.values()).count("name") != 1 or len(found) < min(2, _filled(cells)):
        return {}
    if "org" not in found.values():
        found = {at: "org" if role == "department" else role for at, role in found.items()}
    return found


def _role(heading: str) -> str:
    name = _ASIDE.sub("", half_width(heading))
    if name in _ROLES:
        return _ROLES[name]
    return "phones" if any(word in name for word in PHONE) and len(name) <= 10 else ""


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell)
