"""What is filled in about a task of 措施 or 善后, and the labels of its states."""

from datetime import datetime

from msgspec import Struct

from cqcmd.i18n import _


class TaskForm(Struct, frozen=True, kw_only=True):
    """What is learned about a task afterwards; blank leaves it as it is."""

    words: str = ""
    owner: str = ""
    begun: datetime | None = None
    finished: datetime | None = None


TASK_STATES: dict[str, str] = {
    "open": _("未开始"),
    "begun": _("进行中"),
    "finished": _("已完成"),
    "not_needed": _("不适用"),
}
