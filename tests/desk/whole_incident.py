"""One whole incident through the desk, each step done again where it was refused.

What the program said of each act and each file is kept, to be compared with what lies on the disk.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import cqcmd.journal.store
from cqcmd.clock import SystemClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.desk.papers.desk import Paper, text_bytes
from cqcmd.desk.papers.export import PaperExport, Saved
from cqcmd.errors import Refusal
from tests.desk.calls import TANK, report
from tests.desk.overheard import DAMAGED, Overheard, Told
from tests.desk.test_response import step
from tests.desk.test_written import issue

DRAFT = {"unit": "江北气站", "summary": "气瓶泄漏"}
TRIES = 3
"""How often a step is done at most: a call that fails once refuses it once, or twice."""


class Story:
    """The steps, in order; ``at`` is a folder of which nothing is known but its path."""

    def __init__(self, at: Path, told: Told) -> None:
        self.at, self.told = at, told
        self.ident = ""
        self._opening: Opening | None = None

    @property
    def desk(self) -> Desk:
        assert self._opening is not None
        return self._opening.desk

    def steps(self) -> Iterator[Callable[[], object]]:
        yield self.open
        yield self.set_up
        yield self.draft
        yield self.call
        yield self.no_draft
        yield self.update
        yield lambda: report(self.desk, self.ident, "district_government", "phone")
        yield self.write_report
        yield lambda: report(self.desk, self.ident, "district_government", "written")
        yield lambda: step(self.desk, self.ident, "started", "III")
        yield lambda: self.desk.tasks.advance(self.ident, "evacuation", "open")
        yield self.elsewhere
        yield lambda: self.desk.station.take_over("赵敏")
        yield self.hand_over
        yield self.settle
        yield self.back_up
        yield lambda: step(self.desk, self.ident, "ended")
        yield lambda: self.desk.decisions.close(self.ident, "已清场", "王局")
        yield self.verify
        yield self.leave
        yield self.open
        yield self.find_draft
        yield self.show
        yield self.leave

    def open(self) -> None:
        opening = Opening(self.at / "data", None, SystemClock())
        try:
            opening.read_journal()
        except BaseException:
            opening.close()
            raise
        self._opening = opening

    def leave(self) -> None:
        if self._opening is not None:
            opening, self._opening = self._opening, None
            opening.close()

    def set_up(self) -> None:
        numbers = {"district_government": "63765110"}
        self.desk.station.set_up(
            "district_regulator", "渝中区市场监管局", "渝中区", numbers, "李敏"
        )
        self.ident = self.desk.intake.new_call()

    def draft(self) -> None:
        for form in ("intake", "note"):
            self.desk.drafts.keep(form, DRAFT)
            self.told.drafts[form] = DRAFT

    def call(self) -> None:
        self.desk.intake.take_call(self.ident, TANK, self.desk.clock.now())

    def no_draft(self) -> None:
        self.desk.drafts.discard("intake")
        del self.told.drafts["intake"]

    def update(self) -> None:
        texts, now = {"deaths": "2"}, self.desk.clock.now()
        self.desk.facts.update(self.ident, texts, source="现场", at=now)

    def write_report(self) -> None:
        issued = issue(self.desk, self.ident)
        paper = self.desk.written.paper(issued.report)
        saved = PaperExport(self.desk.papers, self.desk.settings).save(paper)
        self._saved(paper, saved)

    def elsewhere(self) -> None:
        """Another terminal writes, and this one looks."""
        other = Opening(self.at / "data", None, SystemClock())
        try:
            other.read_journal()
            other.desk.logbook.note(self.ident, "另一终端：消防到场")
        finally:
            other.close()
        self.desk.refresh()

    def hand_over(self) -> None:
        stick = self.at / "export"
        export = PaperExport(self.desk.papers, self.desk.settings)
        paper = self.desk.papers.checklist(self.ident)
        self._saved(paper, export.take_to(paper, str(stick)))
        self.told.settings["hand_over_directory"] = str(stick)

    def settle(self) -> None:
        self.desk.settings.set("theme", "day")
        self.told.settings["theme"] = "day"

    def back_up(self) -> None:
        words = self.desk.backups.back_up(self.at / "export" / "backups")
        self.told.backups.append(words.partition("：")[2].partition("，")[0])

    def verify(self) -> None:
        self.desk.refresh()
        proof = self.desk.backups.verify()
        if not proof.ok:
            self.told.faults.append(f"the chain is said to be broken: {proof.words}")

    def find_draft(self) -> None:
        found = {draft.form: dict(draft.fields) for draft in self.desk.drafts.found()}
        aside = self.desk.drafts.faults
        if aside:
            raise Refusal("".join(aside))
        if found != self.told.drafts:
            self.told.faults.append(f"drafts found: {found}")

    def show(self) -> None:
        self.told.picture = picture(self.desk)

    def _saved(self, paper: Paper, saved: Saved) -> None:
        if saved.fault:
            self.told.refusals.append(saved.fault)
        for path in saved.paths:
            text = path.suffix == ".txt"
            self.told.files[str(path)] = sha256(text_bytes(paper)).hexdigest() if text else ""


def picture(desk: Desk) -> str:
    """What the screens would show that no second changes."""
    board = desk.board()
    rows = sorted((row.ident, row.number, row.grade.name, row.summary) for row in board.rows)
    logs = [[line.words + line.struck for line in desk.log(ident)] for ident, *_rest in rows]
    return repr((rows, logs, desk.officer))


def play(at: Path) -> Told:
    """Go through the incident; what the program told."""
    told = Overheard.told = Told()
    vars(cqcmd.journal.store)["Transaction"] = Overheard
    story = Story(at, told)
    for number, one in enumerate(story.steps()):
        _do(story, number, one, told)
        if told.faults:  # what comes after would only follow from it
            break
    return told


def _do(story: Story, number: int, one: Callable[[], object], told: Told) -> None:
    """Do a step as an officer does: again where it was refused, unless it is there after all."""
    name = f"step {number} {getattr(one, '__name__', '')}"
    for _time in range(TRIES):
        perhaps, done = len(told.perhaps), len(told.entries)
        try:
            one()
        except Refusal as refusal:
            told.refusals.append(f"{name}: {refusal}")
            if DAMAGED in str(refusal):
                told.faults.append(f"{name}: told as damaged: {refusal}")
            if len(told.perhaps) > perhaps and _there(story, told):
                return
            if len(told.entries) > done and "未记录" in str(refusal):
                told.faults.append(f"{name}: recorded, and told as not: {refusal}")
        except Exception as error:  # noqa: BLE001 - that there is none is what is tested
            told.faults.append(f"{name}: {_chain(error)}")
            return
        else:
            return
    told.faults.append(f"{name}: refused {TRIES} times: {told.refusals[-1]}")


def _there(story: Story, told: Told) -> bool:
    """Look into the log, as the sentence asks for, whether what is uncertain stands there."""
    story.desk.refresh()
    return bool(told.perhaps & {line.entry for line in story.desk.log(story.ident or None)})


def _chain(error: BaseException | None) -> str:
    names = []
    while error is not None:
        at = error.__traceback__
        while at and at.tb_next:
            at = at.tb_next
        where = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else ""
        names.append(f"{error!r} at {where}")
        error = error.__cause__ or error.__context__
    return " from ".join(names)
