"""手册: the officer's guide, read and searched beside the post, open where one came from."""

from collections.abc import Mapping

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.plan.reading import ReadingScreen
from cqcmd.views.office.manual import CHAPTER
from cqcmd.widgets.table import Cell, Column, Line

OF_SCREEN: Mapping[str, str] = {
    "AftermathScreen": _("善后"),
    "ClauseScreen": _("条款"),
    "DecisionForm": _("处置"),
    "HandoverScreen": _("交接班"),
    "PlanDifferenceScreen": _("预案管理"),
    "PlanReviewForm": _("预案管理"),
    "PrecedentsScreen": _("判例参考"),
    "ReviewScreen": _("善后·总结评估"),
    "RevisionCauseForm": _("预案管理"),
    "UpdateForm": _("情况更新"),
    "UpkeepScreen": _("预案管理"),
    "WhatIfScreen": _("假设推演"),
}
"""The section about a screen, where it is not that of its wing."""

OF_WING: Mapping[str, str] = {
    "attachments": _("日志与作废·附件"),
    "board": _("值班台"),
    "bundle": _("两个值班点，没有网络"),
    "command": _("指挥"),
    "contacts": _("通讯录"),
    "debrief": _("演练"),
    "devices": _("登记簿"),
    "drill": _("演练"),
    "intake": _("接报"),
    "log": _("日志与作废"),
    "measures": _("措施"),
    "palette": _("屏幕和命令"),
    "papers": _("交出去"),
    "plan": _("条款"),
    "register": _("事故台账"),
    "reports": _("报告"),
    "resources": _("应急保障"),
    "rota": _("值班表"),
    "safety": _("人员安全"),
    "situation": _("态势"),
    "station": _("起步"),
    "warnings": _("预警"),
}
"""The section about the screens of a wing."""


def section_of(screen: object) -> str:
    """Return the heading of the section about a screen; the first where none is."""
    kind = type(screen)
    wing = kind.__module__.rpartition("screens.")[2].partition(".")[0]
    return OF_SCREEN.get(kind.__name__) or OF_WING.get(wing, "")


class ManualScreen(ReadingScreen):
    """The headings beside the section under the cursor. It needs no network and no browser."""

    name_of_text = _("手册")
    name_of_part = _("节")
    columns = (Column(_("手册"), 0),)
    purpose = _("值班员手册：怎样用这个程序，逐节看，可以搜索。")
    main_keys = ("search", "next(1)", "read", "list", "leave")

    def __init__(self, desk: Desk, place: str = "") -> None:
        """Open at a section. Raises Refusal: the guide did not come with the program."""
        super().__init__(desk, place)
        self._sections = {section.key: section for section in desk.manual()}

    def parts(self) -> list[Line]:
        """List the sections, those within a chapter set in."""
        return [
            Line(
                section.key,
                (Cell(section.title if section.level <= CHAPTER else f"  {section.title}"),),
                state="strong" if section.level <= CHAPTER else "",
            )
            for section in self._sections.values()
        ]

    def text(self, key: str) -> str:
        """Return a section under its heading."""
        section = self._sections.get(key)
        return f"{section.key}\n\n{section.text}" if section else ""

    def counted(self) -> str:
        """Say how many sections there are."""
        return _("值班员手册　共 {count} 节").format(count=len(self._sections))
