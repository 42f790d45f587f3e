"""Imports of a bundle that are killed, or meet a full disk: all of it is there, or nothing.

Run as a program of its own, so that forking never meets the threads of a test runner.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

from cqcmd.clock import FixedClock
from cqcmd.desk.attachments.forms import AttachForm
from cqcmd.errors import Refusal
from cqcmd.journal.proof import prove
from tests.desk.bundle.posts import Post
from tests.desk.calls import LIFT, TANK, take
from tests.desk.conftest import START


def set_up(place: Path, name: str) -> Post:
    post = Post(place / name, FixedClock(START), name)
    post.desk.station.set_up("district_regulator", name, "渝中区", {}, "李敏")
    return post


def made(place: Path) -> Path:
    """The bundle of a post that has written for a while, with a recording."""
    post = set_up(place, "a")
    ident = take(post.desk, TANK)
    for number in range(60):
        post.desk.logbook.note(ident, f"第{number}条" + "现场情况" * 40)
        if not number % 10:
            take(post.desk, LIFT)
    (place / "录音.wav").write_bytes(random.Random(1).randbytes(3 << 20))
    post.desk.attachments.attaching(ident, AttachForm(paths=str(place / "录音.wav"))).run()()
    bundle = place / "a.cqb"
    post.desk.bundle.exporting(bundle).run()()
    post.opening.close()
    return bundle


def theirs(journal: Path, own: str) -> int:
    with closing(sqlite3.connect(journal)) as driver:
        sql = "SELECT count(*) FROM entry WHERE station <> ?"
        return int(driver.execute(sql, (own,)).fetchone()[0])


def import_and_tell(data: Path, bundle: Path, writing: int) -> None:
    post = Post(data, FixedClock(START), "b")
    preview = post.preview(bundle)
    os.write(writing, b"b")
    post.desk.bundle.taking_in(preview).run()()
    os.write(writing, b"d")


def killed(data: Path, bundle: Path, after: float) -> bytes:
    """Import in a child, killed so many seconds after it began; what it told before."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with suppress(BaseException):
            import_and_tell(data, bundle, writing)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        told = pipe.read(1)
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return told + pipe.read()


def kill(place: Path, times: int, seed: int) -> str:
    bundle, rng = made(place), random.Random(seed)
    base = set_up(place, "base")
    own = base.station
    began = time.monotonic()
    shutil.copytree(base.data, place / "whole")
    whole = Post(place / "whole", FixedClock(START), "b")
    preview = whole.preview(bundle)
    began = time.monotonic()
    whole.desk.bundle.taking_in(preview).run()()
    lasts = time.monotonic() - began
    everything = theirs(whole.journal, own)
    whole.opening.close()
    base.opening.close()
    found: Counter[str] = Counter()
    for number in range(times):
        data = place / f"b{number}"
        shutil.copytree(base.data, data)
        told = killed(data, bundle, rng.uniform(0, 1.2) * lasts)
        assert told.startswith(b"b"), "it was killed before it began"
        there = theirs(data / "journal.db", own)
        assert there in (0, everything), f"half done: {there} of {everything}"
        assert there == everything or told == b"b", "said to be done, and is not"
        assert prove(data / "journal.db").ok
        found["all" if there else "nothing"] += 1
        if number % 5 == 0:
            again = Post(data, FixedClock(START), "b")
            again.take_in(bundle)
            assert theirs(again.journal, own) == everything
            again.opening.close()
        shutil.rmtree(data)
    return f"none half done: {dict(found)}"


def full(place: Path) -> str:
    """Import to file systems of every size that is too small, until one is large enough."""
    bundle, base = made(place), set_up(place, "base")
    own = base.station
    base.opening.close()
    refused = 0
    for room in range(700, 20_000, 700):
        small = place / f"disk{room}"
        small.mkdir()
        size = f"size={room}k"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", small], check=True)
        try:
            shutil.copytree(base.data, small / "b")
            post = Post(small / "b", FixedClock(START), "b")
            preview = post.preview(bundle)
            post.desk.bundle.taking_in(preview).run()()
        except (Refusal, OSError, shutil.Error) as fault:
            if isinstance(fault, Refusal):
                refused += 1
                there = theirs(small / "b" / "journal.db", own)
                if there or "没有" not in str(fault):
                    raise AssertionError(f"{there} there, said {fault}") from fault
        else:
            assert theirs(post.journal, own) > 0
            post.opening.close()
            return f"whole after {refused} refusals"
    return "never whole"


if __name__ == "__main__":
    what, folder, *numbers = sys.argv[1:]
    if what == "kill":
        print(kill(Path(folder), *map(int, numbers)))
    else:
        print(full(Path(folder)))
