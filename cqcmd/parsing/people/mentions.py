"""What each clause says of people: a number, the state it names, and how it changes the tally."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.clauses import Clause
from cqcmd.parsing.words.tokens import Amount, Token

Change = Literal["is", "more", "total", "fixed", "former", "out", "left"]

STATES = frozenset(
    (t.DEAD, t.SERIOUS, t.LIGHT, t.INJURED, t.MISSING, t.STUCK, t.BURIED, t.HANGING, t.MOVED,
     t.HARMED, t.OUT, t.LEFT, t.CREW)
)  # fmt: skip
HELD = frozenset((t.STUCK, t.BURIED, t.HANGING))
_HARM = frozenset((t.SERIOUS, t.LIGHT, t.INJURED, t.MISSING, *HELD))
_GLUE = frozenset(
    (t.PERSON, t.INSIDE, t.FILLER, t.ALL, t.PART, t.TOTAL, t.MORE, t.MAYBE, t.BLANK, t.PLANNED,
     t.LASTING, t.TIME, t.FIXED, t.RISEN, t.RISES_FROM, t.HAPPENED, t.FORMER, t.FEARED)
)  # fmt: skip
DENIED, FEARED, GUESSED, WHOSE = "denied", "feared", "guessed", "whose"
"""Why a mention is no plain statement: the words deny it, fear it, or leave its state open."""
LONGEST_GAP = 6
"""So many letters that no word claims may stand between people and what happened to them."""
_ENDS_STATEMENT = frozenset((t.PEOPLE, t.NUMBER, t.GAP, t.THINGS, *STATES))
"""A blank behind one of these begins a new statement."""
_ONLY_ME = re.compile("就我|只有[我他她]|就[他她]|我一个")
_IF = frozenset(
    "如不 如果 若不 若 万一 一旦 否则 不然 要不然 要是 假如 演练 模拟 假设 演习".split()
)


class Mention(Struct):
    """A number of people in a state.

    Attributes:
        state: the class of the word for the state; ``x`` for people who are merely inside.
        amount: how many; ``None`` where the words give no number.
        change: how it bears on what was said before.
        start, end: where it stands.
        doubt: what makes it only possible.
        guess: why the officer should be asked.
        was: the state they were in before.
        every: the words say all of them.
        clause: which clause it stands in.
        sentence: which sentence.
        inner: it is told as a part of what stands before.
        planned: it is only to be done.
        alone: of a number without a state: nothing else stands beside it.
        manner: the words of the clause, to tell one group from another.
    """

    state: str
    amount: Amount | None
    change: Change
    start: int
    end: int
    doubt: bool = False
    guess: str = ""
    was: str = ""
    every: bool = False
    clause: int = 0
    sentence: int = 0
    inner: bool = False
    planned: bool = False
    alone: bool = False
    manner: str = ""


class _Reader:
    """One pass over the words of a clause, pairing numbers with states."""

    def __init__(self, clause: Clause, place: int) -> None:
        self.words = clause.tokens
        self.clause = clause
        self.place = place
        self.mentions: list[Mention] = []
        self.count: int | None = None
        """The last number that has no state yet."""
        self.state: int | None = None
        """The last state that has no number yet."""
        self.used: set[int] = set()
        self.together = Decimal(0)
        """The numbers before it in the same list."""
        self.first_listed: int | None = None
        self.denied: int | None = None
        """The word that denies what follows."""

    def read(self) -> list[Mention]:
        for at, word in enumerate(self.words):
            if word.kind in (t.PEOPLE, t.NUMBER):
                self._number(at)
            elif word.kind in STATES:
                self._state(at)
            elif word.kind == t.DENIED:
                self.denied = at if self.denied is None else self.denied
            elif word.kind == t.BLANK:
                self._blank(at)
            elif not self._passes(at):
                self._break()
        self._break()
        return self.mentions

    # Numbers

    def _number(self, at: int) -> None:
        if self.state is not None and self._joins(self.state, at) and not self._better_right(at):
            self._pair(at, self.state)
            if (
                self.mentions[-1].change != "former"
            ):  # 由3人上升至5人: the state has a number yet to come
                self.state = None
            return
        if self.words[at].kind == t.NUMBER and not self._short_form(at):
            self._drop_count()
            return
        if self._adds_to_pair(at):
            return
        if self.count is not None and self._listed(self.count, at):
            self.together = (self.together or 0) + self._least(self.count)
            self.first_listed = self.first_listed if self.first_listed is not None else self.count
        else:
            self._drop_count()
        self.count = at

    def _adds_to_pair(self, at: int) -> bool:
        """关了3个娃儿和1个大人: the second number of a list behind its state."""
        last = self.mentions[-1] if self.mentions else None
        if last is None or last.amount is None or self._next_state(at) is not None:
            return False
        first = max((one for one in self.used if one < at), default=None)
        if first is None or self.words[first].kind != t.PEOPLE or not self._listed(first, at):
            return False
        more, amount = self.words[at].amount, last.amount
        if more is None:
            return False
        last.amount = Amount(
            amount.least + more.least, amount.greatest + more.greatest,
            amount.about or more.about, amount.more or more.more,
        )  # fmt: skip
        last.end = self.words[at].end
        return True

    def _listed(self, first: int, second: int) -> bool:
        """24名乘客及2名工作人员滞留: two numbers of one list are one number of people."""
        between = self.words[first + 1 : second]
        joined = any(word.text in ("和", "及", "与", "以及", "跟") for word in between)
        return joined and all(word.kind in (t.PERSON, t.FILLER) for word in between)

    def _least(self, count: int) -> Decimal:
        amount = self.words[count].amount
        return amount.least if amount else Decimal(0)

    def _short_form(self, at: int) -> bool:
        """``1死``: a bare number counts people only right before a word for their state."""
        following = self._word(at + 1)
        if following is not None and following.kind == t.PLANNED:  # 三百多要撤
            following = self._word(at + 2)
            return following is not None and following.kind == t.MOVED
        if following is None or following.kind not in STATES or following.kind == t.CREW:
            return False
        before = self._word(at - 1)
        if before is not None and before.kind in (t.GAP, t.OTHER):
            return False
        amount = self.words[at].amount
        return amount is not None and amount.greatest < 1000

    def _better_right(self, at: int) -> bool:
        """Whether the number belongs to the state after it rather than to the one before it."""
        after = self._next_state(at)
        if after is None or self.state is None:
            return False
        if self.words[self.state].kind in (t.OUT, t.CREW) or self.words[after].kind in (
            t.OUT,
            t.CREW,
        ):
            return False
        if self._own_number(after) is not None:
            return False
        if self.words[self.state].kind == t.LEFT:
            return self.words[after].kind not in HELD
        left = any(word.kind == t.BLANK for word in self.words[self.state : at])
        right = any(word.kind == t.BLANK for word in self.words[at:after])
        return left and not right

    def _next_state(self, at: int) -> int | None:
        for place in range(at + 1, len(self.words)):
            kind = self.words[place].kind
            if kind in STATES:
                return place
            if kind in (t.PEOPLE, t.NUMBER) or not self._glue(place):
                return None
        return None

    def _own_number(self, state: int) -> int | None:
        """Return the number that follows a state, unless that has a state of its own behind it."""
        for place in range(state + 1, len(self.words)):
            kind = self.words[place].kind
            if kind in (t.PEOPLE, t.NUMBER):
                after = self._next_state(place)
                if after is not None and self.words[after].kind != t.OUT:
                    return None if self._own_number(after) is None else place
                return place
            if kind == t.LEFT and self.words[state].kind in _HARM:
                continue
            if kind in STATES or not self._glue(place) or kind == t.GAP:
                return None
        return None

    # States

    def _state(self, at: int) -> None:
        word = self.words[at]
        if (
            self.count is not None
            and self._blank_between(self.count, at)
            and self._own_number(at) is not None
        ):
            self._drop_count()  # 一共4个 伤的还剩6个
        if self.count is not None and self._joins(self.count, at) and self.denied is None:
            if not (word.kind == t.CREW and self._own_number(at) is not None):
                self._pair(self.count, at)
                self.count = None
                return
        if self.denied is not None:
            self._deny(at)
            return
        last = self.mentions[-1] if self.mentions else None
        follows = last is not None and last.clause == self.place and self._only_glue(last.end, at)
        if (
            follows
            and last is not None
            and last.amount is not None
            and self._own_number(at) is None
        ):
            self._turned(last, at)
            return
        takes_all = self.state is not None and self.words[self.state].kind in (t.OUT, t.CREW)
        crew = self.state is not None and self.words[self.state].kind == t.CREW
        if takes_all and word.kind != t.DEAD and (not crew or word.kind == t.CREW):
            return  # 救出被困人员5名: the five are those who got out
        if self.state is not None and word.kind == t.LEFT and self.words[self.state].kind in _HARM:
            return  # 伤的还剩6个
        if self.state is not None:
            self._bare(self.state, followed=at)
        self.state = at

    def _turned(self, last: Mention, at: int) -> None:
        """Take a second state of the same people: an injured person who dies has died."""
        kind = self.words[at].kind
        if kind == t.DEAD and last.state == t.OUT:
            died = self._mention(t.DEAD, last.amount, at, at)
            died.start, died.change = last.start, "is"
            self.mentions.append(died)
            return
        if kind == t.DEAD and last.state in _HARM:
            unsure = last.state == t.MISSING
            last.was, last.state = ("" if unsure else last.state), t.DEAD
            last.doubt = last.doubt or unsure
        elif kind == t.OUT and last.state in HELD | {t.MISSING}:
            self.mentions.append(self._mention(t.OUT, None, at, at, every=True))
            return
        elif kind == t.SERIOUS and last.state == t.INJURED:
            last.state = t.SERIOUS
        last.end = self.words[at].end

    def _deny(self, at: int) -> None:
        word, first = self.words[at], self.denied if self.denied is not None else at
        of_all = any(one.kind == t.ALL or one.text[:1] in "都均全" for one in self.words[:at])
        if self.count is not None and not (self._whole(self.count) or of_all):
            return
        mention = self._mention(word.kind, None, first, at)
        mention.guess = mention.guess or DENIED
        mention.every = True
        self.mentions.append(mention)

    def _whole(self, count: int) -> bool:
        """无一人受伤: the number behind the denial is no part of the people."""
        before = self.words[count - 1] if count else None
        return before is not None and before.kind == t.DENIED

    # Pairs and what is left alone

    def _pair(self, count: int, state: int) -> None:
        amount = self._whole_amount(count)
        first = count if self.first_listed is None else self.first_listed
        mention = self._mention(
            self.words[state].kind, amount, min(first, state), max(count, state), count=count
        )
        self.together, self.first_listed = Decimal(0), None
        if (
            self._gap_between(count, state)
            or self.words[count].text == "个"
            or self._accompanied(count, state)
        ):
            mention.guess = mention.guess or GUESSED
        if count > state and mention.state not in (t.OUT, t.LEFT, t.CREW, t.MOVED):
            after = self._next_state(count)
            if after is not None and self._own_number(after) is None and not self._turns(after):
                mention.guess = mention.guess or WHOSE
        self.used |= {count, state}
        self.mentions.append(mention)

    def _accompanied(self, count: int, state: int) -> bool:
        """一个孕妇带个娃儿被困: somebody else stands beside those counted."""
        words = self.words[min(count, state) : max(count, state) + 6]
        return any(
            word.text in ("带", "带起", "带着", "抱着", "抱起") or word.text.startswith("带")
            for word in words
        )

    def _whole_amount(self, count: int) -> Amount | None:
        amount = self.words[count].amount
        if amount is None or not self.together:
            return amount
        return Amount(
            amount.least + self.together, amount.greatest + self.together, amount.about, amount.more
        )

    def _turns(self, after: int) -> bool:
        return self.words[after].kind in (t.OUT, t.CREW) or any(
            word.kind == t.ALL for word in self.words[:after]
        )

    def _mention(
        self,
        state: str,
        amount: Amount | None,
        first: int,
        last: int,
        *,
        count: int | None = None,
        every: bool = False,
    ) -> Mention:
        words = self.words[: last + 1]
        here = self.words[first : last + 1]
        return Mention(
            state,
            amount,
            self._change(first, last, last if count is None else count, state),
            self.words[first].start,
            self.words[last].end,
            doubt=self._hedged(last, t.MAYBE, t.UNKNOWN),
            guess=FEARED if self._hedged(last, t.FEARED) else "",
            every=every or any(word.kind == t.ALL for word in words),
            clause=self.place,
            sentence=self.clause.sentence,
            inner=any(word.kind == t.PART for word in words),
            planned=state == t.MOVED and self._planned(last),
            manner="".join(word.text for word in here if word.kind in (t.FILLER, t.INJURED)),
        )

    def _change(self, first: int, last: int, own: int, state: str) -> Change:
        near = self.words[self._since_blank(own) : last + 1]
        kinds = [word.kind for word in near]
        before = [word.kind for word in near if word.start < self.words[own].start]
        if state == t.OUT:
            return "out"
        if t.RISES_FROM in before and t.RISEN not in before:
            return "former"
        if self._former(own):
            return "former"
        if t.FIXED in kinds:
            return "fixed"
        if t.LEFT in kinds:
            return "left"
        if t.RISEN in before or t.TOTAL in kinds:
            return "total"
        return "more" if t.MORE in before else "is"

    def _since_blank(self, own: int) -> int:
        """Return where the words begin that bear on a number: behind the last blank before it."""
        for at in range(own - 1, -1, -1):
            if self.words[at].kind == t.BLANK and at and self.words[at - 1].kind in _ENDS_STATEMENT:
                return at
        return 0

    def _former(self, own: int) -> bool:
        """先报1死2伤: a claim of before, up to the next blank; in 不是3个是2个 only the first number."""
        former = False
        for at, word in enumerate(self.words[:own]):
            if word.kind == t.FORMER:
                former = True
            elif word.kind == t.BLANK and at and self.words[at - 1].kind != t.FORMER:
                former = False
            elif former and word.kind in (t.PEOPLE, t.NUMBER):
                former = not any(one.text in ("是", "而是") for one in self.words[at:own])
        return former

    def _planned(self, last: int) -> bool:
        """Whether it is only to be done; what was said before of others does not bear on it."""
        since = self.mentions[-1].end if self.mentions else 0
        words = [word for word in self.words[: last + 1] if word.start >= since]
        blanks = [at for at, word in enumerate(words) if word.kind == t.BLANK]
        words = words[blanks[-1] :] if blanks and blanks[-1] < len(words) - 2 else words
        return any(word.kind == t.PLANNED for word in words)

    def _hedged(self, last: int, *hedges: str) -> bool:
        """A hedge holds to the end of its clause; a blank ends it, unless it stands right behind."""
        hedged = False
        for at, word in enumerate(self.words[: last + 1]):
            if word.kind in hedges:
                hedged = True
            elif word.kind == t.HAPPENED and len(word.text) > 1 and t.MAYBE in hedges:
                hedged = False  # 疑似爆炸致3人死亡: the hedge is spent on the blast
            elif word.kind == t.BLANK and self.words[at - 1].kind not in (t.MAYBE, t.FEARED):
                hedged = False
        return hedged

    def _bare(self, state: int, *, followed: int | None = None) -> None:
        """Keep a state without a number: it may speak of people counted elsewhere."""
        if self.words[state].kind == t.CREW or state in self.used:
            return
        if followed is not None and self.words[followed].kind == self.words[state].kind:
            return
        self.mentions.append(self._mention(self.words[state].kind, None, state, state))

    def _drop_count(self) -> None:
        if self.count is not None and self.words[self.count].kind == t.PEOPLE:
            at = self.count
            state = t.INSIDE if self._inside(at) else t.PEOPLE
            first = at if self.first_listed is None else self.first_listed
            mention = self._mention(state, self._whole_amount(at), first, at, count=at)
            mention.alone = self._alone(at)
            if self.words[at].text == "个":
                mention.state = t.PEOPLE
            if self._accompanied(at, at):
                mention.guess = mention.guess or GUESSED
            self.mentions.append(mention)
        self.count = None
        self.together, self.first_listed = Decimal(0), None

    def _alone(self, count: int) -> bool:
        """现在一共4个: nothing but the number stands between two blanks or marks."""
        first = last = count
        while first > 0 and self.words[first - 1].kind != t.BLANK:
            first -= 1
        while last + 1 < len(self.words) and self.words[last + 1].kind != t.BLANK:
            last += 1
        return all(
            word.kind
            in (
                t.FILLER,
                t.TOTAL,
                t.MORE,
                t.FIXED,
                t.PEOPLE,
                t.FORMER,
                t.RISEN,
                t.RISES_FROM,
                t.LASTING,
            )
            or word.kind in STATES
            or word.text in ("电梯",)
            for word in self.words[first : last + 1]
        )

    def _inside(self, count: int) -> bool:
        near = self.words[max(count - 4, 0) : count + 4]
        passengers = any(word.text in ("乘客", "游客", "旅客") for word in near)
        before = "".join(word.text for word in near[:4])
        return passengers or bool(_ONLY_ME.search(before)) or any(w.kind == t.INSIDE for w in near)

    def _break(self) -> None:
        self._drop_count()
        if self.state is not None:
            self._bare(self.state)
        self.state = None
        self.denied = None

    def _blank(self, at: int) -> None:
        self.denied = None

    # Neighbours

    def _word(self, at: int) -> Token | None:
        return self.words[at] if 0 <= at < len(self.words) else None

    def _glue(self, at: int) -> bool:
        word = self.words[at]
        if word.kind in _GLUE:
            return True
        return word.kind == t.GAP and len(word.text) <= LONGEST_GAP

    def _passes(self, at: int) -> bool:
        word = self.words[at]
        if word.kind == t.THINGS:  # 疏散了3个社区1500人, 疏散2栋96户230人
            return self.state is not None and self.words[self.state].kind in (t.MOVED, t.CREW)
        if word.kind == t.GAP:
            return (
                self.count is not None
                and len(word.text) <= LONGEST_GAP
                or (self.state is not None and self.words[self.state].kind in (t.CREW, t.MOVED))
            )
        return word.kind in _GLUE or word.kind == t.UNKNOWN

    def _joins(self, first: int, second: int) -> bool:
        words = [self.words[at] for at in range(first + 1, second) if at not in self.used]
        words = [word for word in words if word.kind != t.LEFT]
        if any(word.kind in (t.DENIED, t.UNKNOWN) for word in words):
            return False
        state = self.words[first] if self.words[first].kind in STATES else self.words[second]
        if self.words[first].kind in STATES:  # 死亡 ... 3人: nothing unknown may stand between
            things = state.kind in (t.MOVED, t.CREW)
            return all(
                word.kind in _GLUE or (things and word.kind in (t.THINGS, t.GAP)) for word in words
            ) and (self.words[second].kind == t.PEOPLE or self._bare_number_ends(second, state))
        return self.words[first].kind == t.PEOPLE or second == first + 1 or self._short_form(first)

    def _bare_number_ends(self, at: int, state: Token) -> bool:
        """死3重伤5: a bare number behind a state, with nothing of its own behind it."""
        after, amount = self._word(at + 1), self.words[at].amount
        if after is not None and after.kind in (t.GAP, t.OTHER, t.THINGS, t.INSIDE):
            return False
        most = 10**7 if state.kind == t.MOVED else 1000
        return amount is not None and amount.greatest < most

    def _blank_between(self, first: int, second: int) -> bool:
        return any(word.kind == t.BLANK for word in self.words[first + 1 : second])

    def _gap_between(self, first: int, second: int) -> bool:
        words = self.words[min(first, second) + 1 : max(first, second)]
        return any(word.kind == t.GAP for word in words)

    def _only_glue(self, end: int, at: int) -> bool:
        words = [word for word in self.words[:at] if word.start >= end]
        return all(
            word.kind in _GLUE or (word.kind == t.GAP and len(word.text) <= 4) for word in words
        )


def mentions_of(clauses: list[Clause]) -> Iterator[Mention]:
    """Yield what the clauses say of people, in order; what is only supposed is left out."""
    supposed: int | None = None
    for place, clause in enumerate(clauses):
        if any(word.kind == t.FEARED and word.text in _IF for word in clause.tokens):
            supposed = clause.sentence
        if supposed == clause.sentence:
            continue
        found = [one for one in _Reader(clause, place).read() if one.guess != FEARED]
        for mention in found:
            mention.inner = mention.inner or clause.bracketed
        yield from found
