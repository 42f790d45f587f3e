"""Digits three rows high, to be read from across a room."""

from collections.abc import Mapping, Sequence

from cqcmd.text import cells

HEIGHT = 3

DRAWN = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▀█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", " ▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
    ":": ("▄", "▄", " "),
}
TYPED = {
    "0": (" _ ", "| |", "|_|"),
    "1": ("   ", "  |", "  |"),
    "2": (" _ ", " _|", "|_ "),
    "3": (" _ ", " _|", " _|"),
    "4": ("   ", "|_|", "  |"),
    "5": (" _ ", "|_ ", " _|"),
    "6": (" _ ", "|_ ", "|_|"),
    "7": (" _ ", "  |", "  |"),
    "8": (" _ ", "|_|", "|_|"),
    "9": (" _ ", "|_|", " _|"),
    ":": (" ", ".", "."),
}
"""For terminals that draw blocks wide."""


def large(words: str, *, typed: bool = False) -> tuple[str, ...]:
    """Return three rows of one width; what is no digit stands small in the middle one."""
    font = TYPED if typed else DRAWN
    shapes = [_shape(font, character) for character in words]
    return tuple(" ".join(shape[row] for shape in shapes) for row in range(HEIGHT))


def _shape(font: Mapping[str, Sequence[str]], character: str) -> Sequence[str]:
    blank = " " * cells(character)
    return font.get(character, (blank, character, blank))
