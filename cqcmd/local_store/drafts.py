"""What is being typed, kept so that a crash loses at most the last second of it."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from cqcmd import chance
from cqcmd.errors import BadInput, Refusal, Unread, Unwritable, reason_of
from cqcmd.i18n import _
from cqcmd.local_store.json_document import (
    backup_name,
    file_lock,
    read_document,
    set_aside,
    unlocked,
)
from cqcmd.paths import lies_there

if TYPE_CHECKING:
    from filelock import BaseFileLock


class Draft(Struct, frozen=True, kw_only=True):
    """What stood in ``form`` when it was last kept; ``session`` names the file it is in."""

    form: str
    fields: dict[str, str]
    saved_at: datetime
    session: str


class Drafts:
    """The drafts of one session, held by a lock that the system ends with the process."""

    def __init__(self, directory: Path) -> None:
        """Nothing is opened until the first ``save``."""
        self._directory = directory
        self._session = chance.token(8)
        self._held: BaseFileLock | None = None
        self._borrowed: dict[str, Path] = {}
        """Files of ended sessions in which drafts of ours lie still: the disk took no copy."""
        self._turn = Lock()
        self.faults: tuple[str, ...] = ()
        """What the last ``orphans`` could not read and set aside, a sentence each."""
        self.unread: frozenset[str] = frozenset()
        """Sessions of which the last ``elsewhere`` was not given what lies there."""

    def save(self, form: str, fields: Mapping[str, str], at: datetime) -> None:
        """Keep what stands in ``form``; on disk when this returns. Raises Unwritable."""
        row = {"form": form, "fields": dict(fields), "saved_at": at.isoformat()}
        with self._turn:
            # Before the first write: a file whose lock is free counts as an orphan to the next
            # window.
            self._hold()
            try:
                drafts = unlocked(self._path(self._session)).table("drafts")
                drafts.upsert(row, lambda kept: kept.get("form") == form)
            except Unwritable as fault:
                raise _unkept(fault) from fault
            with suppress(Refusal):  # it lies there twice, and nowhere is it lost
                self._give_back(form)

    def discard(self, form: str) -> None:
        """Forget what stands in ``form``: it was sent, or is not wanted. Raises Unwritable."""
        with self._turn:
            _drop(self._path(self._session), form)
            self._give_back(form)

    def orphans(self, at: datetime) -> list[Draft]:
        """Drafts whose session is gone, latest first; ``at`` names files set aside as broken."""
        found: list[Draft] = []
        self.faults = ()
        for path in self._others():
            try:
                found += (one for one in _left_in(path) if self._borrowed.get(one.form) != path)
            except Unread as fault:  # not broken for all that is known: it is offered another time
                self.faults += (str(fault),)
            except Refusal as fault:
                self.faults += (set_aside(path, at, fault),)
        return sorted(found, key=lambda draft: draft.saved_at, reverse=True)

    def seen(self) -> tuple[tuple[str, int, int], ...]:
        """Return name, time and size of other sessions' files: another when one was written."""
        found = []
        for path in self._directory.glob("*.json"):
            with suppress(OSError):  # it went between the two looks
                state = path.stat()
                found.append((path.stem, state.st_mtime_ns, state.st_size))
        return tuple(sorted(row for row in found if row[0] != self._session))

    def elsewhere(self) -> Iterator[tuple[Draft, bool]]:
        """Yield other sessions' drafts, and whether that session is alive; nothing is moved.

        What cannot be read is left out: `orphans` tells of it once its session is gone, `unread`
        names the sessions whose files the disk does not give now.
        """
        self.unread = frozenset()
        for session, _time, _size in self.seen():
            path = self._path(session)
            try:
                kept = _read(path)
                alive = _alive(path)
            except Unread:
                self.unread |= {session}
            except Refusal:
                continue
            else:
                yield from ((draft, alive) for draft in kept)

    def adopt(self, draft: Draft) -> None:
        """Make an orphan this session's own. Raises Refusal when another session was first.

        Where the disk takes nothing it stays in its file: a full disk keeps nobody from reading
        who called. The file is not held, for what else lies in it waits for anybody.
        """
        path = self._path(draft.session)
        if (lock := _taken(path)) is None:
            raise _gone()
        try:
            # Asked again under the lock: another window may have taken it since the list was shown.
            if draft not in _read(path):
                raise _gone()
            # Kept here before it goes there: a crash in between leaves it twice, never nowhere.
            self.save(draft.form, draft.fields, draft.saved_at)
            _drop(path, draft.form)
            self._borrowed.pop(draft.form, None)
        except Unwritable:
            self._borrowed[draft.form] = path
        finally:
            _let_go(path, lock)

    def close(self) -> None:
        """Let go; what is still kept is an orphan from here on."""
        with self._turn:
            if self._held:
                _let_go(self._path(self._session), self._held)
                self._held = None
            self._borrowed.clear()

    def _give_back(self, form: str) -> None:
        """Take a draft of ours out of the file of an ended session. Raises Refusal."""
        path = self._borrowed.get(form)
        if path is None or (lock := _taken(path)) is None:
            return
        try:
            _drop(path, form)
            del self._borrowed[form]
        finally:
            _let_go(path, lock)

    def _hold(self) -> None:
        words = _("草稿目录 {name} 不可写，正在录入的内容暂时不能自动保存；请检查磁盘和权限。")
        unwritable = Unwritable(words.format(name=self._directory))
        try:
            self._held = self._held or _taken(self._path(self._session), wait=1.0)
        except Unread as fault:
            raise unwritable from fault
        if self._held is None:
            raise unwritable

    def _others(self) -> list[Path]:
        kinds = ("json", "session")
        try:
            named = {path.stem for kind in kinds for path in self._directory.glob(f"*.{kind}")}
        except OSError as error:
            words = _("草稿目录 {name} 读不了（{why}），草稿都在；请检查磁盘后重新打开程序。")
            self.faults += (words.format(name=self._directory, why=reason_of(error)),)
            return []
        return [self._path(session) for session in sorted(named - {self._session})]

    def _path(self, session: str) -> Path:
        return self._directory / f"{session}.json"


