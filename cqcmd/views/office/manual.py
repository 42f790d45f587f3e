"""The officer's guide, section by section, as it is read on the screen."""

from msgspec import Struct

CHAPTER = 2
"""The level of a heading that begins a chapter."""


class Section(Struct, frozen=True):
    """A heading of the guide, how deep it lies, and what stands under it.

    ``chapter``: the heading of the chapter in which it lies, or its own.
    """

    title: str
    level: int
    chapter: str
    text: str

    @property
    def key(self) -> str:
        """The heading, within its chapter: 演练 stands among the keys once more."""
        return self.title if self.level <= CHAPTER else f"{self.chapter}·{self.title}"
