"""The level of a warning, from what might happen in an officer's words (3.2.1)."""

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import grade_name
from cqcmd.desk.intake.form import read_form
from cqcmd.i18n import _
from cqcmd.parsing.sentence.quick_line import read_line
from cqcmd.rules.rows import Grade

if TYPE_CHECKING:
    from cqcmd.parsing.sentence.vocabulary import Vocabulary


class Foreseen(Struct, frozen=True):
    """Which level the words ask for, and why: the grade that the accident may have."""

    level: int | None
    words: str


def foreseen(open_record: OpenRecord, typed: str, vocabulary: "Vocabulary") -> Foreseen:
    """Return the level for the gravest grade that the words make possible; none where none is."""
    plan, now = open_record.plan, open_record.clock.now()
    grade = _possible(open_record, typed, vocabulary, now)
    row = next((row for row in plan.warnings if grade and row.grade == grade), None)
    if grade is None:
        return Foreseen(None, _("从这些话里还读不出可能的等级，级别由会商定。"))
    name = grade_name(plan, grade)
    if row is None:
        return Foreseen(
            None, _("可能达到{grade}；预案没有写这一等级对应哪级预警。").format(grade=name)
        )
    words = _("可能达到{grade}：{level}，{colour}（{clause}）").format(
        grade=name, level=row.name, colour=row.colour, clause=row.clause
    )
    return Foreseen(row.level, words)


def _possible(
    open_record: OpenRecord, typed: str, vocabulary: "Vocabulary", now: datetime
) -> Grade | None:
    line = read_line(typed, vocabulary, now)
    texts = {found.field: found.value for found in line.found if found.value}
    reading = read_form(open_record.plan, texts, now, now)
    facts = reading.facts()
    assessment = open_record.reader.assess(facts, now, now)
    # People who hang in the air make it an accident by time alone: that may happen, too.
    coming = [one.grade for one in open_record.reader.forecast(facts, now, now)]
    return assessment.possible.grade or next(iter(coming), None)
