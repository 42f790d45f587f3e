"""When the journal is damaged or gone: a copy in its place, or what can still be read of it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from cqcmd.clock import Clock
from cqcmd.desk.drill.drawer import MARKER
from cqcmd.desk.plan.kept import KeptPlans
from cqcmd.errors import Refusal, reason_of
from cqcmd.i18n import _
from cqcmd.journal.attachments.carrying import beside_copies, carry
from cqcmd.journal.attachments.folder import AttachmentFolder
from cqcmd.journal.attachments.proof import named_in
from cqcmd.journal.copies.course import Course
from cqcmd.journal.faults import as_refusal
from cqcmd.journal.rescue.proven_file import UNTOUCHED
from cqcmd.journal.rescue.restore import Wish as Wish
from cqcmd.journal.rescue.restore import restore
from cqcmd.journal.rescue.salvage import Salvage, salvage
from cqcmd.journal.rescue.sighting import extent
from cqcmd.paths import JOURNAL
from cqcmd.views.station import CopyInSight

OWN_COPIES = _("备份")
"""The folder in the data directory in which the program keeps copies by itself."""

NAMED = 3
"""So many attachments that lack are named."""

MOST = 60
"""How many copies are looked at: every hour of a day, every day of a month, and some."""


def copies_in_sight(data: Path, *folders: str) -> tuple[CopyInSight, ...]:
    """Return the copies in the data directory's own folder and in others, the fullest first."""
    places = dict.fromkeys([data / OWN_COPIES, *(Path(name) for name in folders if name)])
    files = sorted((file for place in places for file in _files(place)), reverse=True)
    seen = [_seen(path, made) for made, path in files[:MOST]]
    return tuple(sorted(seen, key=_worth, reverse=True))


def _worth(seen: CopyInSight) -> tuple[bool, datetime]:
    return not seen.fault, seen.last or seen.made


def _files(folder: Path) -> Iterator[tuple[datetime, Path]]:
    """Yield the copies in a folder and when each was written; none of a disk that is not there."""
    try:
        for path in folder.glob("*.db"):
            if path.is_file() and not path.name.startswith(_("演练-")):
                yield datetime.fromtimestamp(path.stat().st_mtime, UTC), path
    except OSError:
        return


def _seen(path: Path, made: datetime) -> CopyInSight:
    try:
        found = extent(path)
    except (Refusal, OSError) as fault:
        why = reason_of(fault) if isinstance(fault, OSError) else str(fault)
        return CopyInSight(path, made, fault=why)
    return CopyInSight(path, made, found.entries, found.last)


def put_back(data: Path, wish: Wish, clock: Clock) -> str:
    """Put a copy in the journal's place, and the plan files that lie beside it in theirs.

    Raises Refusal, telling which journal is in place now.
    """
    with as_refusal(data, UNTOUCHED):  # on a new machine there is none yet
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    KeptPlans(data).take_from(wish.source.with_suffix(".plans"))
    drill = (data / MARKER).is_file()
    event = restore(data / JOURNAL, wish, clock.now, drill=drill)
    words = (
        _("已用 {path} 恢复：{count} 条。")
        if not event.missing
        else _("已用 {path} 恢复：{count} 条，中间有缺，见本站日志。")
    )
    aside = _("原来的日志在 {aside}。").format(aside=event.aside) if event.aside else ""
    said = words.format(path=event.path, count=event.entries) + aside
    with suppress(Refusal, OSError):  # the journal is in its place, whatever becomes of them
        said += _attachments_back(data, wish.source, drill=drill)
    return said


def _attachments_back(data: Path, source: Path, *, drill: bool) -> str:
    """Put attachments that lie beside the copy back where they lack; what to tell of them."""
    folder = AttachmentFolder(data)
    wanted = set(named_in(data / JOURNAL))
    lacking = {name for name in wanted if not (folder.path / name).is_file()}
    if not lacking:
        return ""
    carry(beside_copies(source.parent, drill=drill), folder.path, Course(), lacking)
    gone = sorted(name for name in lacking if not (folder.path / name).is_file())
    for name in lacking.difference(gone):
        (folder.path / name).chmod(0o400)  # as when it was attached
    if not gone:
        return _("附件 {n} 个也放回来了。").format(n=len(lacking))
    words = _("日志里记的附件还缺 {n} 个，备份旁边没有或读不出；找到以后放进“附件”：{names}。")
    return words.format(n=len(gone), names="、".join(gone[:NAMED]))


def take_out(source: Path, out: Path) -> tuple[str, tuple[str, ...]]:
    """Write what can be read of a damaged journal to a new file.

    Returns what was done, and a sentence for each entry that is lost or altered.

    Raises Refusal: nothing was written.
    """
    report = salvage(source, out, drill=(source.parent / MARKER).is_file())
    words = _(
        "读出 {count} 条，写到 {out}；{source} 没有改动。恢复用：cqcmd restore {out} --salvaged"
    )
    said = words.format(count=report.entries, out=out, source=source)
    return said, tuple(_faults(report))


def _faults(report: Salvage) -> Iterator[str]:
    altered = _("内容与记录时的校验值不符，照原样留下")
    for (whose, seq), why in sorted(
        [*report.lost, *((place, altered) for place in report.altered)]
    ):
        station = "" if whose == report.station else _("值班点 {station} ").format(station=whose)
        yield _("{station}第 {seq} 条：{why}。").format(station=station, seq=seq, why=why)
    if report.lost:
        yield _("末尾是否还缺，文件里看不出来；请与备份、交接表上记的链首核对。")
