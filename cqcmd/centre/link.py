"""A connection to the centre: durable, never waiting for ever, its password nobody's to see."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

import psycopg

from cqcmd.centre.faults import NO_ANSWER, CentreAway, as_away
from cqcmd.centre.schema import prepare
from cqcmd.i18n import _

PATIENCE = 2.0
"""Seconds that an answer of the centre is waited for."""

TURN = 8.0
"""Seconds that the centre's lock is waited for, while other hosts write."""

HELD = 6.0
"""Seconds after which the centre takes its lock from a host that says nothing more."""

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


def connect(address: str) -> psycopg.Connection:
    """Connect, in autocommit, to a centre whose tables are those of today. Raises CentreAway."""
    with as_away():
        link = psycopg.connect(address, autocommit=True, **_REACHED)
    try:
        with as_away(), in_time(link, PATIENCE + TURN):
            _settle(link)
            prepare(link)
    except BaseException:
        link.close()
        raise
    return link


def _settle(link: psycopg.Connection) -> None:
    milliseconds = (str(int(seconds * 1_000)) for seconds in (TURN, HELD))
    [(*_rest, forced)] = link.execute(_SETTINGS, tuple(milliseconds)).fetchall()
    if forced != "on":
        raise CentreAway(_("中心关了 fsync，断电会丢记录，没有用它；请管理员打开"))


@contextmanager
def in_time(link: psycopg.Connection, seconds: float) -> Iterator[None]:
    """Break the connection where what is done inside takes longer: a server may hang for ever.

    Raises CentreAway then.
    """
    # A copy of the socket's number: the connection may close its own while the timer runs.
    ours = socket.socket(fileno=socket.dup(link.fileno()))
    broken: list[bool] = []

    def break_off() -> None:
        broken.append(True)
        with suppress(OSError):
            ours.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, break_off)
    timer.daemon = True
    timer.start()
    try:
        yield
    except psycopg.Error as error:
        if broken:
            raise CentreAway(NO_ANSWER) from error
        raise
    finally:
        timer.cancel()
        ours.close()
