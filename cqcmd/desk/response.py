"""The response (4.6-4.8): decisions are recorded as they were taken, never performed here."""

from datetime import datetime

from msgspec import Struct

from cqcmd.clock import stamp
from cqcmd.desk.office import Office
from cqcmd.desk.wording import level_name
from cqcmd.errors import BadInput
from cqcmd.incident.command_events import How as How
from cqcmd.incident.command_events import ResponseStepped
from cqcmd.incident.command_events import StepCode as StepCode
from cqcmd.incident.response_log import ResponseLog, Step
from cqcmd.rules.response import is_lower
from cqcmd.rules.rows import GRADES
from cqcmd.rules.rows import Grade as Grade
from cqcmd.views.command import StepDefaults
from cqcmd.words import _

STEP_NAMES: dict[str, str] = {
    "verified": _("查证核实"),
    "consulted": _("会商"),
    "proposed": _("建议启动"),
    "approved": _("批准"),
    "started": _("启动"),
    "raised": _("提高"),
    "lowered": _("降低"),
    "ended": _("终止"),
}
CLAUSES: dict[str, str] = {
    "verified": "4.1.1",
    "consulted": "4.6",
    "proposed": "4.6",
    "approved": "4.6",
    "started": "4.7",
    "raised": "4.8",
    "lowered": "4.8",
    "ended": "4.8",
}
HOW_NAMES: dict[str, str] = {
    "": _("未记"),
    "face": _("当面"),
    "phone": _("电话"),
    "written": _("书面"),
}
LEVELLED = ("proposed", "approved", "started", "raised", "lowered")
"""Steps that are about a level."""
REASONED = ("raised", "lowered", "ended", "consulted")
"""Steps that say why, or what was thought."""


class StepForm(Struct, frozen=True, kw_only=True):
    """A step as somebody took it: who, in which post, told how, when.

    ``last`` is the entry of the same step that stood when the form was opened, if one looked.
    """

    step: StepCode
    level: Grade | None = None
    who: str = ""
    post: str = ""
    how: How = ""
    at: datetime
    words: str = ""
    items: str = ""
    duration: str = ""
    measures: str = ""
    last: str | None = None


