"""The top line of a drill: how it stands, who calls, the keys, and what is real meanwhile."""

from collections.abc import Iterator
from datetime import datetime

from cqcmd.clock import countdown
from cqcmd.desk.drill.real_alarms import RealWatch, foremost
from cqcmd.i18n import _
from cqcmd.screens.drill.lines import speed_words
from cqcmd.text import clean
from cqcmd.views import Alert, DrillStatus, MastheadText
from cqcmd.views.drill import DrillProgress


def standing(course: DrillProgress, real: RealWatch | None = None) -> DrillStatus:
    """Return the top line of every screen of a drill, the widest words first."""
    now = real.clock.now() if real else None
    bell = foremost(real.bells, now) if real and now else None
    if bell is None or bell.due is None or now is None:
        return DrillStatus(tuple(_alone(course)), calling=bool(course.waiting))
    left = countdown(bell.due - now, doubtful=bell.doubtful)
    return DrillStatus(
        tuple(_beside_real(course, bell, left)),
        tuple(_tight(course, left)),
        bool(course.waiting),
        bell.over(now),
    )


def _alone(course: DrillProgress) -> Iterator[MastheadText]:
    mark, call = _("演练{speed}").format(speed=speed_words(course)), _call(course)
    if course.over:
        yield MastheadText(_("{mark} F11·真警 Ctrl+K").format(mark=mark))
        yield MastheadText(_("{mark}·真警 Ctrl+K").format(mark=mark))
        yield MastheadText(mark)
        return
    yield MastheadText(_("{mark} F11·{call} Ctrl+Y·真警 Ctrl+K").format(mark=mark, call=call))
    if course.waiting:
        yield MastheadText(_("{mark}·{call} Ctrl+Y·真警 Ctrl+K").format(mark=mark, call=call))
    yield MastheadText(_("{mark}·{call}·真警 Ctrl+K").format(mark=mark, call=call))
    yield MastheadText(f"{mark}·{call}")


def _beside_real(course: DrillProgress, bell: Alert, left: str) -> Iterator[MastheadText]:
    """Put the key of 真警 beside what may need it."""
    mark, call = _("演练{speed}").format(speed=speed_words(course)), _call(course)
    label = _("人员应答") if bell.people else clean(bell.label, lines=False)
    number = clean(bell.number, lines=False)
    whole = _("真实 {number} {label} {left} Ctrl+K").format(number=number, label=label, left=left)
    part = _("真实 {label} {left} Ctrl+K").format(label=label, left=left)
    yield MastheadText(_("{mark} F11·{call} Ctrl+Y").format(mark=mark, call=call), whole)
    if course.waiting:
        yield MastheadText(_("{mark}·{call} Ctrl+Y").format(mark=mark, call=call), part)
    yield MastheadText(f"{mark}·{call}", whole)
    yield MastheadText(f"{mark}·{call}", part)


def _tight(course: DrillProgress, left: str) -> Iterator[MastheadText]:
    mark, call = _("演练{speed}").format(speed=speed_words(course)), _call(course)
    yield MastheadText(f"{mark}·{call}", _("真实 {left} Ctrl+K").format(left=left))
    yield MastheadText(f"{mark}·{call}", _("真实 {left}").format(left=left))
    yield MastheadText(_("演练·{call}").format(call=call), _("真实 {left}").format(left=left))


def _call(course: DrillProgress) -> str:
    return _("来电{count}").format(count=course.waiting)


def real_notice(bells: tuple[Alert, ...], now: datetime) -> str:
    """Return the key of 真警, and what of the real record turned, a line each."""
    head = _("真实时限，按 Ctrl+K 回到真实值班台")
    return "\n".join((head, *(bell.words_at(now) for bell in bells)))
