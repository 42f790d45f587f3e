"""A new plan file: it passes the check as it is written, and a post can work on it."""

from pathlib import Path

import pytest

from cqcmd.cli.main import main
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.desk.plan.new import new_plan
from cqcmd.errors import BadInput
from cqcmd.rules.proofs.hints import hints
from tests.support.plan_walk import walk


def test_it_passes_the_check_and_leaves_out_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "new", "yuzhong-2026", str(tmp_path)]) == 0
    assert main(["plan", "check", str(tmp_path / "yuzhong-2026.json")]) == 0
    said = capfd.readouterr()
    assert "电梯 elevator" in said.out
    assert "提示" not in said.err
    plan = plan_in_force(tmp_path / "yuzhong-2026.json")
    assert (plan.meta.code, plan.meta.text_file) == ("yuzhong-2026", "yuzhong-2026.md")
    assert list(hints(plan)) == []


def test_it_may_be_given_a_file(tmp_path: Path) -> None:
    file, text = new_plan("yuzhong-2026", tmp_path / "预案" / "渝中.json")
    assert (file.name, text.name) == ("渝中.json", "渝中.md")
    assert plan_in_force(file).meta.text_file == "渝中.md"


@pytest.mark.parametrize("code", ["", "渝中", "a b", "../x", "X", "x" * 41])
def test_a_code_that_will_not_do_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(BadInput, match="预案代码须是"):
        new_plan(code, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", ["x.json", "x.md"])
def test_nothing_is_overwritten(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match="已经有了，没有覆盖"):
        new_plan("x", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text(encoding="utf-8") == "mine"


def test_a_post_works_on_it(tmp_path: Path) -> None:
    file, _text = new_plan("yuzhong-2026", tmp_path)
    desk = walk(file, tmp_path / "data")
    assert len(desk.board().rows) == 2
