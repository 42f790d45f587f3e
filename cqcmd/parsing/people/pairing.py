"""One pass over the words of a clause, pairing numbers with states."""

from cqcmd.parsing.people.company import (
    ONE_MORE,
    doubt_of_pair,
    is_accompanied,
    is_inside,
    stands_alone,
)
from cqcmd.parsing.people.lists import Listed, both, follows_on, is_list
from cqcmd.parsing.people.mention import GUESSED, HURT, STATES, Mention
from cqcmd.parsing.people.neighbours import (
    GLUE,
    LONGEST_GAP,
    NUMBERS,
    amount_of,
    belongs_right,
    has_between,
    is_short_form,
    joins,
    kind_at,
    next_state,
    own_number,
)
from cqcmd.parsing.people.statements import Statements
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.clauses import Clause

_OF_ALL = ("都", "均", "全")
"""Denials such as 均未 and 都没有 speak of everybody counted before them."""


class Pairing:
    """The numbers and states of one clause; ``place`` says which clause it is."""

    def __init__(self, clause: Clause, place: int) -> None:
        self._words = clause.tokens
        self._said = Statements(clause, place)
        self._number: int | None = None
        """The last number that has no state yet."""
        self._state: int | None = None
        """The last state that has no number yet."""
        self._denial: int | None = None
        """The word that denies what follows."""
        self._listed = Listed()
        self._paired: set[int] = set()

    def read(self) -> list[Mention]:
        """Return what the clause says of people, in order."""
        for at, word in enumerate(self._words):
            if word.kind in NUMBERS:
                self._take_number(at)
            elif word.kind in STATES:
                self._take_state(at)
            elif word.kind == t.DENIED:
                self._denial = at if self._denial is None else self._denial
            elif word.kind == t.BLANK:
                self._denial = None
            elif not self._passes(at):
                self._break()
        self._break()
        return self._said.mentions

    def _passes(self, at: int) -> bool:
        """Tell whether a word may stand within a statement."""
        word = self._words[at]
        # 疏散了3个社区1500人, 疏散2栋96户230人
        of_many = self._state is not None and self._words[self._state].kind in (t.MOVED, t.CREW)
        if word.kind == t.THINGS:
            return of_many
        if word.kind == t.GAP:
            return of_many or (self._number is not None and len(word.text) <= LONGEST_GAP)
        return word.kind in GLUE or word.kind == t.UNKNOWN

    def _break(self) -> None:
        self._give_up_number()
        self._give_up_state()
        self._denial = None

    # Numbers

    def _take_number(self, at: int) -> None:
        if self._state is not None and self._wants(self._state, at):
            self._pair(at, self._state)
            if self._said.mentions[-1].change != "former":  # 由3人上升至5人: another is to come
                self._state = None
        elif self._words[at].kind == t.NUMBER and not is_short_form(self._words, at):
            self._give_up_number()
        elif not self._adds_to_pair(at):
            self._keep_number(at)

    def _wants(self, state: int, number: int) -> bool:
        """Tell whether a state takes the number behind it."""
        joined = joins(self._words, state, number, self._paired)
        return joined and not belongs_right(self._words, state, number)

    def _adds_to_pair(self, at: int) -> bool:
        """Add the second number of a list behind its state: 关了3个娃儿和1个大人."""
        last, first = self._said.last, max(self._paired, default=None)
        if first is None or last is None or last.amount is None:
            return False
        listed = self._words[first].kind == t.PEOPLE and follows_on(self._words, first, at)
        if not listed or next_state(self._words, at) is not None:
            return False
        last.amount = both(last.amount, amount_of(self._words[at]))
        last.end = self._words[at].end
        return True

    def _keep_number(self, at: int) -> None:
        before = self._number
        if before is not None and is_list(self._words, before, at):
            self._listed.add(before, amount_of(self._words[before]))
        else:
            self._give_up_number()
        self._number = at

    def _give_up_number(self) -> None:
        """Keep a number of people that no state was found for."""
        at = self._number
        if at is not None and self._words[at].kind == t.PEOPLE:
            inside = self._words[at].text != ONE_MORE and is_inside(self._words, at)
            mention = self._counted(at, t.INSIDE if inside else t.PEOPLE, at, at)
            mention.alone = stands_alone(self._words, at)
            if is_accompanied(self._words, at, at):
                mention.doubt_as(GUESSED)
        self._number, self._listed = None, Listed()

    # States

    def _take_state(self, at: int) -> None:
        numbered = self._has_own_number(at)
        if numbered:  # 20个人死了3个, 一共4个 伤的还剩6个
            self._give_up_number()
        if self._denial is not None:
            self._deny(at, self._denial)
        elif self._number is not None and self._is_counted(at, self._number):
            self._pair(self._number, at)
            self._number = None
        elif numbered or not self._said.turn(at):
            self._keep_state(at)

    def _has_own_number(self, state: int) -> bool:
        """Tell whether a state has a number behind it; one before it that is nearer is its own."""
        own = own_number(self._words, state)
        if own is None or self._number is None:
            return own is not None
        # 1200人已疏散 还有300人没走: a blank stands before the second, none behind the first.
        far = has_between(self._words, state, own, t.BLANK)
        return not far or has_between(self._words, self._number, state, t.BLANK)

    def _is_counted(self, state: int, number: int) -> bool:
        """Tell whether the number before a state is the state's."""
        if self._words[state].kind == t.CREW and own_number(self._words, state) is not None:
            return False
        return joins(self._words, number, state, self._paired)

    def _deny(self, at: int, denial: int) -> None:
        """Keep a denial, unless a number before it stands for a part of the people only."""
        before = self._words[:at]
        of_all = any(one.kind == t.ALL or one.text.startswith(_OF_ALL) for one in before)
        # 无一人受伤: a number right behind a denial is no part of the people.
        part = self._number is not None and kind_at(self._words, self._number - 1) != t.DENIED
        if of_all or not part:
            self._said.deny(denial, at)

    def _keep_state(self, at: int) -> None:
        before = self._state
        if before is not None and self._says_more(before, at):
            return
        if before is not None and self._words[before].kind != self._words[at].kind:
            self._give_up_state()
        self._state = at

    def _says_more(self, before: int, at: int) -> bool:
        """Tell whether a state only says more of the one before it."""
        one, other = self._words[before].kind, self._words[at].kind
        return (
            (one == t.OUT and other != t.DEAD)  # 救出被困人员5名: the five are those who got out
            or (one == t.CREW and other == t.CREW)
            or (one in HURT and other == t.LEFT)  # 伤的还剩6个
        )

    def _give_up_state(self) -> None:
        """Keep a state without a number: it may speak of people counted elsewhere."""
        at = self._state
        if at is not None and at not in self._paired and self._words[at].kind != t.CREW:
            self._said.add(self._words[at].kind, None, at, at)
        self._state = None

    # Pairs

    def _pair(self, number: int, state: int) -> None:
        first, last = min(number, state), max(number, state)
        mention = self._counted(number, self._words[state].kind, first, last)
        mention.doubt_as(doubt_of_pair(self._words, number, state))
        self._listed = Listed()
        self._paired |= {number, state}

    def _counted(self, number: int, state: str, first: int, last: int) -> Mention:
        amount = self._listed.with_last(amount_of(self._words[number]))
        if self._listed.first is not None:
            first = min(first, self._listed.first)
        return self._said.add(state, amount, first, last, number)
