"""What posts set apart, as it is listed and settled."""

from msgspec import Struct


class ConflictLine(Struct, frozen=True):
    """Something that posts set apart: each value in words with its entry, the one shown first.

    ``fact`` is its code, ``name`` what it is called.
    """

    ident: str
    number: str
    fact: str
    name: str
    values: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """All of it in one line."""
        return f"{self.number} {self.name}  " + "；".join(words for _entry, words in self.values)