def _taken(path: Path, wait: float = 0.0) -> "BaseFileLock | None":
    """Take the lock of a session's file; None while that session lives. Raises Unread."""
    try:
        # Not of one thread: the app takes it in one and lets it go in another.
        return file_lock(path.with_suffix(".session"), wait, thread_local=False)
    except TimeoutError:
        return None
    except OSError as error:
        words = _("草稿 {name} 的锁拿不到（{why}），草稿都在；请检查磁盘后再试。")
        raise Unread(words.format(name=path, why=reason_of(error))) from error


def _alive(path: Path) -> bool:
    """Tell whether a session is still there: it holds its lock until it ends."""
    lock = _taken(path)
    if lock is not None:
        lock.release()
    return lock is None


def _let_go(path: Path, lock: "BaseFileLock") -> None:
    """Release a session's file, and sweep up after it when it holds nothing any more."""
    # First: Windows removes no file that is open.
    with suppress(OSError):  # what is not swept up is swept up by the next session
        lock.release()
        if not path.exists():
            _remove(backup_name(path))
            _remove(Path(lock.lock_file))


def _left_in(path: Path) -> list[Draft]:
    """Return the drafts of a session that is gone; none of one that lives. Raises Refusal."""
    if (lock := _taken(path)) is None:
        return []
    try:
        kept = _read(path)
        if not kept:
            _remove(path)
        return kept
    finally:
        _let_go(path, lock)


def _read(path: Path) -> list[Draft]:
    if not lies_there(path):
        return []
    rows = read_document(path)[0].get("drafts", [])
    try:
        return msgspec.convert([row | {"session": path.stem} for row in rows], list[Draft])
    except msgspec.ValidationError as error:
        raise BadInput(_("草稿文件 {name} 的内容不对。").format(name=path)) from error


def _drop(path: Path, form: str) -> None:
    if not lies_there(path):
        return
    drafts = unlocked(path).table("drafts")
    drafts.remove(lambda kept: kept.get("form") == form)
    if not len(drafts):
        _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _unkept(fault: Unwritable) -> Unwritable:
    """Return the refusal in words of whoever types: the name of the file says nothing to him."""
    cause = fault.__cause__
    why = reason_of(cause) if isinstance(cause, OSError) else str(fault)
    words = _("正在录入的内容没有存上（{why}），字都还在；请腾出空间、检查磁盘。")
    return Unwritable(words.format(why=why))


def _gone() -> Refusal:
    return Refusal(_("这份草稿已由另一个窗口取回。"))
