"""Whether what is shown rests on all that was written down."""

from collections.abc import Iterator

from cqcmd.desk.situation.agenda.source import Moment
from cqcmd.i18n import _
from cqcmd.views import Step


def damaged(moment: Moment) -> Iterator[Step]:
    """Yield that entries cannot be read or were altered, until they are struck."""
    found = moment.open_record.damage.words_of(moment.incident)
    if found:
        words = _("{found}：到日志核对，补记后把坏的作废").format(found=found)
        yield Step(words, moment.clause("records"), "log", "", "overdue")
