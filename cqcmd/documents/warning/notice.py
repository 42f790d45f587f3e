"""预警通知: the six contents of 3.2.2, when it was issued and begins, in words."""

from collections.abc import Iterator

from cqcmd.documents.paper import BLANK, moment
from cqcmd.documents.warning.content import Notice
from cqcmd.i18n import _

TITLES = {
    "draft": _("关于发布{category}{colour}预警的通知（草稿）"),
    "issued": _("关于发布{category}{colour}预警的通知"),
    "adjusted": _("关于调整{category}预警级别为{colour}的通知"),
    "lifted": _("关于解除{category}{colour}预警的通知"),
}


def title_of(notice: Notice) -> str:
    """Return the title, without the issuer, who signs at the end."""
    return TITLES[notice.what].format(category=notice.category, colour=notice.colour)


def body_of(notice: Notice) -> Iterator[str]:
    """Yield the contents of 3.2.2 in the plan's order, a paragraph each."""
    grade = _("，可能发生{grade}特种设备事故").format(grade=notice.grade) if notice.grade else ""
    contents = (
        (_("事件类别"), notice.category),
        (_("预警级别"), f"{notice.level}（{notice.colour}）{grade}"),
        (_("可能影响范围"), notice.area),
        (_("警示事项"), notice.notice),
        (_("应当采取的措施"), notice.measures),
        (_("发布机关"), notice.issuer),
    )
    for number, (name, words) in zip(_("一二三四五六"), contents, strict=True):
        yield _("{number}、{name}：{words}").format(
            number=number, name=name, words=words.replace("\n", " ") or BLANK
        )
    yield _("起始时间：{time}").format(time=moment(notice.starts_at) if notice.starts_at else BLANK)
    yield _("发布时间：{time}").format(time=moment(notice.issued_at) if notice.issued_at else BLANK)
    if notice.ended:
        yield _("解除：{words}").format(words=notice.ended)


def foot_of(notice: Notice) -> Iterator[str]:
    """Yield on what the notice rests: the plan, and each other text with its source."""
    yield _("内容依据：预案 {clause}").format(clause=notice.clause)
    for source in notice.sources:
        yield _("另据：{source}").format(source=source)
