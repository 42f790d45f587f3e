"""The mentions of one clause, each with what the words around it make of it."""

from cqcmd.parsing.people.mention import DENIED, FEARED, HELD, HURT, Mention
from cqcmd.parsing.people.neighbours import is_glued
from cqcmd.parsing.people.scopes import change_of, is_feared, is_maybe, is_planned
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.clauses import Clause
from cqcmd.parsing.words.tokens import Amount


class Statements:
    """What a clause says of people, in order; ``place`` says which clause it is."""

    def __init__(self, clause: Clause, place: int) -> None:
        self._clause, self._place, self._words = clause, place, clause.tokens
        self.mentions: list[Mention] = []

    @property
    def last(self) -> Mention | None:
        """The mention before."""
        return self.mentions[-1] if self.mentions else None

    def add(
        self, state: str, amount: Amount | None, first: int, last: int, number: int | None = None
    ) -> Mention:
        """Keep a state that stands from ``first`` to ``last``, and its number if it has one."""
        kinds = [word.kind for word in self._words[: last + 1]]
        around = self._words[first : last + 1]
        mention = Mention(
            state,
            amount,
            change_of(self._words, last if number is None else number, last, state),
            around[0].start,
            around[-1].end,
            doubt=is_maybe(self._words, last),
            guess=FEARED if is_feared(self._words, last) else "",
            every=t.ALL in kinds,
            clause=self._place,
            sentence=self._clause.sentence,
            inner=t.PART in kinds or self._clause.bracketed,
            planned=state == t.MOVED and self._is_planned(last),
            manner="".join(word.text for word in around if word.kind in (t.FILLER, t.INJURED)),
        )
        self.mentions.append(mention)
        return mention

    def _is_planned(self, last: int) -> bool:
        return is_planned(self._words, last, self.last.end if self.last else 0)

    def deny(self, first: int, state: int) -> None:
        """Keep that nobody is in a state; ``first`` is the word that denies it."""
        nobody = self.add(self._words[state].kind, None, first, state)
        nobody.every = True
        nobody.doubt_as(DENIED)

    def turn(self, at: int) -> bool:
        """Take a second state of the people counted just before; tell whether it is theirs."""
        last = self.last
        if last is None or last.amount is None or not is_glued(self._words, last.end, at):
            return False
        kind = self._words[at].kind
        if kind == t.DEAD and last.state == t.OUT:  # 救出3人均已死亡
            died = self.add(t.DEAD, last.amount, at, at)
            died.start, died.change = last.start, "is"
        elif kind == t.OUT and last.state in HELD | {t.MISSING}:  # 困3人已全部救出
            self.add(t.OUT, None, at, at).every = True
        else:
            _worsen(last, kind)
            last.end = self._words[at].end
        return True


def _worsen(last: Mention, kind: str) -> None:
    """Put people into the worse of two states: an injured person who dies has died."""
    if kind == t.DEAD and last.state == t.MISSING:
        last.state, last.doubt = t.DEAD, True
    elif kind == t.DEAD and last.state in HURT:
        last.was, last.state = last.state, t.DEAD
    elif kind == t.SERIOUS and last.state == t.INJURED:
        last.state = t.SERIOUS
