"""`cqcmd bundle` by program: what is printed, what the exit status says."""

import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from cqcmd.cli.main import main
from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
from tests.desk.calls import LIFT, TANK, take
from tests.support.pseudo_terminal import Terminal

Told = pytest.CaptureFixture[str]


@pytest.fixture
def posts(tmp_path: Path) -> tuple[Path, Path]:
    """Two posts, each with a call that has the same number."""
    for name, call in (("a", TANK), ("b", LIFT)):
        opening = Opening(tmp_path / name, None, SystemClock())
        opening.read_journal()
        opening.desk.station.set_up("district_regulator", f"{name}局", "渝中区", {}, "李敏")
        take(opening.desk, call)
        opening.close()
    return tmp_path / "a", tmp_path / "b"


def run(*words: object) -> int:
    return main([*map(str, words)])


def test_there_and_the_receipt_back(posts: tuple[Path, Path], tmp_path: Path, capfd: Told) -> None:
    a, b = posts
    bundle, receipt = tmp_path / "x.cqb", tmp_path / "r.cqb"
    assert run("bundle", "sent", "--data", a) == 2
    assert run("bundle", "export", bundle, "26-0001", "--data", a) == 0
    assert f"已导出26-0001，4 条：{bundle}" in capfd.readouterr().out
    assert run("bundle", "import", bundle, "--data", b) == 0
    told = capfd.readouterr()
    assert "只是预览" in told.err
    assert "26-0001 长江化工：新的一起，4 条" in told.out
    assert "留意：两边各有一起 26-0001" in told.out
    words = ("--yes", "--receipt", receipt, "--data", b)
    assert run("bundle", "import", bundle, *words) == 0
    assert "已并入a局的 4 条" in capfd.readouterr().out
    assert run("bundle", "import", receipt, "--yes", "--data", a) == 0
    assert "已收" in capfd.readouterr().out
    assert run("bundle", "sent", "--data", a) == 0
    assert "b局" in capfd.readouterr().out
    assert run("journal", "verify", "--data", b) == 0
    assert "部分链" in capfd.readouterr().out
    assert run("verdicts", "verify", b / "journal.db") == 0


def test_what_is_refused_ends_with_two_and_one_sentence(
    posts: tuple[Path, Path], tmp_path: Path, capfd: Told
) -> None:
    a, b = posts
    (tmp_path / "x.cqb").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "short").write_text("1234567\n")
    for words in (
        ("import", tmp_path / "x.cqb", "--data", b),
        ("import", tmp_path / "none.cqb", "--data", b),
        ("export", tmp_path / "y.cqb", "26-0009", "--data", a),
        ("export", tmp_path / "y.cqb", "--data", a, "--passphrase-file", tmp_path / "short"),
        ("export", tmp_path / "y.cqb", "--data", a, "--passphrase-file", tmp_path / "none"),
        ("export", tmp_path / "y.cqb", "--data", tmp_path / "nowhere"),
    ):
        assert run("bundle", *words) == 2, words
        told = capfd.readouterr()
        assert told.out == ""
        assert told.err.strip().endswith("。")
        assert "Traceback" not in told.err
    assert not (tmp_path / "y.cqb").exists()


def test_a_stick_will_do_where_there_is_one_bundle_on_it(
    posts: tuple[Path, Path], tmp_path: Path, capfd: Told
) -> None:
    a, b = posts
    stick = tmp_path / "usb"
    stick.mkdir()
    assert run("bundle", "import", stick, "--data", b) == 2
    assert "usb 里没有合并包（.cqb）" in capfd.readouterr().err
    assert run("bundle", "export", stick, "--data", a) == 0
    assert run("bundle", "import", stick, "--yes", "--data", b) == 0
    assert run("bundle", "export", stick / "又一个.cqb", "--data", a) == 0
    capfd.readouterr()
    assert run("bundle", "import", stick, "--data", b) == 2
    told = capfd.readouterr().err
    assert "usb 里有 2 个合并包，请写明一个：又一个.cqb、a局-合并包-" in told


def test_a_passphrase_in_a_file_locks_and_opens(
    posts: tuple[Path, Path], tmp_path: Path, capfd: Told
) -> None:
    a, b = posts
    bundle, said = tmp_path / "x.cqb", tmp_path / "pass"
    said.write_text("过街天桥 2026\n", "utf-8")
    assert run("bundle", "export", bundle, "--data", a, "--passphrase-file", said) == 0
    assert run("bundle", "import", bundle, "--yes", "--data", b) == 2
    assert "加了口令" in capfd.readouterr().err
    words = ("--yes", "--data", b, "--passphrase-file", said)
    assert run("bundle", "import", bundle, *words) == 0


def test_a_passphrase_comes_on_standard_input(
    posts: tuple[Path, Path], tmp_path: Path, capfd: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = posts
    bundle = tmp_path / "x.cqb"
    for words, said, status in (
        (("export", bundle, "--data", a), "过街天桥 2026\nmore\n", 0),
        (("import", bundle, "--yes", "--data", b), "过街天桥 2025\n", 2),
        (("import", bundle, "--yes", "--data", b), "过街天桥 2026", 0),
        (("export", tmp_path / "y.cqb", "--data", a), "", 2),
    ):
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(said.encode())))
        assert run("bundle", *words, "--passphrase-file", "-") == status, words
    assert "口令至少 8" in capfd.readouterr().err
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"")))
    assert run("bundle", "export", tmp_path / "y.cqb", "--data", a, "--passphrase") == 2
    assert "这里不是终端" in capfd.readouterr().err
    assert not (tmp_path / "y.cqb").exists()


def test_a_passphrase_is_asked_for_and_not_shown(posts: tuple[Path, Path], tmp_path: Path) -> None:
    a, b = posts
    bundle = tmp_path / "x.cqb"

    def asked(words: tuple[object, ...], *answers: str) -> tuple[int, str]:
        program = [sys.executable, "-m", "cqcmd", "bundle", *map(str, words)]
        with Terminal(program) as terminal:
            for question, answer in zip(("口令", "再打一遍"), answers, strict=False):
                terminal.wait_for(question)
                terminal.send((answer + "\n").encode())
            status = terminal.wait()
            return status, terminal.raw.decode()

    lock = ("export", bundle, "--data", a, "--passphrase")
    status, told = asked(lock, "tianqiao 2026", "tianqiao 2025")
    assert (status, bundle.exists()) == (2, False), told
    status, told = asked(lock, "tianqiao 2026", "tianqiao 2026")
    assert (status, bundle.exists()) == (0, True), told
    assert "tianqiao" not in told
    status, told = asked(("import", bundle, "--yes", "--data", b), "tianqiao 2026")
    assert status == 0, told
    assert "已并入a局" in told
    assert "tianqiao" not in told


def test_a_drill_and_a_real_post_take_nothing_of_each_other(
    posts: tuple[Path, Path], tmp_path: Path, capfd: Told
) -> None:
    a, _b = posts
    assert run("bundle", "export", tmp_path / "real.cqb", "--data", a) == 0
    sample = Opening(tmp_path / "sample", None, SystemClock(), "演练·样例")
    sample.read_journal()
    sample.desk.bundle.exporting(tmp_path / "drill.cqb").run()()
    made = tmp_path / "演练-drill.cqb"
    assert made.exists(), "a file that leaves a drill bears its name"
    with pytest.raises(Exception, match="演练里不并"):
        sample.desk.bundle.read(tmp_path / "real.cqb")
    sample.close()
    capfd.readouterr()
    assert run("bundle", "import", made, "--yes", "--data", a) == 2
    assert "是演练导出的" in capfd.readouterr().err
