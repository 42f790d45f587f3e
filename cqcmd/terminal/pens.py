"""How a cell is drawn, and the shortest way from one such pen to another."""

from functools import lru_cache

RESET = "0"


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


PLAIN = Pen.of((), "", "")


@lru_cache(maxsize=16_384)
def turned(pen: Pen, wanted: Pen) -> str:
    """Return what makes one pen of another; empty where they are one."""
    if pen is wanted:
        return ""
    anew = [RESET, *wanted.codes]
    kept = set(pen.attributes) <= set(wanted.attributes)
    gone = (pen.fore and not wanted.fore) or (pen.back and not wanted.back)
    # What was switched on is switched off by beginning anew alone: not every terminal knows more.
    codes = anew if gone or not kept else min((_changed(pen, wanted), anew), key=_length)
    return f"\x1b[{';'.join(codes)}m" if codes != [RESET] else "\x1b[m"


def _changed(pen: Pen, wanted: Pen) -> list[str]:
    codes = [code for code in wanted.attributes if code not in pen.attributes]
    colours = ((pen.fore, wanted.fore), (pen.back, wanted.back))
    return codes + [now for was, now in colours if now and now != was]


def _length(codes: list[str]) -> int:
    return sum(len(code) + 1 for code in codes)
