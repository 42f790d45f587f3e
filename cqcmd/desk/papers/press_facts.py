"""What is known for the press release, element by element: confirmed facts and the journal."""

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import address_words, grade_name, level_name, moment_in_full
from cqcmd.documents.report.press import Harm, toll
from cqcmd.i18n import _
from cqcmd.incident.state import Incident
from cqcmd.patterns import regex
from cqcmd.rules.rows import Content

_IN_BRACKETS = regex(r"（[^）]*）")


def press_facts(open_record: OpenRecord, ident: str) -> dict[str, str]:
    """Return the texts by element code; blank where nothing is known."""
    rows = (row for row in open_record.plan.contents if row.report == "press")
    return {row.code: PressFacts(open_record, ident).words(row) for row in rows}


class PressFacts:
    """Reads one incident for the public: never a possible number, never a name of a person."""

    def __init__(self, open_record: OpenRecord, ident: str) -> None:
        self._open_record = open_record
        self._incident: Incident = open_record.incident(ident)
        self._picture = open_record.picture(ident)

    def title(self) -> str:
        """Return a title by what is known: where, and an accident with what."""
        words = _("关于{place}{kind}的情况通报")
        kind = self._kind() or _("特种设备事故")
        return words.format(place=self._incident.details.get("district", ""), kind=kind)

    def words(self, row: Content) -> str:
        """Return the text of an element: what is known of it, and nothing of the rest."""
        harms = [self._harm(name) for name in row.fields if self._is_count(name)]
        if harms:
            return toll(harms)
        if row.fields == ("district", "place"):
            return address_words(self._field("district"), self._field("place"))
        return "，".join(filter(None, map(self._field, row.fields)))

    def _is_count(self, name: str) -> bool:
        facts = self._open_record.plan.index["facts"]
        return name in facts and self._open_record.plan.fact(name).kind == "people"

    def _harm(self, name: str) -> Harm:
        facts = self._incident.facts
        return Harm(self._open_record.plan.fact(name), facts.amount(name), name in facts.conflicts)

    def _field(self, name: str) -> str:
        match name:
            case "occurred_at":
                at = self._incident.facts.moment(name)
                return moment_in_full(at) if at else ""
            case "equipment":
                return self._kind()
            case "grade":
                return self._grade()
            case "measures":
                return self._measures()
            case "progress":
                done = self._named("finished")
                return _("已完成{names}").format(names=done) if done else ""
            case "traffic":
                return self._traffic()
            case _other:
                return self._incident.details.get(name, "")

    def _kind(self) -> str:
        code = self._incident.facts.choice("equipment")
        if not code:
            return ""
        name = _IN_BRACKETS.sub("", self._open_record.plan.kind(code).name)
        return _("{kind}事故").format(kind=name)

    def _grade(self) -> str:
        # Only what is confirmed: the public is told nothing that is merely possible.
        grade = self._picture.confirmed
        words = _("初步判定为{grade}事故")
        return words.format(grade=grade_name(self._open_record.plan, grade)) if grade else ""

    def _measures(self) -> str:
        level = self._incident.response.level
        started = (
            _("已启动{level}应急响应").format(level=level_name(self._open_record.plan, level))
            if level
            else ""
        )
        running = self._named("begun")
        under_way = _("正在开展{names}").format(names=running) if running else ""
        return "，".join(part for part in (started, under_way) if part)

    def _traffic(self) -> str:
        found = []
        for act in self._open_record.plan.headquarters_acts:
            if act.lasts and self._incident.command.standing(act.code):
                words = self._incident.command.acts[act.code][1].words
                found.append(f"{act.name}（{words}）" if words else act.name)
        return _("已决定{acts}").format(acts="，".join(found)) if found else ""

    def _named(self, state: str) -> str:
        rows = self._open_record.plan.measures
        tasks = self._incident.tasks
        return "、".join(row.name for row in rows if tasks.of(row.code).state == state)
