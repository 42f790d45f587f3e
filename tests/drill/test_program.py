"""`cqcmd drill`: what it prints, what it refuses, and that it touches no real record."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cqcmd.cli.main import main
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from cqcmd.drill.scenario import library
from tests.drill.conftest import SCRIPTS

ROOT = Path(__file__).parents[2]
PERFECT = SCRIPTS / "lift-trapping.perfect.toml"
CALL = (
    '[[act]]\nat = "0:06:00"\ndo = "take_call"\ninject = "call"\n'
    'fields = { district = "渝中区", equipment = "电梯", summary = "困人", stranded = "3" }\n'
)


def act(do: str, rest: str, at: str = "0:01:00") -> str:
    return f'[[act]]\nat = "{at}"\ndo = "{do}"\n{rest}\n'


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main(["drill", *map(str, arguments)])
    said = capfd.readouterr()
    return status, said.out, said.err


def test_a_score_is_json_without_ids_and_the_same_each_run(
    capfd: pytest.CaptureFixture[str],
) -> None:
    arguments = ("run", "lift-trapping", "--script", PERFECT)
    status, out, err = run(capfd, *arguments)
    assert (status, err) == (0, "")
    assert run(capfd, *arguments, "--speed", 60, "--hold", "1:40:00=72:00:00")[1] == out
    score = json.loads(out)
    assert score["points"] == score["of"] == 100
    grade = next(outcome for outcome in score["expectations"] if outcome["id"] == "grade")
    assert grade["at"] == "2026-09-18T11:10:30+08:00", "two hours after it stopped"
    assert "26-0001" not in out


def test_the_list_and_the_checker(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd, "list")
    assert (status, err, len(out.splitlines())) == (0, "", len(library.names()))
    assert out.splitlines()[0].startswith("first-call ")
    assert [line for line in out.splitlines() if line.endswith("（带引导）")] == out.splitlines()[
        :1
    ]
    assert any(line.startswith("ride-stranding ") for line in out.splitlines())
    status, out, err = run(capfd, "check", "ride-stranding")
    assert (status, out) == (0, "")
    assert "无误：4 个注入，13 项期望，共 100 分。" in err


def test_every_fault_has_its_line(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "我的.toml"
    path.write_text("[[inject]]\n[[expect]]\n", encoding="utf-8")
    status, out, err = run(capfd, "check", path)
    assert (status, out) == (2, "")
    assert "第 1 行 inject 1：缺少字段 id" in err
    assert err.splitlines()[-1].endswith("处错误，未采用。")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (
            '[[act]]\nat = "0:01:00"\ndo = "note"\ntext = "早"\n',
            "第 1 行 act 1（note）：“lift”还没有接报",
        ),
        (CALL.replace("0:06", "0:01"), "第 1 行 act 1（take_call）：注入“call”这时还没有到"),
        (CALL.replace('"call"', '"ring"'), "情景里没有注入“ring”"),
        (CALL + '[[act]]\nat = "0:05:00"\ndo = "undo"\n', "第 6 行 act 2：时间 0:05:00 早于前一条"),
        ('\n[[act]]\nat = "0:01:00"\ndo = "explode"\n', "第 2 行 act 1：没有“explode”这个动作"),
        ('[[act]]\nat = "0:01:00"\n', "第 1 行 act 1：没有“”这个动作"),
        ('[[act]]\nat = "0:01:00"\ndo = "note"\n', "第 1 行 act 1：缺少字段 text"),
        ('[[act]]\nat = 5\ndo = "undo"\n', "第 1 行 act 1 的 at：时间须写成"),
        ('[[act]]\nat = "0:01:00"\ndo = "undo"\nsudo = 1\n', "不认识的字段 sudo"),
        ('[[act]]\nat = "9:01:00"\ndo = "undo"\n', "在演练结束（5:00:00）之后"),
        (CALL + '[[act]]\nat = "0:07:00"\ndo = "end"\nwho = "赵"\nwords = "完"\n', "无从终止"),
        (CALL + '[[act]]\nat = "0:07:00"\ndo = "deliver"\nto = "x"\nperson = "王"\n', "没有签发过"),
        (CALL + '[[act]]\nat = "0:07:00"\ndo = "answer"\nteam = "甲"\n', "没有登记过“甲”"),
        (
            CALL + '[[act]]\nat = "0:07:00"\ncase = "x"\ndo = "close"\nreason = "完"\n',
            "没有“x”这起",
        ),
        ('{"at": "0:01:00", "do": "undo"}\n{"at": "0:0', "第 2 行：不是一个完整的 JSON 对象"),
        ('{"at": "0:01:00", "do": "walk"}\n', "第 1 行：没有“walk”这个动作"),
        (CALL.replace("summary", "sumary"), "第 1 行 act 1（take_call）：表里没有 sumary 这一栏"),
        ("act = 1\n", "只能有 [[act]]"),
        ("[[acts]]\n", "只能有 [[act]]，却有 acts"),
        ("[[act]\n", "不是 TOML"),
    ],
)
def test_a_bad_script_is_a_sentence_with_its_line(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, script: str, words: str
) -> None:
    path = tmp_path / "script.toml"
    path.write_text(script, encoding="utf-8")
    status, out, err = run(capfd, "run", "lift-trapping", "--script", path)
    assert (status, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--speed", "61"), "0（逐项跳转）到 60"),
        (("--hold", "0:30:00"), "时刻=时长"),
        (("--hold", "x=1:00:00"), "时:分:秒"),
    ],
)
def test_bad_options(
    capfd: pytest.CaptureFixture[str], options: tuple[str, ...], words: str
) -> None:
    status, _out, err = run(capfd, "run", "lift-trapping", "--script", PERFECT, *options)
    assert status == 2
    assert words in err


def test_json_lines_say_the_same_as_toml(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    import tomllib

    acts = tomllib.loads(PERFECT.read_text(encoding="utf-8"))["act"]
    lines = tmp_path / "script.jsonl"
    lines.write_text("\n".join(map(json.dumps, acts)), encoding="utf-8")
    told = run(capfd, "run", "lift-trapping", "--script", lines)[1]
    assert told == run(capfd, "run", "lift-trapping", "--script", PERFECT)[1]


def test_a_separator_within_a_text_ends_no_json_line(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    call = {"at": "0:06:00", "do": "take_call", "inject": "call", "fields": {"summary": "困人"}}
    note = {"at": "0:07:00", "do": "note", "text": "一行\u2028两行\x85三段"}
    script = tmp_path / "script.jsonl"
    text = "\r\n".join(json.dumps(record, ensure_ascii=False) for record in (call, note))
    script.write_text(text, encoding="utf-8")
    assert run(capfd, "run", "lift-trapping", "--script", script)[0] == 0


WATCHED = """
import sys
real, found = sys.argv[1], []

