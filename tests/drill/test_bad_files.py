"""Scenario files that nobody means well: each a plain sentence, at once, from every verb."""

import os
import time
from pathlib import Path

import pytest

from cqcmd.cli.main import main
from cqcmd.desk import drill_opening
from cqcmd.desk.drill.drawer import DrillFolder, Marker
from cqcmd.drill.scenario import library as box
from cqcmd.drill.scenario.reading import BrokenScenario, read_scenario
from cqcmd.errors import BadInput
from cqcmd.rules.plan import Plan
from tests.drill.conftest import SCRIPTS

GOOD = box.find("lift-trapping").read_text(encoding="utf-8")
TWO_IDS = '[[inject]]\nid = "x"\n'


def changed(old: str, new: str) -> str:
    assert old in GOOD, old
    return GOOD.replace(old, new, 1)


def written(folder: Path, text: str) -> Path:
    path = folder / "试.toml"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize(
    "text", [GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD, "\ufeff" + GOOD.replace("\n", "\r\n")]
)
def test_files_of_windows_are_read_as_they_are_meant(tmp_path: Path, plan: Plan, text: str) -> None:
    assert read_scenario(written(tmp_path, text), plan).title == "望江大厦电梯困人"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (changed('title = "', 'title = "\0'), r"不是 TOML：第 \d+ 行附近写法不对"),
        ("x" + ".a" * 200_000 + " = 1\n" + GOOD, "第 1 行的点超过 100 个，没有采用"),
        ("\n[" + "a." * 200_000 + "b]", "第 2 行的点超过 100 个"),
        ("x = " + "[" * 900 + "]" * 900, "不是 TOML：括号套得太深"),
        ("x = " + "{a=" * 900, "不是 TOML"),
        ("x = " + "9" * 5_000, "不是 TOML：有一个数字太长"),
        (changed("points = 10", "points = 0x" + "f" * 5_000), "points 须是正整数，不超过 1000"),
        (changed("points = 10", "points = " + "9" * 400), "points 须是正整数，不超过 1000"),
        (changed("points = 10", "points = inf"), "points：应是整数，却是“inf”"),
        (changed("points = 10", "points = nan"), "points：应是整数，却是“nan”"),
        (changed('officer = "', "officer = 0x" + "f" * 5_000 + ' #"'), "应是文字，却是“…”"),
        (changed("start = 2026", "start = 0001"), "start：时间须在1900年至2999年之间"),
        (changed("start = 2026", "start = 9999"), "start：时间须在1900年至2999年之间"),
        (changed("start = 2026", "start = 2999"), "start 加 length 须早于 2999 年"),
        (changed("start = 2026-09-18", "start = 2026-02-30"), "不是 TOML"),
        (changed('title = "', 'title = "\\u001b[2J'), "title 里有看不见的控制字符，请删去重写"),
        (changed('officer = "', 'officer = "\\u202e'), "officer 里有看不见的控制字符"),
        (changed('from = "', 'from = "\\n'), "from 里有看不见的控制字符"),
        (changed('title = "', 'title = ""#'), "title 是空的"),
        (changed('title = "', 'title = "' + "长" * 100_000), "title 超过 60 个字"),
        (GOOD + TWO_IDS * 40_000, r"须是 \[\[inject\]\]，不超过 500 个"),
        ("".join(f"k{n} = 1\n" for n in range(60_000)) + GOOD, r"另有 \d+ 处没有列出，改好再查"),
    ],
)  # fmt: skip
def test_a_bad_file_is_a_sentence_at_once(
    tmp_path: Path, plan: Plan, text: str, words: str
) -> None:
    path = written(tmp_path, text)
    began = time.process_time()
    with pytest.raises((BadInput, BrokenScenario), match=words) as caught:
        read_scenario(path, plan)
    assert time.process_time() - began < 2, "well under a second of work"
    assert not {"\x1b", "\u202e", "\0"} & set(str(caught.value))


def places(folder: Path) -> dict[str, tuple[Path, str]]:
    """What stands where a scenario should, by kind; and what is said of it."""
    large, pipe, folded = folder / "大.toml", folder / "管.toml", folder / "目录.toml"
    endless, torn = folder / "零.toml", folder / "断.toml"
    large.touch()
    os.truncate(large, 50 * 1024 * 1024)
    os.mkfifo(pipe)
    folded.mkdir()
    endless.symlink_to("/dev/zero")
    torn.symlink_to(torn)
    return {
        "50 MB": (large, "有 52428800 字节，超过 1 MB，没有读"),
        "a pipe": (pipe, "管.toml 是管道或设备，不是普通文件"),
        "a directory": (folded, "这是一个目录"),
        "a device": (endless, "零.toml 是管道或设备，不是普通文件"),
        "a ring of links": (torn, "断.toml 读不了"),
        "nothing": (folder / "无.toml", "没有这个文件"),
    }


KINDS = ("50 MB", "a pipe", "a directory", "a device", "a ring of links", "nothing")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("verb", ["check", "run", "start"])
def test_what_is_no_file_is_refused_unread_by_every_verb(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], verb: str, kind: str
) -> None:
    path, words = places(tmp_path)[kind]
    data = tmp_path / "data"
    began = time.process_time()
    if verb == "start":  # without its terminal, which comes first
        with pytest.raises(BadInput, match=words):
            drill_opening.start_drill(data, str(path), None)
        assert not (data / "drills").exists()
    else:
        script = ("--script", str(SCRIPTS / "lift-trapping.perfect.toml"))
        assert main(["drill", verb, str(path), *(script if verb == "run" else ())]) == 2
        said = capfd.readouterr().err
        assert words in said
        assert "Traceback" not in said
    assert time.process_time() - began < 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_script_that_is_no_file_too(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str
) -> None:
    path, words = places(tmp_path)[kind]
    assert main(["drill", "run", "lift-trapping", "--script", str(path)]) == 2
    assert words in capfd.readouterr().err


@pytest.mark.parametrize("name", ["a\x1b[2J\n", "CON", "x" * 120, "..", "[red]", "a b"])
def test_a_file_may_be_called_anything(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(GOOD, encoding="utf-8")
    drill_folder = drill_opening.start_drill(tmp_path / "data", str(path), None)
    assert drill_folder.place.parent == tmp_path / "data" / "drills"
    assert not {"\x1b", "\n", "/"} & set(drill_folder.place.name)
    opening, session = drill_opening.opened_drill(drill_folder)
    opening.read_journal()
    ident = opening.desk.intake.new_call()
    assert ident == session.scenario.call("lift"), "the judge knows the call again"
    opening.close()
    session.leave()


def test_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.toml"
    Path(os.fsdecode(path)).write_text(GOOD, encoding="utf-8")
    drill_folder = drill_opening.start_drill(tmp_path / "data", os.fsdecode(path), None)
    assert drill_folder.place.name.startswith("\N{REPLACEMENT CHARACTER}-")
    assert drill_folder.marker().title == "望江大厦电梯困人"


def test_a_plan_whose_name_is_no_text_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="预案文件的名字里有不能用的字符"):
        DrillFolder(tmp_path).write(Marker(scenario="x", title="x", plan="\udcff.json"))
    assert list(tmp_path.iterdir()) == []
