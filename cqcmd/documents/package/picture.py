"""The time of an incident drawn to scale: a lane for each sort of moment, in SVG."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from html import escape

from cqcmd.clock import local
from cqcmd.documents.package.content import Mark
from cqcmd.text import clean

WIDTH, LEFT, LANE, TOP = 900, 70, 30, 20
"""The picture's width, the room for names of lanes, the height of a lane and of what is above."""

TICKS = 6
"""Moments named along the edge, at most."""

COLOURS = {"good": "#2a7a2a", "bad": "#b00020"}
CALM = "#3a5a9a"


def picture(lanes: Sequence[str], marks: Sequence[Mark]) -> Iterator[str]:
    """Yield the picture; nothing where nothing happened yet."""
    if not marks:
        return
    first, last = min(mark.at for mark in marks), max(mark.at for mark in marks)
    whole = max(last - first, timedelta(minutes=1))
    height = TOP + LANE * len(lanes) + 24
    yield f'<svg viewBox="0 0 {WIDTH} {height}" role="img" font-size="12">'
    for number, name in enumerate(lanes):
        y = TOP + LANE * number + LANE // 2
        yield f'<text x="0" y="{y + 4}">{_shown(name)}</text>'
        yield f'<line x1="{LEFT}" x2="{WIDTH - 10}" y1="{y}" y2="{y}" stroke="#ccc"/>'
    yield from (_dot(mark, first, whole) for mark in marks)
    yield from _edge(first, whole, height)
    yield "</svg>"


def _dot(mark: Mark, first: datetime, whole: timedelta) -> str:
    x, y = _x(mark.at, first, whole), TOP + LANE * mark.lane + LANE // 2
    words = f"{local(mark.at):%m-%d %H:%M} {mark.words}"
    colour = COLOURS.get(mark.look, CALM)
    title = f"<title>{_shown(words)}</title>"
    return f'<circle cx="{x}" cy="{y}" r="5" fill="{colour}">{title}</circle>'


def _edge(first: datetime, whole: timedelta, height: int) -> Iterator[str]:
    for number in range(TICKS):
        at = first + whole * number / (TICKS - 1)
        x = _x(at, first, whole)
        anchor = "end" if number == TICKS - 1 else "start" if not number else "middle"
        words = f"{local(at):%m-%d %H:%M}"
        yield f'<text x="{x}" y="{height - 4}" text-anchor="{anchor}" fill="#666">{words}</text>'


def _x(at: datetime, first: datetime, whole: timedelta) -> int:
    return LEFT + 5 + round((WIDTH - LEFT - 20) * ((at - first) / whole))


def _shown(words: str) -> str:
    return escape(clean(words, lines=False))
