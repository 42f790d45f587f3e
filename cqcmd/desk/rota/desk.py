"""值班表: who is on duty on which day; typed, repeated, taken from a file."""

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import date, time, timedelta
from pathlib import Path

from cqcmd.clock import local
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.contacts.files import refuse_drill, typed_path
from cqcmd.desk.rota.forms import MOST_DAYS, POSTS, RotaForm, RotaPreview
from cqcmd.desk.rota.importing import preview_of
from cqcmd.desk.rota.people import on_duty, stand_ins
from cqcmd.desk.rota.tonight import DAY, Tonight, day_words, lacks
from cqcmd.errors import BadInput
from cqcmd.files import read_file
from cqcmd.i18n import _
from cqcmd.incident.events.rota import RotaDay, RotaKept
from cqcmd.parsing.heads import read_heads
from cqcmd.parsing.person_fields import check_name
from cqcmd.text import clean, half_width
from cqcmd.views.office.rota import RotaDayView, RotaWeek, StandIn

WEEK = timedelta(days=7)


class RotaDesk:
    """The verbs of 值班表."""

    def __init__(self, open_record: OpenRecord, tonight: Tonight, mark: str = "") -> None:
        """``mark`` stands where the post is not real (演练)."""
        self._open_record = open_record
        self._tonight = tonight
        self._drill_mark = mark

    # Looking

    def week(self, day: date) -> RotaWeek:
        """Return the week in which a day lies, from Monday on."""
        first = monday(day)
        days = tuple(self.day(first + n * DAY) for n in range(7))
        return RotaWeek(first=first, days=days, turns=self._tonight.rota.turns)

    def day(self, day: date) -> RotaDayView:
        """Return who is down for a day, and what it lacks."""
        kept, tonight = self._kept(day), self._tonight.day
        return RotaDayView(
            day=day,
            people=on_duty(self._open_record, kept),
            lacks=lacks(kept),
            tonight=day == tonight,
            past=day < tonight,
        )

    def stand_ins(self, name: str, unit: str, besides: Collection[str]) -> tuple[StandIn, ...]:
        """Return who may be called in place of somebody who was not reached, the likeliest first.

        ``besides``: the names of who is called anyway.
        """
        return tuple(stand_ins(self._open_record, self._tonight.kept, name, unit, besides))

    def people_of(self, org: str) -> str:
        """Return by which words the people of an organisation are sought in 通讯录."""
        plan, serving = self._open_record.plan, self._open_record.ledger.serving
        district = serving.district if serving and serving.district else ""
        return plan.org(org).name.replace(plan.word("district"), f"{district} ").strip()

    # Writing

    def keep(self, day: date, form: RotaForm) -> None:
        """Put people down for a day, and for further ones. Raises BadInput."""
        named = {post: _names(getattr(form, post), post) for post in POSTS}
        if not any(named.values()):
            raise BadInput(_("没有填人。要空出这一天，回到值班表按 Del。"), "officer")
        if not 1 <= form.days <= MOST_DAYS:
            raise BadInput(_("连排 1 到 {most} 天。").format(most=MOST_DAYS), "days")
        with self._open_record.act() as write:
            days = [RotaDay(day=day, **named)]
            days += [self._with(day + n * DAY, named) for n in range(1, form.days)]
            write.append(RotaKept(days=tuple(days)), None)

    def clear(self, day: date, reason: str) -> None:
        """Take everybody off a day. Raises BadInput."""
        if not reason.strip():
            raise BadInput(_("请写明为什么空出这一天。"))
        with self._open_record.act() as write:
            if day not in self._tonight.rota.days:
                raise BadInput(_("{day}本来就没有排人。").format(day=day_words(day)))
            write.append(RotaKept(days=(RotaDay(day=day),), reason=reason.strip()), None)

    def repeatable(self, day: date) -> tuple[RotaDay, ...]:
        """Return what the week before would put on the days of a week that nobody is down for."""
        kept, first = self._tonight.rota.days, monday(day)
        days = (first + n * DAY for n in range(7))
        return tuple(
            _on(one, kept[one - WEEK]) for one in days if one not in kept and one - WEEK in kept
        )

    def repeat(self, day: date) -> int:
        """Put the people of the week before on the empty days of a week; returns how many days."""
        with self._open_record.act() as write:
            days = self.repeatable(day)
            if not days:
                raise BadInput(_("没有可照排的：上一周没有排，或者这一周的每一天都排了。"))
            write.append(RotaKept(days=days), None)
        return len(days)

    def turn_at(self, typed: str) -> None:
        """Record at what time of day a duty begins. Raises BadInput."""
        turns = _time_of_day(typed)
        with self._open_record.act() as write:
            write.append(RotaKept(turns=turns), None)

    # A file

    def preview_import(self, path: str | Path) -> RotaPreview:
        """Look at a file; nothing is written. May run in a thread. Raises BadInput."""
        file = typed_path(path)
        sheet = read_file(file)
        if not self._drill_mark:
            refuse_drill(sheet)
        today = local(self._open_record.clock.now()).date()
        source = clean(file.name, lines=False)
        return preview_of(sheet, source, self._tonight.rota.days, today)

    def import_days(self, preview: RotaPreview) -> str:
        """Keep the days of a preview in one act; returns what was done, in a sentence."""
        days = (*preview.new, *preview.changed)
        if not days:
            raise BadInput(_("没有可以导入的；请按每行的说明改正文件，再导入一次。"))
        with self._open_record.act() as write:
            write.append(RotaKept(days=days, source=preview.source), None)
        return _("已导入值班表：新排 {new} 天，改动 {changed} 天。").format(
            new=len(preview.new), changed=len(preview.changed)
        )

    def _kept(self, day: date) -> RotaDay:
        return self._tonight.rota.days.get(day, RotaDay(day=day))

    def _with(self, day: date, named: dict[str, str]) -> RotaDay:
        """Return a day with these people; who is not named stays as he was."""
        kept = self._kept(day)
        return RotaDay(day=day, **{post: named[post] or getattr(kept, post) for post in POSTS})


def monday(day: date) -> date:
    """Return the first day of the week in which a day lies."""
    return day - timedelta(days=day.weekday())


def _on(day: date, kept: RotaDay) -> RotaDay:
    return RotaDay(day=day, **{post: getattr(kept, post) for post in POSTS})


def _names(typed: str, post: str) -> str:
    """Return the names typed for a post, cleaned. Raises BadInput."""
    text = clean(typed, lines=False).strip()
    for name in (text, *read_heads([text]).names):
        check_name(name, post)
    return text


def _time_of_day(typed: str) -> time:
    """Return the time meant by ``8:30``. Raises BadInput."""
    if found := re.fullmatch(r"(\d{1,2}):(\d\d)", half_width(typed).strip(), re.ASCII):
        with suppress(ValueError):
            return time(int(found[1]), int(found[2]))
    raise BadInput(_("请填几点几分，例如 08:30。"))
