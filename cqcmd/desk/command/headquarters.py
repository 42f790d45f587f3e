"""Command: who takes it, what the headquarters decides, the hand-over to the city (2.1, 2.2)."""

from cqcmd.clock import stamp
from cqcmd.desk.command.forms import STEP_NAMES, ActForm, CommandForm
from cqcmd.desk.command.response_words import label
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import level_name
from cqcmd.desk.safety.missed_checks import inside_words
from cqcmd.desk.situation.views import SituationViews
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events.command import CommandTaken, HeadquartersActed
from cqcmd.incident.headquarters import Taken, rank
from cqcmd.incident.in_command import headquarters_to_take_over
from cqcmd.incident.state import Incident
from cqcmd.rules.facts import Amount
from cqcmd.rules.roles import Headquarters

LAST_DECISIONS = 3


class CommandDesk:
    """The verbs of 指挥部."""

    def __init__(self, open_record: OpenRecord, views: SituationViews) -> None:
        self._open_record = open_record
        self._views = views

    def take(self, ident: str, form: CommandForm, *, reason: str = "") -> str:
        """Record that somebody takes command; return a warning, if there is one.

        Two commanders at once are recorded, because that happens; and marked.
        """
        return self._take(ident, form, (), reason)

    def hand_over(
        self, ident: str, form: CommandForm, *, read: tuple[str, ...] = (), reason: str = ""
    ) -> str:
        """Record that a higher headquarters takes over, with the sheet it read (2.2).

        ``read`` is the sheet as it stood before the reader; else it is made now.
        """
        return self._take(ident, form, read or self.sheet(ident), reason)

    def _take(self, ident: str, form: CommandForm, sheet: tuple[str, ...], reason: str) -> str:
        open_record = self._open_record
        if form.headquarters not in open_record.plan.ranking:
            raise BadInput(_("预案里没有这个指挥部。"))
        if not form.who.strip():
            raise BadInput(_("请填接任人姓名。"), "who")
        open_record.check_time(form.at, reason)
        with open_record.act() as write:
            incident = open_record.incident(ident)
            # Under the lock: another terminal may have recorded the same take-over meanwhile.
            self._not_again(incident, form)
            event = CommandTaken(
                headquarters=form.headquarters,
                who=form.who.strip(),
                post=form.post.strip(),
                how=form.how,
                relieved=form.relieved.strip(),
                sheet=sheet,
                late_reason=reason,
            )
            write.append(event, ident, form.at)
        # After the act, so that the newcomer is counted too.
        return self.doubled(open_record.incident(ident))

    def _not_again(self, incident: Incident, form: CommandForm) -> None:
        for entry, event in self._commanders(incident):
            if event.headquarters == form.headquarters and event.who == form.who.strip():
                words = _("{who}已在指挥：{time}，{actor}记。")
                time = stamp(entry.occurred_at, self._open_record.clock.now())
                raise BadInput(words.format(who=event.who, time=time, actor=entry.actor))

    def doubled(self, incident: Incident) -> str:
        """Name two commanders of one headquarters in a sentence; empty where it has one."""
        commanders = self._commanders(incident)
        for row in self._open_record.plan.headquarters:
            found = [event.who for _entry, event in commanders if event.headquarters == row.code]
            if len(found) > 1:
                return _("{name}有两名指挥长：{who}").format(name=row.name, who="、".join(found))
        return ""

    def act(self, ident: str, form: ActForm, *, reason: str = "") -> None:
        """Record a decision of the headquarters, or that one is lifted."""
        open_record = self._open_record
        if form.act not in open_record.plan.index["headquarters_acts"]:
            raise BadInput(_("预案里没有这一项职责。"))
        if not form.who.strip():
            raise BadInput(_("请填决定人：姓名或单位。"), "who")
        row = open_record.plan.headquarters_act(form.act)
        if row.source is not None and not form.words.strip():
            district = open_record.plan.word("district")
            raise BadInput(_("请写明由哪个{district}牵头。").format(district=district), "words")
        open_record.check_time(form.at, reason)
        with open_record.act() as write:
            self._not_done(open_record.incident(ident), form)
            event = HeadquartersActed(
                act=form.act,
                lifted=form.lifted,
                who=form.who.strip(),
                post=form.post.strip(),
                how=form.how,
                words=form.words.strip(),
                late_reason=reason,
            )
            write.append(event, ident, form.at)

    def _not_done(self, incident: Incident, form: ActForm) -> None:
        """Refuse to decide again what holds, or to lift what does not. Raises BadInput."""
        row = self._open_record.plan.headquarters_act(form.act)
        command = incident.command
        standing = command.standing(form.act)
        if form.lifted and not standing:
            raise BadInput(_("{act}没有在执行，无从解除。").format(act=row.name))
        if row.lasts and standing and not form.lifted:
            entry, event = command.acts[form.act]
            words = _("{act}已在执行：{time} {who}，{actor}记。")
            time = stamp(entry.occurred_at, self._open_record.clock.now())
            raise BadInput(words.format(act=row.name, time=time, who=event.who, actor=entry.actor))

    def commander(self, ident: str, headquarters: str) -> str:
        """Return who commands a headquarters; empty if nobody does."""
        found = self._commanders(self._open_record.incident(ident))
        return next((e.who for _entry, e in found if e.headquarters == headquarters), "")

    def _commanders(self, incident: Incident) -> list[Taken]:
        return incident.command.commanders(self._open_record.plan.ranking)

    def taking_over(self, ident: str) -> Headquarters:
        """Return the headquarters that takes over: the one of the response, else the highest."""
        open_record = self._open_record
        code = headquarters_to_take_over(open_record.plan, open_record.incident(ident))
        return open_record.plan.headquarters_row(code or open_record.plan.ranking[0])

    def relieved_by(self, ident: str, headquarters: str) -> str:
        """Return who commands below a headquarters that takes over; empty if nobody does."""
        ranking = self._open_record.plan.ranking
        lower = ranking[rank(headquarters, ranking) + 1 :]
        return next((who for code in lower if (who := self.commander(ident, code))), "")

    def standing(self, ident: str, act: str) -> bool:
        """Return whether a lasting act holds."""
        return self._open_record.incident(ident).command.standing(act)

    def sheet(self, ident: str) -> tuple[str, ...]:
        """Return what whoever takes over must read, a sentence a line (2.2)."""
        incident = self._open_record.incident(ident)
        return (
            *self._standing(ident),
            *_headed(_("待办和时限"), self._open(ident)),
            *_headed(_("未核实"), self._unconfirmed(ident)),
            *_headed(_("在场"), self._on_scene(incident)),
            *_headed(_("最近三项决定"), self.decisions(incident)[-LAST_DECISIONS:]),
        )

    def _standing(self, ident: str) -> tuple[str, ...]:
        strip = self._views.strip(ident)
        grade = f"{strip.grade.name} {strip.grade.clause}".strip()
        if strip.possible.grade:
            grade += _("，可能{grade}").format(grade=strip.possible.name)
        return (f"{strip.number} {strip.title}", f"{grade}  {strip.response}".strip())

    def _open(self, ident: str) -> list[str]:
        now = self._open_record.clock.now()
        found = []
        for step in self._views.situation(ident).steps:
            due = _("（{time} 前）").format(time=stamp(step.due, now)) if step.due else ""
            owner = f"{step.owner}：" if step.owner else ""
            found.append(f"{owner}{step.words}{due}")
        return found

    def _unconfirmed(self, ident: str) -> list[str]:
        view = self._views.situation(ident)
        blank = [_("待核：{names}").format(names="、".join(view.blanks))] if view.blanks else []
        facts = self._open_record.incident(ident).facts
        return blank + [
            f"{fact.name} {fact.words}" for fact in view.facts if _unsure(facts.amount(fact.code))
        ]

    def _on_scene(self, incident: Incident) -> list[str]:
        people = [
            f"{person.name} {person.unit} {person.post}".strip()
            for person in incident.roster.people.values()
            if person.state == "on_scene"
        ]
        now = self._open_record.clock.now()
        # Teams inside are on no roster, and whoever commands next must know of them (4.7).
        return people + [inside_words(team, now) for team in incident.cordon.inside]

    def decisions(self, incident: Incident) -> list[str]:
        """Return every decision about the response and of the headquarters, the first first."""
        open_record = self._open_record
        now = open_record.clock.now()
        found = [
            (step.at, f"{_step_words(step.event)}：{label(step, open_record)}")
            for step in incident.response.steps
        ]
        for entry, event in incident.command.history:
            name = open_record.plan.headquarters_act(event.act).name
            verb = _("解除：{name}").format(name=name) if event.lifted else name
            words = f"{stamp(entry.occurred_at, now)} {event.who}"
            found.append((entry.occurred_at, f"{verb}：{words}"))
        return [words for _at, words in sorted(found, key=lambda pair: pair[0])]


def _unsure(amount: Amount | None) -> bool:
    return amount is not None and (amount.possible or 0) > (amount.confirmed or 0)


def _step_words(event: object) -> str:
    step, level = getattr(event, "step", ""), getattr(event, "level", None)
    return STEP_NAMES[step] + (f" {level_name(level)}" if level else "")


def _headed(heading: str, lines: list[str]) -> list[str]:
    return [
        _("【{heading}】").format(heading=heading),
        *(f"  {line}" for line in lines or [_("无")]),
    ]
