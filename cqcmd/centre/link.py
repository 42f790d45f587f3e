"""A connection to the centre: durable, never waiting for ever, its password nobody's to see."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen

from cqcmd.centre.faults import NO_ANSWER, CentreAway, as_away
from cqcmd.centre.passfile import refuse_passfile
from cqcmd.centre.schema import prepare
from cqcmd.i18n import _

PATIENCE = 2.0
"""Seconds that an answer of the centre is waited for."""

TURN = 8.0
"""Seconds that the centre's lock is waited for, while other hosts write."""

HELD = 6.0
"""Seconds after which the centre takes its lock from a host that says nothing more."""

LOOK = 0.1
"""Seconds between looks whether the time is over."""

_REACHED: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": int(PATIENCE * 1_000),
    "application_name": "cqcmd",
    "client_encoding": "utf8",
    # Of several hosts in one address the one that takes writing: a standby that took over.
    "target_session_attrs": "read-write",
}
_SETTINGS = """SELECT set_config('lock_timeout', %s, false),
set_config('idle_in_transaction_session_timeout', %s, false),
set_config('synchronous_commit', CASE current_setting('synchronous_commit')
    WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
current_setting('fsync')"""


class Link(psycopg.Connection):
    """A connection that waits for no answer after ``until``, by the monotonic clock."""

    until: float | None = None

    def wait(self, gen: PQGen[RV], interval: float = LOOK, timeout: float | None = None) -> RV:
        """Wait for what ``gen`` asks of the server."""
        if self.until is not None:
            timeout = max(0.0, self.until - monotonic())
        return super().wait(gen, interval, timeout)


def connect(address: str) -> Link:
    """Connect, in autocommit, to a centre whose tables are those of today. Raises CentreAway."""
    with as_away():
        refuse_passfile(address)
        link = Link.connect(address, autocommit=True, **_REACHED)
    try:
        with as_away(), in_time(link, PATIENCE + TURN):
            _settle(link)
            prepare(link)
    except BaseException:
        link.close()
        raise
    return link


def _settle(link: Link) -> None:
    milliseconds = (str(int(seconds * 1_000)) for seconds in (TURN, HELD))
    [(*_rest, forced)] = link.execute(_SETTINGS, tuple(milliseconds)).fetchall()
    if forced != "on":
        raise CentreAway(_("中心关了 fsync，断电会丢记录，没有用它；请管理员打开"))


@contextmanager
def in_time(link: Link, seconds: float) -> Iterator[None]:
    """Close the connection where what is done inside takes longer: a server may hang for ever.

    Raises CentreAway then.
    """
    link.until = until = monotonic() + seconds
    try:
        yield
    except psycopg.Error as error:
        if monotonic() < until:
            raise
        link.close()  # in the middle of an answer it is of no use any more
        raise CentreAway(NO_ANSWER) from error
    finally:
        link.until = None
