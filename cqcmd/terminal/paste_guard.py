"""What a terminal sends, made harmless where something is pasted.

Textual's parser takes an escape character inside a paste for the beginning of a key, and hands the
characters behind it on as keys: pasted words would press what they spell.
"""

import re

BEGIN, END = "\x1b[200~", "\x1b[201~"
PICTURE = "\u241b"
_INSIDE = re.compile(r"\x1b(?!\[201~)")


class PasteGuard:
    """Feed it what was read; an escape inside a paste comes out as a picture of one."""

    def __init__(self) -> None:
        self._pasting = False
        self._held = ""
        self._seen = ""

    def pass_on(self, typed: str) -> str:
        """Return what the parser may have of it; half an end mark waits for its other half."""
        typed, self._held = self._held + typed, ""
        parts = []
        while typed:
            part, typed = self._inside(typed) if self._pasting else self._outside(typed)
            parts.append(part)
        return "".join(parts)

    def _outside(self, typed: str) -> tuple[str, str]:
        """Up to where a paste begins; that mark may come in pieces."""
        whole = self._seen + typed
        place = whole.find(BEGIN)
        if place < 0:
            # One character less than a mark: the next read may bring the rest of it.
            self._seen = whole[1 - len(BEGIN) :]
            return typed, ""
        end = place + len(BEGIN) - len(self._seen)
        self._pasting, self._seen = True, ""
        return typed[:end], typed[end:]

    def _inside(self, typed: str) -> tuple[str, str]:
        """Up to where it ends."""
        place = typed.find(END)
        if place >= 0:
            self._pasting = False
            end = place + len(END)
            return _INSIDE.sub(PICTURE, typed[:end]), typed[end:]
        # Half an end mark passed on now would lose its escape, and the paste would never end.
        cut = next((n for n in range(len(END) - 1, 0, -1) if typed.endswith(END[:n])), 0)
        if cut:
            typed, self._held = typed[:-cut], typed[-cut:]
        return typed.replace("\x1b", PICTURE), ""
