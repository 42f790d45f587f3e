"""Makes each system call of a whole incident fail once, and compares what was told with the disk.

Run as a program of its own: an interpreter in which all is loaded is forked for every fault, and
strace makes one call in it fail.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import apsw
from msgspec import json

from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from cqcmd.journal import Journal
from cqcmd.local_store import read_document
from tests.desk.overheard import Told
from tests.desk.whole_incident import picture, play

FULL = ("EIO", "ENOSPC", "EDQUOT")
DENIED = ("EACCES", "EROFS")
ERRORS: dict[str, tuple[str, ...]] = {
    "openat": ("EIO", "ENOSPC", *DENIED, "EMFILE", "EINTR"),
    "read": ("EIO", "EINTR"),
    "pread64": ("EIO", "EINTR"),
    "write": (*FULL, "EINTR", "EROFS"),
    "pwrite64": (*FULL, "EINTR", "EROFS"),
    "fsync": (*FULL, "EINTR", "EROFS"),
    "fdatasync": (*FULL, "EINTR", "EROFS"),
    "ftruncate": (*FULL, "EINTR", "EROFS"),
    "fallocate": ("ENOSPC",),
    "rename": (*FULL, *DENIED),
    "unlink": ("EIO", *DENIED),
    "unlinkat": ("EIO", *DENIED),
    "rmdir": ("EIO", *DENIED),
    "mkdir": (*FULL, *DENIED),
    "chmod": ("EIO", *DENIED),
    "fchmod": ("EIO", "EROFS"),
    "flock": ("EIO", "ENOLCK", "EINTR"),
    "fcntl": ("EIO", "ENOLCK", "EINTR"),
    "newfstatat": ("EIO", "EACCES"),
    "fstat": ("EIO",),
    "getdents64": ("EIO",),
    "lseek": ("EIO",),
    "copy_file_range": ("EIO", "ENOSPC"),
    "sendfile": ("EIO", "ENOSPC"),
    "mmap": ("ENOMEM",),
    "close": ("EIO", "EINTR"),
}
"""Calls, and the errors that each of them can return."""

LET_GO = re.compile("F_UNLCK|LOCK_UN")
"""Letting a lock go, which no local file system refuses."""

NOT_ALLOWED = 77
"""The exit status where strace may not watch a process."""

Fault = tuple[str, int, str]
"""A call, the how-manieth, the error."""


def played(at: Path, options: Sequence[str]) -> tuple[Told | None, str]:
    """Go through the incident in a child that strace watches; what it told, and strace's log."""
    (at / "export").mkdir(parents=True)
    log, said = at.with_suffix(".log"), at.with_suffix(".said")
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    child = os.fork()
    if not child:
        _child(at, said)
    command = ["strace", "-y", "-s", "0", "-o", str(log), "-p", str(child), *options]
    strace = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert strace.stderr is not None
    attached = strace.stderr.readline()
    os.kill(child, signal.SIGUSR1)
    _, status = os.waitpid(child, 0)
    strace.wait()
    strace.stderr.close()
    if "attached" not in attached:
        sys.exit(NOT_ALLOWED)
    told = json.decode(said.read_bytes(), type=Told) if status == 0 else None
    return told, log.read_text()


def _child(at: Path, said: Path) -> None:
    status = 1
    try:
        signal.sigwait([signal.SIGUSR1])
        # What libraries make for themselves lies there too, and fails like the rest.
        tempfile.tempdir = str(at)
        said.write_bytes(json.encode(play(at)))
        status = 0
    finally:
        os._exit(status)


def faults_of(place: Path) -> list[Fault]:
    """Go through the incident once without a fault: which calls there are to fail."""
    told, log = played(place, ["-e", f"trace={','.join(ERRORS)}"])
    # Not among them is what fails by itself, such as asking for a file that is not there.
    assert told is not None
    assert not told.faults, told.faults
    assert not (wrong := check(place, told)), wrong
    found, counts = [], Counter[str]()
    for line in log.splitlines():
        call = line.partition("(")[0]
        counts[call] += 1
        if f"{place}/" in line and "= -1" not in line and not LET_GO.search(line):
            found += [(call, counts[call], error) for error in ERRORS[call]]
    return found


