"""Teams inside the cordon that should answer, or did not."""

from collections.abc import Iterator

from cqcmd.desk.agenda.source import Moment, Urgency
from cqcmd.rules.accountability import Silence, next_check
from cqcmd.views import Step
from cqcmd.words import _

SAYINGS: dict[Silence, tuple[str, Urgency]] = {
    "soon": (_("{name} 即将应答"), "soon"),
    "due": (_("呼叫 {name}，该应答了"), "urgent"),
    "missed": (_("{name} 一次未应答，再呼叫"), "urgent"),
    "alarm": (_("{name} 两次未应答：立即派人查找"), "overdue"),
}


def check_ins(moment: Moment) -> Iterator[Step]:
    """Whoever is inside and silent, the longest silence first."""
    for team in sorted(moment.incident.cordon.inside, key=lambda each: each.heard_at):
        check = next_check(team.heard_at, team.entered.interval)
        silence = check.silence(moment.now)
        if silence in SAYINGS:
            words, urgency = SAYINGS[silence]
            name = _("{name}（{n}人）").format(name=team.entered.name, n=team.entered.count)
            yield Step(
                words.format(name=name),
                "4.7",
                "safety",
                team.id,
                urgency,
                check.due,
                owner=team.entered.leader or _("现场指挥"),
            )
