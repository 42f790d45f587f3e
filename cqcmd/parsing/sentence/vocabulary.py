"""The plan's words for districts, equipment and choices, made ready for finding in a line."""

from cqcmd.parsing.sentence.devices import DeviceWords
from cqcmd.parsing.sentence.districts import DistrictWords
from cqcmd.parsing.sentence.plan_facts import PlanFacts
from cqcmd.parsing.sentence.tellers import TellerWords
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.lexicon import events as event_patterns
from cqcmd.parsing.words.lexicon import index_words
from cqcmd.rules.form_fields import OF_THE_CALL, WORD_FIELDS
from cqcmd.rules.plan import Plan
from cqcmd.rules.rows import Choice, District, Equipment, Fact

_NO_FACTS = frozenset((*WORD_FIELDS, *OF_THE_CALL, "received_at"))
"""The fields of a call that hold no fact."""


class Vocabulary:
    """The names of the rows of one plan. Build it once for a plan.

    Attributes:
        districts: finds the district of a line.
        devices: finds the equipment.
        facts: finds the facts that the plan has words for.
        area: what the plan calls any of its districts.
        choices: of each fact that is a choice, its answers by the words of their names.
        events: the patterns of what is said to have happened.
        tellers: finds who tells it.
        words: the lexicon a line is cut by.
    """

    def __init__(
        self,
        districts: tuple[District, ...],
        equipment: tuple[Equipment, ...],
        facts: tuple[Fact, ...],
        area: str,
    ) -> None:
        """Compile the words of the rows."""
        self._facts = {fact.code: fact for fact in facts}
        self.area = area
        self.districts = DistrictWords(districts, area)
        self.devices = DeviceWords(equipment)
        self.facts = PlanFacts(facts)
        self.choices: dict[str, dict[str, Choice]] = {
            fact.code: {word: choice for choice in fact.choices for word in choice.name.split("、")}
            for fact in facts
            if fact.choices
        }
        # Compiled here: this is done in a thread, before the first key is read.
        self.events = event_patterns()
        self.tellers = TellerWords()
        self.words = index_words(
            [(word, t.GAP) for word in self.districts.words]
            + [(word, t.INSIDE) for word in self.devices.words if len(word) > 1]
        )

    @classmethod
    def of(cls, plan: Plan) -> "Vocabulary":
        """Return the words of a plan."""
        return cls(plan.districts, plan.equipment, plan.facts, plan.word("district"))

    def knows(self, fact: str) -> bool:
        """Tell whether the plan has the fact."""
        return fact in self._facts

    def bears_on(self, field: str, equipment: str | None) -> bool:
        """Tell whether the form has that field with this equipment, or with one not yet known.

        A fact that the plan has not is no field: what was said of it stays in the summary.
        """
        row = self._facts.get(field)
        if row is None:
            return field in _NO_FACTS
        return row.equipment is None or equipment is None or equipment in row.equipment
