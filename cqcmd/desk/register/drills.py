"""Drills held on this station, beside what the law asks for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cqcmd.clock import local
from cqcmd.desk.drill.drawer import drill_folders
from cqcmd.desk.plan.laws import Laws
from cqcmd.i18n import _
from cqcmd.rules.laws import Article, Law, point_words
from cqcmd.rules.plan import Plan
from cqcmd.text import clean
from cqcmd.views.office.figures import DrillHeld, Drills

HERE_ALONE = _("只数得到在本程序里做完的演练，别处组织的不在内。")


def drills_held(data: Path, plan: Plan, now: datetime) -> Drills:
    """Return every drill begun here, the latest first, and whether one is due."""
    held = tuple(_held(data))
    asked = Laws({}, plan).on_drills()
    said = _said(held, *asked, now) if asked else _("没有读到多久演练一次的规定。")
    return Drills(held, said + HERE_ALONE)


def _held(data: Path) -> Iterator[DrillHeld]:
    for folder, marker in drill_folders(data):
        began = datetime.fromtimestamp(folder.begun(), UTC)
        yield DrillHeld(clean(marker.title, lines=False), began, marker.over)


def _said(held: tuple[DrillHeld, ...], law: Law, article: Article, now: datetime) -> str:
    last = next((drill.began for drill in held if drill.ended), None)
    rule = point_words(law, article)
    if last is None:
        return _("还没有做完过演练。{rule}。").format(rule=rule)
    until = _years_after(last, article.drill_years)
    words = _("上次演练 {last}，下次不晚于 {until}。{rule}。")
    if now > until:
        words = _("上次演练 {last}，{until} 前应再演练，已超过。{rule}。")
    days = f"{local(last):%Y-%m-%d}", f"{local(until):%Y-%m-%d}"
    return words.format(last=days[0], until=days[1], rule=rule)


def _years_after(moment: datetime, years: int) -> datetime:
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:  # the 29th of February
        return moment.replace(year=moment.year + years, day=28)
