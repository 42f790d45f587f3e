"""Keys that an installation changed: used where they can be, told where they cannot."""

import tomllib
from pathlib import Path

import pytest

from cqcmd.screens.common.keys import KeysScreen
from cqcmd.screens.intake.screen import IntakeScreen
from cqcmd.screens.keymap import checked, sample
from cqcmd.screens.reports.record_form import ReportScreen
from cqcmd.widgets.key_grammar import FIXED, every_binding
from cqcmd.widgets.keys_line import KeysLine
from cqcmd.widgets.table import Table
from tests.screens.conftest import OpenPost
from tests.screens.incidents import EXPLOSION, take
from tests.support.pilots import notices, press


def keys_file(folder: Path, words: str) -> None:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "keys.toml").write_text(words, encoding="utf-8")


async def test_a_changed_key_acts_and_the_one_before_does_not(
    post: OpenPost, tmp_path: Path
) -> None:
    keys_file(tmp_path, 'take-call = "o,shift+f8"\n')
    async with post() as pilot:
        await press(pilot, "n")
        assert not isinstance(pilot.app.screen, IntakeScreen)
        await press(pilot, "o")
        assert isinstance(pilot.app.screen, IntakeScreen)


async def test_help_and_the_keys_line_show_what_was_changed(post: OpenPost, tmp_path: Path) -> None:
    keys_file(tmp_path, 'take-call = "o,shift+f8"\nstation = "ctrl+v"\n')
    async with post((160, 24)) as pilot:
        assert "o(改)接报" in pilot.app.screen.query_one(KeysLine).words
        await press(pilot, "f1")
        lines = pilot.screen(KeysScreen).query_one(Table).lines
        shown = {line.cells[1].words: (line.cells[0].words, line.cells[2].words) for line in lines}
        assert {"o", "Shift+F8"} < set(shown["接报"][0].split())
        assert shown["接报"][1] == "改"
        assert shown["本站设置"] == ("Ctrl+V", "改")
        assert shown["条款"] == ("?", "")


async def test_what_cannot_be_is_told_and_the_rest_holds(post: OpenPost, tmp_path: Path) -> None:
    words = 'take-cal = "b,f10"\nleave-room = "y,ctrl+v"\nrecord = "y,ctrl+v"\nupdate = 8\n'
    keys_file(tmp_path, words)
    async with post() as pilot:
        said = "\n".join(notices(pilot))
        assert "没有“take-cal”这一项" in said
        assert "是不是 take-call？" in said
        assert "值班台（leave-room）的键处处一样，不能改" in said
        assert "情况更新（update）的键“”不能用" in said
        take(pilot.app, EXPLOSION)
        pilot.front.reload()
        await press(pilot, "enter", "y")
        assert isinstance(pilot.app.screen, ReportScreen)


async def test_a_file_that_is_no_toml_leaves_every_key(post: OpenPost, tmp_path: Path) -> None:
    keys_file(tmp_path, "take-call = b\n")
    async with post() as pilot:
        assert "文件 keys.toml 不是 TOML" in "\n".join(notices(pilot))
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, IntakeScreen)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ({"record": "f9"}, "的键“f9”不能用"),
        ({"record": "3,ctrl+r"}, "的键“3”不能用"),
        ({"record": "ctrl+m"}, "的键“ctrl+m”不能用"),
        ({"record": "f11"}, "的键“f11”不能用"),
        ({"record": "z"}, "只有字母"),
        ({"record": ""}, "的键“”不能用"),
        ({"record": "u,ctrl+r"}, "的键 u 已经是“情况更新”"),
        ({"record": "k,ctrl+r"}, "的键 k 已经是“上一行”"),
        ({"take-call": "w,ctrl+w"}, "的键"),
        ({"save": "z,ctrl+v"}, "不能改"),
        ({"pick-1": "z,ctrl+v"}, "不能改"),
    ],
)
def test_what_would_break_the_grammar_is_refused(written: dict[str, object], why: str) -> None:
    keymap, faults = checked(written)
    assert keymap == {}
    assert len(faults) == 1
    assert why in faults[0]


def test_two_may_change_places() -> None:
    written = {"update": "r,ctrl+r", "record": "u,f8"}
    assert checked(written) == (written, [])


def test_two_on_one_key_lose_it_both_or_one_but_never_share() -> None:
    keymap, faults = checked({"update": "z,ctrl+v", "record": "z,ctrl+x"})
    assert len(keymap) + len(faults) == 2
    assert faults


def test_a_key_may_be_shared_by_screens_that_never_meet() -> None:
    assert checked({"closed": "s,ctrl+s"})[1] == []


def test_the_sample_names_all_that_can_be_changed_and_changes_nothing() -> None:
    text = sample()
    assert tomllib.loads(text) == {}
    named = tomllib.loads(
        "\n".join(line.removeprefix("# ") for line in text.splitlines() if ' = "' in line)
    )
    assert "take-call" in named
    assert "save" not in named
    can = {
        binding.id
        for _kind, binding in every_binding()
        if binding.id and not binding.id.startswith("typing-")
    }
    fixed = {binding.id for _kind, binding in every_binding() if FIXED.fullmatch(binding.key)}
    assert named.keys() == can - fixed
    used, faults = checked({ident: keys for ident, keys in named.items() if "f11" not in keys})
    assert [fault for fault in faults if "已经是" in fault] == []
    assert used


async def test_a_command_writes_the_sample_beside_the_settings(
    post: OpenPost, tmp_path: Path
) -> None:
    async with post() as pilot:
        pilot.app.action_keys_sample()
        await pilot.pause()
        assert "keys.sample.toml" in "\n".join(notices(pilot))
        written = (tmp_path / "data" / "keys.sample.toml").read_text(encoding="utf-8")
        assert written == sample()
