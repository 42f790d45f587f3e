"""The plan's words for districts, equipment and choices, made ready for finding in a line."""

from cqcmd.parsing.sentence.devices import DeviceWords
from cqcmd.parsing.sentence.districts import DistrictWords
from cqcmd.parsing.words import tokens as t
from cqcmd.parsing.words.lexicon import events as event_patterns
from cqcmd.parsing.words.lexicon import index_words
from cqcmd.rules.rows import Choice, District, Equipment, Fact


class Vocabulary:
    """The names of the rows of one plan. Build it once for a plan.

    Attributes:
        districts: finds the district of a line.
        devices: finds the equipment.
        choices: of each fact that is a choice, its answers by the words of their names.
        events: the patterns of what is said to have happened.
        words: the lexicon a line is cut by.
    """

    def __init__(
        self,
        districts: tuple[District, ...],
        equipment: tuple[Equipment, ...],
        facts: tuple[Fact, ...],
    ) -> None:
        """Compile the words of the rows."""
        self._facts = {fact.code: fact for fact in facts}
        self.districts = DistrictWords(districts)
        self.devices = DeviceWords(equipment)
        self.choices: dict[str, dict[str, Choice]] = {
            fact.code: {word: choice for choice in fact.choices for word in choice.name.split("、")}
            for fact in facts
            if fact.choices
        }
        # Compiled here: this is done in a thread, before the first key is read.
        self.events = event_patterns()
        self.words = index_words(
            [(word, t.GAP) for word in self.districts.words]
            + [(word, t.INSIDE) for word in self.devices.words if len(word) > 1]
        )

    def knows(self, fact: str) -> bool:
        """Tell whether the plan has the fact."""
        return fact in self._facts

    def bears_on(self, fact: str, equipment: str | None) -> bool:
        """Tell whether the plan asks for the fact with this equipment, or either is unknown."""
        row = self._facts.get(fact)
        asked = row.equipment if row else None
        return asked is None or equipment is None or equipment in asked
