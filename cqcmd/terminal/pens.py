"""How a cell is drawn, and the shortest way from one such pen to another."""

from functools import lru_cache

RESET = "0"
SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21", "51", "52", "53"})
"""Attributes that are seen where nothing is written: lines, and colours that change places."""

OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What switches one attribute off, where a terminal knows colours of 24 bits, and so this too."""

TRUE_COLOURS = ("38;2;", "48;2;")


class Pen:
    """Attributes and colours of a cell, as the numbers a terminal is told; one object each."""

    __slots__ = ("attributes", "back", "fore")

    def __init__(self, attributes: tuple[str, ...], fore: str, back: str) -> None:
        self.attributes, self.fore, self.back = attributes, fore, back

    @staticmethod
    @lru_cache(maxsize=4_096)
    def of(attributes: tuple[str, ...], fore: str, back: str) -> "Pen":
        """Return the one pen of these."""
        return Pen(attributes, fore, back)

    @property
    def codes(self) -> list[str]:
        """All that it says of itself."""
        return [*self.attributes, *filter(None, (self.fore, self.back))]

    @property
    def on_blank(self) -> "Pen":
        """What can be seen of it where nothing is written."""
        seen = tuple(code for code in self.attributes if code in SEEN_ON_BLANKS)
        return Pen.of(seen, self.fore if seen else "", self.back)


PLAIN = Pen.of((), "", "")


@lru_cache(maxsize=16_384)
def over_blank(pen: Pen, wanted: Pen) -> Pen:
    """Return the pen for blanks that is nearest to ``pen``: of most, the ground alone is seen."""
    if wanted.on_blank is not wanted or wanted.attributes or SEEN_ON_BLANKS & set(pen.attributes):
        return wanted
    return Pen.of(pen.attributes, pen.fore, wanted.back) if wanted.back or not pen.back else wanted


@lru_cache(maxsize=16_384)
def turned(pen: Pen, wanted: Pen) -> str:
    """Return what makes one pen of another; empty where they are one."""
    if pen is wanted:
        return ""
    ways = [[RESET, *wanted.codes]]
    lost = [code for code in pen.attributes if code not in wanted.attributes]
    gone = (pen.fore and not wanted.fore) or (pen.back and not wanted.back)
    # What was switched on is switched off by beginning anew: not every terminal knows more.
    if not gone and (not lost or _switches(pen, wanted, lost)):
        ways.append(_changed(pen, wanted, lost))
    codes = min(ways[::-1], key=_length)
    return f"\x1b[{';'.join(codes)}m" if codes != [RESET] else "\x1b[m"


def _switches(pen: Pen, wanted: Pen, lost: list[str]) -> bool:
    """Whether single attributes can be switched off here."""
    colours = (pen.fore, pen.back, wanted.fore, wanted.back)
    return all(code in OFF for code in lost) and any(
        colour.startswith(TRUE_COLOURS) for colour in colours
    )


def _changed(pen: Pen, wanted: Pen, lost: list[str]) -> list[str]:
    off = list(dict.fromkeys(OFF[code] for code in lost))
    # Bold and dim have one switch between them.
    on = [code for code in wanted.attributes if code not in pen.attributes or OFF.get(code) in off]
    colours = ((pen.fore, wanted.fore), (pen.back, wanted.back))
    return off + on + [now for was, now in colours if now and now != was]


def _length(codes: list[str]) -> int:
    return sum(len(code) + 1 for code in codes)
