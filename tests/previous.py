"""What the version before wrote, opened in a copy, and what is said of it as plain values.

Views become lists of their values in order, without names: a field may get another name and the
record stays the same.
"""

import io
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import apsw
from msgspec import Struct

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.papers.desk import Paper
from cqcmd.desk.sample import MARK

KEPT = Path(__file__).parent / "fixtures" / "previous"
NOW = datetime(2026, 7, 25, 7, 20, tzinfo=UTC)
"""15:20 in Chongqing: after all that was entered, a team inside being silent by then."""
POSTS = {"post": "", "sample": MARK}
"""The kept posts, each with the mark it bears."""
SETTINGS = (
    "theme",
    "ascii",
    "mouse",
    "phone_soon",
    "phone_urgent",
    "hand_over_directory",
    "hidden",
)
LATER = (
    "fate",
    "ended_by",
    "debts",
    "no_number",
    "doubtful",
    "operator",
    "altered",
    "time_mark",
    "alone_mark",
)
"""Fields that views were given since: left out where they say nothing, as they did not then."""
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def copied(name: str, folder: Path) -> Path:
    """A copy of a kept folder; the kept one is never opened itself."""
    return Path(shutil.copytree(KEPT / name, folder / name))


def opening_of(data: Path, mark: str = "") -> Opening:
    """A post over a copy; its clock stands."""
    return Opening(data, None, FixedClock(NOW), mark)


@contextmanager
def desk_of(data: Path, mark: str = "") -> Iterator[Desk]:
    """Its desk, the journal read."""
    opening = opening_of(data, mark)
    opening.read_journal()
    try:
        yield opening.desk
    finally:
        opening.close()


def plain(value: Any) -> Any:
    """Lists, texts, numbers; what is none of what views hold is refused."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Struct):
        # How grave a grade is by its place is no word: it chooses a colour.
        names = (name for name in value.__struct_fields__ if name != "rank")
        found = ((name, getattr(value, name)) for name in names)
        return [plain(item) for name, item in found if item or name not in LATER]
    if isinstance(value, Mapping):
        return [[plain(key), plain(item)] for key, item in value.items()]
    if isinstance(value, set | frozenset):
        return sorted(map(plain, value))
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    if isinstance(value, datetime | timedelta | Decimal | Fraction | Path):
        return str(value)
    raise TypeError(type(value))


# What a desk says, by subject

Says = Callable[[Desk], Any]
SaysOfOne = Callable[[Desk, str], Any]

OF_STATION: dict[str, Says] = {
    "board": lambda desk: desk.board(),
    "bells": lambda desk: list(desk.alerts()),
    "station-log": lambda desk: desk.log(None),
    "watch": lambda desk: (desk.watch, desk.org, desk.station.handover_sheet()),
    "warnings": lambda desk: desk.warnings.shown(),
    "contacts": lambda desk: desk.contacts.search("", removed=True),
    "contacts-found": lambda desk: [
        desk.contacts.search(literal) for literal in ("公安", "1300", "赵")
    ],
    "settings": lambda desk: [desk.settings.get(name) for name in SETTINGS],
    "proof": lambda desk: desk.backups.verify(),
}

OF_INCIDENT: dict[str, SaysOfOne] = {
    "strip": lambda desk, ident: desk.strip(ident),
    "situation": lambda desk, ident: desk.situation(ident),
    "chain": lambda desk, ident: desk.chain(ident),
    "log": lambda desk, ident: desk.log(ident),
    "command": lambda desk, ident: (desk.room.view(ident), desk.command.sheet(ident)),
    "roster": lambda desk, ident: (
        desk.roster.shown.call_list(ident),
        desk.roster.shown.people(ident, "rescue"),
    ),
    "measures": lambda desk, ident: desk.tasks.measures(ident),
    "aftermath": lambda desk, ident: desk.tasks.aftermath(ident),
    "safety": lambda desk, ident: desk.safety.teams(ident),
    "issued": lambda desk, ident: desk.written.issued.lines(ident),
    "papers": lambda desk, ident: [paper_says(paper) for paper in papers(desk, ident)],
    "next-report": lambda desk, ident: (
        desk.written.composer.stage(ident),
        paper_says(
            desk.written.paper(
                desk.written.composer.draft(ident, desk.written.composer.stage(ident))
            )
        ),
    ),
}
SUBJECTS = (*OF_STATION, *OF_INCIDENT)


def said(desk: Desk, subject: str) -> Any:
    """What the desk says on a subject; of incidents each with its id, as the board has them."""
    if subject in OF_STATION:
        return plain(OF_STATION[subject](desk))
    say = OF_INCIDENT[subject]
    return [[row.ident, plain(say(desk, row.ident))] for row in desk.board().rows]


def papers(desk: Desk, ident: str) -> Iterator[Paper]:
    """Every paper there is of an incident, the reports issued among them."""
    yield desk.papers.checklist(ident)
    yield desk.papers.start_order(ident)
    yield desk.papers.take_over(ident)
    yield desk.press.release(ident)
    for issued in desk.written.issued.every(ident):
        yield desk.written.paper(issued.report)


def paper_says(paper: Paper) -> list[Any]:
    """Its title, file name and words; of the Word file every part's digest, and its words."""
    lines = paper.text.splitlines()
    word = word_says(paper.word()) if paper.word else []
    return [paper.marked_title, paper.file_name, lines, paper.message.splitlines(), word]


def word_says(data: bytes) -> list[Any]:
    """The parts of a Word file by name with their digests, and a line a paragraph."""
    with ZipFile(io.BytesIO(data)) as file:
        parts = [[name, sha256(file.read(name)).hexdigest()] for name in sorted(file.namelist())]
        body = ET.fromstring(file.read("word/document.xml"))
    words = ["".join(part.itertext()) for part in body.iter(f"{WORD}p")]
    return [parts, words]


def rows_of(journal: Path) -> list[tuple[Any, ...]]:
    """The rows of a journal as they lie in the file, in order of arrival."""
    columns = 'id, incident, station, seq, kind, data, actor, occurred_at, recorded_at, "order"'
    # By the engine of the journal: another one in this process would let go of its locks.
    with closing(apsw.Connection(str(journal))) as link:
        return link.execute(f"SELECT {columns}, prev, hash FROM entry ORDER BY arrival").fetchall()


def rows_say(journal: Path) -> list[list[str]]:
    """Of every row its id, kind, the digest of its data and its hash in the chain."""
    return [
        [row[0], row[4], sha256(row[5].encode()).hexdigest(), row[-1]] for row in rows_of(journal)
    ]
