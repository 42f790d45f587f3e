"""The decision to start the response: what 突发事件应对法 72 wants made clear, and who decided."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.documents.paper import BLANK, Head, Paper, moment, paper
from cqcmd.documents.report.plain_text import written_date
from cqcmd.i18n import _
from cqcmd.rules.rows import Content

TITLES = {
    "started": _("启动应急响应的决定"),
    "raised": _("提高应急响应级别的决定"),
    "lowered": _("降低应急响应级别的决定"),
}


class Decision(Struct, frozen=True, kw_only=True):
    """What was decided, by field of the plan's rows; blank where nobody has said it yet.

    Without ``at`` no start was recorded: the paper is a draft, and says so. ``organ`` is whose
    decision it is by the plan, and signs.
    """

    step: str = "started"
    fields: Mapping[str, str]
    who: str = ""
    post: str = ""
    how: str = ""
    organ: str = ""
    at: datetime | None = None


def start_order(head: Head, incident: str, rows: tuple[Content, ...], decision: Decision) -> Paper:
    """Write the decision as a paper; ``rows`` are the plan's elements of a start order (4.6)."""
    # The order rests on a recorded start; without one it must not pass for issued.
    draft = () if decision.at else (_("（启动尚未记录，本件为草稿。）"),)
    elements, decided = _elements(rows, decision), _decided(decision)
    body = [incident, *draft, "", *elements, "", *decided, "", *_sources(rows)]
    signed = ["", decision.organ, written_date(decision.at)] if decision.at else []
    made = paper(TITLES.get(decision.step, TITLES["started"]), head, [*body, *signed])
    # The signature is placed by the rule in Word, and is no paragraph there.
    return replace(made, body=tuple(body))


def _elements(rows: tuple[Content, ...], decision: Decision) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        said = " ".join(text for name in row.fields if (text := decision.fields.get(name, "")))
        yield _("{number}. {name}：{words}").format(
            number=number, name=row.name, words=said or BLANK
        )


def _decided(decision: Decision) -> Iterator[str]:
    for name, words in (
        (_("决定人"), decision.who),
        (_("职务"), decision.post),
        (_("决定方式"), decision.how),
        (_("决定时间"), moment(decision.at) if decision.at else ""),
    ):
        yield _("{name}：{words}").format(name=name, words=words or BLANK)


def _sources(rows: tuple[Content, ...]) -> Iterator[str]:
    """Each other text that asks for these elements, named once."""
    said = _("另据《{title}》第{article}条：“{text}”")
    found = [row.source for row in rows if row.source]
    for source in dict.fromkeys((source.title, source.article, source.text) for source in found):
        title, article, text = source
        yield said.format(title=title, article=article, text=text)
