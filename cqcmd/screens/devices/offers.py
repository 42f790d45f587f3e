"""What 登记簿 offers a call or an update: by a word of the line, or by what stands in a field."""

import re
from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.desk.devices.forms import Offer
from cqcmd.screens.common.quick_fill import SUMMARY, QuickFill, Said

ASKED = ("unit", "equipment", "device")
"""Fields in which a code or a name is looked up once they are left."""

FOLLOWING = ("device", "maintainer")
"""Fields about which nothing is asked apart."""

MOST = 3
"""Words of a line that are looked up: a caller names one device."""

_WORDS = re.compile(r"[0-9A-Za-z]{3,}")
_PARTS = re.compile(r"\s*[，,]\s*")
_NO_CODE = re.compile(r"[\d.]{1,4}[A-Za-z]*")


class RegisterOffers:
    """Asks the register, once for each word."""

    def __init__(self, desk: Desk, rest: str = SUMMARY) -> None:
        """``rest``: the field that takes of a line what no other field does."""
        self._desk, self._rest = desk, rest
        self._asked: dict[str, Offer | None] = {}
        self._left: dict[str, str] = {}
        self._missed = False

    @property
    def owing(self) -> bool:
        """Whether something was asked before the register was loaded, which it is by now."""
        return self._missed and self._desk.devices.ready

    def said(self, line: Mapping[str, Said]) -> dict[str, Said]:
        """Return what a line says, with what the register has to say to one of its words."""
        self._missed = False
        for word in self._words(line):
            if (offer := self._offer(word)) and offer.fields:
                return {**line, **dict(self._added(line, word, offer))}
        return dict(line)

    def left(self, code: str, values: Mapping[str, str], filling: QuickFill) -> dict[str, str]:
        """Return the fields to be filled now that one was left; each of them is to be looked at."""
        text = values.get(code, "").strip()
        if code not in ASKED or not text or self._left.get(code) == text:
            return {}
        offer = self._offer(text)
        if self._desk.devices.ready:  # else it is looked up once it is left again
            self._left[code] = text
        if offer is None or not offer.fields or self._is_taken(code, values, offer):
            return {}
        changes = {
            field: words
            for field, words in offer.fields.items()
            if field == code or not values.get(field, "")
        }
        self._left[code] = changes.get(code, text)
        if code == "equipment":
            changes.setdefault(code, "")  # the code of a device is no kind of equipment
        filling.pending |= {field: offer.question for field, words in changes.items() if words}
        return {field: words for field, words in changes.items() if values.get(field, "") != words}

    def several(self, code: str, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return the units that what stands in a field may mean, where it is more than one."""
        offer = self._asked.get(values.get(code, "").strip()) if code in ASKED else None
        return offer.several if offer else ()

    def _is_taken(self, code: str, values: Mapping[str, str], offer: Offer) -> bool:
        """Tell whether it says nothing new: the device stands there, or it is of another unit."""
        device, unit = offer.fields.get("device"), offer.fields.get("unit")
        if device and values.get("device") == device and code != "device":
            return True
        return code != "unit" and bool(values.get("unit")) and values.get("unit") != unit

    def _words(self, line: Mapping[str, Said]) -> Iterator[str]:
        rest = line[self._rest].text if self._rest in line else ""
        found = [word for word in _WORDS.findall(rest) if not _NO_CODE.fullmatch(word)]
        unit = line["unit"].text if "unit" in line else ""
        yield from [*found[:MOST], *([unit] if unit else [])]

    def _offer(self, word: str) -> Offer | None:
        if not self._desk.devices.ready:  # asked again once it is
            self._missed = True
            return None
        if word not in self._asked:
            self._asked[word] = self._desk.devices.offer(word)
        return self._asked[word]

    def _added(
        self, line: Mapping[str, Said], word: str, offer: Offer
    ) -> Iterator[tuple[str, Said]]:
        """Yield what the offer adds; the unit takes the word for it, nothing said is replaced."""
        for code, text in offer.fields.items():
            named = code == "unit" and (code not in line or line[code].text == word)
            if named or code not in line or not line[code].words:
                # Whoever says yes to the device says yes to its code and its maintainer.
                question = "" if code in FOLLOWING else offer.question
                yield code, Said(text, question, word if named else "")
        if self._rest in line:
            parts = _PARTS.split(line[self._rest].text.replace(word, "，"))
            rest = "，".join(filter(None, parts))
            yield self._rest, Said(rest, "", rest)
