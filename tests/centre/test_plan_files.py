"""The plan of an incident comes to every host, and nothing that is not what its name says."""

from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from cqcmd.centre.link import connect
from cqcmd.centre.plan_files import PlanFiles

PLAN = b'{"meta": {}}'
DIGEST = sha256(PLAN).hexdigest()


def test_what_one_host_keeps_the_other_has(address: str, tmp_path: Path) -> None:
    one, two = tmp_path / "one" / "plans", tmp_path / "two" / "plans"
    one.mkdir(parents=True)
    two.parent.mkdir()
    (one / f"{DIGEST}.json").write_bytes(PLAN)
    (one / f"{DIGEST}.md").write_text("原文", "utf-8")
    (one / "notes.txt").write_text("nobody's", "utf-8")
    with connect(address) as link:
        PlanFiles(tmp_path / "nowhere").exchange(link)
        PlanFiles(one).exchange(link)
        PlanFiles(two).exchange(link)
        PlanFiles(two).exchange(link)
        assert {path.name: path.read_bytes() for path in two.iterdir()} == {
            f"{DIGEST}.json": PLAN,
            f"{DIGEST}.md": "原文".encode(),
        }
        with pytest.raises(psycopg.errors.RestrictViolation):
            link.execute("DELETE FROM cqcmd.plan_file")


def test_what_is_not_what_its_name_says_goes_nowhere(address: str, tmp_path: Path) -> None:
    wrong = f"{'0' * 64}.json"
    (tmp_path / wrong).write_bytes(PLAN)
    other = tmp_path / "other"
    other.mkdir()
    with connect(address) as link:
        PlanFiles(tmp_path).exchange(link)
        assert link.execute("SELECT name FROM cqcmd.plan_file").fetchall() == []
        for name in (wrong, f"../{DIGEST}.json", f"{DIGEST}.json/x"):
            link.execute("INSERT INTO cqcmd.plan_file VALUES (%s, %s)", (name, PLAN))
        PlanFiles(other).exchange(link)
    assert list(tmp_path.rglob("*.json")) == [tmp_path / wrong]
    assert list(other.iterdir()) == []
