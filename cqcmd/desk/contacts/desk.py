"""通讯录: people who can be called; kept, removed, found, taken from files and given to them."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import structs

from cqcmd import chance
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.contacts.files import people_file, refuse_drill, typed_path
from cqcmd.desk.contacts.forms import ContactForm, ImportPreview, Question
from cqcmd.desk.contacts.importing import merged, preview_of
from cqcmd.desk.contacts.organisations import Organisations
from cqcmd.desk.contacts.people import Key, contact_of, key_of, view_of
from cqcmd.desk.contacts.search import PeopleIndex
from cqcmd.errors import BadInput
from cqcmd.files import read_file
from cqcmd.i18n import _
from cqcmd.incident.events import ContactsKept, decode
from cqcmd.incident.events.station import Contact
from cqcmd.local_store import write_whole
from cqcmd.parsing.person_fields import check_name
from cqcmd.text import clean
from cqcmd.views.office.contacts import ContactView

NUMBER = 7
"""Figures from which a name is rather a number: 110 is what some are called."""


class ContactsDesk:
    """The verbs of 通讯录."""

    def __init__(self, open_record: OpenRecord, mark: str = "") -> None:
        """Open 通讯录; ``mark`` stands on files exported by a post that is not real (演练)."""
        self._open_record = open_record
        self._drill_mark = mark
        self._orgs = Organisations(open_record.plan)
        self._made = PeopleIndex((), self._orgs.called)

    # Looking

    def search(self, typed: str, *, removed: bool = False) -> tuple[ContactView, ...]:
        """Return whom every word fits: Chinese, pinyin, initials or digits; all for an empty text.

        Args:
            removed: also those who were removed.
        """
        found = self._index.search(typed)
        return tuple(
            view_of(person, self._orgs) for person in found if removed or not person.removed
        )

    def get(self, ident: str) -> ContactView:
        """Return the person with that id. Raises BadInput."""
        return view_of(self._known(ident), self._orgs)

    @property
    def preloaded(self) -> bool:
        """Whether people are found by pinyin; not yet after something changed."""
        return self._index.preloaded

    def preload(self) -> None:
        """Make pinyin findable; meant for a thread."""
        self._index.preload()
        self._orgs.preload(self._orgs_known())

    def organisations(self, typed: str) -> tuple[str, ...]:
        """Return the organisations that fit: of district and plan, suppliers, of people here."""
        return self._orgs.search(typed, self._orgs_known())

    def read(self, form: ContactForm, ident: str = "") -> ContactView:
        """Return the person that `keep` would keep. Raises BadInput as it does."""
        check_name(form.name, "name", digits=NUMBER)
        contact = contact_of(form, ident, self._orgs)
        self._check_unlike_others(contact)
        return view_of(contact, self._orgs)

    # Writing

    def keep(self, form: ContactForm, ident: str = "") -> str:
        """Keep a person, new or with the id of somebody known; returns the id.

        Raises:
            BadInput: no name, a bad number, too long a text, or somebody else is the same person.
        """
        check_name(form.name, "name", digits=NUMBER)
        contact = contact_of(form, ident or str(chance.uuid()), self._orgs)
        with self._open_record.act() as write:
            if ident:
                self._known(ident)
            self._check_unlike_others(contact)
            write.append(ContactsKept(people=(contact,)), None)
        return contact.id

    def remove(self, ident: str, reason: str = "") -> None:
        """Take somebody off the list; the entry that says so, and why, is all that changes."""
        self._mark(ident, removed=True, reason=reason)

    def undo(self) -> str:
        """Put back who was taken off the list last, within 30 seconds; returns the name.

        Raises:
            BadInput: nobody was, or what was done is not taken back by a key.
        """
        recent = [decode(entry.kind, entry.data) for entry in self._open_record.recent()]
        kept = [event for event in recent if isinstance(event, ContactsKept)]
        if not kept:
            raise BadInput(_("30 秒内没有删去过谁，没有可以撤回的。"))
        person = kept[-1].people[0]
        if not person.removed:
            raise BadInput(_("新增、修改、导入不能撤回：在那一行按 F8 改，或按 F4 删去。"))
        self.restore(person.id)
        self._open_record.last_act = None
        return person.name

    def restore(self, ident: str) -> None:
        """Put somebody removed on the list again."""
        self._mark(ident, removed=False)

    def _mark(self, ident: str, *, removed: bool, reason: str = "") -> None:
        with self._open_record.act() as write:
            contact = structs.replace(self._known(ident), removed=removed)
            # While he was off the list, somebody else may have been kept as the same person.
            if not removed:
                self._check_unlike_others(contact)
            write.append(ContactsKept(people=(contact,), reason=reason.strip()), None)

    # Files

    def preview_import(self, path: str | Path) -> ImportPreview:
        """Look at a file; nothing is written. May run in a thread.

        Raises:
            BadInput: it cannot be read, is not what its name says, has no headings,
                or is a drill's.
        """
        file = typed_path(path)
        source = clean(file.name, lines=False)
        sheet = read_file(file)
        # A drill may read back its own people; into the real record no invented one may come.
        if not self._drill_mark:
            refuse_drill(sheet)
        return preview_of(sheet, source, self._by_key(), self._orgs)

    def answer(
        self, preview: ImportPreview, question: Question, code: str, *, alike: bool = False
    ) -> ImportPreview:
        """Return the preview as it is once a question is answered; nothing is written.

        Args:
            preview: as it was shown.
            question: one of its questions.
            code: of the answer.
            alike: all questions of that kind are answered so.
        """
        answers = {**preview.answers, question.kind if alike else question.key: code}
        return preview_of(preview.sheet, preview.source, self._by_key(), self._orgs, answers)

    def import_people(self, preview: ImportPreview) -> str:
        """Keep the good rows of a preview in one act; returns what was done, in a sentence.

        Whoever was kept meanwhile is known by then: nobody comes twice.
        """
        with self._open_record.act() as write:
            known = self._by_key()
            people = []
            for row in (*preview.new, *preview.changes):
                contact = contact_of(row.form, str(chance.uuid()), self._orgs)
                before = known.get(key_of(contact))
                people.append(merged(contact, before) if before else contact)
            people = [person for person in people if person != known.get(key_of(person))]
            if not people:
                raise BadInput(_("没有可以导入的人；请按每行的说明改正文件，再导入一次。"))
            write.append(ContactsKept(people=tuple(people), source=preview.source), None)
        new = sum(key_of(person) not in known for person in people)
        return _("已导入：新增 {new} 人，更新 {changed} 人。").format(
            new=new, changed=len(people) - new
        )

    def export(self, path: str | Path) -> str:
        """Write everybody to a .csv or .xlsx file, whole or not at all; returns what was done.

        Raises:
            BadInput: the path cannot be that of such a file.
            Unwritable: the disk refused.
        """
        people = self._present
        file, data = people_file(typed_path(path), people, self._drill_mark)
        write_whole(file, data)
        words = (
            _("已导出 {count} 人到 {path}。") if people else _("通讯录是空的；空表已写到 {path}。")
        )
        return words.format(count=len(people), path=file)

    # People

    @property
    def _present(self) -> tuple[Contact, ...]:
        return self._open_record.ledger.contacts.present

    def _orgs_known(self) -> Iterator[str]:
        """Yield those of the station's district first: most who are called belong to them."""
        serving = self._open_record.ledger.serving
        if serving and serving.district:
            yield from self._orgs.of_district(serving.district)
        yield from self._orgs.of_plan()
        yield from (person.org for person in self._present)

    @property
    def _index(self) -> PeopleIndex:
        people = tuple(self._open_record.ledger.contacts.by_id.values())
        if people != self._made.people:
            self._made = PeopleIndex(people, self._orgs.called)
        return self._made

    def _by_key(self) -> dict[Key, Contact]:
        # Reversed: of two that share a key, the first on the list is the one found.
        return {key_of(person): person for person in reversed(self._present)}

    def _known(self, ident: str) -> Contact:
        found = self._open_record.ledger.contacts.by_id.get(ident)
        if found is None:
            raise BadInput(_("通讯录里没有这个人，请重新查找。"))
        return found

    def _check_unlike_others(self, contact: Contact) -> None:
        other = self._by_key().get(key_of(contact))
        if other is None or other.id == contact.id:
            return
        words = _(
            "通讯录里已有{org}{name}；是同一人请改那一条，是另一人请在姓名后注明，例如“{name}（二科）”。"
        )
        raise BadInput(words.format(org=other.org, name=other.name), "name")
