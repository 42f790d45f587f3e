"""The kinds of entries: their names in the log, and the role of the clause behind each."""

from cqcmd.desk.log import command_sentences as command_lines
from cqcmd.i18n import _

KIND_NAMES = {
    "opened": _("接报"),
    "details": _("情况"),
    "facts": _("事实"),
    "settled": _("核定"),
    "received": _("获知"),
    "reported": _("报告"),
    "note": _("记事"),
    "promise": _("承诺"),
    "kept": _("办结承诺"),
    "override": _("定级"),
    "duties_started": _("启动时限"),
    "scope": _("适用"),
    "dismissed": _("排除"),
    "closed": _("办结"),
    "struck": _("作废"),
    "recovered": _("恢复"),
    "clock": _("时钟"),
    "backup": _("备份"),
    "restored": _("恢复日志"),
    "plan": _("启用预案"),
    "plan_chosen": _("适用预案"),
    "plan_note": _("预案管理"),
    "station": _("本站"),
    "watch": _("交接班"),
    "contacts": _("通讯录"),
    "warning": _("预警"),
    "warning_action": _("预警行动"),
    "warning_lifted": _("解除预警"),
    "issued": _("签发"),
    "copied": _("抄送"),
    "verdict": _("判定凭据"),
    "unreadable": _("读不出"),
    **command_lines.KIND_NAMES,
}

SYSTEM = frozenset({"recovered", "clock", "backup", "struck", "settled"})
"""Kinds written by the program or about the log itself: shown dimmed."""

ROLES = {
    "opened": "report.first",
    "received": "report.first",
    "reported": "report.first",
    "duties_started": "report.first",
    "dismissed": "response.verify",
    "details": "report.contents",
    "facts": "grading",
    "settled": "grading",
    "override": "grading",
    "scope": "scope",
    "warning": "warning.issue",
    "warning_action": "warning.actions",
    "warning_lifted": "warning.change",
    "issued": "report.contents",
    "copied": "report.first",
    **command_lines.ROLES,
}
"""The role of the clause behind a kind of entry; every other is of the ``records``."""
