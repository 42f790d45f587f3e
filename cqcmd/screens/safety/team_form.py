"""登记进入: a team goes inside the cordon, and from then on must answer."""

from collections.abc import Iterator
from datetime import timedelta

from cqcmd.clock import stamp
from cqcmd.desk.safety.desk import SafetyDesk
from cqcmd.desk.safety.forms import MOST, TeamForm
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.numbers import read_number
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import TIME_EXAMPLE
from cqcmd.widgets.fields.text_field import TextField

LABELS = {
    "name": _("队伍"),
    "leader": _("带队"),
    "people": _("人员"),
    "count": _("人数"),
    "task": _("任务"),
    "place": _("地点"),
    "interval": _("间隔分钟"),
    "at": _("进入时间"),
}
NOTES = {
    "leader": _("可写几人；张三等5人 按5人计"),
    "people": _("姓名之间用顿号、逗号或空格隔开"),
    "count": _("空着按姓名计"),
    "interval": _("隔多久应答一次，{low}-{high}").format(
        low=SafetyDesk.shortest, high=SafetyDesk.longest
    ),
}
EXAMPLES = {
    "name": _("例 消防一中队"),
    "leader": _("例 张伟"),
    "people": _("例 李敏、王强"),
    "count": _("空着按姓名计"),
    "task": _("例 搜救"),
    "place": _("例 三号楼地下室"),
    "interval": _("空着即 {n}").format(n=SafetyDesk.interval),
    "at": TIME_EXAMPLE,
}
"""Stand grey in the empty fields."""


@form("team", _("登记进入"))
class EnterForm(FieldForm):
    """A team's name is enough; names of people are what a search will need."""

    form = "team"
    name_of_form = _("登记进入")

    purpose = _("登记一支队伍进入警戒区：队名、带队、人数、几分钟应答一次。")

    def fields(self) -> Iterator[Field]:
        """Who, what for, where, how often, since when."""
        for name, label in LABELS.items():
            # The usual interval stands grey: were it filled in, 10 typed behind 20 would be 2010.
            yield TextField(name, label, example=EXAMPLES[name], required=name == "name")

    def on_mount(self) -> None:
        """Mark the fields that may stay blank."""
        for name, words in NOTES.items():
            self.note(name, words)

    # While typing

    def changed(self) -> None:
        """When the first answer is due, how many are counted, who is inside elsewhere."""
        try:
            team = self._team()
        except BadInput as fault:
            self.tell(str(fault))
            return
        now = self.desk.clock.now()
        due = stamp(team.at + timedelta(minutes=team.interval), now)
        words = _("首次应答应于 {due} 前，以后每 {n} 分钟一次；{count}")
        elsewhere = self.desk.safety.elsewhere(team.heads.names)
        self.tell(
            "\n".join(
                [
                    words.format(due=due, n=team.interval, count=_counted(team)),
                    *(_("{words}：照记，会标明两处").format(words=name) for name in elsewhere),
                ]
            )
        )

    def _team(self) -> TeamForm:
        """Return the team that the fields describe. Raises BadInput."""
        return TeamForm(
            name=self.text("name"),
            leader=self.text("leader"),
            people=(self.text("people"),),
            count=self._whole("count"),
            task=self.text("task"),
            place=self.text("place"),
            interval=self._whole("interval") or SafetyDesk.interval,
            at=self.moment_or_now("at"),
        )

    def _whole(self, name: str) -> int:
        """Return a whole number; 0 where nothing was typed. Raises BadInput naming the field."""
        text = self.text(name)
        if not text:
            return 0
        try:
            number = read_number(text)
        except BadInput as fault:
            raise BadInput(
                _("{label}：{words}").format(label=LABELS[name], words=fault), name
            ) from None
        if not 1 <= number <= MOST or number != int(number):
            raise BadInput(_("{label}须是 1 以上的整数。").format(label=LABELS[name]), name)
        return int(number)

    # Saving

    def save(self, reason: str) -> str:
        """Record the team as inside from its entering on."""
        team = self._team()
        self.desk.safety.enter(self.ident, team, reason=reason)
        return _("已记入：{name} 进入警戒区，{count}。").format(
            name=team.name, count=_counted(team)
        )


def _counted(team: TeamForm) -> str:
    count = team.total
    if not count:
        return _("人数不明")
    if team.count and team.count < count:
        return _("写到的人多于人数，按 {n} 人计").format(n=count)
    if team.heads.vague and not team.count:
        return _("按 {n} 人计；“等”没写几人，请填人数").format(n=count)
    return _("{n} 人").format(n=count)
