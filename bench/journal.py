"""The journal: what an act costs, and how fast its rows become the state."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import count, cycle
from pathlib import Path
from statistics import median

from sqlmodel import Session, create_engine, select

from bench.pairs import Pair, cpu_seconds, in_turns, no_collection, seconds
from bench.row import Row
from bench.stock import START, fill, now, record_of
from cqcmd.clock import FixedClock
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.incident.events import GradeOverridden, Noted, encode
from cqcmd.incident.ledger import Ledger
from cqcmd.journal import Journal
from cqcmd.journal.engine import connect, set_pragmas
from cqcmd.journal.rows import utc_text
from cqcmd.journal.statements import ADD
from cqcmd.journal.tables import EntryRow

MANY = 100_000
BLOCK = 20
NOTE = encode(Noted(text="现场回电：消防已到场，正在疏散周边群众。"))


def rows() -> Iterator[Row]:
    """Rows 9, 10 and 14."""
    with tempfile.TemporaryDirectory(prefix="cqcmd-bench-") as folder:
        place = Path(folder)
        fill(place / "many.db", MANY)
        fill(place / "raw.db", 2)
        yield from _acts(place)
        yield from _acts_of_the_desk(place)
        yield from _reading(place)


def _acts(place: Path) -> Iterator[Row]:
    few = Journal.open(place / "few.db", now)
    many = Journal.open(place / "many.db", now)
    many.head()
    with closing(few), closing(many), closing(_Raw(place / "raw.db")) as raw:
        one, full = partial(_act, few), partial(_act, many)
        took = in_turns(_block_of(raw.insert), _block_of(one), 30, warm=3)
        yield Row(
            number="9",
            work="one act committed, p50",
            base="raw insert, same table and pragmas",
            measured=took.ratio,
            budget=1.8,
            figures=took.figures(1e3, "ms"),
        )
        later = in_turns(_block_of(one), _block_of(full), 30, warm=3)
        yield Row(
            number="9b",
            work=f"one act committed at {MANY:,} entries, p50",
            base="in an empty journal",
            measured=later.ratio,
            budget=1.1,
            figures=later.figures(1e3, "ms"),
        )
        cpu = in_turns(_cpu_of(raw.insert), _cpu_of(one), 30, warm=3)
        yield Row(
            number="10",
            work="processor time of an act",
            base="raw insert, same table and pragmas",
            measured=cpu.ratio,
            budget=2.5,
            limit=4,
            figures=cpu.figures(1e3, "ms"),
        )


def _acts_of_the_desk(place: Path) -> Iterator[Row]:
    """Rows 9c and 10c: what an officer does on a verdict, each incident in turn."""
    fill(place / "desk.db", 1_200)
    open_record = record_of(place / "desk.db", FixedClock(START))
    turns = cycle(open_record.ledger.incidents)

    def shown() -> str:
        """Draw an incident, as the screen does before anybody acts on it."""
        return open_record.picture(next(turns)).incident.id

    bare = Journal.open(place / "bare.db", now)
    with closing(open_record.journal), closing(bare):
        for number, what, block, budget, limit in (
            ("9c", "one act with its verdict record, p50", seconds, 3, 4),
            ("10c", "processor time of an act with its record", cpu_seconds, 3, 4),
        ):
            took = in_turns(
                partial(_each, block, lambda: "", lambda _ident: _act(bare)),
                partial(_each, block, shown, partial(_decide, open_record)),
                30,
                warm=3,
            )
            yield Row(
                number=number,
                work=what,
                base="an act of the journal alone",
                measured=took.ratio,
                budget=budget,
                limit=limit,
                figures=took.figures(1e3, "ms"),
            )


def _each(
    timer: Callable[[Callable[[], None]], float],
    before: Callable[[], str],
    work: Callable[[str], None],
) -> float:
    """The median of one among ``BLOCK``, what comes before it not counted."""
    return median(timer(partial(work, before())) for _ in range(BLOCK))


def _decide(open_record: OpenRecord, ident: str) -> None:
    """Decide on a grade, having looked at the plan's."""
    with open_record.act() as act:
        act.append(GradeOverridden(grade="II", decided_by="王局", reason="伤情不明"), ident)


def _act(journal: Journal) -> None:
    """An act as the desk makes it: the lock, what is new, one entry, the commit."""
    with journal.act() as act:
        act.new_entries  # noqa: B018 - asking is what is measured
        act.append("note", NOTE, incident="incident-000001", actor="李敏", occurred_at=START)


class _Raw:
    """The same insert with nothing around it; the rows are ready beforehand."""

    def __init__(self, path: Path) -> None:
        self._link = connect(path)
        set_pragmas(self._link)
        [(station, head)] = self._link.execute(
            "SELECT value, (SELECT max(seq) FROM entry) FROM about"
        )
        self._rows = (_ready(station, seq) for seq in count(head + 1))
        self._next = [next(self._rows) for _ in range(10_000)]
        self._next.reverse()

    def insert(self) -> None:
        """One committed row."""
        self._link.execute("BEGIN IMMEDIATE")
        self._link.execute(ADD, self._next.pop())
        self._link.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._link.close()


def _ready(station: str, seq: int) -> tuple[object, ...]:
    moment = utc_text(START)
    name = f"0198{seq:08x}-7000-8000-0000-000000000000"
    who = ("incident-000001", station, seq, "note", NOTE, "李敏", moment, moment)
    return (name, *who, f"{seq:016x}-{station}", "0" * 64, f"{seq:064x}")


def _block_of(work: Callable[[], None]) -> Callable[[], float]:
    """The median time of one among ``BLOCK``."""
    return lambda: median(seconds(work) for _ in range(BLOCK))


def _cpu_of(work: Callable[[], None]) -> Callable[[], float]:
    """The mean processor time of ``BLOCK``."""

    def block() -> None:
        for _ in range(BLOCK):
            work()

    return lambda: cpu_seconds(block) / BLOCK


def _reading(place: Path) -> Iterator[Row]:
    path = place / "many.db"
    with no_collection():
        took = in_turns(lambda: seconds(lambda: _select(path)), lambda: _to_state(path), 5)
        opening = in_turns(lambda: _opening(place / "none.db"), lambda: _opening(path), 5)
    speed = (MANY + 600) / median(took.candidate)
    yield Row(
        number="14",
        work=f"{MANY:,} journal rows to state",
        base="SQLModel select() of the same rows",
        measured=1 / took.ratio,
        budget=5,
        at_least=True,
        figures=f"{speed:,.0f} entries/s",
    )
    yield Row(
        number="14b",
        work=f"opening {MANY:,} entries, longer than an empty journal",
        base="",
        measured=_longer(opening),
        budget=0.5,
        unit="s",
        figures=opening.figures(1, "s"),
    )


def _longer(opening: Pair) -> float:
    return median(c - b for b, c in zip(opening.base, opening.candidate, strict=True))


def _select(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        session.exec(select(EntryRow)).all()
    engine.dispose()


def _to_state(path: Path) -> float:
    with closing(Journal.open(path, now)) as journal:
        ledger = Ledger(journal.station)
        return seconds(lambda: ledger.absorb(journal.entries()))


def _opening(path: Path) -> float:
    start = partial(Journal.open, path, now)

    def read() -> None:
        with closing(start()) as journal:
            Ledger(journal.station).absorb(journal.entries())

    return seconds(read)
