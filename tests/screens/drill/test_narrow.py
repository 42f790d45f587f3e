"""In a narrow terminal the keys of a drill are left out whole, never cut."""

from pathlib import Path

import pytest

from tests.support.pilots import terminal_lines
from tools.drill_scenes import PLAYED, drill_scene

WHOLE = {"drill": "F8 快", "drill-score": "总结草稿", "drill-instructor": "F8 快"}


@pytest.mark.parametrize("name", WHOLE)
async def test_no_key_is_cut_at_60_columns(name: str, tmp_path: Path) -> None:
    async with drill_scene(tmp_path / "data", (60, 20), PLAYED[name]) as pilot:
        hint = terminal_lines(pilot)[-3].rstrip()
        assert WHOLE[name] in hint
        cut = ("F5 跳到下一来", "Ctrl+Q 离开", "回", "F10 结")
        assert not hint.endswith(cut), hint
