"""How long it has lasted: people shut in or up in the air, a boiler out of operation."""

from collections.abc import Iterator
from decimal import Decimal

from cqcmd.i18n import _
from cqcmd.parsing.people.mention import HELD
from cqcmd.parsing.quantities import Quantity, write_quantity
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.clauses import Clause
from cqcmd.parsing.words.lengths import HOURS_AND_MINUTES
from cqcmd.parsing.words.scanned_line import Found
from cqcmd.parsing.words.tokens import Amount, Token
from cqcmd.patterns import regex

_OUTAGE = regex("中断|停炉|停机|停运|停产|中断运行|停止运行|停用|停了炉|停")
_TO_COME = regex(
    "(?:还要|还需|需要?|约需|要|再过?|预计|大概要|估计要|至少要|每隔?|间隔|提前"
    "|倒计时|不超过|限时|用时|耗时|历时|行程|年龄)[^,;.]{0,6}$"
)
_THEN = regex(
    r"(?:之?后|以?内|之内|赶?到(?!现在)|就到|能到|才能?|到场|车程|路程|左右到|的路"
    r"|前|一[班趟次]|才到|救出|将.{0,6}救|的救援|的处置|后)"
)
_LASTS = regex(
    "(?:困|关|卡|停|滞留|悬|吊|挂|锁|堵|下不来|出不来|压|埋|长达|持续|里面|里头"
    "|上面|上头)[^;.减]{0,12}$"
)
_ONLY_LEADS = regex(
    "(?:已经?|都|快|大?约|大概|时间|到现在|至今|现在|有|了|将近|足足|整整|差不多"
    "|一共|目前|超过|[ 半])*"
)
_STILL = regex("(?:还|仍|一直)?(?:没|未|被困|困|滞留|还没)")
_HELD_BEFORE = regex("(?:困|关|滞留|悬|吊|挂)[^ ,;.]{0,10}[ ]?$")
_PLACES = Decimal("0.000001")


def stays_found(clauses: list[Clause], text: str, *, outage: bool) -> Iterator[Found]:
    """Yield how long people have been held, or with ``outage`` how long a boiler has been out."""
    held_before = False
    for place, clause in enumerate(clauses):
        for word in clause.tokens:
            held_before = (
                held_before or word.kind in HELD or (word.kind == t.HAPPENED and "停" in word.text)
            )
            amount, end = _length(word, text, clause)
            if amount is None or not _has_lasted(word.start, end, clause, text, held_before):
                continue
            window = text[max(clauses[max(place - 1, 0)].start, word.start - 24) : word.start]
            if outage and _OUTAGE.search(window):
                yield _found(
                    "outage_hours",
                    amount,
                    word.start,
                    end,
                    text,
                    forecast=_to_come(word.start, text),
                )
            elif not outage and not _to_come(word.start, text):
                yield _found("stranded_hours", amount, word.start, end, text)


def _length(word: Token, text: str, clause: Clause) -> tuple[Amount | None, int]:
    if word.kind == t.LASTING:
        return word.amount, word.end
    # 困4人 2时10分: right behind people held, hours and minutes are a length, no time of day.
    spoken = HOURS_AND_MINUTES.fullmatch(word.text) if word.kind == t.TIME else None
    before, after = text[clause.start : word.start], text[word.end : word.end + 1]
    if spoken is None or not _HELD_BEFORE.search(before) or after.strip(" ,;.)"):
        return None, word.end
    if not spoken["hours"].isdigit() or int(spoken["hours"]) > 11:
        return None, word.end
    hours = Decimal(spoken["hours"]) + Decimal(spoken["minutes"]) / 60
    return Amount(hours, hours), word.end


def _to_come(start: int, text: str) -> bool:
    return bool(_TO_COME.search(text[max(start - 8, 0) : start]))


def _has_lasted(start: int, end: int, clause: Clause, text: str, held: bool) -> bool:
    """Whether the length is how long something has lasted, not when help will come."""
    if _THEN.match(text, end) or text[start - 1 : start] in ("每", "第"):
        return False
    before = text[clause.start : start]
    if _LASTS.search(before):
        return True
    return held and bool(_ONLY_LEADS.fullmatch(before) or _STILL.match(text, end))


def _found(
    field: str, amount: Amount, start: int, end: int, text: str, *, forecast: bool = False
) -> Found:
    least, greatest = (
        Decimal(v).quantize(_PLACES).normalize() for v in (amount.least, amount.greatest)
    )
    confirmed = None if amount.about or forecast else least
    question = ""
    if amount.more:
        question = _("“{words}”按至少计，准确数是多少？").format(words=text[start:end])
    quantity = Quantity(_whole(confirmed), _whole(greatest))
    return Found(field, write_quantity(quantity, "hours"), start, end, question)


def _whole(value: Decimal | None) -> Decimal | int | None:
    return int(value) if value is not None and value == int(value) else value
