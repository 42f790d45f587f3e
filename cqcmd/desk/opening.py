"""Opening and leaving the post: plan and local store at once, the journal when it has been read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cqcmd.clock import Clock, stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.operator import NOBODY, Operator
from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.drawer import MARKER, DrillFolder, mark_of, refuse_mixed
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.desk.plan.kept import KeptPlans, built_in_digest
from cqcmd.errors import BadInput, Refusal
from cqcmd.i18n import _
from cqcmd.incident.ledger import Ledger
from cqcmd.local_store.leftovers import sweep
from cqcmd.paths import JOURNAL, data_dir, is_write_protected, lies_there
from cqcmd.rules.plan import Plan

if TYPE_CHECKING:
    from cqcmd.desk.history.finished_incidents import FinishedIncidents
    from cqcmd.journal.store import Journal


READ_LONG = 5_000
"""Entries read at a start from which on a checkpoint is made: some 0.05 seconds."""


class Opening:
    """A post being opened: the desk is there at once, its journal after `read_journal`.

    Attributes:
        remark: what was wrong with the settings file, if anything; to be shown.
        proposed: a plan file that is looked at before it comes into force, if there is one.
        unopened: why the journal itself cannot be opened; empty if it can.
    """

    def __init__(
        self,
        data: Path,
        plan: Path | None,
        clock: Clock,
        mark: str = "",
        *,
        observing: bool = False,
        drill: bool = False,
        operator: Operator = NOBODY,
    ) -> None:
        """Open a post; ``mark``: shown where it is not real; ``observing``: only look.

        ``operator``: whoever the login says sits here.

        Raises:
            BadInput: ``data`` is a drill's drawer and this is no ``drill``, or the other way.
        """
        # Before anything is opened: not even a settings file may be made in the wrong folder.
        refuse_mixed(data, drill=drill)
        self.data = data
        self._scratch: TemporaryDirectory[str] | None = None
        self._clock = clock
        self._named = plan
        self.proposed: Path | None = None
        self._proposal: Plan | None = None
        self._plans = KeptPlans(data, plan)
        self._open_record = OpenRecord(plan_in_force(plan), clock, self._plans)
        self._open_record.operator = operator
        self.desk = Desk(self._open_record, data, mark)
        self.desk.observe(observing)
        self.remark = self.desk.settings.load(clock.now())
        self.unopened = ""

    def read_journal(self, *, whole: bool = True) -> None:
        """Open, bring up to date and read the journal; may run in a thread of its own.

        ``whole``: every incident is read, also one that a checkpoint tells of.

        Raises:
            Refusal: it cannot be opened, with what to do.
        """
        try:
            self._attach(whole=whole)
        except Refusal as refusal:
            self.unopened = self._open_record.unopened = str(refusal)
            raise
        self.unopened = self._open_record.unopened = ""
        self._put_back()
        self._settle_plan()
        self._settle_proposed()
        if not self._open_record.observing:
            self._open_record.keep_plan_file()
            sweep(self.data, self._clock.now())

    def _attach(self, *, whole: bool) -> None:
        # late: SQLAlchemy takes longest to load, and this may run in a thread of its own
        from cqcmd.journal.store import Journal

        marked = bool(self.desk.mark)  # a sample's journal is as little real as a drill's
        with self._readable() as path:
            journal = Journal.open(path, self._clock.now, drill=marked)
        try:
            if not self._open_record.protected:
                self.desk.centre.join(journal, journal.path)
            self._take_in(journal, None if whole else self._finished(journal))
        except BaseException:
            self.desk.centre.close()
            journal.close()  # held open it could not be restored
            raise
        self.desk.time.settle(journal.recorded_at)
        self.desk.operators.recall()

    def _take_in(self, journal: "Journal", finished: "FinishedIncidents | None") -> None:
        """Read the journal, of finished incidents no more than what is new."""
        if finished is not None:
            ledger = Ledger(journal.station)
            ledger.rest_on(finished)
            ledger.absorb(journal.entries_but_finished(finished.standing, finished.arrival))
            serving = ledger.serving
            if finished.org == (serving.org if serving else ""):
                self._open_record.attach(journal, ledger, finished.sheet)
                return
            finished.close()
        ledger = Ledger(journal.station)
        ledger.absorb(journal.entries())
        self._open_record.attach(journal, ledger)

    def _finished(self, journal: "Journal") -> "FinishedIncidents | None":
        if self.desk.mark:
            return None
        # late: as the journal itself
        from cqcmd.desk.history.finished_incidents import finished_incidents

        return finished_incidents(self.data, journal.path, journal.station, self._clock.now())

    @contextmanager
    def _readable(self) -> Iterator[Path]:
        """Give the journal's file, on a disk that takes no writing a copy of it.

        Raises Refusal: what is said of the copy is said of the file.
        """
        path = self.data / JOURNAL
        if not is_write_protected(path):
            yield path
            return
        try:
            copy = self._copy_to_read(path)
            yield copy
        except Refusal as refusal:
            scratch = self._scratch.name if self._scratch else ""
            told = str(refusal).replace(scratch, str(path.parent)) if scratch else str(refusal)
            raise type(refusal)(told) from refusal

    def _copy_to_read(self, path: Path) -> Path:
        from cqcmd.journal.protected import copy_to_read  # late: as the journal itself

        self._scratch = TemporaryDirectory(prefix="cqcmd-", ignore_cleanup_errors=True)
        copy, logged = copy_to_read(path, Path(self._scratch.name))
        now = self._clock.now()
        words = _("这块盘只读：能看，不能记；看到的是 {time} 打开时的内容。")
        words = words.format(time=stamp(now, now))
        if logged:
            words += _("上次没有正常关闭，最后记下的也读到了。")
        self._open_record.protect(words)
        self.remark += words
        return copy

    @property
    def read_long(self) -> bool:
        """Whether a checkpoint would have spared the last reading much, and may be made here."""
        record = self._open_record
        allowed = not (self.desk.mark or record.observing)
        return allowed and record.ledger.absorbed > READ_LONG

    def _settle_plan(self) -> None:
        """Bring the named plan into force; without one, the plan that is in force by the journal.

        A plan that shipped with the program gives way to that of this version by itself.
        """
        open_record, in_force = self._open_record, self._open_record.ledger.plan
        if self._named is None and in_force is not None and not in_force.built_in:
            open_record.follow_plan()
            return
        open_record.stay_with_plan()
        changed = in_force is None or in_force.digest != open_record.plan.digest
        if self._named is not None and changed and not open_record.observing:
            with open_record.act() as write:
                open_record.keep_plan(write)

    def propose(self, file: Path, plan: Plan) -> None:
        """Have a plan file shown once the journal is read, before anybody puts it in force."""
        self.proposed, self._proposal = file, plan

    def _put_back(self) -> None:
        """Keep a proposed file that was in force and lost: incidents are read through it again."""
        plan = self._proposal
        if plan is None or self.proposed is None or self._open_record.observing:
            return
        if plan.digest in self._open_record.ledger.plans:
            self._plans.keep_from(self.proposed, plan)

    def _settle_proposed(self) -> None:
        """Forget a proposed plan that is in force already, or that nothing can put there."""
        if self._proposal is None or self.proposed is None:
            return
        if self._open_record.protected:
            words = _("{name} 没有启用，看到的是现行预案。")
            self.remark += words.format(name=self.proposed.name)
        elif self._proposal.digest != self._open_record.plan.digest:
            return
        self.proposed = None

    @property
    def plan_path(self) -> Path | None:
        """The file of the plan in force, for a drill; ``None`` for the built-in one."""
        plan = self._open_record.plan
        kept = self._plans.path(plan.digest)
        return self._named or (None if plan.digest == built_in_digest() else kept)

    def close(self) -> None:
        """Let go of the journal and the drafts."""
        if self.desk.real is not None:
            self.desk.real.close()
        self.desk.centre.close()
        self.desk.backups.close()
        self.desk.works.close()
        self.desk.drafts.close()
        if self._open_record.ready:
            self.desk.time.keep()
            self._open_record.journal.close()
        if self._scratch is not None:
            self._scratch.cleanup()


def open_to_ask(
    data: Path, file: Path | None, clock: Clock, *, observing: bool, operator: Operator
) -> Opening:
    """Open a post; a plan file is only proposed where another may be in force already.

    Raises:
        BrokenPlan: every fault of the file is named, and nothing is opened.
    """
    if file is None or observing or not lies_there(data / JOURNAL):
        return Opening(data, file, clock, observing=observing, operator=operator)
    plan = plan_in_force(file)
    opening = Opening(data, None, clock, operator=operator)
    opening.propose(file, plan)
    return opening


def open_existing(data: str | None, clock: Clock, *, drills: bool = False) -> Opening:
    """Open the post of a data directory that must already have a journal.

    ``drills``: a drill's drawer will do too; its desk bears the mark. Nobody sits at a screen: what
    is written is said to come from the command line.

    Raises:
        BadInput: there is none, or it is a drill's.
    """
    verb = Operator(_("命令行"), given=True)
    place = data_dir(data)
    if not lies_there(place / JOURNAL):
        raise BadInput(_("{place} 里没有日志，请用 --data 指明数据目录。").format(place=place))
    if drills and lies_there(place / MARKER):
        mark = mark_of(DrillFolder(place).marker().title)
        opening = Opening(place, None, clock, mark, drill=True, operator=verb)
    else:
        opening = Opening(place, None, clock, operator=verb)
    opening.read_journal()
    return opening
