"""办结: what stands open is shown first, and is closed over by a key of its own alone."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.screens.common.form_draft import parked_calls
from cqcmd.views.debts import Debt, told_together

State = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]
"""What stood open and what was typed: another of either wants to be looked at anew."""


class Closing:
    """What stands open of an incident, and whether somebody closes it all the same.

    F9 shows it and asks; the other key means it only of what was shown by then.
    """

    def __init__(self, desk: Desk, ident: str) -> None:
        self._desk, self._ident = desk, ident
        self.debts: tuple[Debt, ...] = ()
        self._shown: State | None = None
        self._meant: State | None = None
        self.look()

    def look(self) -> None:
        """Read what stands open by now."""
        self.debts = self._desk.debts.of(self._ident, parked_calls(self._desk, self._ident))

    def lines(self) -> Iterator[str]:
        """Yield what stands open, a kind a line."""
        if self.debts:
            words = _("还有 {n} 项没有了结，办结不会使它们终止；要办结，须写明决定人和理由。")
            yield words.format(n=len(self.debts))
            yield from told_together(self.debts)

    @property
    def keys_words(self) -> str:
        """What the keys do by now: they are named here alone, next to each other."""
        if not self.debts:
            return _("F9 办结   Esc 返回，填的留着")
        if self._shown is None:
            return _("F9 核对没有了结的   Esc 返回，填的留着")
        return _("F10 仍要办结   Esc 不办结，填的留着")

    def typing(self) -> None:
        """Forget what was shown: something else is being typed."""
        self._shown = None

    def check(self, typed: Mapping[str, str]) -> None:
        """Refuse while something stands open that nobody was asked about.

        Raises:
            BadInput: no name, no reason, or the key that means it was not pressed yet.
        """
        self.look()
        if not self.debts:
            return
        for field in ("who", "why"):
            if not typed.get(field, "").strip():
                raise BadInput(_("还有没了结的，请写明决定人和理由。"), field)
        if self._meant != self._state(typed):
            self._shown = self._state(typed)
            words = _("没有办结：还有 {n} 项没有了结。")
            raise BadInput(words.format(n=len(self.debts)))

    def mean(self, typed: Mapping[str, str]) -> None:
        """Take it that whoever was asked means it. Raises BadInput: nobody was asked by F9 yet."""
        if self.debts and self._shown != self._state(typed):
            raise BadInput(_("请先按 F9，看过没有了结的，再按 F10。"))
        self._meant = self._shown

    def _state(self, typed: Mapping[str, str]) -> State:
        return tuple(debt.key for debt in self.debts), tuple(sorted(typed.items()))
