"""The body of an assessment report: what the record tells, and room for what only people judge."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cqcmd.clock import local
from cqcmd.desk.common.addressed import addressed
from cqcmd.desk.common.assessment_owed import receivers_of
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import moment_in_full, moment_of_day
from cqcmd.desk.debrief.review import IncidentReview
from cqcmd.desk.reports.compose import Composer
from cqcmd.desk.reports.elements import UNKNOWN
from cqcmd.documents.report.content import Element, Kind
from cqcmd.i18n import _
from cqcmd.incident.picture import REPORTER
from cqcmd.incident.state import Incident
from cqcmd.views.debrief import LessonView, OutcomeView, ReviewView

OWN = (
    ("reports", _("信息报告情况"), _("应报和实报")),
    ("response", _("应急响应情况"), _("响应经过")),
    ("measures", _("措施落实情况"), _("应做而没有记录的措施")),
    ("lessons", _("经验教训"), _("问题和改进")),
    ("conclusion", _("评估结论"), _("结论和建议")),
)
"""What is told beside the elements of a report: code, heading of the paragraph, name."""


class AssessmentComposer(Composer):
    """Assessment reports (5.2) as this station would write them now."""

    def stage(self, ident: str) -> Kind:
        """Return what kind of report it is: of an assessment there is one."""
        return "assessment"

    def elements(self, ident: str, stage: Kind) -> tuple[Element, ...]:
        """Return what a final report tells, but for who reports, then what the review found."""
        final = super().elements(ident, "final")
        reporters = {
            row.code for row in self._open_record.plan.contents if REPORTER.intersection(row.fields)
        }
        found = tuple(element for element in final if element.code not in reporters)
        return found + tuple(_own(self._open_record, ident))

    def judged(self, lacking: Sequence[str]) -> tuple[str, ...]:
        """Return what only those who assess can say."""
        return tuple(name for _code, _item, name in OWN if name in lacking)

    def title(self, incident: Incident, stage: Kind) -> str:
        """Return the title; a further version says which it is."""
        unit = incident.details.get("unit") or incident.details.get("district", "")
        kind = incident.facts.choice("equipment")
        name = self._open_record.plan.kind(kind).short if kind else _("特种设备")
        title = _("关于{unit}{kind}事故应急评估的报告").format(unit=unit, kind=name)
        version = len(incident.assessment.issued) + 1
        again = _("{title}（第{version}版）").format(title=title, version=version)
        return again if version > 1 else title

    def receivers(self, incident: Incident) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return names of those the plan wants it sent to; nobody has a copy."""
        plan = self._open_record.plan
        codes = receivers_of(plan, incident, self._open_record.org)
        district = incident.details.get("district", "")
        return tuple(addressed(plan, plan.org(code), district) for code in codes), ()


def _own(open_record: OpenRecord, ident: str) -> Iterator[Element]:
    view = IncidentReview(open_record, ident).shown()
    words = {
        "reports": _reports(view),
        "response": _response(open_record.incident(ident), view),
        "measures": "、".join(check.what for check in view.measures if not check.good) or _("无"),
        "lessons": _lessons(view.lessons),
        # Nobody but those who assess can say what it was worth.
        "conclusion": "",
    }
    for code, item, name in OWN:
        yield Element(code, item, name, words[code] or UNKNOWN, missing=not words[code])


def _reports(view: ReviewView) -> str:
    """Return how many reports were owed, then each; no time runs in it, so it stays as it is."""
    return "；".join(
        [view.label.replace("：", "，"), *(_report(one, view) for one in view.outcomes)]
    )


def _report(outcome: OutcomeView, view: ReviewView) -> str:
    due = _at(outcome.due, view) if outcome.due else ""
    if outcome.result == "late":
        words = _("{name}迟报{late}（应于{due}前，{at}报）")
    elif outcome.at is not None:
        words = _("{name}{at}报")
    elif due:
        words = _("{name}未报（应于{due}前）")
    else:
        words = _("{name}未报（预案未规定时限）")
    at = _at(outcome.at, view) if outcome.at else ""
    name = outcome.words.replace(" ", "")
    return words.format(name=name, late=outcome.late, due=due, at=at)


def _response(incident: Incident, view: ReviewView) -> str:
    checks = {check.key: check for check in view.checks}
    said = []
    for step in incident.response.steps:
        check = checks[f"step:{step.entry.id}"]
        below = "" if check.good else _("（{label}）").format(label=check.label)
        said.append(f"{_at(step.at, view)}{check.what}{below}")
    lacking = [check.what for check in view.checks if check.key.startswith("lacks:")]
    if lacking:
        said.append(_("没有{names}的记录").format(names="、".join(lacking)))
    return "，".join(said)


def _lessons(lessons: tuple[LessonView, ...]) -> str:
    return "；".join(_lesson(number, lesson) for number, lesson in enumerate(lessons, 1))


def _lesson(number: int, lesson: LessonView) -> str:
    parts = (
        _("{n}.{text}").format(n=number, text=lesson.text.replace("：", "，")),
        _("改进措施{words}").format(words=lesson.remedy) if lesson.remedy else "",
        _("责任人{name}").format(name=lesson.owner) if lesson.owner else "",
        _("期限{day}").format(day=lesson.due) if lesson.due else "",
    )
    return "，".join(part for part in parts if part)


def _at(at: datetime, view: ReviewView) -> str:
    """Return a moment as papers say it; with its day where that is not the day of the call."""
    same = local(at).date() == local(view.start).date()
    return moment_of_day(at) if same else moment_in_full(at)
