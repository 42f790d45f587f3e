"""The explosion goes on after its response has ended, by keys alone, on 80 by 24.

On the ninth day one of the injured dies, the final report is written and signed, the accident is
looked back on, the assessment is signed and handed in, and all of it is packed: whoever checks the
package finds the one letter that was changed in it.
"""

import subprocess
import sys
from pathlib import Path

from cqcmd.desk.desk import Desk
from tests.desk.test_response import step
from tests.screens.conftest import OpenPost
from tests.screens.test_story import chapter, kinds, raised
from tests.support.pilots import all_done


def over(desk: Desk) -> str:
    """The city has ended the response."""
    ident = raised(desk)
    step(desk, ident, "ended")
    return ident


async def test_one_of_the_injured_dies_on_the_ninth_day(post: OpenPost) -> None:
    async with chapter(post, over) as officer:
        await officer.later(days=9)
        await officer.press("f8")
        await officer.type("又死1人 王大夫13800000009")
        await officer.press("enter", "f10")
        await officer.press("f9")
        assert "11死2重伤" in officer.screen()
        assert "续报" in officer.screen(), "within thirty days of an explosion it is reported"


async def test_the_final_report_is_written_and_signed(post: OpenPost) -> None:
    async with chapter(post, over, "f3", "w", "f10", "f10") as officer:
        assert "终报" in officer.screen()
        await officer.type("王局长")
        await officer.press("f9", "escape")
        assert "issued" in kinds(officer)


async def test_looked_back_on_with_the_assessment_handed_in(post: OpenPost) -> None:
    async with chapter(post, over, "f7", "s", "f8") as officer:
        await officer.type("警戒区过小")
        await officer.press("f9", "f9")
        await officer.type("王局长")
        await officer.press("f9")
        for name in ("周建国", "陈平"):
            await officer.press("r")
            await officer.type(name)
            await officer.press("f9")
        await officer.press("escape")
        assert kinds(officer) >= {"lesson", "assessed", "assessment_sent"}
        assert "assessment" not in {debt.kind for debt in officer.desk.debts.of(officer.ident)}


async def test_a_letter_changed_in_the_package_is_named(post: OpenPost, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with chapter(post, over, "f6", "g") as officer:
        await officer.type(str(stick))
        await officer.press("enter")
        await all_done(officer.pilot)
    [package] = stick.iterdir()
    assert checked(package).returncode == 0
    entries = package / "entries.jsonl"
    entries.write_text(entries.read_text("utf-8").replace("储罐爆炸", "储罐起火", 1), "utf-8")
    found = checked(package)
    assert found.returncode != 0
    assert "entries.jsonl" in found.stdout + found.stderr


def checked(package: Path) -> subprocess.CompletedProcess[str]:
    """What the program in the package says of it, where nothing of ours is installed."""
    command = [sys.executable, "-I", "-S", str(package / "verify.py")]
    return subprocess.run(command, capture_output=True, text=True, cwd=package, check=False)
