"""Loss, capacity and what broke, in a line: ``损失约500万``, ``储罐爆炸``, ``塔吊倾覆``."""

import re
from itertools import islice

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.parsing.numbers import HAN, NUMERAL
from cqcmd.parsing.quantities import Quantity, read_quantity, write_quantity
from cqcmd.parsing.scanned_line import MOST, Found, Line
from cqcmd.parsing.vocabulary import Vocabulary

_DOUBT = "大约|约|近|可能|预计|估计|预估|初步|最多|不到|不足"
_SUM = rf"(?P<sum>(?:{NUMERAL})(?:[-~至到](?:{NUMERAL}))?)(?P<more>余|多)?(?:元|块|圆)?"
_LOSS = re.compile(
    rf"(?P<before>{_DOUBT})?(?:造成)?(?:直接)?(?:经济|财产)?损失"
    rf"(?:(?P<doubt>{_DOUBT})|[:为达超 ]|超过|人民币){{0,4}}{_SUM}(?P<about>左右)?",
    re.ASCII,
)
_SUM_FIRST = re.compile(
    rf"(?P<before>{_DOUBT})?(?P<doubt>{_DOUBT})?(?<![\d.:{HAN}]){_SUM}"
    r"(?P<about>左右)?的?(?:直接)?(?:经济|财产)?损失",
    re.ASCII,
)
_CAPACITY = re.compile(r"(?<![\d.])\d{1,6}(?:\.\d{1,3})?(?:MW|兆瓦|万千瓦|千瓦)", re.IGNORECASE)
POISON = (
    "氯气|液氯|氨气|液氨|氨|硫化氢|一氧化碳|煤气|光气|氰化氢|氟化氢|二氧化硫|苯|甲醇|环氧乙烷"
    "|有毒介质|有毒气体|有毒|毒气"
)
"""Media whose leak is a toxic one, as parts of a pattern."""
# Of one field the certain words come first: the first pattern that is found decides.
_FLAGS = (
    ("toxic_leak", "yes", rf"(?:{POISON})[^;,!\0]{{0,8}}?(?:泄漏|泄露|外泄|外溢)"),
    ("toxic_leak", "possible", "泄漏|泄露|外泄|漏气"),
    ("overturned", "yes", "整体倾覆|倾覆|倾翻"),
    ("overturned", "possible", "倒塌|倾倒|侧翻|翻倒|歪倒"),
    ("structure_broken", "yes", "(?:主梁|吊臂|大臂|起重臂|塔身|臂架|塔臂)(?:折断|断裂|断)"),
    ("hoist_dropped", "yes", "起升机构(?:坠落|脱落|坠下)"),
    ("hoist_dropped", "possible", "(?:吊钩|吊笼|吊篮|吊具)(?:坠落|脱落|坠下|掉落)"),
)
_COMPILED = tuple((field, value, re.compile(pattern)) for field, value, pattern in _FLAGS)
_NOT = re.compile("(?:未|没有?|无|防|避免|不会|不是|禁止?)(?:发生|造成|发现|出现|有|引发|引起)?$")
_MAYBE = re.compile("(?:可能|疑似|恐|怀疑|好像|或|似乎)(?:是|会|有|发生)?$")
_RISK = re.compile("的?(?:危险|风险|隐患|可能)")


def find_amounts(line: Line) -> None:
    """Find the loss in yuan and the boiler's capacity in megawatts."""
    text = line.open
    if loss := _LOSS.search(text) or _SUM_FIRST.search(text):
        doubted = loss["before"] or loss["doubt"] or loss["about"]
        question = _("“余”“多”按至少计，准确数是多少？") if loss["more"] else ""
        _add_amount(line, loss, bool(doubted), question)
    if capacity := _CAPACITY.search(text):
        value = write_quantity(read_quantity(capacity[0], "megawatts"), "megawatts")
        line.add(Found("capacity_mw", value, *capacity.span()))


def _add_amount(line: Line, loss: re.Match[str], doubted: bool, question: str) -> None:
    try:
        amount = read_quantity(loss["sum"], "yuan")
    except BadInput:
        return
    if amount.complete:
        amount = Quantity(None, amount.possible) if doubted else amount
        line.add(Found("loss_yuan", write_quantity(amount, "yuan"), *loss.span(), question))


def find_damage(line: Line, vocabulary: Vocabulary, equipment: str | None) -> None:
    """Find flags and choices the words speak of; the words stay in the rest."""
    # The whole text: a denial or doubt before the word counts, also where a stage took it.
    text = line.half
    for fact, choice, start, end in vocabulary.choices_in(text):
        sure = _certainty(text, start, end)
        answer = choice if sure == "yes" else vocabulary.unsure_choice(fact)
        if sure and answer and not line.has(fact) and vocabulary.bears_on(fact, equipment):
            question = "" if sure == "yes" else _doubtful(text[start:end])
            line.add(Found(fact, answer.code, start, end, question), take=False)
    for field, value, pattern in _COMPILED:
        if not line.has(field) and vocabulary.bears_on(field, equipment):
            _find_flag(line, field, value, pattern)


def _find_flag(line: Line, field: str, value: str, pattern: re.Pattern[str]) -> None:
    for found in islice(pattern.finditer(line.half), MOST):
        sure = _certainty(line.half, *found.span())
        if sure:
            certain = value == sure == "yes"
            question = "" if certain else _doubtful(found[0])
            answer = "yes" if certain else "possible"
            line.add(Found(field, answer, *found.span(), question), take=False)
            return


def _doubtful(words: str) -> str:
    return _("“{text}”先按可能，属实吗？").format(text=words)


def _certainty(text: str, start: int, end: int) -> str:
    """Return ``yes``, ``possible``, or nothing when the words deny it."""
    before = text[max(start - 6, 0) : start]
    if _NOT.search(before):
        return ""
    return "possible" if _MAYBE.search(before) or _RISK.match(text, end) else "yes"