def watch(event, args):
    if event in ("open", "sqlite3.connect", "os.mkdir", "os.rename", "os.remove", "os.listdir"):
        if any(str(each).startswith(real) for each in args if isinstance(each, (str, bytes))):
            found.append((event, args))

sys.addaudithook(watch)
open(real + "/probe").close() if "probe" in sys.argv else None
from cqcmd.cli.main import main
status = main(["drill", "run", "lift-trapping", "--script", sys.argv[2]])
print(found, file=sys.stderr)
sys.exit(status or bool(found))
"""


def drilled(home: Path, *more: str) -> "subprocess.Popen[str]":
    real = home / "cqcmd"
    return subprocess.Popen(
        [sys.executable, "-c", WATCHED, str(real), str(PERFECT), *more],
        cwd=ROOT,
        env=os.environ | {"XDG_DATA_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_a_drill_and_a_real_incident_at_once_never_touch(tmp_path: Path) -> None:
    """The drill in one process, a real call in this one, on one host and one home."""
    real = Opening(tmp_path / "cqcmd", None, SystemClock())
    real.read_journal()
    real.desk.station.set_up("district_regulator", "渝中区市场监管局", None, {}, "李敏")
    running = drilled(tmp_path)
    now = real.desk.clock.now()
    real.desk.intake.take_call("real", {"district": "渝中区", "summary": "真的"}, now)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 0, err
    assert json.loads(out)["points"] == 100
    real.desk.refresh()
    assert [row.ident for row in real.desk.board().rows] == ["real"]
    assert real.desk.backups.verify().ok
    real.close()


def test_the_watch_would_have_noticed(tmp_path: Path) -> None:
    (tmp_path / "cqcmd").mkdir()
    (tmp_path / "cqcmd" / "probe").touch()
    watched = drilled(tmp_path, "probe")
    watched.communicate(timeout=60)
    assert watched.returncode == 1


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert main(["drill", "run", "lift-trapping", "--script", str(PERFECT)]) == 0
    assert list(tmp_path.iterdir()) == []
