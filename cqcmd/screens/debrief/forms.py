"""The two forms of a debrief: a rating with a remark, and a lesson with owner and date."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.debrief.desk import DebriefDesk
from cqcmd.desk.debrief.looked_back import LookedBack
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.shared_fields import MAY_BE_BLANK
from cqcmd.screens.debrief.sentences import SOURCE
from cqcmd.views.debrief import LessonView, RatingView
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField

LESSON_FIELDS = {
    "text": _("问题"),
    "remedy": _("改进"),
    "owner": _("责任人"),
    "due": _("期限"),
    "clause": _("条款"),
}
"""What a lesson is written into, by the names of its parts."""

LESSON_EXAMPLES = {
    "text": _("例 初报晚了 4 分钟"),
    "remedy": _("可空；怎样改"),
    "owner": _("可空；单位或姓名"),
    "due": _("可空；例 2026-12-31"),
    "clause": _("可空；条款号"),
}


@form("rating", _("复盘·评定"), of_incident=False)
class RatingForm(FieldForm):
    """The program suggests; who rates decides, or leaves the suggestion."""

    name_of_form = _("复盘·评定")

    purpose = _("评定演练的一个方面；程序只建议，由人决定。")

    def __init__(
        self,
        desk: Desk,
        debrief: DebriefDesk,
        rating: RatingView,
        *,
        draft: Mapping[str, str] | None = None,
    ) -> None:
        self._debrief, self._rating = debrief, rating
        super().__init__(desk, draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "RatingForm | None":
        """Open the rating of a part, in the drill that is looked back on."""
        if desk.drilling is None:
            return None
        debrief = desk.drills.debrief(desk.drilling)
        rating = next((rating for rating in debrief.ratings() if rating.part == wanted.ident), None)
        return cls(desk, debrief, rating, draft=wanted.typed) if rating else None

    @property
    def draft_name(self) -> str:
        """One for each part."""
        return f"rating:{self._rating.part}"

    def fields(self) -> Iterator[Field]:
        """Yield the rating and the remark."""
        leave = _("照建议（{rating}）").format(rating=self._rating.suggested)
        choice = Choice("chosen", _("评定"), (("", leave), *self._debrief.choices()))
        for field in (choice, TextField("remark", _("评语"), example=MAY_BE_BLANK)):
            field.fill(_decided(self._rating)[field.code])
            yield field

    def changed(self) -> None:
        """Show what the suggestion rests on."""
        rating = self._rating
        words = _("{name}：建议 {suggested}（{why}）。左右键或数字选。")
        said = words.format(name=rating.name, suggested=rating.suggested, why=rating.why)
        self.tell(f"{said}\n{SOURCE}")

    def save(self, reason: str) -> str:
        """Keep it, and what others decided meanwhile where nothing was changed here."""
        now = next(rating for rating in self._debrief.ratings() if rating.part == self._rating.part)
        self.take_in(_decided(now))
        return self._debrief.rate(self._rating.part, self.text("chosen"), self.text("remark"))


def _decided(rating: RatingView) -> dict[str, str]:
    """Return the rating that the fields hold."""
    return {"chosen": rating.code if rating.decided else "", "remark": rating.remark}


@form("lesson", _("复盘·问题"), of_incident=False)
class LessonForm(FieldForm):
    """A problem, its clause, its remedy, who sees to it, by which day."""

    name_of_form = _("复盘·问题和改进")

    purpose = _("写下一个问题，怎样改进、谁负责、哪天以前。")

    def __init__(
        self,
        desk: Desk,
        debrief: LookedBack,
        lesson: LessonView | None = None,
        *,
        ident: str = "",
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """``lesson``: the one to be changed; without one a new one is written.

        ``ident``: the incident that is looked back on; empty for a drill.
        """
        self._debrief, self._lesson = debrief, lesson
        super().__init__(desk, ident, draft=draft)

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "LessonForm | None":
        """Open a lesson, or a new one, in the drill that is looked back on."""
        if desk.drilling is None:
            return None
        debrief = desk.drills.debrief(desk.drilling)
        ident = ":".join(part for part in (wanted.ident, wanted.about) if part)
        lesson = debrief.lesson(ident) if wanted.ident else None
        return cls(desk, debrief, lesson, draft=wanted.typed)

    @property
    def draft_name(self) -> str:
        """One for each, and one for a new one."""
        lesson = self._lesson.ident if self._lesson else ""
        return f"improvement:{self.ident}:{lesson}" if self.ident else f"lesson:{lesson}"

    def fields(self) -> Iterator[Field]:
        """All of it."""
        for code, label in LESSON_FIELDS.items():
            field = TextField(code, label, example=LESSON_EXAMPLES[code], required=code == "text")
            field.fill(getattr(self._lesson, code) if self._lesson else "")
            yield field

    def changed(self) -> None:
        """Show what is wrong, or what the lesson would become."""
        try:
            self._debrief.check_lesson(self._typed())
        except BadInput as refusal:
            self.tell(str(refusal))
            return
        self.tell(_("期限写成 2026-12-31；改进、责任人、期限、条款都可以先空着。"))

    def _typed(self) -> LessonView:
        return LessonView(
            self._lesson.ident if self._lesson else "",
            text=self.text("text"),
            clause=self.text("clause"),
            remedy=self.text("remedy"),
            owner=self.text("owner"),
            due=self.text("due"),
            own=True,
        )

    def save(self, reason: str) -> str:
        """Keep it, and what others wrote meanwhile where nothing was changed here."""
        before = self._lesson
        now = self._debrief.found_lesson(before.ident) if before else None
        if before is not None and now is not None:
            self._lesson = now
            self.take_in({code: getattr(now, code) for code in LESSON_FIELDS})
            if now.dropped and not before.dropped:
                raise BadInput(_("这一条在另一个终端已删去，没有保存；再保存一次就恢复它。"))
        return self._debrief.keep_lesson(self._typed())


@form("improvement", _("问题和改进"))
def improvement(desk: Desk, wanted: Wanted) -> LessonForm:
    """Open a lesson of a real incident, or a new one; it becomes an entry of the journal."""
    review = desk.review.of(wanted.ident)
    lesson = review.found_lesson(wanted.about)
    return LessonForm(desk, review, lesson, ident=wanted.ident, draft=wanted.typed)
