"""排班: who is on duty on a day, and on the days after it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from textual import work

from cqcmd.desk.desk import Desk
from cqcmd.desk.rota.forms import POSTS, RotaForm
from cqcmd.errors import BadInput, at_field
from cqcmd.i18n import _
from cqcmd.parsing.numbers import read_number
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.shared_fields import MAY_BE_BLANK, PERSON_EXAMPLE
from cqcmd.screens.rota.lines import day_name
from cqcmd.widgets.fields.pick_field import Pick
from cqcmd.widgets.fields.suggest_field import SuggestField
from cqcmd.widgets.fields.text_field import TextField


@form("rota", _("值班表"), of_incident=False)
class RotaDayForm(FieldForm):
    """One day, or the same people for several from it on."""

    purpose = _("这一天谁值班、谁带班、谁副班；同样的人连排几天，填天数。")

    def __init__(
        self, desk: Desk, day: date | None = None, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self._day = day or desk.tonight.day
        self.name_of_form = _("排班 {day}").format(day=day_name(self._day))
        super().__init__(desk, draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "RotaDayForm":
        """Open the day that the draft is about, else the duty that goes on now."""
        try:
            day = date.fromisoformat(wanted.ident)
        except ValueError:
            day = None
        return cls(desk, day, draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """Each day has a draft of its own."""
        return f"rota:{self._day.isoformat()}"

    def fields(self) -> Iterator[Field]:
        """Who, as what; and for how many days."""
        shown = self.desk.rota.day(self._day)
        for post, label in POSTS.items():
            example = MAY_BE_BLANK if post == "deputy" else PERSON_EXAMPLE
            field = SuggestField(post, label, self._people, example=example)
            field.fill(shown.name(post))
            yield field
        yield TextField("days", _("连排几天"), example=_("空为只排这一天；例 7"))

    def _people(self, typed: str) -> tuple[Pick, ...]:
        found = self.desk.contacts.search(typed) if typed.strip() else ()
        return tuple(Pick(person.name, person.name) for person in found)

    def on_mount(self) -> None:
        """Say how a name of 通讯录 is taken."""
        self.note("officer", _("打拼音首字母，按右键取通讯录里的"))
        self._learn_pinyin()

    @work(thread=True)
    def _learn_pinyin(self) -> None:
        self.desk.contacts.preload()

    def changed(self) -> None:
        """Say until when a duty lasts, and what a blank means."""
        turns = self.desk.tonight.rota.turns
        until = day_name(self._day + timedelta(days=1))
        words = _("从 {day} {time} 到 {until} {time}。几个人用顿号隔开。").format(
            day=day_name(self._day), time=f"{turns:%H:%M}", until=until
        )
        if self.text("days"):
            words += _("连排的，空着的一栏不动以后几天原来的人。")
        self.tell(words)

    def save(self, reason: str) -> str:
        """Put them down."""
        people = {post: self.text(post) for post in POSTS}
        self.desk.rota.keep(self._day, RotaForm(days=self._days(), **people))
        return _("已记入：{day} 值班表。").format(day=day_name(self._day))

    def _days(self) -> int:
        with at_field("days"):
            typed = self.text("days").removesuffix(_("天"))
            days = read_number(typed) if typed else 1
            if days != int(days):
                raise BadInput(_("连排的天数须是整数。"))
            return int(days)