def one(place: Path, fault: Fault) -> list[str]:
    """Go through the incident with one fault; what should not be."""
    call, number, error = fault
    inject = f"inject={call}:error={error}:when={number}"
    told, log = played(place, ["-e", f"trace={call}", "-e", inject])
    if told is None:
        return ["ended without a word"]
    injected = re.search(r".*INJECTED.*", log)
    if injected is None or f"{place}/" not in injected[0]:
        return [] if told.faults == [] else told.faults
    return [f"{injected[0]}: {wrong}" for wrong in told.faults or check(place, told)]


def check(at: Path, told: Told) -> list[str]:
    """What was told against what lies on the disk."""
    return [*_journal(at, told), *_files(told), *_backups(at, told), *_local(at, told)]


def _journal(at: Path, told: Told) -> Iterator[str]:
    journal = Journal.open(at / "data" / "journal.db", SystemClock().now)
    with closing(journal):
        verdict, on_disk = journal.verify(), {entry.id for entry in journal.entries()}
    if not verdict.ok:
        yield verdict.fault
    if lost := told.entries - on_disk:
        yield f"{len(lost)} acknowledged entries lost"
    if more := on_disk - told.entries - told.perhaps:
        yield f"{len(more)} entries stand there that nobody was told of"
    opening = Opening(at / "data", None, SystemClock())
    with closing(opening):
        opening.read_journal()
        if told.picture != (found := picture(opening.desk)):
            yield f"shown: {told.picture}; found: {found}"


def _files(told: Told) -> Iterator[str]:
    for name, mark in told.files.items():
        path = Path(name)
        if not path.exists():
            yield f"{path.name} was told as saved and is not there"
        elif mark and sha256(path.read_bytes()).hexdigest() != mark:
            yield f"{path.name} is not what was saved"
        elif not mark and not zipfile.is_zipfile(path):
            yield f"{path.name} is no whole Word file"


def _backups(at: Path, told: Told) -> Iterator[str]:
    for name in told.backups:
        if not Path(name).exists():
            yield f"the backup {name} is not there"
        if not list(Path(name).with_suffix(".plans").iterdir()):
            yield f"the backup {name} is without its plans"
    # Whatever bears the name of a backup is one, told or not.
    for path in (at / "export" / "backups").glob("*.db"):
        try:
            with closing(Journal.open(path, SystemClock().now)) as copy:
                if not copy.verify().ok:
                    yield f"{path.name} is not whole"
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it
            yield f"{path.name}: {error}"


def _local(at: Path, told: Told) -> Iterator[str]:
    settings = at / "data" / "settings.json"
    rows = read_document(settings)[0]["settings"] if settings.exists() else []
    kept = {row["name"]: row["value"] for row in rows}
    for name, value in told.settings.items():
        if kept.get(name) != value:
            yield f"{name} was told as set and is {kept.get(name)}"


def main(where: str, part: str, parts: str, most: str) -> None:
    """Try a part of the faults, at most so many of them by chance; 0: every one."""
    place = Path(where)
    for _time in range(2):  # whatever is loaded late is loaded by then
        warm = place / f"warm{_time}"
        (warm / "export").mkdir(parents=True)
        play(warm)
    every = faults_of(place / "plain")
    tried = every if most == "0" else random.Random(1).sample(every, int(most))
    bad = 0
    for number, fault in enumerate(tried[int(part) :: int(parts)]):
        at = place / f"{number}"
        for wrong in one(at, fault):
            bad += 1
            print("WRONG", *fault, wrong, flush=True)
        for path in place.glob(f"{number}*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    calls = Counter(call for call, _number, _error in every)
    print(f"{len(every)} faults there are: {dict(calls)}")
    print(f"{len(tried[int(part) :: int(parts)])} tried, {bad} wrong, apsw {apsw.apsw_version()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
