"""`cqcmd register`: a list taken in and looked up from the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cqcmd.cli.main import main

HEAD = "设备代码,救援识别码,品种,使用单位,检验有效期"
Run = Callable[..., tuple[int, str, str]]
LIFT = "31105001122016060001,500123,乘客电梯,重庆长江物业有限公司,2020-01-01"


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        status = main(["register", *words, "--data", str(tmp_path / "data")])
        said = capfd.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "电梯.csv"
    path.write_text(f"{HEAD}\n{LIFT}\n,,电梯,,\n", encoding="utf-8")
    return str(path)


def test_a_list_is_told_of_and_taken_in_with_yes(run: Run, file: str) -> None:
    status, out, _err = run("import", file, "--yes")
    assert status == 0
    assert out.startswith("电梯.csv：新增 1，更新 0，没有变化 0，不导入 1 行\n")
    assert "不导入 第 3 行" in out
    assert out.endswith("登记簿已导入：新增 1，更新 0。\n")
    status, out, _err = run("find", "cjwy")
    assert status == 0
    assert out.splitlines()[0] == "重庆长江物业有限公司  设备 1 台"
    assert "检验有效期 2020-01-01（已过 " in out


def test_without_yes_and_without_a_person_nothing_is_written(
    run: Run, file: str, tmp_path: Path
) -> None:
    status, _out, err = run("import", file)
    assert status == 2
    assert "要导入请加 --yes" in err
    assert not (tmp_path / "data" / "registers.db").exists()


def test_what_is_not_there_is_said_and_is_no_answer(run: Run, file: str) -> None:
    run("import", file, "--yes")
    status, out, err = run("find", "zzz")
    assert (status, out) == (2, "")
    assert "没有找到" in err
    status, out, _err = run("import", file, "--yes")
    assert "新增 0" in out


def test_a_missing_file_is_a_sentence(run: Run) -> None:
    status, _out, err = run("import", "/nowhere/list.csv", "--yes")
    assert status == 2
    assert "没有“/nowhere/list.csv”这个文件" in err
