"""The response (4.6-4.8): decisions are recorded as they were taken, never performed here."""

from cqcmd.desk.command.forms import LEVELLED, REASONED, STEP_NAMES, StepCode, StepForm
from cqcmd.desk.command.response_defaults import step_defaults
from cqcmd.desk.command.response_words import label
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import level_name
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.command.response import ResponseLog
from cqcmd.incident.events.command import ResponseStepped
from cqcmd.parsing.person_fields import check_name
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import ResponseLevel
from cqcmd.views.command import StepDefaults


class ResponseDesk:
    """The verbs of 响应."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    def record(self, ident: str, form: StepForm, *, reason: str = "") -> None:
        """Write a step down.

        Raises:
            BadInput: no fact could make it true, or what must be said is missing.
            NeedsReason: it was taken more than 15 minutes ago.
        """
        open_record = self._open_record
        plan = open_record.of(ident).plan
        _complete(plan, form)
        open_record.check_time(form.at, reason)
        with open_record.act() as write:
            # Read under the lock: others may have taken this step since the form was opened.
            incident = open_record.incident(ident)
            log = incident.response
            self._possible(plan, log, form)
            self._not_meanwhile(log, form)
            self._justified(plan, ident, form)
            event = ResponseStepped(
                step=form.step,
                # The other steps are about the level in force, whatever the form holds.
                level=form.level if form.step in LEVELLED else log.level,
                # What the plan asked for at the time is kept: a start below it is judged by that.
                asked=open_record.picture(ident).response,
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
        """Return what the form of a step begins with."""
        return step_defaults(self._open_record, ident, step)

    def is_below(self, ident: str, step: StepCode, level: ResponseLevel | None) -> bool:
        """Return whether that is a start at a level below the one the plan asks for."""
        asked = self._open_record.picture(ident).response
        scale = self._open_record.of(ident).plan.level_scale
        return step == "started" and level is not None and scale.is_lower(level, asked)

    def _possible(self, plan: Plan, log: ResponseLog, form: StepForm) -> None:
        """Refuse what no fact could make true."""
        step, level = form.step, form.level
        if step in ("raised", "lowered", "ended") and log.level is None:
            words = _("响应没有启动过，无从{step}。") if not log.ended else _("响应已终止：{how}。")
            how = label(log.ended, self._open_record) if log.ended else ""
            raise BadInput(words.format(step=STEP_NAMES[step], how=how))
        if log.level is None or log.started is None or level is None:
            return
        in_force = level_name(plan, log.level)
        if step in ("started", "proposed", "approved") and level == log.level:
            words = _("{level}响应已经启动：{how}。")
            raise BadInput(
                words.format(
                    level=level_name(plan, level), how=label(log.started, self._open_record)
                ),
                "level",
            )
        # A second start at another level is a change, and changes have steps of their own (4.8).
        if step == "started":
            words = _("现为{level}响应；请用“提高”或“降低”。")
            raise BadInput(words.format(level=in_force), "level")
        if step == "raised" and not log.graver_than_in_force(level, plan.level_scale):
            words = _("提高的级别须比现在的{level}高。")
            raise BadInput(words.format(level=in_force), "level")
        if step == "lowered" and not plan.level_scale.is_lower(level, log.level):
            words = _("降低的级别须比现在的{level}低。")
            raise BadInput(words.format(level=in_force), "level")

    def _not_meanwhile(self, log: ResponseLog, form: StepForm) -> None:
        """Refuse a step that somebody else recorded while the form stood open. Raises BadInput."""
        now = log.last(form.step)
        # `None` did not look; an empty text saw that there was none, and is told of the first.
        if now is None or form.last is None or now.entry.id == form.last:
            return
        words = _("{step}刚由别处记下：{how}。仍要再记一条，请再保存一次。")
        raise BadInput(words.format(step=STEP_NAMES[form.step], how=label(now, self._open_record)))

    def _justified(self, plan: Plan, ident: str, form: StepForm) -> None:
        """Refuse a level below the one the plan asks for without a reason and a name."""
        asked = self._open_record.picture(ident).response
        if asked is None or not self.is_below(ident, form.step, form.level):
            return
        for field, words in (("who", form.who), ("words", form.words)):
            if not words.strip():
                sentence = _("预案要求{level}，低于它启动须写明决定人和理由。")
                raise BadInput(sentence.format(level=level_name(plan, asked)), field)


def _complete(plan: Plan, form: StepForm) -> None:
    if form.step in LEVELLED and form.level not in plan.level_scale.codes:
        raise BadInput(_("请选响应级别。"), "level")
    if not form.who.strip():
        raise BadInput(_("请填是谁：姓名或单位。"), "who")
    check_name(form.who, "who")
    if form.step in REASONED and not form.words.strip():
        words = _("请写会商意见。") if form.step == "consulted" else _("请写明理由。")
        raise BadInput(words, "words")
