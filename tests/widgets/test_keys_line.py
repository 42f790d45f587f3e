"""The line of keys: what Textual's footer says and does, drawn only when it changes."""

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Footer, Input
from textual.widgets._footer import FooterKey

from cqcmd.app.themes import NIGHT, THEMES
from cqcmd.paths import stylesheet
from cqcmd.text import cells
from cqcmd.widgets.keys_line import KeysLine, KeysWords
from tests.support.pilots import terminal_strips

WORDY = {key: f"{key}的事情名字很长" for key in "uvwxyz"}


class Keys(App[None]):
    CSS_PATH = stylesheet()
    BINDINGS = [
        Binding("n,ctrl+n", "note('n')", "接报"),
        Binding("d", "note('d')", "删除", show=False),
        Binding("x", "other", "停用"),
        Binding("q", "gone", "没有"),
        Binding("f9", "note('f9')", "保存"),
        Binding("s", "note('n')", "又一键"),
    ]

    def __init__(self, *, other: bool | None = True) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = NIGHT.name
        self.other = other
        self.done: list[str] = []
        self.bells = 0

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(NIGHT.variables)

    def compose(self) -> ComposeResult:
        yield Input()
        yield KeysLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return {"other": self.other, "gone": False}.get(action, True)

    def bell(self) -> None:
        self.bells += 1

    def action_note(self, key: str) -> None:
        self.done.append(key)

    def action_other(self) -> None:
        self.done.append("x")


def line(pilot: Pilot[None]) -> KeysLine:
    return pilot.app.query_one(KeysLine)


def shown(pilot: Pilot[None]) -> Strip:
    return terminal_strips(pilot)[-1]


async def unfocused(pilot: Pilot[None]) -> None:
    pilot.app.set_focus(None)
    await pilot.pause()


async def test_it_says_what_the_footer_says_in_the_same_order() -> None:
    async with Keys().run_test() as pilot:
        await unfocused(pilot)
        await pilot.app.mount(Footer(show_command_palette=False))
        await unfocused(pilot)
        pilot.app.refresh_bindings()
        await pilot.pause()
        keys = [f"{key.key_display}{key.description}" for key in pilot.app.query(FooterKey)]
        assert line(pilot).words.split() == keys == ["n接报", "x停用", "f9保存"]


async def test_a_click_presses_the_key_and_beside_the_keys_nothing() -> None:
    app = Keys()
    async with app.run_test() as pilot:
        await unfocused(pilot)
        for x in (0, 4, 5, 11, 12, 17):
            await pilot.click(KeysLine, offset=(x, 0))
        assert app.done == ["n", "n", "n", "x", "f9", "f9"]
        await pilot.click(KeysLine, offset=(40, 0))
        assert len(app.done) == 6


async def test_a_key_that_cannot_act_now_is_faint_and_rings() -> None:
    app = Keys(other=None)
    async with app.run_test() as pilot:
        await unfocused(pilot)
        await pilot.click(KeysLine, offset=(7, 0))
        assert (app.done, app.bells) == ([], 1)
        inks = {segment.text: segment.style.color for segment in shown(pilot) if segment.style}
        assert inks["x"] != inks["n"]
        assert inks["停用 "] != inks["接报 "]


async def test_keys_that_a_field_takes_for_typing_are_not_offered_and_come_back() -> None:
    async with Keys().run_test() as pilot:
        await pilot.pause()
        assert line(pilot).words == "^n接报 f9保存"
        await unfocused(pilot)
        assert line(pilot).words == "n接报 x停用 f9保存"


async def test_it_is_drawn_only_when_the_keys_change(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Keys()
    async with app.run_test() as pilot:
        await unfocused(pilot)
        drawn: list[Region] = []
        monkeypatch.setattr(line(pilot), "refresh", lambda *regions, **_: drawn.extend(regions))
        pilot.app.refresh_bindings()
        await pilot.pause()
        assert drawn == []
        app.other = False
        pilot.app.refresh_bindings()
        await pilot.pause()
        assert drawn == [Region(6, 0, 12, 1)]


class Narrow(Keys, inherit_bindings=False):
    BINDINGS = [
        *(Binding(key, f"note('{key}')", words) for key, words in WORDY.items()),
        Binding("f9", "note('f9')", "保存"),
        Binding("f1", "note('f1')", "帮助"),
        Binding("escape", "note('escape')", "返回值班台"),
    ]

    def compose(self) -> ComposeResult:
        yield KeysLine()
        yield KeysWords("* 必填  回车 下一项，末项保存   F8 重写  Ctrl+L 补缺项  F9 保存  Esc 返回")


@pytest.mark.parametrize("width", [40, 60, 80, 200])
async def test_however_narrow_the_way_out_the_main_act_and_help_stand_there(width: int) -> None:
    async with Narrow().run_test(size=(width, 4)) as pilot:
        await pilot.pause()
        words = line(pilot).words
        assert all(key in words for key in ("返回值班台", "保存", "帮助"))
        assert (WORDY["z"] in words) is (width == 200)
        # What is left out is left out whole.
        assert not words.removesuffix(" ").endswith("很长")
        said = pilot.app.query_one(KeysWords).words
        assert "F9 保存" in said
        assert "Esc 返回" in said
        assert ("Ctrl+L 补缺项" in said) is (width >= 80)


async def test_a_click_presses_the_key_that_stands_there_where_others_are_left_out() -> None:
    app = Narrow()
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        words = line(pilot).words
        assert "v的事情" not in words
        await pilot.click(KeysLine, offset=(cells(words.partition("返回")[0]), 0))
        assert app.done == ["escape"]
