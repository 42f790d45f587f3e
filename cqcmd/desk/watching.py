"""Which duties of other organisations this station looks at: all, those it watches, or none."""

from collections.abc import Iterable

from cqcmd.desk.keeping import Preferences
from cqcmd.views import Deadline

MOST = 200
"""Watched duties that are remembered; the oldest go first."""


class Watching:
    """Kept in this installation's preferences, not in the record: nothing is owed because of it."""

    def __init__(self, settings: Preferences) -> None:
        self._settings = settings

    @property
    def others_hidden(self) -> bool:
        """Whether duties of other organisations that nobody watches are left out of lists."""
        return bool(self._settings.get("hide_others"))

    def hide_others(self, hidden: bool) -> None:
        """Leave them out, or show them again. Raises Unwritable."""
        self._settings.set("hide_others", hidden)

    def watches(self, ident: str, rule: str) -> bool:
        """Whether a duty is watched."""
        return f"{ident}:{rule}" in self._marks()

    def toggle(self, ident: str, rules: Iterable[str]) -> bool:
        """Watch these duties, or no longer; returns whether they are watched now."""
        names = [f"{ident}:{rule}" for rule in rules]
        marks = self._marks()
        watched = not all(name in marks for name in names)
        kept = [mark for mark in marks if mark not in names] + (names if watched else [])
        self._settings.set("watched", " ".join(kept[-MOST:]))
        return watched

    def shown(self, ident: str, every: Iterable[Deadline]) -> tuple[Deadline, ...]:
        """The duties to be listed: own ones, then watched ones, then others unless hidden."""
        found = list(every)
        mine = [each for each in found if each.mine]
        watched = [each for each in found if not each.mine and self.watches(ident, each.rule)]
        others = [each for each in found if each not in mine and each not in watched]
        return (*mine, *watched, *(() if self.others_hidden else others))

    def _marks(self) -> list[str]:
        return str(self._settings.get("watched") or "").split()
