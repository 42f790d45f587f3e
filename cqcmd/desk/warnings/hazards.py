"""Hazards (隐患, 3.1): found by whom, whose to remove, until when, removed."""

from cqcmd import chance
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.warnings.forms import HazardForm
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.incident.events import HazardFound, HazardRemoved
from cqcmd.incident.hazards import Hazard
from cqcmd.views.office.warnings import HazardView

NEEDED = {"place": _("请填在哪个单位、哪台设备。"), "words": _("请填是什么隐患。")}


class HazardsDesk:
    """The verbs of 3.1."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    def keep(self, form: HazardForm, ident: str | None = None, *, reason: str = "") -> str:
        """Record a hazard, or what holds of a known one from now on; returns the id.

        Raises:
            BadInput: a field is blank, or it is to be removed before it was found.
            NeedsReason: it was found more than 15 minutes ago.
        """
        open_record = self._open_record
        for field, words in NEEDED.items():
            if not getattr(form, field).strip():
                raise BadInput(words, field)
        if not form.found_by.strip():
            raise BadInput(_("请填谁查出的。"), "found_by")
        found = form.at or open_record.clock.now()
        if form.due is not None and form.due <= found:
            raise BadInput(_("整改期限要晚于查出的时间，请核对。"), "due")
        if form.at is not None:
            open_record.check_time(form.at, reason)
        with open_record.act() as write:
            ident = ident or str(chance.uuid())
            event = HazardFound(
                hazard=ident,
                place=form.place.strip(),
                words=form.words.strip(),
                found_by=form.found_by.strip(),
                owner=form.owner.strip(),
                due=form.due,
                late_reason=reason,
            )
            write.append(event, None, form.at)
        return ident

    def remove(self, ident: str, who: str, words: str = "") -> None:
        """Record that a hazard was removed, and who saw that it was."""
        if not who.strip():
            raise BadInput(_("请填谁复查销号。"))
        with self._open_record.act() as write:
            known = self._open_record.ledger.hazards.by_id.get(ident)
            if known is None:
                raise BadInput(_("日志里没有这条隐患，请回到隐患里再选。"))
            if known.removed is not None:
                raise BadInput(_("这条隐患已经销号；又出现的，改一下它就重新列出。"))
            event = HazardRemoved(hazard=ident, who=who.strip(), words=words.strip())
            write.append(event, None)

    def shown(self) -> tuple[HazardView, ...]:
        """Return the open hazards, the first due first, then those removed."""
        found = self._open_record.ledger.hazards.by_id.items()
        views = [_view(ident, hazard) for ident, hazard in found]
        return tuple(sorted(views, key=_order))


def _view(ident: str, hazard: Hazard) -> HazardView:
    found = hazard.found
    at, removed = hazard.removed or (None, None)
    return HazardView(
        ident,
        found.place,
        found.words,
        found.found_by,
        found.owner,
        hazard.since,
        found.due,
        at,
        removed.who if removed else "",
        removed.words if removed else "",
    )


def _order(hazard: HazardView) -> tuple[bool, bool, float]:
    due = hazard.due.timestamp() if hazard.due else hazard.since.timestamp()
    return hazard.removed_at is not None, hazard.due is None, due
