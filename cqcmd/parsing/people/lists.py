"""Numbers that stand in one list and are one number of people: 24名乘客及2名工作人员滞留."""

from decimal import Decimal

from msgspec import Struct

from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.tokens import Amount, Token

_AND = ("和", "及", "与", "以及", "跟")


class Listed(Struct):
    """The numbers that stand before the last one of a list."""

    first: int | None = None
    together: Decimal = Decimal(0)

    def add(self, number: int, amount: Amount) -> None:
        """Take in a number that another follows."""
        self.together += amount.least
        self.first = number if self.first is None else self.first

    def with_last(self, amount: Amount) -> Amount:
        """Return the whole list's number; how sure it is hangs on the last of them."""
        least, greatest = amount.least + self.together, amount.greatest + self.together
        return Amount(least, greatest, amount.about, amount.more)


def follows_on(words: list[Token], first: int, second: int) -> bool:
    """Tell whether a number goes on with the list of the one before: 两个老的一个娃儿."""
    between = words[first + 1 : second]
    persons = any(word.kind == t.PERSON for word in between)
    return persons and all(word.kind in (t.PERSON, t.FILLER) for word in between)


def is_list(words: list[Token], first: int, second: int) -> bool:
    """Tell whether two numbers stand in one list."""
    between = words[first + 1 : second]
    joined = any(word.text in _AND for word in between)
    return joined and all(word.kind in (t.PERSON, t.FILLER) for word in between)


def both(one: Amount, other: Amount) -> Amount:
    """Return two numbers as one."""
    least, greatest = one.least + other.least, one.greatest + other.greatest
    return Amount(least, greatest, one.about or other.about, one.more or other.more)
