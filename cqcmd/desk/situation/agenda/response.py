"""What the response still needs: verification, consultation, the next decision, command."""

from collections.abc import Iterator

from cqcmd.desk.common.wording import level_name
from cqcmd.desk.situation.agenda.source import Moment
from cqcmd.i18n import _
from cqcmd.incident.in_command import headquarters_at, headquarters_to_take_over
from cqcmd.rules.districts import as_of
from cqcmd.rules.response import asked_for, headquarters_of
from cqcmd.rules.rows import ResponseLevel
from cqcmd.views import Step


def _wanted(moment: Moment) -> ResponseLevel | None:
    """Return the level the plan asks for beyond what was already decided on."""
    return (
        None
        if moment.over
        else moment.incident.response.wanted(moment.picture.response, moment.plan.level_scale)
    )


def unverified(moment: Moment) -> bool:
    """Return whether nobody verified it; whoever decided on a response had no doubt left."""
    return not moment.incident.response.steps


def verification(moment: Moment) -> Iterator[Step]:
    """Yield the step to verify that it is such an accident: at once, without a limit (4.1.1)."""
    if not moment.over and unverified(moment):
        verifier = moment.plan.verifier()
        yield Step(
            _("查证核实是否属于特种设备事故"),
            moment.clause("response.verify"),
            "response",
            "verified",
            "calm",
            since=moment.incident.received_at,
            owner=verifier.short if verifier else "",
        )


def consultation(moment: Moment) -> Iterator[Step]:
    """Yield the consultation that a proposal rests on; the plan sets it no limit (4.6)."""
    level, log = _wanted(moment), moment.incident.response
    # Whoever proposed or approved had made up his mind: to consult afterwards would be idle.
    if level and not (log.proposed or log.approved) and not log.consulted:
        yield Step(
            _("组织会商（预案未规定时限）"),
            moment.clause("response.decide"),
            "response",
            "consulted",
            "calm",
            since=moment.incident.received_at,
            owner=moment.owner(moment.plan.response(level).proposer),
        )


def unended(moment: Moment) -> Iterator[Step]:
    """Yield a response that is in force in a case that is over: closing ended none (4.8)."""
    level = moment.incident.response.level
    if level is not None and moment.over:
        words = _("{level}响应未终止：记录终止").format(level=level_name(moment.plan, level))
        yield Step(words, moment.clause("response.end"), "response", "ended", "soon")


def next_decision(moment: Moment) -> Iterator[Step]:
    """Yield the next step: to propose, record as approved, as started or raised (4.6-4.8)."""
    log = moment.incident.response
    decision = (
        None if moment.over else log.decision(moment.picture.response, moment.plan.level_scale)
    )
    if decision is None:
        return
    step, level = decision
    rule, raising = moment.plan.response(level), log.level is not None
    owner = rule.proposer if step == "proposed" else rule.approver
    words = {
        "proposed": _("建议提高至{level}响应") if raising else _("建议启动{level}响应"),
        "approved": _("记录{level}响应的批准"),
        "raised": _("记录提高至{level}响应"),
        "started": _("记录启动{level}响应"),
    }[step]
    yield Step(
        words.format(level=level_name(moment.plan, level)),
        moment.clause("response.change" if raising else "response.decide"),
        "response",
        step,
        "calm" if step == "proposed" else "soon",
        owner=moment.owner(owner),
    )


def hand_over(moment: Moment) -> Iterator[Step]:
    """Yield the hand-over due where a higher headquarters leads than the one in command (2.2)."""
    incident, plan = moment.incident, moment.plan
    taker = headquarters_to_take_over(plan, incident)
    if taker is not None and not moment.over:
        words = _("移交{headquarters}").format(headquarters=plan.headquarters_name(taker))
        owner = plan.headquarters_name(incident.command.headquarters(plan.ranking) or "")
        yield Step(words, moment.clause("command"), "hand_over", "", "urgent", owner=owner)


def commander(moment: Moment) -> Iterator[Step]:
    """Yield the step to name a commander where a response in force has none."""
    incident = moment.incident
    level = incident.response.level
    if level is None or incident.command.takings or moment.over:
        return
    led_by = headquarters_of(moment.plan, level)
    post = next(
        (row for row in moment.plan.posts if row.chief and row.headquarters == led_by), None
    )
    guess = _("（推定）") if post and post.inferred else ""
    yield Step(
        _("登记指挥长：{holder}").format(holder=post.holder if post else "") + guess,
        post.clause if post else moment.clause("headquarters"),
        "command",
        post.code if post else "",
        "calm",
        owner=moment.plan.headquarters_name(led_by or ""),
    )


def by_law(moment: Moment) -> Iterator[Step]:
    """Yield the acts a law asks for at this possible grade; each under its own source."""
    done = moment.incident.command.acts
    for row in moment.plan.headquarters_acts:
        if not row.todo or row.source is None or row.code in done or moment.over:
            continue
        if asked_for(moment.plan, row, moment.picture.possible):
            level = moment.incident.response.level or moment.picture.response
            whose = headquarters_at(moment.plan, moment.incident, level)
            owner = moment.plan.headquarters_name(whose)
            yield Step(row.todo, "", "act", row.code, "calm", owner=owner, source=row.source.name)


def lead(moment: Moment) -> Iterator[Step]:
    """Ask who leads where several districts are named; not of the plan, its source is shown."""
    row = moment.plan.index["headquarters_acts"].get("lead")
    # The row is not of this plan's text, so another plan file may be without it.
    if row is None or moment.over or "lead" in moment.incident.command.acts:
        return
    text = " ".join(moment.incident.details.values())
    every, day = moment.plan.districts, moment.day
    found = {as_of(every, row, day).name for row in every if row.short in text}
    if len(found) > 1:
        words = _("涉及{names}：由谁牵头？").format(names="、".join(sorted(found)))
        yield Step(words, row.clause, "act", "lead", "soon", owner=_("共同上级"))
