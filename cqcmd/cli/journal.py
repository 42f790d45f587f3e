"""`cqcmd journal` and `cqcmd backup`: the journal proved, and copied."""

import os
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from cqcmd.cli.output import BAD_INPUT, DONE, complain, put
from cqcmd.clock import SystemClock
from cqcmd.desk.drill.drawer import DrillFolder, mark_of
from cqcmd.desk.history.making import make_checkpoint
from cqcmd.desk.opening import open_existing
from cqcmd.desk.station.proof import prove_file
from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.paths import JOURNAL, data_dir, is_write_protected

STATUS = {"broken": BAD_INPUT, "missing": 3, "rewritten": 4, "station": 5, "attachment": 6}
"""What is wrong, the gravest first, and the exit status that says so (docs/contracts.md)."""

MOST = 20
"""So many findings are said; of the rest how many there are."""


def verify(args: Namespace) -> int:
    """Follow the chain of a journal, a drill's or a copy's too; hold it against heads elsewhere."""
    path = args.file or data_dir(args.data) / JOURNAL
    if is_write_protected(path):
        complain(_("这块盘只读：能看，不能记。"))
    noted = "".join(character for word in args.head for character in word if character.isalnum())
    proof = prove_file(path, noted.lower(), args.against, in_sight=args.file is None)
    mark = _mark_of(path.parent) if proof.drill else ""
    for agreed in proof.agreed:
        put(mark + agreed)
    if proof.ok:
        words = _("日志完整：{count} 条，本站第 {seq} 条，链首 {head}")
        put(mark + words.format(count=proof.entries, seq=proof.seq, head=proof.head[:16]))
        return DONE
    for finding in proof.findings[:MOST]:
        complain(mark + finding.words)
    if len(proof.findings) > MOST:
        complain(_("……共 {n} 处").format(n=len(proof.findings)))
    sorts = {finding.sort for finding in proof.findings}
    return next(status for sort, status in STATUS.items() if sort in sorts)


def _mark_of(drawer: Path) -> str:
    """Return what stands before all that is said of a drill's journal."""
    title = ""
    with suppress(Refusal):
        title = DrillFolder(drawer).marker().title
    return _("〔{mark}〕").format(mark=mark_of(title) if title else _("演练"))


def back_up(args: Namespace) -> int:
    """Copy the journal to a directory; the copy counts once it was restored and verified."""
    put(open_existing(args.data, SystemClock()).desk.backups.back_up(args.directory))
    return DONE


def checkpoint(args: Namespace) -> int:
    """Write down in short what is finished, so that no start reads it; a post does it unasked."""
    if hasattr(os, "nice"):
        os.nice(19)  # whoever types at this post goes before
    put(make_checkpoint(data_dir(args.data), SystemClock(), anew=args.anew))
    return DONE
