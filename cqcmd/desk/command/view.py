"""指挥 as a room shows it: the course, the response, the headquarters, the groups."""

from collections.abc import Iterator

from cqcmd.desk.command.headquarters_view import HeadquartersLines
from cqcmd.desk.command.response_view import response_lines
from cqcmd.desk.command.roster_views import RosterViews
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.i18n import _
from cqcmd.incident.command.roster import Person
from cqcmd.incident.picture import Picture
from cqcmd.rules.response import response_course
from cqcmd.views.command import CommandLine, CommandView, FlowStep

STAGES = {
    "call": _("接报"),
    "verify": _("查证"),
    "consult": _("会商"),
    "propose": _("建议"),
    "approve": _("批准"),
    "start": _("启动"),
    "respond": _("处置/调整"),
    "end": _("终止"),
    "aftermath": _("善后"),
    "assess": _("评估"),
}
NEW_GROUP = "group:+"
"""The line that adds a group."""


class CommandRoom:
    """Draws 指挥."""

    def __init__(self, open_record: OpenRecord, roster: RosterViews) -> None:
        self._open_record = open_record
        self._roster = roster
        self.headquarters = HeadquartersLines(open_record, roster)

    def view(self, ident: str) -> CommandView:
        """Return all of the room."""
        picture = self._open_record.picture(ident)
        following = picture.incident.response.following(
            picture.response, self._open_record.plan.level_scale
        )
        return CommandView(
            self._flow(picture),
            f"step:{following[0]}" if following else "",
            tuple(response_lines(self._open_record, picture)),
            tuple(self.headquarters.posts(picture)),
            tuple(self.headquarters.acts(picture)),
            tuple(self._groups(picture)),
        )

    def _flow(self, picture: Picture) -> tuple[FlowStep, ...]:
        incident = picture.incident
        # The call is no step of the response; without one there would be no incident to show.
        reached = {"call", *(step.event.step for step in incident.response.steps)}
        # What follows the response (5) are tasks, so there it is they that say how far it went.
        reached |= {code for code, task in incident.tasks.by_code.items() if task.over}
        return tuple(
            FlowStep(
                STAGES[stage.code],
                state,  # type: ignore[arg-type]
                self._open_record.plan.role(stage.role).clause,
            )
            for stage, state in response_course(reached)
        )

    def _groups(self, picture: Picture) -> Iterator[CommandLine]:
        roster = picture.incident.roster
        names = {row.code: row.name for row in self._open_record.plan.groups} | roster.added
        for code, name in names.items():
            members = roster.members(code)
            leader = roster.leader(code)
            standing = code in roster.stood
            words = _group_words(members)
            clause = self._clause(picture)
            yield CommandLine(
                f"group:{code}",
                name,
                leader.name if leader else _("未定组长") if standing else "",
                words or (_("已成立") if standing else _("未成立")),
                clause,
                "met" if leader else "soon" if standing else "dim",
                "、".join(_("{name}兼").format(name=e.name) for e in members if len(e.groups) > 1),
            )
        yield CommandLine(NEW_GROUP, _("增设工作组"), "", "", self._clause(picture), "dim")

    def _clause(self, picture: Picture) -> str:
        return self._roster.clause_of_groups(picture.incident.id)


def _group_words(members: list[Person]) -> str:
    """Return ``到场2 在途1 共4人``."""
    if not members:
        return ""
    states = [member.state for member in members]
    counts = ((_("到场"), "on_scene"), (_("在途"), "on_way"), (_("待通知"), None))
    parts = [f"{word}{states.count(state)}" for word, state in counts if state in states]
    return " ".join([*parts, _("共{n}人").format(n=len(members))])