class ResponseDesk:
    """The verbs of 响应."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def record(self, ident: str, form: StepForm, *, reason: str = "") -> None:
        """Write a step down.

        Raises:
            BadInput: no fact could make it true, or what must be said is missing.
            NeedsReason: it was taken more than 15 minutes ago.
        """
        office = self._office
        _complete(form)
        office.check_time(form.at, reason)
        with office.act() as write:
            log = office.incident(ident).response
            self._possible(log, form)
            self._not_meanwhile(log, form)
            self._justified(ident, form)
            event = ResponseStepped(
                step=form.step,
                level=form.level if form.step in LEVELLED else log.level,
                asked=office.picture(ident).response,
                who=form.who.strip(),
                post=form.post.strip(),
                how=form.how,
                words=form.words.strip(),
                items=form.items.strip(),
                duration=form.duration.strip(),
                measures=form.measures.strip(),
                late_reason=reason,
            )
            write.append(event, ident, form.at)

    def defaults(self, ident: str, step: StepCode) -> StepDefaults:
        """What the form of a step begins with."""
        office, log = self._office, self._office.incident(ident).response
        asked = office.picture(ident).response
        level = _likely_level(log, step, asked)
        return StepDefaults(
            level,
            _levels(log, step),
            self._who(log, step, level),
            self._post(log, step, level),
            self._why(ident, level) if step in ("proposed", "raised") else "",
            "\n".join(
                filter(None, (self._hint(log, step, asked, level), self._beware(ident, step)))
            ),
            CLAUSES[step],
            last_of(log, step),
        )

    def _who(self, log: ResponseLog, step: StepCode, level: Grade | None) -> str:
        """Who approved it for a start; the officer for what is this station's own to do.

        Another organisation's proposal stands under its name, never under this officer's.
        """
        office = self._office
        if step in ("started", "raised") and log.approved:
            return log.approved.event.who
        if step == "verified":
            return office.ledger.officer if office.org == "district_regulator" else ""
        if step != "proposed" or level is None:
            return ""
        org = office.plan.response(level).proposer
        return office.ledger.officer if office.org == org else office.plan.org(org).name

    def _why(self, ident: str, level: Grade | None) -> str:
        """What the plan's criterion says, as the reason until somebody writes another."""
        assessment = self._office.picture(ident).assessment
        sure = assessment.confirmed.grade == level
        verdict = assessment.confirmed if sure else assessment.possible
        if verdict.grade != level:
            return ""
        return "；".join(f"{row.text}（{row.clause}）" for row in verdict.because[:1])

    def _post(self, log: ResponseLog, step: StepCode, level: Grade | None) -> str:
        """Who approves; it is lowered and ended by whoever decided on the level in force."""
        if step in ("lowered", "ended"):
            return decider(log, self._office)
        if level is None or step not in ("approved", "started", "raised"):
            return ""
        return self._office.plan.response(level).approver_post

    def _hint(
        self, log: ResponseLog, step: StepCode, asked: Grade | None, level: Grade | None
    ) -> str:
        plan = self._office.plan
        parts = []
        if step in LEVELLED and asked:
            parts.append(_("预案要求 {level}（4.5）").format(level=level_name(asked)))
        if level and step == "proposed":
            rule = plan.response(level)
            parts.append(
                _("由{who}组织会商后提出，报{post}批准（4.6）").format(
                    who=plan.org(rule.proposer).name, post=rule.approver_post
                )
            )
        if log.level:
            parts.append(_("现为 {level}").format(level=level_name(log.level)))
        parts.append(_("预案未规定时限") if step in ("consulted", "approved") else "")
        return "  ".join(part for part in parts if part)

    def _beware(self, ident: str, step: StepCode) -> str:
        """What an officer may overlook when recording a step."""
        inside = len(self._office.incident(ident).cordon.inside)
        if step == "verified":
            return _("不属于特种设备事故的，不在这里记：按 Esc，再按 d")
        if step == "ended" and inside:
            return _("警戒区内还有 {n} 队没有登记离开").format(n=inside)
        return ""

    def _possible(self, log: ResponseLog, form: StepForm) -> None:
        """Refuse what no fact could make true."""
        step, level = form.step, form.level
        if step in ("raised", "lowered", "ended") and log.level is None:
            words = _("响应没有启动过，无从{step}。") if not log.ended else _("响应已终止：{how}。")
            how = said(log.ended, self._office) if log.ended else ""
            raise BadInput(words.format(step=STEP_NAMES[step], how=how))
        if log.level is None or log.started is None or level is None:
            return
        if step in ("started", "proposed", "approved") and level == log.level:
            words = _("{level}响应已经启动：{how}。")
            raise BadInput(
                words.format(level=level_name(level), how=said(log.started, self._office)), "level"
            )
        if step == "started":
            words = _("现为{level}响应；请用“提高”或“降低”。")
            raise BadInput(words.format(level=level_name(log.level)), "level")
        if step == "raised" and not log.graver_than_in_force(level):
            raise BadInput(_("提高的级别须比现在的{level}高。").format(level=level_name(log.level)))
        if step == "lowered" and not is_lower(level, log.level):
            raise BadInput(_("降低的级别须比现在的{level}低。").format(level=level_name(log.level)))

    def _not_meanwhile(self, log: ResponseLog, form: StepForm) -> None:
        """Somebody else may have written the same step down while the form stood open."""
        now = log.last(form.step)
        if now is None or form.last is None or now.entry.id == form.last:
            return
        words = _("{step}刚由别处记下：{how}。仍要再记一条，请再保存一次。")
        raise BadInput(words.format(step=STEP_NAMES[form.step], how=said(now, self._office)))

    def _justified(self, ident: str, form: StepForm) -> None:
        """Starting below what the plan asks wants a reason and a name."""
        asked = self._office.picture(ident).response
        below = asked is not None and form.level is not None and is_lower(form.level, asked)
        if form.step != "started" or not below or asked is None:
            return
        for field, words in (("who", form.who), ("words", form.words)):
            if not words.strip():
                sentence = _("预案要求{level}，低于它启动须写明决定人和理由。")
                raise BadInput(sentence.format(level=level_name(asked)), field)


def _complete(form: StepForm) -> None:
    if form.step in LEVELLED and form.level not in GRADES:
        raise BadInput(_("请选响应级别。"), "level")
    if not form.who.strip():
        raise BadInput(_("请填是谁：姓名或单位。"), "who")
    if form.step in REASONED and not form.words.strip():
        words = _("请写会商意见。") if form.step == "consulted" else _("请写明理由。")
        raise BadInput(words, "words")


def _levels(log: ResponseLog, step: StepCode) -> tuple[Grade, ...]:
    """The levels that may be chosen for a step."""
    if step == "raised":
        return tuple(each for each in GRADES if log.graver_than_in_force(each))
    if step == "lowered" and log.level:
        return tuple(each for each in GRADES if is_lower(each, log.level or "I"))
    return GRADES if step in LEVELLED else ()


def _likely_level(log: ResponseLog, step: StepCode, asked: Grade | None) -> Grade | None:
    levels = _levels(log, step)
    waiting = log.approved or log.proposed
    wanted = waiting.event.level if waiting and step != "lowered" else asked
    return wanted if wanted in levels else levels[-1 if step == "raised" else 0] if levels else None


def decider(log: ResponseLog, office: Office) -> str:
    """The post that decided on the level in force, as recorded, else as the plan has it."""
    if log.level is None or log.started is None:
        return ""
    return log.started.event.post or office.plan.response(log.level).approver_post


def last_of(log: ResponseLog, step: StepCode) -> str:
    """The entry of the latest step of a kind; empty if there is none."""
    found = log.last(step)
    return found.entry.id if found else ""


def said(step: Step, office: Office) -> str:
    """``14:32 王副区长（区县政府，电话），李敏记``."""
    event = step.event
    about = "，".join(
        part for part in (event.post, HOW_NAMES[event.how] if event.how else "") if part
    )
    who = event.who + (f"（{about}）" if about else "")
    time, actor = stamp(step.at, office.clock.now()), step.entry.actor
    if actor == event.who:
        return f"{time} {who}"
    return _("{time} {who}，{actor}记").format(time=time, who=who, actor=actor)
