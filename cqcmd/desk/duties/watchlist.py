"""Which duties of other organisations this station looks at: all, some, those it watches, none."""

from collections.abc import Iterable

from cqcmd.desk.common.preferences import Preferences
from cqcmd.views import Deadline

MOST = 200
"""Watched duties that are remembered, and hidden ones; the oldest go first."""


class Watchlist:
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
        """Return whether a duty is watched."""
        return f"{ident}:{rule}" in self._marks("watched")

    def hides(self, ident: str, rule: str) -> bool:
        """Return whether a duty is left out by itself."""
        return f"{ident}:{rule}" in self._marks("hidden")

    def toggle(self, ident: str, rules: Iterable[str]) -> bool:
        """Watch these duties, or no longer; returns whether they are watched now."""
        return self._turn("watched", "hidden", [f"{ident}:{rule}" for rule in rules])

    def toggle_hidden(self, ident: str, rules: Iterable[str]) -> bool:
        """Leave these duties out, or no longer; returns whether they are left out now."""
        return self._turn("hidden", "watched", [f"{ident}:{rule}" for rule in rules])

    def shown(self, ident: str, every: Iterable[Deadline]) -> tuple[Deadline, ...]:
        """Return the duties to list: own ones, then watched ones, then others unless hidden."""
        found = list(every)
        mine = [deadline for deadline in found if deadline.mine]
        watched = [
            deadline
            for deadline in found
            if not deadline.mine and self.watches(ident, deadline.rule)
        ]
        others = [
            deadline
            for deadline in found
            if deadline not in mine
            and deadline not in watched
            and not self.hides(ident, deadline.rule)
        ]
        return (*mine, *watched, *(() if self.others_hidden else others))

    def _turn(self, kind: str, other: str, names: list[str]) -> bool:
        """Mark these, or no longer; what is marked one way is not marked the other."""
        marks = self._marks(kind)
        marked = not all(name in marks for name in names)
        kept = [mark for mark in marks if mark not in names] + (names if marked else [])
        # The newest stand last, so cutting from the front drops the oldest.
        self._settings.set(kind, " ".join(kept[-MOST:]))
        against = self._marks(other)
        if marked and set(names) & set(against):
            self._settings.set(other, " ".join(mark for mark in against if mark not in names))
        return marked

    def _marks(self, kind: str) -> list[str]:
        # One string, since settings hold plain values; ids and codes of duties have no blanks.
        return str(self._settings.get(kind) or "").split()
