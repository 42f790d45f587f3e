"""What a line finds: statements that stop as soon as they have as much as is shown."""

from collections.abc import Callable, Iterable

from sqlalchemy import ColumnElement, Select, or_, select

from cqcmd.registers.found_by import LONGEST_WORD, Sought, phrase
from cqcmd.registers.rows import IDENTIFIERS
from cqcmd.registers.tables import DEVICES, SOUGHT, SPELLED, UNITS

COUNTED = 1_000
"""Beyond so many of a kind it is only said that there are more."""

AFTER_ALL = "\x7f"
"""Sorts behind whatever begins a word of letters and digits."""


def units_that_fit(asked: Sought) -> Select[tuple[int]]:
    """Return the units that every part of a line fits, under their ids below zero."""
    said = _units_said(asked)
    fits = [or_(UNITS.c.id.in_(said(run)), _names(-UNITS.c.id, run)) for run in asked.letters]
    if not asked.characters:
        return select(-UNITS.c.id).where(*fits)
    both = SOUGHT.join(UNITS, UNITS.c.id == -SOUGHT.c.rowid)
    named = SOUGHT.c.words.match(_every(asked.characters))
    return select(-UNITS.c.id).select_from(both).where(named, SOUGHT.c.rowid < 0, *fits)


def devices_that_fit(asked: Sought) -> Select[tuple[int]]:
    """Return the devices that every part of a line fits, by their own words or their unit's."""
    said = _units_said(asked)
    fits = [or_(_is_of(run), DEVICES.c.unit_id.in_(said(run))) for run in asked.letters]
    if not asked.characters:
        return select(DEVICES.c.id).where(*fits)
    both = SOUGHT.join(DEVICES, DEVICES.c.id == SOUGHT.c.rowid)
    named = SOUGHT.c.words.match(_every(asked.characters))
    return select(DEVICES.c.id).select_from(both).where(named, SOUGHT.c.rowid > 0, *fits)


def _is_of(run: str) -> ColumnElement[bool]:
    codes = (
        DEVICES.c[name].between(form, form + AFTER_ALL)
        for name in IDENTIFIERS
        for form in dict.fromkeys((run.upper(), run))
    )
    return or_(*codes, _names(DEVICES.c.id, run))


def _units_said(asked: Sought) -> Callable[[str], Select[tuple[int]]]:
    """Return how the units that are said with some letters are asked for."""

    def said(run: str) -> Select[tuple[int]]:
        begin = run[:LONGEST_WORD]
        begun = select(SPELLED.c.unit_id).where(SPELLED.c.word.between(begin, begin + AFTER_ALL))
        # Where nothing else narrows it, a letter alone begins some syllable of nearly every name.
        return begun.distinct().limit(COUNTED + 1) if alone else begun

    alone = len(asked.letters) == 1 and not asked.characters
    return said


def _names(rowid: ColumnElement[int], run: str) -> ColumnElement[bool]:
    """Letters that stand in a name themselves: OTIS, A3."""
    return rowid.in_(select(SOUGHT.c.rowid).where(SOUGHT.c.words.match(phrase(run))))


def _every(runs: Iterable[str]) -> str:
    return " ".join(map(phrase, runs))
