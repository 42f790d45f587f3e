"""记录报告: a report as made, or another organisation's as heard: who took it, where, when."""

from collections.abc import Iterator, Mapping
from typing import Literal

from cqcmd.clock import stamp
from cqcmd.desk.desk import Desk
from cqcmd.desk.reports.forms import Earlier, ReportForm
from cqcmd.i18n import _
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.deadline_lines import chain_words, due_words, state_words
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import (
    MAY_BE_BLANK,
    NUMBER_EXAMPLE,
    PERSON_EXAMPLE,
    TIME_EXAMPLE,
    channel_field,
    channel_of,
    read_back_field,
    read_back_of,
)
from cqcmd.views import Deadline
from cqcmd.widgets.fields.choice import Answer, Choice
from cqcmd.widgets.fields.text_field import TextField


@form("report", _("记录报告"))
class ReportScreen(FieldForm):
    """``rule`` is the duty it meets; without one the next of this station."""

    form = "report"
    name_of_form = _("记录报告")

    purpose = _("记下已经报了：报给谁、谁接的、几点。")

    def __init__(
        self, desk: Desk, ident: str, rule: str = "", *, draft: Mapping[str, str] | None = None
    ) -> None:
        deadlines = desk.situation(ident).deadlines
        self._deadlines = {deadline.rule: deadline for deadline in deadlines}
        self._rule = rule or next((deadline.rule for deadline in deadlines if deadline.mine), "")
        self._number = self._asked = ""
        super().__init__(desk, ident, first="person", draft=draft)

    @property
    def draft_name(self) -> str:
        """Each duty has its own draft: a name typed for one is nobody's answer to another."""
        return f"{self.form}:{self.ident}:{self._rule}"

    @property
    def duties_in_hand(self) -> tuple[str, ...]:  # type: ignore[override]
        """The one that is chosen."""
        return (self.text("duty"),) if "duty" in self._fields else ()

    def fields(self) -> Iterator[Field]:
        """Yield the duty, who took it, read back, number, how, when, and a remark."""
        duty = Choice("duty", _("哪份报告"), self._answers())
        duty.fill(self._rule)
        yield duty
        yield TextField("person", _("接报人"), example=PERSON_EXAMPLE, required=True)
        yield read_back_field()
        yield TextField("number", _("号码"), example=NUMBER_EXAMPLE)
        yield channel_field()
        yield TextField("at", _("报告时间"), example=TIME_EXAMPLE)
        yield TextField("remark", _("备注"), example=MAY_BE_BLANK)

    def _answers(self) -> list[Answer]:
        """Return this station's open duties, then those met, then what others owe each other."""
        now = self.desk.clock.now()
        found = [
            (owed.rule, f"{self._label(owed)}  {due_words(owed, now)}  {state_words(owed, now)}")
            for owed in sorted(self._deadlines.values(), key=lambda due: not due.mine)
        ]
        for row in self.desk.plan.duties:
            if row.code not in self._deadlines:
                sender, receiver = self.desk.plan.org(row.sender), self.desk.plan.org(row.receiver)
                channel = {"phone": _("电话"), "written": _("书面")}.get(row.channel, _("报告"))
                words = _("{sender}报{receiver} {channel}").format(
                    sender=sender.short, receiver=receiver.short, channel=channel
                )
                found.append((row.code, words))
        return found

    def _label(self, deadline: Deadline) -> str:
        return deadline.label if deadline.mine else chain_words(self.desk, deadline)

    def changed(self) -> None:
        """Let number and channel follow the duty, until the officer writes others."""
        sender, _receiver, channel = self._route(self.text("duty"))
        deadline = self._deadlines.get(self.text("duty"))
        number = deadline.number if deadline else ""
        if self.text("number") == self._number and number != self._number:
            self._number = number
            self._fields["number"].fill(number)
        self.hide("channel", channel != "any")
        if deadline and channel == "any" and deadline.rule != self._asked:
            waits = self.desk.written.issued.undelivered(self.ident, deadline)
            self._fields["channel"].fill("written" if waits else "phone")
        self._asked = self.text("duty")
        self.tell(self._hint(deadline, sender))

    def _route(self, code: str) -> tuple[str, str, str]:
        """From whom to whom, and by which channel: of a duty that runs, else of the plan's rule."""
        deadline = self._deadlines.get(code)
        if deadline is not None:
            return deadline.sender, deadline.receiver, deadline.channel
        rule = self.desk.plan.duty(code)
        return rule.sender, rule.receiver, rule.channel

    def _hint(self, deadline: Deadline | None, sender: str) -> str:
        if deadline is None and sender == self.desk.org:
            return _("这份报告的时限还没有启动；先报也作数。")
        if deadline is None:
            return _("听说的他单位报告：从此起算接报单位的时限。")
        if deadline.proof:
            words = _("这份报告已有记录：{proof}。再记一次作为又报。")
            return words.format(proof=deadline.proof)
        if not deadline.mine:
            return _("听说的他单位报告，记为其凭据。")
        return " ".join(
            part for part in (deadline.anchor, deadline.source, deadline.no_number) if part
        )

    def typed(self) -> dict[str, str]:
        """Return what was typed; a number filled in by itself is left out."""
        found = super().typed()
        if found.get("number") == self._number:
            found.pop("number", None)
        if set(found) <= {"duty"}:
            return {}
        return found | {"duty": self.text("duty")}

    def save(self, reason: str) -> str:
        """Record it; an earlier one stays the proof, and who made it is told at once."""
        code = self.text("duty")
        sender, receiver, asked = self._route(code)
        channel = self._channel(asked)
        deadline = self._deadlines.get(code)
        form = ReportForm(
            sender=sender,
            receiver=receiver,
            channel=channel,
            person=self.text("person"),
            number=self.text("number"),
            at=self.moment_or_now("at"),
            read_back=read_back_of(self.text("read_back")),
            remark=self.text("remark"),
            stage=deadline.stage if deadline else "initial",  # type: ignore[arg-type]
            document=self._document(deadline, channel),
        )
        earlier = self.desk.reports.record(self.ident, form, reason=reason)
        if earlier is None:
            return _("已记入：{label}。").format(label=self._said(code))
        tell_earlier(self, self.desk, earlier)
        return _("已记入，作为又报：{label}。").format(label=self._said(code))

    def _document(self, deadline: Deadline | None, channel: str) -> str:
        """Return the issued report that this delivers, if it is one of ours on paper."""
        if deadline is None or not deadline.mine or channel != "written":
            return ""
        return self.desk.written.issued.undelivered(self.ident, deadline)

    def _channel(self, asked: str) -> Literal["phone", "written"]:
        """Where the plan names no channel, the one that was used."""
        used = self.text("channel") if asked == "any" else asked
        return channel_of(used)

    def _said(self, rule: str) -> str:
        return dict(self._answers())[rule].split("  ")[0]


def tell_earlier(screen: PostScreen, desk: Desk, earlier: Earlier) -> None:
    """Who had already reported it, and when: that stays the proof."""
    words = _("{actor} 已记过这份报告：{time} 对方 {person} 接。那一次为凭据，这一次记为又报。")
    said = words.format(
        actor=earlier.actor, time=stamp(earlier.at, desk.clock.now()), person=earlier.person
    )
    screen.say(said, "warning")
