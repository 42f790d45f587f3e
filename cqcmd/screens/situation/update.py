"""情况更新: what changed, from one source at one time; the grade it would give, while typing."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import ClassVar, Self

from textual import events, work
from textual.binding import Binding, BindingType

from cqcmd.desk.desk import Desk
from cqcmd.desk.intake.form import FormReading
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.situation.line_entry import LINE, LineEntry
from cqcmd.screens.situation.update_fields import UpdateFields
from cqcmd.screens.situation.update_line import UpdateLine
from cqcmd.views import PreviewView
from cqcmd.widgets.fields.text_field import TextField

INJURED = ("serious_injuries", "injured")
"""Whom the dead come from: the gravely injured, or all where the plan does not part them."""


@form("update", _("情况更新"))
class UpdateForm(FieldForm):
    """Fields left blank stay as they were; only what is typed is recorded."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10", "moved", _("从重伤转入"), id="moved"),
        Binding("f8", "all_fields", _("其他各栏，更正单位、设备"), id="update-all"),
    ]

    form = "update"
    name_of_form = _("情况更新")

    purpose = _("只填变了的，空着的不动；保存后等级、时限跟着变。")
    main_keys = ("save", "enter", "moved", "all_fields", "back")
    keys_words = _("回车 下一项   F9 保存   F8 其他各栏，更正单位、设备   Esc 返回，填的留着")
    _all = False

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> Self:
        """Open the form with the cursor in the field that is named."""
        return cls(desk, wanted.ident, first=wanted.about, draft=wanted.typed)

    def fields(self) -> Iterator[Field]:
        """Yield fields for what may change from what is known as the form opens."""
        self._asked = UpdateFields(self.desk, self.ident)
        self._line = LineEntry(UpdateLine(self.desk, self.ident), lambda: self._fields)
        self._line.restore(self._restored)
        yield from self._asked.fields()

    def on_mount(self) -> None:
        """Load what the line is read with."""
        self._preload()

    @work(thread=True)
    def _preload(self) -> None:
        self._line.preload()
        with suppress(Refusal):  # an update is recorded without the register as well
            self.desk.devices.preload()
        if self._line.owing:
            self.app.call_from_thread(self.changed)

    # While typing

    def changed(self) -> None:
        """Show the grade that would result, and what cannot be read."""
        self._line.follow()
        view = self.desk.views.preview(
            self.desk.facts.preview(self.ident, self._values(), self._at() or self.desk.clock.now())
        )
        self.tell(outlook_words(view))
        for code, field in self._fields.items():
            if self._asked.seldom(code):
                wanted = field.text or field.has_focus or code == self._first
                self.hide(code, not (wanted or (self._all and self._asked.asked_for(code))))
            asked = self._line.question(code)
            note = self._asked.beside(code, asked) if asked else self._note(code)
            self.note(code, view.faults.get(code) or note)

    def _field_changed(self) -> None:
        if not self._line.filling:
            super()._field_changed()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Confirm what the line put into a field, since the officer passed over it."""
        if isinstance(event.widget, TextField) and self.app.app_focus:
            code = event.widget.code
            self._line.passed_over(code)
            if names := self._line.offer(code):
                words = _("登记簿里有几个：{names}；再打几个字")
                self.warn(words.format(names="、".join(names)))
            self.changed()

    def action_enter(self) -> None:
        """From the line to what it asks."""
        if self._fields[LINE].has_focus and self.text(LINE):
            self.focus_field(self._line.take())
        else:
            super().action_enter()

    def _values(self) -> dict[str, str]:
        return {code: text for code in self._asked.known if (text := self.text(code))}

    def _at(self) -> datetime | None:
        try:
            return self.moment("at")
        except BadInput:
            return None

    def _note(self, code: str) -> str:
        risen = self._risen() if code == "deaths" and not self._moved_already() else 0
        if risen:
            words = _("其中由{injured}转来的，按 F10（{n}人）")
            name = self.desk.of(self.ident).plan.fact(self._injured or "").short
            return words.format(injured=name, n=risen)
        return self._asked.note(code)

    @property
    def _injured(self) -> str | None:
        """The fact from which people move who die of it: a plan may part the injured or not."""
        return next((code for code in INJURED if code in self._asked.known), None)

    def _moved_already(self) -> bool:
        return self._injured is not None and bool(self.text(self._injured))

    def _risen(self) -> int:
        """By how many the confirmed deaths rise, as far as there are serious injuries to move."""
        if self._injured is None or "deaths" not in self._asked.known:
            return 0
        now = self._confirmed("deaths", self.text("deaths"))
        before = self._confirmed("deaths", self._before("deaths"))
        injured = self._confirmed(self._injured, self._before(self._injured))
        return max(0, min(now - before, injured))

    def _before(self, code: str) -> str:
        view = self._asked.known[code]
        return view.text if view else ""

    def _confirmed(self, code: str, text: str) -> int:
        amount = self._read(code, text).amounts.get(code)
        return int(amount.confirmed or 0) if amount else 0

    def _read(self, code: str, text: str) -> FormReading:
        return self.desk.facts.read({code: text}, self.desk.clock.now())

    def action_all_fields(self) -> None:
        """Show what is seldom asked, and what may have been told wrongly of the accident itself."""
        hidden = set(self._fields) - {field.code for field in self.in_order()}
        self._all = True
        self.changed()
        self.align_shown()
        shown = (field.code for field in self.in_order() if field.code in hidden)
        self.focus_field(next(shown, "unit"))

    def action_moved(self) -> None:
        """Lower the seriously injured by as many as died: an injured person who dies moves."""
        risen = self._risen()
        code = self._injured
        if not risen or code is None:
            self.warn(_("先填增加后的死亡人数，再转入。"))
            return
        amount = self._read(code, self._before(code)).amounts[code]
        confirmed = int(amount.confirmed or 0) - risen
        possible = max(confirmed, int(amount.possible or 0) - risen)
        words = str(confirmed) if possible == confirmed else f"{confirmed}-{possible}"
        self._fields[code].fill(words)

    # Saving

    def save(self, reason: str) -> str:
        """One act for all that changed, from one source."""
        self._line.refuse_unseen()
        now = self.desk.clock.now()
        record = self.desk.facts.update
        record(
            self.ident,
            self._values(),
            source=self.text("source"),
            at=self.moment("at") or now,
            learned_at=self.moment("learned"),
            reason=reason,
            line=self.text(LINE),
        )
        strip = self.desk.strip(self.ident)
        return _("已记入，现为{grade}。").format(grade=strip.grade.name)


def outlook_words(view: PreviewView) -> str:
    """``保存后 较大 1.5.3  可能重大 1.5.2``; margin and projection; faults."""
    grade = _("保存后 {name} {clause}").format(name=view.grade.name, clause=view.grade.clause)
    if view.possible.grade:
        possible = _("可能{name} {clause}：{why}")
        grade += "  " + possible.format(
            name=view.possible.name, clause=view.possible.clause, why=view.possible.because
        )
    ahead = [view.projection.words if view.projection else "", view.margin]
    lines = [grade, "  ".join(words for words in ahead if words), *view.faults.values()]
    return "\n".join(line for line in lines if line)
