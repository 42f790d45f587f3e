"""The body of a form: its fields under each other, what is wrong beside them, what saving means."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from cqcmd.errors import BadInput, at_field
from cqcmd.i18n import _
from cqcmd.parsing.sentence.coming import coming_moment
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.faults import FaultsBeside
from cqcmd.widgets.drawing.cells import Lines
from cqcmd.widgets.drawing.safe_text import plain
from cqcmd.widgets.fields.captioned import align
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.field_row import Field as Field
from cqcmd.widgets.fields.field_row import FieldRow
from cqcmd.widgets.incident_strip import IncidentStrip
from cqcmd.widgets.keys_line import KeysWords
from cqcmd.widgets.masthead import Masthead

if TYPE_CHECKING:

    class Base(FaultsBeside, PostScreen):
        """What it is mixed into."""

else:
    Base = object


class Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields, which scroll along with the cursor; the arrows go from one to the next."""


class FormBody(Base):
    """Mixed into a form, which gives `fields`; `changed` follows each key.

    Attributes:
        ident: the incident it is about, under whose strip it stands; empty where it is about none.
        name_of_form: its name in the masthead.
        keys_words: what the keys do, on the last line.
    """

    ident: str
    name_of_form = ""
    keys_words = _("回车 下一项，末项保存   F9 保存   Esc 返回，填的留着")

    _first: str
    _fields: dict[str, Field]
    _stood: dict[str, str]

    # What subclasses give

    def fields(self) -> Iterator[Field]:
        """Yield the fields, from the top."""
        yield from ()

    def changed(self) -> None:
        """React to a changed field."""

    def title_over(self, name: str) -> str:
        """Return the title of the group that begins with a field; empty within a group."""
        return ""

    def head(self) -> Iterator[Widget]:
        """Yield what stands over the fields: the masthead, and the strip of the incident."""
        yield Masthead(self.name_of_form)
        if self.ident:
            yield IncidentStrip()

    def below(self) -> Iterator[Widget]:
        """Yield what stands under the fields."""
        yield from ()

    # Drawing

    def compose(self) -> ComposeResult:
        """Head, fields, what saving would mean, keys."""
        self._fields = {field.code: field for field in self.fields()}
        self._stood = {name: field.text for name, field in self._fields.items()}
        yield from self.head()
        with Fields(id="fields"):
            self.rows_by_name = {name: FieldRow(field) for name, field in self._fields.items()}
            for name, row in self.rows_by_name.items():
                if title := self.title_over(name):
                    yield Static(plain(title), classes="title", id=f"title-{name}")
                yield row
        yield from self.below()
        yield Lines("live", fold=True)
        yield KeysWords(self.keys_now, id="hint")

    @property
    def keys_now(self) -> str:
        required = any(field.required for field in self.in_order())
        return _("* 必填  ") + self.keys_words if required else self.keys_words

    def tick(self, now: datetime) -> None:
        """Show the time and the countdown."""
        super().tick(now)
        for strip in self.query(IncidentStrip):
            strip.tick(now)

    def reload(self) -> None:
        """Who is on duty, and the strip; nothing that is being typed is touched."""
        super().reload()
        if self.ident:
            self.query_one(IncidentStrip).show(self.desk.strip(self.ident), self.desk.clock.now())

    def tell(self, words: str) -> None:
        """Show what saving would mean."""
        self.query_one("#live", Lines).show(words)

    def note(self, name: str, words: str) -> None:
        """Show words behind a field."""
        self.rows_by_name[name].note(words)

    # Fields

    def on_choice_unread(self, event: Choice.Unread) -> None:
        """Say that what was typed went nowhere, and how one answers here."""
        event.stop()
        words = _("这一栏不打字：左右键或数字键选，回车到下一栏再打。")
        self.message_line.remark(words, "warning")

    def text(self, name: str) -> str:
        """Return what stands in a field, without outer spaces."""
        return self._fields[name].text.strip()

    def typed(self) -> dict[str, str]:
        """Return what was typed, field by field; fields as they first stood are left out."""
        found = {name: field.text for name, field in self._fields.items()}
        return {name: text for name, text in found.items() if text != self._stood[name]}

    def take_in(self, now: Mapping[str, str]) -> None:
        """Fill what another terminal wrote since the form opened into the untouched fields.

        Raises:
            BadInput: a field was changed here and there; saving once more keeps what stands here.
        """
        typed, before = self.typed(), self._stood
        for name in now.keys() - typed.keys():
            self._fields[name].fill(now[name])
        both = [name for name in typed if now[name] not in (before[name], typed[name])]
        # Set before the refusal, so that saving once more compares with this and goes through.
        self._stood = {**before, **now}
        if both:
            field = self._fields[both[0]]
            words = _("{name}在另一个终端已改成“{words}”，没有保存；要用这里写的，请再保存一次。")
            raise BadInput(
                words.format(name=field.caption, words=field.label(now[both[0]])), both[0]
            )

    def moment(self, name: str) -> datetime | None:
        """Return the moment typed into a field, ``None`` where it is blank. Raises BadInput."""
        text = self.text(name)
        with at_field(name):
            return self.desk.plan_reader.moment(text) if text else None

    def moment_or_now(self, name: str) -> datetime:
        """Return the moment typed into a field, now where it is blank. Raises BadInput."""
        return self.moment(name) or self.desk.clock.now()

    def moment_to_come(self, name: str) -> datetime | None:
        """Return the moment planned in a field, ``None`` where it is blank. Raises BadInput."""
        text = self.text(name)
        coming = coming_moment(text, self.desk.clock.now())
        # Only where it is the whole of what stands there: nothing typed is passed over.
        if coming and not (coming.before + coming.after).strip():
            return coming.at
        with at_field(name):
            return self.desk.plan_reader.moment(text, future=True) if text else None

    def hide(self, name: str, hidden: bool) -> None:
        """Take a field away, or show it again."""
        self.rows_by_name[name].set_class(hidden, "-hidden")

    def align_shown(self) -> None:
        """Let the values of the fields that are shown begin in one column."""
        align(self.in_order())

    def require(self, *names: str, needed: bool = True) -> None:
        """Put the star before fields that the act is refused without, or take it away."""
        for name in names:
            self._fields[name].required = needed
        self.align_shown()
        self.say_keys()

    def say_keys(self) -> None:
        """Show what the keys do by now."""
        for hint in self.query("#hint").results(KeysWords):
            hint.show(self.keys_now)

    def focus_first(self) -> None:
        """Where the cursor stands as the form opens."""
        self.focus_field(self._first if self._first in self._fields else next(iter(self._fields)))

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field."""
        self._fields[name].focus()

    def in_order(self) -> list[Field]:
        """Return the fields that are shown, from the top."""
        return [
            self._fields[name]
            for name, row in self.rows_by_name.items()
            if not row.has_class("-hidden")
        ]
