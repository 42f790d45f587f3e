"""The day until which an inspection holds, as lists write it, and what has become of it."""

from datetime import date

from cqcmd.i18n import _
from cqcmd.parsing.days import last_day_named


def until_words(text: str, today: date) -> str:
    """Return until when an inspection holds, and since how many days it does not any more."""
    day = last_day_named(text)
    if day is None:
        return _("{text}（读不成日期，待核）").format(text=text) if text else ""
    if day < today:
        words = _("{day}（已过 {count} 天）")
        return words.format(day=day.isoformat(), count=(today - day).days)
    return day.isoformat()


def is_over(text: str, today: date) -> bool:
    """Whether an inspection holds no more."""
    day = last_day_named(text)
    return day is not None and day < today
