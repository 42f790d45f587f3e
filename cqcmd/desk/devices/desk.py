"""登记簿: units and equipment, brought in from lists and found as one types."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from cqcmd.clock import Clock, local
from cqcmd.desk.common.inspections import is_over, until_words
from cqcmd.desk.contacts.files import refuse_drill, typed_path
from cqcmd.desk.devices.forms import FIELDS, Offer, RegisterPreview
from cqcmd.desk.devices.importing import preview_of
from cqcmd.desk.devices.offers import offer_of
from cqcmd.desk.devices.reading import ListReading
from cqcmd.errors import BadInput, Refusal
from cqcmd.files import DEVICES, read_file
from cqcmd.i18n import _
from cqcmd.parsing.sentence.districts import DistrictWords
from cqcmd.paths import REGISTERS
from cqcmd.registers.rows import DeviceRow
from cqcmd.rules.plan import Plan
from cqcmd.text import clean
from cqcmd.views.office.devices import DeviceLine, DevicesFound

if TYPE_CHECKING:
    from cqcmd.registers.store import Registered, Registers

MOST = 200
"""Lines that are shown at once; more letters narrow them."""

MOST_OFFERED = 9
"""Names that are told where one letter more is needed."""


class DevicesDesk:
    """The verbs of 登记簿: derived data beside the record, so nothing of it is in the journal.

    Attributes:
        ready: whether it can be looked up between two keys: what it is kept with has been loaded.
    """

    def __init__(
        self,
        plan: Plan,
        clock: Clock,
        data: Path,
        mark: str = "",
        refuse_writing: Callable[[], None] = lambda: None,
    ) -> None:
        """Open nothing; ``mark`` stands where the post is not real (演练).

        ``refuse_writing``: raises Refusal where this session only looks.
        """
        self._refuse_writing = refuse_writing
        self._plan = plan
        self._clock = clock
        self._path = data / REGISTERS
        self._mark = mark
        self.ready = False

    @property
    def exists(self) -> bool:
        """Whether a list was ever taken in."""
        return self._path.is_file()

    def preload(self) -> None:
        """Load what the register is kept with; meant for a thread, and quick where there is none.

        Raises:
            Refusal: the file cannot be read.
        """
        if self.exists and not self.ready:
            self._registers.preload()
            self.ready = True

    # Finding

    def find(self, typed: str) -> DevicesFound:
        """Return what every word of a line fits. Raises Refusal: the file cannot be read."""
        if not self.exists:
            return DevicesFound((), 0)
        found = self._registers.find(typed, MOST)
        return DevicesFound(tuple(self._line(one) for one in found.rows), found.count)

    def counts(self) -> tuple[int, int]:
        """Return how many devices there are, and how many units. Raises Refusal."""
        return self._registers.count if self.exists else (0, 0)

    def in_full(self, line: DeviceLine) -> tuple[tuple[str, str], ...]:
        """Return all that is known of a line, with names."""
        texts = {name: getattr(line.row, name) for name in FIELDS}
        texts["inspected_until"] = until_words(line.row.inspected_until, self._today)
        return tuple((FIELDS[name], text) for name, text in texts.items() if text)

    def in_a_line(self, line: DeviceLine) -> str:
        """Return what matters of a line, in one."""
        row = line.row
        if line.is_unit:
            count = _("设备 {count} 台").format(count=line.devices)
            return "  ".join(filter(None, (row.unit, row.district, row.address, row.phones, count)))
        code = row.code or row.certificate or row.rescue_code or row.safety_code
        said = (code, row.rescue_code if code != row.rescue_code else "", row.kind, row.name)
        where = (row.unit, row.where, row.phones, row.maintainer, row.maintainer_phones)
        until = _("检验有效期 {until}").format(until=line.until) if line.until else ""
        return "  ".join(filter(None, (*said, *where, until)))

    # Taking in

    def preview_import(self, path: str | Path) -> RegisterPreview:
        """Look at a file; nothing is written. May run in a thread.

        Raises:
            Refusal: it cannot be read, has no headings, or is a drill's.
        """
        file = typed_path(path)
        sheet = read_file(file, DEVICES)
        if not self._mark:
            refuse_drill(sheet)
        reading = ListReading(sheet)
        sorter = self._registers.sorted((each.number, each.row) for each in reading.rows)
        return preview_of(clean(file.name, lines=False), reading, sorter)

    def take_in(self, preview: RegisterPreview) -> str:
        """Take the rows of a preview in, all or none; return what was done. May run in a thread.

        What another terminal took in meanwhile is known by then: nothing comes twice.

        Raises:
            Refusal: nothing was written.
        """
        self._refuse_writing()
        if not preview.new and not preview.changed:
            raise BadInput(_("没有可以导入的：登记簿里都有了，或每行都有问题；请看每行的说明。"))
        done = self._registers.take_in((each.number, each.row) for each in preview.rows)
        new = sum(one.is_new for one in done.told)
        changed = sum(one.is_changed for one in done.told)
        words = _("登记簿已导入：新增 {new}，更新 {changed}。")
        return words.format(new=new, changed=changed)

    # At intake

    def offer(self, word: str) -> Offer | None:
        """Return what the register has under a code, a name or how it is said.

        ``None`` where there is nothing, or it cannot be asked between two keys.
        """
        if not self.ready:
            return None
        try:
            found = offer_of(self._plan, self._registers, word, MOST_OFFERED, self._today)
        except Refusal:  # the call goes on without; whoever opens the register is told why
            return None
        return found and self._with_district(found)

    def _with_district(self, offer: Offer) -> Offer:
        """Read the district out of the address where the list has no column for it."""
        place = offer.fields.get("place", "")
        if not place or "district" in offer.fields:
            return offer
        named = self._districts.find(place, self._today)
        # What is in doubt is left to the officer; not that a district is another by now.
        if named is None or (named.question and named.row.short in place):
            return offer
        question = offer.question + named.question
        fields = {**offer.fields, "district": named.row.name}
        return structs.replace(offer, fields=fields, question=question)

    def copy_of(self, code: str) -> dict[str, str]:
        """Return all that the register says of a device, for an incident to keep; by its code."""
        if not self.exists or not code:
            return {}
        try:
            named = self._registers.named(code, 2)
        except Refusal:  # the call is taken all the same
            return {}
        found = [one.row for one in named if one.row.is_device]
        if len(found) != 1:
            return {}
        return {name: text for name in FIELDS if (text := getattr(found[0], name))}

    @cached_property
    def _districts(self) -> DistrictWords:
        return DistrictWords(self._plan.districts, self._plan.word("district"))

    @cached_property
    def _registers(self) -> "Registers":
        # late: with it comes SQLAlchemy, which no first screen waits for
        from cqcmd.registers.store import Registers

        return Registers(self._path)

    @property
    def _today(self) -> date:
        return local(self._clock.now()).date()

    def _line(self, one: "Registered") -> DeviceLine:
        row: DeviceRow = one.row
        over = is_over(row.inspected_until, self._today)
        until = until_words(row.inspected_until, self._today)
        return DeviceLine(one.ident, row, one.devices, over, until)
