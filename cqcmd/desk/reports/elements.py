"""The elements of 4.1.2 as they stand now: what a report by telephone or on paper must say."""

from collections.abc import Iterator

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import address_words, fact_words, grade_name, moment_in_full
from cqcmd.desk.measures.taken import measures_taken
from cqcmd.desk.reports.elsewhere import recorded_elsewhere
from cqcmd.desk.reports.grade_basis import facts_beside, grade_words, told_beside
from cqcmd.documents.report.content import Element
from cqcmd.i18n import _
from cqcmd.incident.picture import Picture
from cqcmd.rules.rows import Content

UNKNOWN = _("待核")


def elements(open_record: OpenRecord, ident: str, report: str) -> tuple[Element, ...]:
    """Return the elements of a ``phone`` or ``written`` report in plan order, 待核 if unknown."""
    reader = ElementReader(open_record, ident)
    rows = (row for row in open_record.plan.contents if row.report == report)
    return tuple(reader.element(row) for row in rows)


class ElementReader:
    """Reads one incident for a report: possible numbers are said as possible."""

    def __init__(self, open_record: OpenRecord, ident: str) -> None:
        self._open_record = open_record
        self._picture: Picture = open_record.picture(ident)
        self._incident = self._picture.incident

    def element(self, row: Content) -> Element:
        """Return one element, its words from the fields that fill it."""
        own = self._words(row)
        beside = "，".join(told_beside(facts_beside(self._open_record.plan, row), self._picture))
        # What the grade rests on stands beside words that nobody gave yet; they stay unknown.
        counted = bool(beside) and self._is_counted(row)
        words = "，".join(filter(None, [own or ("" if counted else UNKNOWN), beside]))
        parts = row.code.split(".")
        item = f"({parts[1]})" if len(parts) > 2 else ""
        return Element(row.code, item, row.name, words, missing=not (own or counted))

    def blank_fields(self, row: Content) -> tuple[str, ...]:
        """Return the fields of an element that somebody may fill, and nobody has."""
        ours = ("grade", "reporter", "reporter_phone")
        return tuple(name for name in row.fields if name not in ours and not self.field(name))

    def _is_counted(self, row: Content) -> bool:
        facts = self._open_record.plan.index["facts"]
        return all(name in facts for name in row.fields)

    def _words(self, row: Content) -> str:
        if self._is_counted(row):
            return "，".join(self._counts(row.fields))
        said = [
            # The public is told the grade; whoever gets the report also what it rests on.
            self._grade()
            if name == "grade" and row.report != "written"
            else self.field(name) + self._elsewhere(name)
            for name in row.fields
        ]
        if row.fields == ("district", "place"):
            return address_words(*said)
        return "，".join(dict.fromkeys(part for part in said if part))

    def _counts(self, names: tuple[str, ...]) -> Iterator[str]:
        """Yield ``死亡1人``, ``重伤确认3人，可能5人``; blanks that decide nothing are left out."""
        for name in names:
            known = self._incident.facts.by_code.get(name)
            fact = self._open_record.plan.fact(name)
            if known is not None and known.value is not None:
                yield fact.short + fact_words(fact, known) + self._elsewhere(name)

    def _elsewhere(self, name: str) -> str:
        return recorded_elsewhere(self._open_record, self._incident, name)

    def field(self, name: str) -> str:
        """Return the words of a field that is no fact of the plan; blank where it is unknown."""
        facts, details = self._incident.facts, self._incident.details
        match name:
            case "occurred_at":
                at = facts.moment(name)
                return moment_in_full(at) if at else ""
            case "equipment":
                code = facts.choice(name)
                return self._open_record.plan.kind(code).name if code else ""
            case "grade":
                return grade_words(self._open_record.reader, self._picture)
            case "measures":
                return measures_taken(self._open_record, self._incident)
            case "reporter":
                return self._open_record.ledger.officer
            case "reporter_phone":
                # The station's own telephone is kept among the numbers, under its own organisation.
                serving = self._open_record.ledger.serving
                return serving.numbers.get(self._open_record.org, "") if serving else ""
            case _other:
                return details.get(name, "")

    def _grade(self) -> str:
        plan = self._open_record.plan
        sure, maybe = self._picture.confirmed, self._picture.possible
        if sure is None and maybe is None:
            return ""
        words = (
            _("初判为{grade}事故").format(grade=grade_name(plan, sure))
            if sure
            else _("尚未达到分级标准或待判")
        )
        if maybe and maybe != sure:
            words += _("，可能为{grade}事故").format(grade=grade_name(plan, maybe))
        return words
