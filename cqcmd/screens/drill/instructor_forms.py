"""The instructor's two forms: a message of his own, and what he observed."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.instructor import InstructorDesk
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.shared_fields import MAY_BE_BLANK
from cqcmd.views.drill import MEANS
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField


@form("inject", _("导调·发消息"), of_incident=False)
class SendForm(FieldForm):
    """By what means, from whom, the words; it reaches the trainee at once."""

    name_of_form = _("导调·发消息")

    purpose = _("导调临时发一条消息，马上在受训的终端响铃。")

    def __init__(
        self, desk: Desk, instructor: InstructorDesk, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self._instructor = instructor
        super().__init__(desk, first="sender", draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "SendForm | None":
        """In the drill that is played; there is none elsewhere."""
        drill = desk.drilling
        return cls(desk, desk.drills.instructor(drill), draft=wanted.typed) if drill else None

    @property
    def draft_name(self) -> str:
        """There is one at a time."""
        return "inject:"

    def fields(self) -> Iterator[Field]:
        """Means, sender, words."""
        yield Choice("by", _("方式"), tuple(MEANS.items()))
        yield TextField("sender", _("谁"), example=_("例 区政府值班室 王处"), required=True)
        yield TextField("words", _("原话"), example=_("照他会说的话写"), required=True)

    def changed(self) -> None:
        """Nothing fills itself in for the trainee."""
        self.tell(_("保存后立即响铃，等受训的人接听；它带来的事由他自己录入，不计分。"))

    def save(self, reason: str) -> str:
        """Send it."""
        self._instructor.send(self.text("by"), self.text("sender"), self.text("words"))
        return _("已送出：{sender}").format(sender=self.text("sender"))


@form("observe", _("导调·记观察"), of_incident=False)
class ObserveForm(FieldForm):
    """What was seen, when, by whom."""

    name_of_form = _("导调·记观察")

    purpose = _("导调记下看到的情形，复盘时用。")

    def __init__(
        self, desk: Desk, instructor: InstructorDesk, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self._instructor = instructor
        super().__init__(desk, first="words", draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "ObserveForm | None":
        """In the drill that is played; there is none elsewhere."""
        drill = desk.drilling
        return cls(desk, desk.drills.instructor(drill), draft=wanted.typed) if drill else None

    @property
    def draft_name(self) -> str:
        """There is one at a time."""
        return "observe:"

    def fields(self) -> Iterator[Field]:
        """Yield the words, the time, and the name."""
        yield TextField("words", _("观察"), example=_("看到了什么"), required=True)
        yield TextField("at", _("时间"), example=_("演练时间；空为现在"))
        yield TextField("by", _("观察人"), example=MAY_BE_BLANK)

    def changed(self) -> None:
        """Whom it reaches."""
        self.tell(_("只记在导调的记录里，复盘时用；受训的屏幕上不显示。"))

    def save(self, reason: str) -> str:
        """Keep it."""
        self._instructor.observe(self.text("words"), self.text("by"), self.moment("at"))
        return _("已记入观察。")
