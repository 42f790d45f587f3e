"""Who is on duty now by the rota, and what tonight lacks: light enough for the first screen."""

from datetime import date, timedelta

from cqcmd.clock import local
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.rota.forms import POSTS
from cqcmd.i18n import _
from cqcmd.incident.events.rota import RotaDay
from cqcmd.incident.rota import StationRota

DAY = timedelta(days=1)
NEEDED = ("officer", "leader")
"""Without whom a night has a gap."""


class Tonight:
    """The rota of this station as it stands now."""

    def __init__(self, open_record: OpenRecord) -> None:
        self._open_record = open_record

    @property
    def rota(self) -> StationRota:
        """Every day that was kept."""
        return self._open_record.ledger.rota.of(self._open_record.ledger.station)

    @property
    def day(self) -> date:
        """The day of the duty that goes on now: before the hand-over it is yesterday's."""
        now = local(self._open_record.clock.now())
        return now.date() if now.time() >= self.rota.turns else now.date() - DAY

    @property
    def kept(self) -> RotaDay:
        """Who is down for it; blank where nobody is."""
        return self.rota.days.get(self.day, RotaDay(day=self.day))

    @property
    def words(self) -> str:
        """Who is on duty now, in words; empty where nobody is down for it."""
        named = {label: getattr(self.kept, post) for post, label in POSTS.items()}
        return "  ".join(f"{label} {name}" for label, name in named.items() if name)

    @property
    def gap(self) -> str:
        """In a sentence what tonight's duty lacks; empty where it is whole.

        An office that keeps no rota lacks nothing.
        """
        missing = lacks(self.kept)
        if not self._ever or not missing:
            return ""
        last = max(self.rota.days, default=None)
        if last is not None and last < self.day:
            return _("值班表只排到{last}，今晚没有人").format(last=day_words(last))
        return _("今晚（{day}）{lacks}").format(day=day_words(self.day), lacks=missing)

    @property
    def _ever(self) -> bool:
        return self._open_record.ledger.station in self._open_record.ledger.rota.by_station


def lacks(day: RotaDay) -> str:
    """Return what a day lacks, in words; empty if nothing."""
    missing = "、".join(POSTS[post] for post in NEEDED if not getattr(day, post))
    return _("没有排{posts}").format(posts=missing) if missing else ""


def day_words(day: date) -> str:
    """``11月30日``."""
    return _("{month}月{day}日").format(month=day.month, day=day.day)
