"""Each plan file that was used lies whole beside the journal, and is not written again."""

import shutil
from hashlib import sha256
from pathlib import Path

from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.paths import plan_file


def test_the_plan_in_force_is_kept_under_its_digest(desk: Desk, tmp_path: Path) -> None:
    (kept,) = (tmp_path / "data" / "plans").glob("*.json")
    assert kept.name == f"{desk.plan.digest}.json"
    assert kept.read_bytes() == plan_file().read_bytes()


def test_another_plan_lies_beside_it(desk: Desk, clock: FixedClock, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(plan_file().read_bytes() + b"\n")
    shutil.copy(plan_file().with_suffix(".md"), tmp_path)
    opening = Opening(tmp_path / "data", other, clock)
    opening.read_journal()
    opening.close()
    kept = {path.stem for path in (tmp_path / "data" / "plans").glob("*.json")}
    assert kept == {desk.plan.digest, sha256(other.read_bytes()).hexdigest()}


def test_what_cannot_be_kept_does_not_shut_the_post_out(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "plans").write_text("", encoding="utf-8")
    opening = Opening(tmp_path, None, clock)
    opening.read_journal()
    assert opening.desk.ready
    opening.close()
