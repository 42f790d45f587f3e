"""What people decided after a drill: ratings, and lessons with owner and date; one small file."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from cqcmd.drill.score.ratings import Rating
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.local_store.json_document import opened, read_document, state_of
from cqcmd.paths import lies_there

MOST = 500
"""Lessons that a debrief may hold; a scenario has at most so many expectations."""


class Rated(Struct, frozen=True, kw_only=True):
    """The rating somebody gave a part; ``rating`` is ``None`` where only a remark was made."""

    part: str
    rating: Rating | None = None
    remark: str = ""


class Lesson(Struct, frozen=True, kw_only=True):
    """A problem, the clause behind it, its remedy, who sees to it and by which day.

    Attributes:
        id: of a suggested one, what it was suggested from; a stored one stands in its place.
        due: an ISO date; empty where none is set yet.
        dropped: somebody decided that it is none.
    """

    id: str
    text: str
    clause: str = ""
    remedy: str = ""
    owner: str = ""
    due: str = ""
    dropped: bool = False


class Decisions(Struct, frozen=True):
    """Everything in the file."""

    ratings: tuple[Rated, ...] = ()
    lessons: tuple[Lesson, ...] = ()


class DebriefFile:
    """The file in the drill's drawer; several people may write, the last one's words stand."""

    def __init__(self, path: Path) -> None:
        """Nothing is read or made until it is asked for."""
        self._path = path

    def read(self) -> Decisions:
        """Read what was decided so far. Raises BadInput: the file is broken."""
        if not lies_there(self._path):
            return Decisions()
        try:
            tables, _digest = read_document(self._path)
            return msgspec.convert(tables, Decisions)
        except BadInput as fault:
            raise BadInput(_("{fault}请把它改名移开，再打开复盘。").format(fault=fault)) from fault
        except msgspec.ValidationError as error:
            words = _("复盘的记录 {name} 内容不对，没有采用；请把它改名移开，再打开复盘。")
            raise BadInput(words.format(name=self._path)) from error

    def state(self) -> tuple[int, int, int] | None:
        """Another when the file is another; ``None`` while there is none, or it cannot be asked."""
        try:
            return state_of(self._path)
        except OSError:
            return None

    def rate(self, rated: Rated) -> None:
        """Keep a rating; on disk when this returns. Raises Refusal."""
        self._write("ratings", "part", rated)

    def keep(self, lesson: Lesson) -> None:
        """Keep a lesson; on disk when this returns. Raises Refusal."""
        self._write("lessons", "id", lesson)

    def _write(self, table: str, key: str, row: Rated | Lesson) -> None:
        with opened(self._path) as file:
            # Read under the lock: another person's row of a moment ago stays.
            found = self.read()
            tables: dict[str, list[Rated | Lesson]] = {
                "ratings": list(found.ratings),
                "lessons": list(found.lessons),
            }
            tables[table] = _with(tables[table], key, row)
            if len(tables[table]) > MOST:
                raise BadInput(_("复盘最多记 {most} 条，没有保存。").format(most=MOST))
            file.storage.write({name: _numbered(rows) for name, rows in tables.items()})


def _with(rows: list[Rated | Lesson], key: str, row: Rated | Lesson) -> list[Rated | Lesson]:
    """Put a row in the place of the one with its key, or behind the others."""
    mine = getattr(row, key)
    if any(getattr(row, key) == mine for row in rows):
        return [row if getattr(rated, key) == mine else rated for rated in rows]
    return [*rows, row]


def _numbered(rows: Iterable[Rated | Lesson]) -> dict[str, object]:
    return {str(place): msgspec.to_builtins(row) for place, row in enumerate(rows, 1)}
