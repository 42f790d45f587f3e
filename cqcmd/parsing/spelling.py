"""How many names are said, each of their characters learned once."""

from collections.abc import Iterable

from cqcmd.parsing.names import readings_of, usual_words


class Spelling:
    """The readings of each character of a name, the usual one first.

    Letters and digits are said as they stand. The first name loads pypinyin: use a thread.
    """

    def __init__(self) -> None:
        self._said: dict[str, tuple[str, ...]] = {}
        self._usual: dict[str, list[str]] = {}

    def learn(self, names: Iterable[str]) -> None:
        """Learn the characters of names at once, which costs less than one by one."""
        self._usual = self._usual or usual_words()
        new = [one for one in dict.fromkeys("".join(names)) if one not in self._said]
        chinese = [one for one in new if not one.isascii()]
        self._said.update((one, (one,)) for one in new if one.isascii())
        # One at a time stands in the answer only what has a reading; the rest stays as it is.
        self._said.update((one, tuple(readings_of([one])[0])) for one in chinese)

    def of(self, name: str) -> list[tuple[str, ...]]:
        """Return the readings of each character; blanks and signs are not said."""
        if any(one not in self._said for one in name):
            self.learn([name])
        row = [self._said[one] for one in name]
        for word, said in self._usual.items():
            at = name.find(word)
            while at >= 0:
                for place, syllable in enumerate(said, at):
                    row[place] = tuple(dict.fromkeys((syllable, *row[place])))
                at = name.find(word, at + 1)
        return [said for one, said in zip(name, row, strict=True) if one.isalnum()]
