"""Names that forms find by letters: districts, equipment, the answers of a choice."""

from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.parsing.fields import choice_text
from cqcmd.parsing.names import Name, Names
from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.text import half_width
from cqcmd.widgets.fields.pick_field import Find, Pick

FLAG_ANSWERS = (
    Name("1", _("是"), ("y", _("有"))),
    Name("0", _("否"), ("n", _("无"), _("没有"))),
    Name("?", _("可能"), (_("疑似"),)),
)


class PlanNames:
    """The finders of one plan, on one day. ``preload`` makes pinyin findable, in a thread."""

    def __init__(self, desk: Desk, today: date) -> None:
        self._plan = desk.plan
        self._today = today
        self._districts_on = desk.plan_reader.districts_on
        self._equipment = Names(
            tuple(
                Name(row.code, row.name, (row.short, row.catalogue or "", *row.words))
                for row in self._plan.equipment
            )
        )
        self._answers = {
            fact.code: Names(
                tuple(
                    Name(str(i), choice_text(fact, choice), (choice.name,))
                    for i, choice in enumerate(fact.choices, 1)
                )
                or FLAG_ANSWERS
            )
            for fact in self._plan.facts
            if fact.kind in ("choice", "flag")
        }

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that the quick line is read with."""
        return Vocabulary.of(self._plan)

    def preload(self) -> None:
        """Load the pinyin."""
        assert self.vocabulary
        for names in (self._districts_on(self._today), self._equipment, *self._answers.values()):
            names.preload()

    @property
    def district_word(self) -> str:
        """What the plan calls any district."""
        return self._plan.word("district")

    def districts(self, day: Callable[[], date]) -> Find:
        """Districts as they were on a day; a merged one is found by its old name too."""
        return lambda typed: _picks(self._districts_on(day()), typed)

    def equipment(self) -> Find:
        """Find the nine kinds, by any word for them or their catalogue number."""
        return lambda typed: _picks(self._equipment, typed)

    def answers(self, fact: str) -> Find:
        """Find the answers of a choice by number, of a flag by 1, 0 or ?; never one of several."""
        return _answer_finder(self._answers[fact])


@lru_cache(maxsize=1)
def names_of(desk: Desk, today: date) -> PlanNames:
    """Made once for a desk and a day."""
    return PlanNames(desk, today)


def _picks(names: Names, typed: str) -> tuple[Pick, ...]:
    found = names.search(typed, limit=9)
    return tuple(Pick(match.item.code, match.item.name) for match in found)


def _answer_finder(names: Names) -> Find:
    """Offer all that fit; choose only what fits alone, since an answer decides a grade."""
    kinds = names.items != FLAG_ANSWERS

    def find(typed: str) -> tuple[Pick, ...]:
        # y and n say whether: of which kind something was they say nothing.
        sought = "" if kinds and half_width(typed.strip()).lower() in ("y", "n") else typed
        found = names.search(sought, limit=len(names.items))
        best = [match for match in found if match.rank == found[0].rank]
        sure = len(best) == 1 and bool(sought.strip())
        return tuple(Pick(match.item.code, match.item.name, sure) for match in found)

    return find
