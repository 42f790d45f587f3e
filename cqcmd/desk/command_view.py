"""指挥 as a room shows it: the course, the response, the headquarters, the groups."""

from collections.abc import Iterator

from cqcmd.clock import stamp
from cqcmd.desk.command import LEVEL_NAMES
from cqcmd.desk.office import Office
from cqcmd.desk.response_marks import marks_of
from cqcmd.desk.response_words import CLAUSES, HOW_NAMES, STEP_NAMES, decider, said
from cqcmd.desk.roster_views import GROUP_CLAUSES, RosterViews
from cqcmd.desk.wording import level_name
from cqcmd.incident.command_events import StepCode
from cqcmd.incident.picture import Picture
from cqcmd.incident.response_log import Step
from cqcmd.incident.roster import Person
from cqcmd.rules.response import course, headquarters_of
from cqcmd.rules.rows import Grade, HeadquartersAct, Post
from cqcmd.views.command import CommandLine, CommandView, FlowStep, Look
from cqcmd.words import _

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

    def __init__(self, office: Office, roster: RosterViews) -> None:
        self._office = office
        self._roster = roster

    def view(self, ident: str) -> CommandView:
        """All of the room."""
        picture = self._office.picture(ident)
        following = picture.incident.response.following(picture.response)
        return CommandView(
            self._flow(picture),
            f"step:{following[0]}" if following else "",
            tuple(self._response(picture)),
            tuple(self._headquarters(picture)),
            tuple(self._acts(picture)),
            tuple(self._groups(picture)),
        )

    # The course and the response

    def _flow(self, picture: Picture) -> tuple[FlowStep, ...]:
        incident = picture.incident
        reached = {"call", *(step.event.step for step in incident.response.steps)}
        reached |= {code for code, task in incident.tasks.by_code.items() if task.over}
        return tuple(
            FlowStep(STAGES[stage.code], state, stage.clause)  # type: ignore[arg-type]
            for stage, state in course(reached)
        )

    def _response(self, picture: Picture) -> Iterator[CommandLine]:
        log = picture.incident.response
        following = log.following(picture.response)
        for code in self._codes(picture):
            step = next((each for each in reversed(log.course) if each.event.step == code), None)
            if following and following[0] == code:
                yield self._ahead(picture, code, following[1], "strong")
            elif step is not None:
                yield self._taken(picture, code, step)
            else:
                yield self._ahead(picture, code, None, "dim")

    def _codes(self, picture: Picture) -> tuple[StepCode, ...]:
        """The steps that mean something now."""
        log = picture.incident.response
        changes: tuple[StepCode, ...] = ("raised", "lowered", "ended")
        if log.level is None:
            taken = {step.event.step for step in log.course} if log.ended else set()
            changes = tuple(code for code in changes if code in taken)
        return ("verified", "consulted", "proposed", "approved", "started", *changes)

    def _taken(self, picture: Picture, code: StepCode, step: Step) -> CommandLine:
        level = level_name(step.event.level) if step.event.level else ""
        mark = marks_of(picture.incident.response, step)
        words = " ".join(part for part in (said(step, self._office), step.event.words) if part)
        return CommandLine(
            f"step:{code}",
            STEP_NAMES[code],
            _("{level} 已记").format(level=level).strip(),
            words,
            CLAUSES[code],
            "urgent" if mark else "met",
            mark,
            " ".join(
                part
                for part in (words, step.event.items, step.event.duration, step.event.measures)
                if part
            ),
        )

    def _ahead(
        self, picture: Picture, code: StepCode, level: Grade | None, look: Look
    ) -> CommandLine:
        state = _("待办") if look == "strong" else ""
        words = self._whose(code, level or picture.response)
        if code in ("lowered", "ended"):
            words = self._decided_by(decider(picture.incident.response, self._office))
        if level:
            state = _("{level} {state}").format(level=level_name(level), state=state)
        return CommandLine(f"step:{code}", STEP_NAMES[code], state, words, CLAUSES[code], look)

    def _whose(self, code: StepCode, level: Grade | None) -> str:
        """Whose step it is by the plan."""
        plan = self._office.plan
        if code == "verified":
            return self._own("district_regulator", plan.org("district_regulator").name)
        if level is None:
            return ""
        rule = plan.response(level)
        if code in ("consulted", "proposed"):
            return self._own(rule.proposer, plan.org(rule.proposer).name)
        return self._own(rule.approver, rule.approver_post)

    def _decided_by(self, post: str) -> str:
        """A post as it was recorded; where it is the plan's, whether it is this station's."""
        rules = self._office.plan.responses
        org = next((rule.approver for rule in rules if rule.approver_post == post), "")
        return self._own(org, post)

    def _own(self, org: str, name: str) -> str:
        """The name, and whether it is this station's own decision."""
        return _("{name}（本站）").format(name=name) if org == self._office.org else name

    # The headquarters

    def _headquarters(self, picture: Picture) -> Iterator[CommandLine]:
        incident, plan = picture.incident, self._office.plan
        level = self._roster.headquarters(incident)
        if self._passes(picture):
            words = _("市指挥部统一指挥处置")
            name = _("移交市指挥部")
            yield CommandLine("hand_over:", name, _("待办"), words, "2.2", "strong")
        for row in plan.posts:
            if row.headquarters == level:
                yield self._post(picture, row)

    def _passes(self, picture: Picture) -> bool:
        incident = picture.incident
        led_by = headquarters_of(self._office.plan, incident.response.level)
        return led_by == "city" and incident.command.headquarters == "district"

    def _post(self, picture: Picture, row: Post) -> CommandLine:
        incident, now = picture.incident, self._office.clock.now()
        names = [
            _("{who}（{time} 起）").format(who=event.who, time=stamp(entry.occurred_at, now))
            for entry, event in incident.command.commanders
            if row.chief and event.headquarters == row.headquarters
        ]
        names += [each.name for each in incident.roster.members(row.code)]
        guess = _("（推定）") if row.inferred else ""
        two = row.chief and len(names) > 1
        return CommandLine(
            f"post:{row.code}",
            row.name,
            _("已记") if names else "",
            "、".join(names) or row.holder + guess,
            row.clause,
            "urgent" if two else "met" if names else "dim",
            _("两名指挥长") if two else "",
            f"{LEVEL_NAMES[row.headquarters]} {row.name}：{row.holder}{guess}",
        )

    def act_guess(self, ident: str, row: HeadquartersAct) -> str:
        """Annex 1 gives these duties to the city headquarters; the district's are inferred."""
        level = self._roster.headquarters(self._office.incident(ident))
        inferred = level == "district" and row.source is None
        return _("（区县指挥部推定）") if inferred else ""

    def _acts(self, picture: Picture) -> Iterator[CommandLine]:
        level = self._roster.headquarters(picture.incident)
        for row in self._office.plan.headquarters_acts:
            if level in row.headquarters:
                yield self._act(picture, row)

    def _act(self, picture: Picture, row: HeadquartersAct) -> CommandLine:
        key, clause = f"act:{row.code}", row.clause
        found = picture.incident.command.acts.get(row.code)
        source = f"{row.source.title} {row.source.article}" if row.source else ""
        guess = self.act_guess(picture.incident.id, row)
        if found is None:
            words, detail = source or guess.strip("（）"), row.text + guess
            return CommandLine(key, row.name, "", words, clause, "dim", detail=detail)
        entry, event = found
        time = stamp(entry.occurred_at, self._office.clock.now())
        how = HOW_NAMES[event.how] if event.how else ""
        words = " ".join(part for part in (time, event.who, how, event.words, source) if part)
        state = _("已解除") if event.lifted else _("执行中") if row.lasts else _("已记")
        return CommandLine(key, row.name, state, words, clause, "dim" if event.lifted else "met")

    # The groups

    def _groups(self, picture: Picture) -> Iterator[CommandLine]:
        roster = picture.incident.roster
        names = {row.code: row.name for row in self._office.plan.groups} | roster.added
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
        """The city's groups are of 2.1, a district's of 2.2."""
        return GROUP_CLAUSES[self._roster.headquarters(picture.incident)]


def _group_words(members: list[Person]) -> str:
    """``到场2 在途1 共4人``."""
    if not members:
        return ""
    states = [each.state for each in members]
    counts = ((_("到场"), "on_scene"), (_("在途"), "on_way"), (_("待通知"), None))
    parts = [f"{word}{states.count(state)}" for word, state in counts if state in states]
    return " ".join([*parts, _("共{n}人").format(n=len(members))])
