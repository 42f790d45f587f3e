"""What is found beside commands: incidents, clauses, people, and answers to words."""

from collections.abc import Iterator

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.parsing.names import Name, Names
from cqcmd.screens.common.messages import OpenForm, ShowClause, ShowIncident
from cqcmd.screens.palette.commands import Command
from cqcmd.screens.palette.words import ALSO, ANSWERS

INCIDENTS, CLAUSES, PEOPLE, INSTEAD = _("事件"), _("条款"), _("人员"), _("没有这个命令")
"""Titles of the groups."""

MOST = 5
"""Lines of a group: more letters leave fewer."""

DEEDS = (
    (_("情况更新"), "situation/update"),
    (_("去报告"), "reports/due"),
    (_("记录报告"), "reports/report"),
    (_("记事"), "log/note"),
    (_("人员安全"), "safety/safety"),
    (_("处置"), "situation/decisions"),
)
"""What is done about an incident from a list, without going into it first."""


def deeds(desk: Desk, ident: str) -> Iterator[Command]:
    """Yield what can be done about the incident under the cursor of a list."""
    strip = desk.strip(ident)
    group = _("对这一起：{number} {title}").format(number=strip.number, title=strip.title)
    for name, form in DEEDS:
        also = ALSO.get(f"open_form('{form}')", ())
        yield Command(name, message=OpenForm(form, ident, ""), group=group, also=also)


def incidents(desk: Desk, sought: str) -> Iterator[Command]:
    """Yield incidents that fit; where there are more, the way to all of them."""
    found = desk.register.search(sought).rows
    for row in found[:MOST]:
        name = " ".join(filter(None, (row.number, row.where or row.district, row.kind, row.what)))
        yield Command(
            name, message=ShowIncident(row.ident), group=INCIDENTS, hint=row.day.isoformat()
        )
    if len(found) > MOST:
        words = _("在事故台账里看全部 {count} 起").format(count=len(found))
        yield Command(words, f"app.register({sought!r})", group=INCIDENTS)


def clauses(desk: Desk, sought: str) -> Iterator[Command]:
    """Yield clauses of the plan by number and by words."""
    for number, heading in desk.plan_reader.clauses_with(sought)[:MOST]:
        yield Command(f"{number} {heading}", message=ShowClause(number, "", ""), group=CLAUSES)


def people(desk: Desk, sought: str) -> Iterator[Command]:
    """Yield people of 通讯录; choosing one shows everything that is kept of him."""
    for person in desk.contacts.search(sought)[:MOST]:
        name = " ".join(filter(None, (person.name, person.post, person.org)))
        phone = person.phones[0] if person.phones else ""
        yield Command(name, f"app.contacts({person.name!r})", group=PEOPLE, hint=phone)


class Answers:
    """What is told where somebody seeks what there is not."""

    def __init__(self) -> None:
        self._said = {words[0]: said for words, said in ANSWERS.items()}
        self._names = Names(tuple(Name("", words[0], words[1:]) for words in ANSWERS))

    def preload(self) -> None:
        """Make the words findable by pinyin; meant for a thread."""
        self._names.preload()

    def find(self, sought: str) -> Iterator[Command]:
        """Yield the answers to a word, those it fits best alone."""
        found = self._names.search(sought, MOST)
        for match in found:
            if match.rank == found[0].rank:
                said = self._said[match.item.name]
                yield Command(said, group=INSTEAD, says=said)
