"""What the server answers to each statement that the program sends."""

from collections.abc import Callable, Sequence
from typing import Any

from psycopg import errors

from cqcmd.centre import statements as sent
from cqcmd.centre.schema import MIGRATIONS
from tests.simulation.centre.server import ID, SEQ, STATION, Backend, Server

HASH = -1
"""Where the hash of a row stands."""

Rows = list[tuple[Any, ...]]
Answer = Callable[[Server, Backend, Sequence[Any]], Rows]


def answered(server: Server, backend: Backend, sql: str, values: Sequence[Any]) -> Rows:
    """Do what a statement says. Raises psycopg.Error."""
    answer = ANSWERS.get(sql) or next((does for part, does in SAID.items() if part in sql), None)
    assert answer is not None, f"the stand-in does not know this statement: {sql}"
    if backend.failed and sql not in ("COMMIT", "ROLLBACK"):
        raise errors.InFailedSqlTransaction
    try:
        return answer(server, backend, values)
    except errors.Error:
        backend.failed = backend.in_transaction
        raise


def _begin(_server: Server, backend: Backend, _values: Sequence[Any]) -> Rows:
    backend.in_transaction = True
    return []


def _commit(server: Server, backend: Backend, _values: Sequence[Any]) -> Rows:
    server.finish(backend, commit=True)
    return []


def _roll_back(server: Server, backend: Backend, _values: Sequence[Any]) -> Rows:
    server.finish(backend, commit=False)
    return []


def _listen(_server: Server, backend: Backend, _values: Sequence[Any]) -> Rows:
    backend.listens = True
    return []


def _lock(server: Server, backend: Backend, _values: Sequence[Any]) -> Rows:
    server.lock(backend)
    return []


def _settle(_server: Server, backend: Backend, values: Sequence[Any]) -> Rows:
    backend.waits_for_lock, backend.may_idle = (float(one) / 1_000 for one in values)
    return [(*values, "on", "on")]


def _add(server: Server, backend: Backend, values: Sequence[Any]) -> Rows:
    server.add(backend, tuple(values))
    return []


def _since(server: Server, backend: Backend, values: Sequence[Any]) -> Rows:
    after, most = values
    rows = [(*one.row, one.arrival) for one in server.seen_by(backend) if one.arrival > after]
    return rows[:most]


def _last(server: Server, backend: Backend, _values: Sequence[Any]) -> Rows:
    return [(max((one.arrival for one in server.seen_by(backend)), default=0),)]


def _of(server: Server, backend: Backend, station: str) -> dict[int, tuple[Any, ...]]:
    """A station's rows by number."""
    rows = (one.row for one in server.seen_by(backend) if one.row[STATION] == station)
    return {int(str(row[SEQ])): row for row in rows}


def _numbers(server: Server, backend: Backend, values: Sequence[Any]) -> Rows:
    return [(seq, row[HASH]) for seq, row in _of(server, backend, values[0]).items()]


def _numbered(server: Server, backend: Backend, values: Sequence[Any]) -> Rows:
    found = _of(server, backend, values[0])
    return [found[seq] for seq in sorted(found.keys() & set(values[1]))]


def _is_there(server: Server, backend: Backend, values: Sequence[Any]) -> Rows:
    return [(1,) for one in server.seen_by(backend) if one.row[ID] == values[0]]


def _standing(server: Server, backend: Backend, _values: Sequence[Any]) -> Rows:
    told: Rows = []
    for station in sorted({str(one.row[STATION]) for one in server.seen_by(backend)}):
        rows = _of(server, backend, station)
        told.append((station, len(rows), max(rows), sum(rows), rows[max(rows)][HASH]))
    return told


def _names(server: Server, _backend: Backend, _values: Sequence[Any]) -> Rows:
    return [(name,) for name in sorted(server.plans)]


def _plan(server: Server, _backend: Backend, values: Sequence[Any]) -> Rows:
    return [(server.plans[values[0]],)]


def _add_plan(server: Server, _backend: Backend, values: Sequence[Any]) -> Rows:
    server.plans.setdefault(*values)
    return []


ANSWERS: dict[str, Answer] = {
    "BEGIN": _begin,
    "COMMIT": _commit,
    "ROLLBACK": _roll_back,
    "SELECT 1": lambda *_asked: [(1,)],
    sent.LISTEN: _listen,
    sent.TAKE_LOCK: _lock,
    sent.SINCE: _since,
    sent.LAST: _last,
    sent.NUMBERS: _numbers,
    sent.NUMBERED: _numbered,
    sent.IS_THERE: _is_there,
    sent.STANDING: _standing,
    sent.ADD: _add,
}

SAID: dict[str, Answer] = {
    "set_config": _settle,
    "to_regclass": lambda *_asked: [(True,)],
    "cqcmd.about": lambda *_asked: [(str(len(MIGRATIONS)),)],
    "SELECT name FROM cqcmd.plan_file": _names,
    "SELECT content FROM cqcmd.plan_file": _plan,
    "INSERT INTO cqcmd.plan_file": _add_plan,
}
"""By a part of the statement, of those that have no public name."""
