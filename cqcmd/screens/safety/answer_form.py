"""补记应答或离开: another time than now, or somebody else who spoke for the team."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import TIME_EXAMPLE
from cqcmd.screens.safety.lines import detail_words
from cqcmd.views.command import TeamView
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField


@form("answer", _("补记应答"))
class AnswerForm(FieldForm):
    """About one team, never about all of them at once."""

    form = "answer"
    name_of_form = _("补记应答或离开")

    purpose = _("补记一支队伍的应答或离开，写明几点。")

    def __init__(
        self, desk: Desk, ident: str, team: str, *, draft: Mapping[str, str] | None = None
    ) -> None:
        self._team = team
        super().__init__(desk, ident, first="what", draft=draft)

    @property
    def draft_name(self) -> str:
        """Each team has its own."""
        return f"{self.form}:{self.ident}:{self._team}"

    def fields(self) -> Iterator[Field]:
        """Yield what happened, who said so, and when."""
        yield Choice("what", _("记什么"), (("answer", _("应答 1")), ("leave", _("离开 2"))))
        yield TextField("who", _("应答人"), example=_("空着即由队伍应答"))
        yield TextField("words", _("去向"), example=_("可空；伤情、去向"))
        yield TextField("at", _("时间"), example=TIME_EXAMPLE)

    def changed(self) -> None:
        """Show the team as it stands, and until when the answer holds."""
        leaving = self.text("what") == "leave"
        self.hide("who", leaving)
        self.hide("words", not leaving)
        view, now = self._view(), self.desk.clock.now()
        if view is not None:
            self.tell("\n".join((detail_words(view, now), self._proves(view, leaving))))

    def _proves(self, view: TeamView, leaving: bool) -> str:
        now = self.desk.clock.now()
        try:
            at = self.moment("at") or now
        except BadInput as fault:
            return str(fault)
        if leaving:
            return _("记为 {time} 全队离开，不再计时").format(time=stamp(at, now))
        due = max(at, view.heard_at) + timedelta(minutes=view.interval)
        return _("记为 {time} 应答，下次应于 {due} 前").format(
            time=stamp(at, now), due=stamp(due, now)
        )

    def _view(self) -> TeamView | None:
        teams = self.desk.safety.teams(self.ident)
        return next((team for team in teams if team.team == self._team), None)

    def save(self, reason: str) -> str:
        """Record it for this team."""
        at, safety, view = self.moment("at"), self.desk.safety, self._view()
        name = view.name if view else ""
        if self.text("what") == "leave":
            safety.leave(self.ident, self._team, at, self.text("words"), reason=reason)
            return _("已记入：{name} 全队离开警戒区，不再计时。").format(name=name)
        safety.answer(self.ident, self._team, self.text("who"), at, reason=reason)
        return _("已记入：{name} 应答。").format(name=name)
