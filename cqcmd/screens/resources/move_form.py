"""调拨进展: how much of what was allotted set out, arrived, went back, was used up or is lost."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.desk.resources.forms import LOT_STATES, LotState
from cqcmd.desk.resources.forms import MoveForm as Moved
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import TIME_EXAMPLE
from cqcmd.screens.resources.fields import count_field, count_in, words_field
from cqcmd.views.office.resources import LotView
from cqcmd.widgets.fields.choice import Choice

STATES: tuple[LotState, ...] = ("on_way", "in_place", "returned", "used_up", "lost")


@form("lot", _("调拨进展"))
class MoveForm(FieldForm):
    """``about`` is the lot; the state that comes next stands there, with all that waits for it."""

    form = "lot"
    purpose = _("记下一批调拨走到哪一步：多少上路、到位、归还、用完、毁损。")

    def __init__(
        self, desk: Desk, ident: str, about: str = "", *, draft: Mapping[str, str] | None = None
    ) -> None:
        lots = desk.supply.view(ident).lots
        self._lot: LotView | None = next((one for one in lots if one.ident == about), None)
        if self._lot is None:
            raise BadInput(_("日志里没有这批调拨，请回到应急保障再选；草稿仍留着。"))
        self.name_of_form = _("调拨进展：{name}").format(name=self._lot.name)
        self._offered = ""
        super().__init__(desk, ident, first="state", draft=draft)

    @property
    def lot(self) -> LotView:
        """What it is about."""
        assert self._lot is not None
        return self._lot

    @property
    def draft_name(self) -> str:
        """One draft for each lot."""
        return f"{self.form}:{self.ident}:{self.lot.ident}"

    def fields(self) -> Iterator[Field]:
        """Yield which step, how much, what is to be said of it, when."""
        answers = tuple((state, LOT_STATES[state]) for state in STATES)
        state = Choice("state", _("到哪一步"), answers)
        state.fill(self.lot.next_state or "returned")
        yield state
        self._offered = str(self._most(self.lot.next_state or "returned"))
        yield count_field(int(self._offered))
        yield words_field("words", _("情况"), _("毁损、灭失须写；归还的写状况"))
        yield words_field("at", _("时间"), TIME_EXAMPLE)

    def _most(self, state: str) -> int:
        return next((n for code, n in self.lot.movable if code == state), 0)

    def on_mount(self) -> None:
        """Say by which digits one chooses."""
        self.note("state", _("键 1-{last}").format(last=len(STATES)))

    def changed(self) -> None:
        """Offer all that can come into the state, and say how the lot stands."""
        most = str(self._most(self.text("state")))
        if self.text("count") == self._offered != most:
            self._fields["count"].fill(most)
        self._offered = most
        self.require("words", needed=self.text("state") == "lost")
        words = _("调拨 {n}{unit}：现在 {standing}。能记“{state}”的有 {most}。")
        self.tell(
            words.format(
                n=self.lot.count,
                unit=self.lot.unit,
                standing=self.lot.standing,
                state=LOT_STATES[self.text("state")],
                most=most,
            )
        )

    def save(self, reason: str) -> str:
        """Write it down."""
        moved = Moved(
            state=next(state for state in STATES if state == self.text("state")),
            count=count_in(self),
            words=self.text("words"),
            at=self.moment("at"),
        )
        self.desk.supply.move(self.ident, self.lot.ident, moved, reason=reason)
        return _("已记入：{name} {n}{unit} {state}。").format(
            name=self.lot.name,
            n=moved.count,
            unit=self.lot.unit,
            state=LOT_STATES[moved.state],
        )
