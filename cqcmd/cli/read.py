"""`cqcmd read`: a line as people write it in; its fields, what is to be asked and the rest out."""

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cqcmd.cli.case_values import read_moment, refuse_unknown
from cqcmd.cli.json_lines import answer_file
from cqcmd.cli.plain_values import plain_value
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.sentence.quick_line import QuickLine, read_line
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.parsing.words.scanned_line import LONGEST, Found
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import FactKind
from cqcmd.text import clean

KEYS = {"id", "line", "now", "district"}
PIECE = 1_000
"""Characters cleaned at once: what composing adds stays below the longest line, and cheap."""


def run(args: Namespace) -> int:
    """Answer every line of the file and return the exit status."""
    return answer_file(args.file, reading(plan_in_force(args.plan)))


def reading(plan: Plan) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return a function that reads the line of one case with the words of the plan."""
    vocabulary = Vocabulary.of(plan)
    kinds = {fact.code: fact.kind for fact in plan.facts}

    def answer(case: dict[str, Any]) -> dict[str, Any]:
        refuse_unknown(case, KEYS)
        now = read_moment(case.get("now"), "now")
        home = _home(case.get("district"), plan)
        head, unread = _parted(_line(case.get("line")))
        return _result(read_line(head, vocabulary, now, home=home), unread, kinds, now)

    return answer


def _line(value: Any) -> str:
    if not isinstance(value, str):
        raise BadInput(_("line 须是文字。"))
    return value


def _home(value: Any, plan: Plan) -> str:
    if value is None:
        return ""
    # A text first: `in` fails on a list, which cannot be hashed.
    if isinstance(value, str) and value in plan.index["districts"]:
        return value
    words = _("不认识的{district}代码：{code}。")
    raise BadInput(words.format(district=plan.word("district"), code=str(value)[:40]))


def _parted(line: str) -> tuple[str, str]:
    """Return what is read of a line, and what lies beyond the longest that is."""
    # Cleaned first: composing may lengthen a text, and nothing of it may fall off the end.
    pieces = range(0, len(line), PIECE)
    text = "".join(clean(line[start : start + PIECE], lines=False) for start in pieces)
    return text[:LONGEST], text[LONGEST:]


def _result(
    line: QuickLine, unread: str, kinds: dict[str, FactKind], now: datetime
) -> dict[str, Any]:
    found: dict[str, Found] = {}
    for one in line.found:
        found.setdefault(one.field, one)  # the first counts, as on the form
    doubt = _("这一行超过一万字，只读了前一万字，请核对。") if unread else ""
    asked = {field: one.question or doubt for field, one in found.items()}
    return {
        "fields": {
            field: plain_value(one.value, field, kinds.get(field), now)
            for field, one in found.items()
        },
        "asked": {field: question for field, question in asked.items() if question},
        "rest": f"{line.what} {unread}".strip(),
    }
