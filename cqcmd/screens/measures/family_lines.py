"""Lines of 家属: a family, and under it what was promised to it."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import stamp
from cqcmd.i18n import _
from cqcmd.views.aftermath import FamilyView, PledgeView
from cqcmd.widgets.table import Cell, Column, Line

FAMILY_COLUMNS = (
    Column(_("伤亡者 / 承诺"), 0),
    Column(_("家属 / 谁去办"), 18),
    Column(_("电话 / 期限"), 16),
    Column(_("办理"), 20),
)
FAMILY, PLEDGE = "family:", "pledge:"
"""How the keys of the lines begin."""


def family_lines(families: tuple[FamilyView, ...], clause: str, now: datetime) -> Iterator[Line]:
    """Yield each family with its promises under it."""
    for family in families:
        yield _family(family, clause)
        yield from (_pledge(one, clause, now) for one in family.promises)


def _family(family: FamilyView, clause: str) -> Line:
    name = " ".join(filter(None, (family.casualty, family.harm)))
    waiting = len(family.waiting)
    told = _("承诺 {n} 项").format(n=len(family.promises)) if family.promises else ""
    left = _("未办 {n}").format(n=waiting) if waiting else ""
    cells = (
        Cell(name, "strong"),
        Cell(family.kin),
        Cell(family.phones),
        Cell(" ".join(filter(None, (told, left))), "soon" if waiting else "dim"),
    )
    return Line(f"{FAMILY}{family.ident}", cells, clause)


def _pledge(one: PledgeView, clause: str, now: datetime) -> Line:
    due = _("{time} 前").format(time=stamp(one.due, now)) if one.due else ""
    if one.done_at is not None:
        state = Cell(_("已办 {time}").format(time=stamp(one.done_at, now)), "met")
    elif one.due is not None and one.due < now:
        state = Cell(_("逾期"), "overdue")
    else:
        state = Cell(_("未办"), "soon")
    cells = (Cell(f"　{one.text}"), Cell(one.owner), Cell(due), state)
    return Line(f"{PLEDGE}{one.entry}", cells, clause)


def family_said(family: FamilyView, now: datetime) -> str:
    """Return everything about a family, its referrals too."""
    contact = _("对接 {name}").format(name=family.contact) if family.contact else ""
    parts = (family.casualty, family.harm, family.kin, family.phones, contact, family.words)
    lines = ["  ".join(filter(None, parts))]
    lines += [
        _("{state} {name}（{lead}） {time} {words}").format(
            state=one.state_name,
            name=one.name,
            lead=one.lead,
            time=stamp(one.at, now),
            words=one.words,
        )
        for one in family.referrals
    ]
    return "\n".join(lines)


def pledge_said(one: PledgeView, now: datetime) -> str:
    """Return everything about a promise."""
    owner = _("{owner}去办").format(owner=one.owner) if one.owner else _("没有定谁去办")
    due = _("{time} 前").format(time=stamp(one.due, now)) if one.due else _("没有定期限")
    told = _("{time} 承诺：{text}  {owner}  {due}").format(
        time=stamp(one.at, now), text=one.text, owner=owner, due=due
    )
    if one.done_at is None:
        return told
    return _("{told}\n{time} 已办 {words}").format(
        told=told, time=stamp(one.done_at, now), words=one.done
    )
