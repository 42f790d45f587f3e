"""What screens wish, and the keys of the whole post: which screen opens."""

from textual import work

from cqcmd.app.telling import Telling
from cqcmd.errors import PlanLost
from cqcmd.i18n import _
from cqcmd.patterns import compile_all
from cqcmd.screens.common.form_registry import late, open_form
from cqcmd.screens.common.keys import KeysScreen
from cqcmd.screens.common.messages import OpenForm, ShowClause, ShowIncident

SAMPLE = "sample"
"""The result of a post whose officer asked for the sample."""


class Wishes(Telling):
    """Mixed into the app; each of them opens a screen or says why none can be."""

    def on_show_incident(self, message: ShowIncident) -> None:
        """Bring an incident to the front, or say why nobody can read it."""
        try:
            self.desk.of(message.ident)
        except PlanLost as lost:
            without_plan = late("cqcmd.screens.plan.without_plan").WithoutPlanScreen
            self.push_screen(without_plan(self.desk, message.ident, str(lost)))
            return
        self.push_screen(
            late("cqcmd.screens.situation.screen").SituationScreen(self.desk, message.ident)
        )

    def on_show_clause(self, message: ShowClause) -> None:
        """Open the plan at a clause."""
        # By the plan of what it is about: an incident's clauses are those it is under.
        try:
            desk = (self._shown.desk if self._shown else self.desk).of(message.incident)
        except PlanLost as lost:
            self.tell(str(lost))
            return
        self.push_screen(
            late("cqcmd.screens.plan.reader").ClauseScreen(
                desk, message.number, message.incident, message.entry
            )
        )

    def on_open_form(self, message: OpenForm) -> None:
        """Open a form, or another screen, by its name."""
        try:
            screen = open_form(self.desk, message.name, message.incident, message.about)
        except PlanLost as lost:
            self.tell(str(lost))
            return
        self.push_screen(screen)

    def action_take_call(self) -> None:
        """Open the intake form: the second it opens is the moment of receipt."""
        self.push_screen(late("cqcmd.screens.intake.screen").IntakeScreen(self.desk))

    @work(thread=True)
    def load_intake(self) -> None:
        """Load the intake form behind the screens, so that it opens at once."""
        late("cqcmd.screens.intake.screen")
        compile_all()

    @work
    async def action_handover(self) -> None:
        """交接班; nothing is handed over before the station is set up."""
        if not self.desk.ready:
            self.warn(_("日志还在读，请稍等再按。"))
            return
        if not self.desk.watch.station:
            self.warn(_("本值班点还没有设置：先按 F10 填，再交接班。"))
            return
        await self.push_screen_wait(
            late("cqcmd.screens.station.shift_handover").HandoverScreen(self.desk)
        )

    def action_rota(self) -> None:
        """值班表: who is on duty on which day."""
        if not self.desk.ready:
            self.warn(_("日志还在读，请稍等再按。"))
            return
        self.push_screen(late("cqcmd.screens.rota.screen").RotaScreen(self.desk))

    @work
    async def action_station(self) -> None:
        """Whom this station serves, and the numbers to call."""
        await self.push_screen_wait(late("cqcmd.screens.station.settings").StationForm(self.desk))

    @work
    async def action_palette(self) -> None:
        """Find a command, an incident, a clause or a person, and do what was chosen."""
        chosen = await self.push_screen_wait(
            late("cqcmd.screens.palette.screen").Palette(self.desk, self.screen)
        )
        if chosen and chosen.message:
            self.post_message(chosen.message)
        elif chosen and chosen.says:
            self.tell(chosen.says)
        elif chosen:
            await self.run_action(chosen.action, chosen.node or self.screen)

    def action_sample(self) -> None:
        """Leave for the sample, which lies in a drawer of its own."""
        self.exit(SAMPLE)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        self.push_screen(KeysScreen(self.screen))
