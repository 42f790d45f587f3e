"""The line under the form: what is wrong with the field, what is asked, what can be typed there."""

from collections.abc import Sequence

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.quick_fill import MOVES
from cqcmd.screens.intake.form import LINE, RECEIVED
from cqcmd.widgets.drawing.cells import Piece
from cqcmd.widgets.fields.pick_field import Pick, PickField
from cqcmd.widgets.fields.text_field import TextField

HELP = {
    LINE: _("整句录入，例：{district}长江化工 储罐爆炸 1死3重伤 李明13800000000"),
    RECEIVED: _("不改就是打开本表的时刻"),
    "occurred_at": _("可留空；例：14:05、昨天 22:30、10分钟前"),
    "summary": _("发生了什么"),
    "caller": _("可跳过"),
    "callback": _("可跳过"),
}


def hint(
    desk: Desk,
    field: TextField | None,
    faults: dict[str, str],
    pending: dict[str, str],
    fields: dict[str, TextField],
) -> list[Piece]:
    """Return what to say about the field under the cursor."""
    if field is None:
        return [(words, "error") for words in list(faults.values())[:1]]
    if field.code in faults and not (isinstance(field, PickField) and field.matches):
        return [(faults[field.code], "error")]
    if field.code in pending:
        asked = pending[field.code] or _("快录行填入，请核对。")
        moves = _moves(field, fields) or [("  " + _("回车 无误"), "quiet")]
        return [(asked, "warning"), *moves]
    if isinstance(field, PickField):
        return _picks(field)
    words = HELP.get(field.code, "").format(district=desk.plan.word("example"))
    return [(words or _fact_name(desk, field.code), "quiet")] + (
        _moves(field, fields) if field.value and field.code in desk.plan.index["facts"] else []
    )


def _moves(field: TextField, fields: dict[str, TextField]) -> list[Piece]:
    words = "".join(
        _("  F{key} 改作{label}").format(key=key, label=fields[code].caption)
        for key, code in enumerate(MOVES.get(field.code, ()), 5)
        if code in fields
    )
    return [(_("  回车 仍作{label}").format(label=field.caption), ""), (words, "")] if words else []


def _fact_name(desk: Desk, code: str) -> str:
    return next((fact.name for fact in desk.plan.facts if fact.code == code), "")


def _picks(field: PickField) -> list[Piece]:
    if field.choosing:
        listed = [(f"{pick.name}  ", pick is field.chosen) for pick in field.matches]
        listed.sort(key=lambda pair: not pair[1])
        return [(words, "strong" if now else "quiet") for words, now in listed]
    if field.chosen:
        return [("", "")]
    if field.matches:
        return [(_("请选："), "warning"), *_listed(field.matches)]
    if field.value.strip():
        return [(_("没有找到，按原文记下"), "warning")]
    answers = field.answers()
    if all(len(pick.code) == 1 for pick in answers):
        return _listed(answers)
    return [(_("输入首字母、名称或编号；空格列出，向下换"), "quiet")]


def _listed(picks: Sequence[Pick]) -> list[Piece]:
    return [(f"{pick.code} {pick.name}  ", "quiet") for pick in picks]
