"""Names and numbers of a real accident put out of sight before it becomes a drill."""

import re

from cqcmd.i18n import _

SURNAMES = _("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
"""What stand-ins for persons are called by; behind the last the first comes again."""

UNITS = _("甲乙丙丁戊己庚辛壬癸")

_PHONE = re.compile(r"(?<!\d)(?:0\d{2,3}-?)?\d{7,11}(?!\d)")
_TITLE = re.compile(_(r"(?:队长|主任|经理|局长|科长|站长|班长|厂长|师傅|工|医生|先生|女士)$"))


class StandIns:
    """One stand-in for each name, the same wherever it stands."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}
        self._persons = self._units = self._places = self._phones = 0

    def person(self, name: str) -> str:
        """Return somebody else, with the post that was named with him."""
        if not name.strip():
            return name
        if name not in self._of:
            title = _TITLE.search(name)
            surname = SURNAMES[self._persons % len(SURNAMES)]
            self._persons += 1
            self._of[name] = surname + (title[0] if title else _("样例"))
        return self._of[name]

    def unit(self, name: str) -> str:
        """Return another firm."""
        if name.strip() and name not in self._of:
            self._of[name] = _("{which}单位").format(which=UNITS[self._units % len(UNITS)])
            self._units += 1
        return self._of.get(name, name)

    def place(self, name: str) -> str:
        """Return another address."""
        if name.strip() and name not in self._of:
            self._places += 1
            self._of[name] = _("样例路{n}号").format(n=self._places)
        return self._of.get(name, name)

    def words(self, text: str) -> str:
        """Return words in which every name that has a stand-in, and every number, is another."""
        for name in sorted(self._of, key=len, reverse=True):
            text = text.replace(name, self._of[name])
        return _PHONE.sub(lambda found: self._phone(found[0]), text)

    def _phone(self, number: str) -> str:
        if number not in self._of:
            self._phones += 1
            self._of[number] = f"13{self._phones:09}"
        return self._of[number]
