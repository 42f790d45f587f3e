"""Two posts with a folder each and no network, and a stick between them."""

from collections.abc import Callable
from pathlib import Path

from cqcmd.clock import FixedClock
from cqcmd.desk.bundle.forms import MergePreview
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening

NAMES = {"a": "渝中区市场监管局", "b": "江北区市场监管局", "c": "市市场监管局"}


class Post:
    """A post with a clock of its own; opened again it is the same post."""

    def __init__(self, data: Path, clock: FixedClock, name: str, plan: Path | None = None) -> None:
        self.data, self.clock, self.name = data, clock, name
        self.opening = Opening(data, plan, clock)
        self.opening.read_journal()

    @property
    def desk(self) -> Desk:
        return self.opening.desk

    @property
    def record(self) -> OpenRecord:
        return self.opening._open_record

    @property
    def journal(self) -> Path:
        return self.data / "journal.db"

    @property
    def station(self) -> str:
        return self.record.journal.station

    def again(self, *, whole: bool = True) -> None:
        self.opening.close()
        self.opening = Opening(self.data, None, self.clock)
        self.opening.read_journal(whole=whole)

    def export(self, stick: Path, ident: str = "", passphrase: str = "") -> Path:
        """The bundle that was written."""
        before = {*stick.iterdir()}
        self.desk.bundle.exporting(stick, ident, passphrase).run()()
        [made] = {*stick.iterdir()} - before
        self.clock.advance(seconds=1)
        return made

    def preview(self, path: Path, passphrase: str = "") -> MergePreview:
        return self.desk.bundle.preview(self.desk.bundle.read(path, passphrase))

    def take_in(self, path: Path, passphrase: str = "") -> str:
        """What is told of it."""
        return self.desk.bundle.taking_in(self.preview(path, passphrase)).run()()

    def board(self) -> dict[str, str]:
        """Number and grade of each incident."""
        return {row.number: row.grade.name for row in self.desk.board().rows}


Posts = Callable[[str], Post]
