"""What stands across the top line: raised grades and overdue duties until they are acknowledged."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from cqcmd.i18n import _
from cqcmd.views import Alert
from cqcmd.views.masthead import Band, GradedIncident


class _Raise(Struct, frozen=True):
    """A grade that rose: from what it was when last acknowledged."""

    before: GradedIncident
    after: GradedIncident


class Bands:
    """Knows what this terminal was told of; nothing of it is written down.

    A grade that was there when the program opened, or came with its call, is no news.
    """

    def __init__(self) -> None:
        self._last: dict[str, GradedIncident] = {}
        self._raises: dict[str, _Raise] = {}
        self._known: set[Alert] = set()
        self._shown: list[Alert | Band | str] = []
        self._read: set[Band] = set()

    def follow(self, graded: Iterable[GradedIncident]) -> None:
        """Compare grades with those of the last look; a raise that is taken back is none."""
        for after in graded:
            before = self._last.get(after.ident, after)
            self._last[after.ident] = after
            raised = self._raises.get(after.ident)
            if raised is not None:
                before = raised.before
            if after.rank < before.rank:
                self._raises[after.ident] = _Raise(before, after)
            elif raised is not None:
                del self._raises[after.ident]

    def standing(
        self,
        now: datetime,
        alerts: Iterable[Alert],
        *,
        disk: Band | None = None,
        damage: str = "",
        centre: Band | None = None,
    ) -> Sequence[Band]:
        """Return what stands there, the gravest first: people, disk, record, grades, duties.

        A centre that is away comes last: all goes on without it.
        """
        over = [alert for alert in alerts if alert.over(now)]
        # What is met meanwhile may come to be overdue again, and is news then.
        self._known &= set(over)
        teams = [alert for alert in over if alert.people]
        duties = [alert for alert in over if not alert.people and alert not in self._known]
        raises = sorted(self._raises.values(), key=lambda raised: raised.after.rank)
        record = self._unread(Band(damage) if damage else None)
        away = self._unread(centre)
        disks = [disk] if disk is not None else []
        idents = (raised.after.ident for raised in raises)
        self._shown = [*teams, *disks, *record, *idents, *duties, *away]
        grades = map(_of_raise, raises)
        return [*_of_alerts(teams), *disks, *record, *grades, *_of_alerts(duties), *away]

    def _unread(self, band: Band | None) -> list[Band]:
        return [band] if band is not None and band not in self._read else []

    def acknowledge(self) -> bool:
        """Take down what stands first; returns whether it was: what is firm stays."""
        first = self._shown[0] if self._shown else None
        if isinstance(first, str):
            self._raises.pop(first, None)
        elif isinstance(first, Band) and not first.firm:
            self._read.add(first)
        elif isinstance(first, Alert) and not first.people:
            self._known.add(first)
        else:
            return False
        return True


def _of_alerts(alerts: Iterable[Alert]) -> Iterator[Band]:
    for alert in alerts:
        yield Band(
            f"{alert.number} {alert.label}", None if alert.people else alert.due, alert.people
        )


def _of_raise(raised: _Raise) -> Band:
    after = raised.after
    clause = _("（{clause}）").format(clause=after.clause) if after.clause else ""
    words = _("{number} 升为{grade}{clause} 原{before}")
    return Band(
        words.format(
            number=after.number, grade=after.name, clause=clause, before=raised.before.name
        )
    )
