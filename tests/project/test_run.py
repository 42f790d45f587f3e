"""The way from a fresh machine to a running program."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import run

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; .+)? \\$", re.MULTILINE)


def pins(lock: Path) -> dict[str, str]:
    return dict(PIN.findall(lock.read_text("utf-8")))


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program folder of its own, with a pretended .venv."""
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(run, "WHEELHOUSE", tmp_path / "wheelhouse")
    monkeypatch.setattr(run, "RUNTIME", tmp_path / "requirements.txt")
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.symlink_to(sys.executable)
    run.RUNTIME.write_text("textual==8.2.8\n")
    return tmp_path


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been run; a command that names `ruff format` fails."""
    made: list[list[str]] = []

    def call(command: list[str], stdout: int | None = None) -> int:
        made.append(command[2:])
        return int("format" in command)

    def begin(command: list[str]) -> Callable[[], int]:
        made.append(command[2:])

        def ended() -> int:
            made.append(["the end of", *command[2:]])
            return 1

        return ended

    monkeypatch.setattr(run, "call", call)
    monkeypatch.setattr(run, "begin", begin)
    monkeypatch.setattr(run, "prepare", lambda requirements: None)
    return made


class TestLocks:
    @pytest.mark.parametrize(
        "lock", [run.RUNTIME, run.CENTRE, run.DEVELOPMENT], ids=lambda lock: lock.name
    )
    def test_every_line_is_a_pin_or_its_hash(self, lock: Path) -> None:
        for line in lock.read_text("utf-8").splitlines():
            assert PIN.match(line) or re.match(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$", line), (
                line
            )

    def test_they_hold_what_the_project_asks_for(self) -> None:
        project = tomllib.loads((run.ROOT / "pyproject.toml").read_text("utf-8"))
        extra = project["project"]["optional-dependencies"]["centre"]
        asked = project["project"]["dependencies"] + extra + project["dependency-groups"]["dev"]
        locked = pins(run.DEVELOPMENT)
        for requirement in map(Requirement, asked):
            assert requirement.specifier.contains(locked[requirement.name]), requirement

    def test_tests_run_on_the_versions_officers_get(self) -> None:
        assert pins(run.RUNTIME).items() < pins(run.CENTRE).items()
        assert pins(run.CENTRE).items() < pins(run.DEVELOPMENT).items()

    def test_the_runtime_needs_nothing_this_machine_alone_would_skip(self) -> None:
        assert " ; " not in run.RUNTIME.read_text("utf-8")


class TestStamp:
    def test_nothing_installed_is_not_ready(self, machine: Path) -> None:
        assert not run.ready(run.RUNTIME)

    def test_an_install_that_finished_is_ready(self, machine: Path) -> None:
        run.stamp(run.RUNTIME).write_text(run.mark(run.RUNTIME), "utf-8")
        assert run.ready(run.RUNTIME)

    @pytest.mark.parametrize(
        ("words", "lock"),
        [
            ([], "requirements.txt"),
            (["--journal", "postgresql://h/d"], "requirements-centre.txt"),
            (["--journal=postgresql://h/d", "ssh-line"], "requirements-centre.txt"),
        ],
    )
    def test_a_host_of_a_centre_has_what_connects_to_it(
        self, words: list[str], lock: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        prepared: list[str] = []
        monkeypatch.setattr(run, "prepare", lambda wanted: prepared.append(wanted.name))

        def launch(*_words: str) -> None:
            raise SystemExit(0)

        monkeypatch.setattr(run, "launch", launch)
        with pytest.raises(SystemExit):
            run.main(words)
        assert prepared == [lock]

    def test_another_lock_asks_for_an_install(self, machine: Path) -> None:
        run.stamp(run.RUNTIME).write_text(run.mark(run.RUNTIME), "utf-8")
        run.RUNTIME.write_text("textual==8.2.9\n")
        assert not run.ready(run.RUNTIME)

    def test_another_interpreter_asks_for_an_install(self, machine: Path) -> None:
        run.stamp(run.RUNTIME).write_text(run.mark(run.RUNTIME), "utf-8")
        run.PYTHON.unlink()
        run.PYTHON.symlink_to("/bin/sh")
        assert not run.ready(run.RUNTIME)

    def test_an_interpreter_that_is_gone_asks_for_an_install(self, machine: Path) -> None:
        run.stamp(run.RUNTIME).write_text(run.mark(run.RUNTIME), "utf-8")
        run.PYTHON.unlink()
        run.PYTHON.symlink_to(machine / "gone")
        assert not run.ready(run.RUNTIME)
        assert run.site_packages() is None

    def test_the_second_of_two_first_starts_installs_nothing(
        self, machine: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        installs = []

        def install(requirements: Path) -> None:
            installs.append(requirements)
            run.stamp(requirements).write_text(run.mark(requirements), "utf-8")

        monkeypatch.setattr(run, "install", install)
        run.prepare(run.RUNTIME)
        run.prepare(run.RUNTIME)
        assert installs == [run.RUNTIME]


class TestInstall:
    def test_a_folder_carried_along_keeps_the_network_out(self, machine: Path) -> None:
        assert run.source() == []
        run.WHEELHOUSE.mkdir()
        assert run.source() == ["--no-index", "--find-links", str(run.WHEELHOUSE)]

    def test_the_link_survives_moving_the_folder(self, machine: Path) -> None:
        site = machine / ".venv/lib/python3.11/site-packages"
        site.mkdir(parents=True)
        run.link(site)
        line = (site / "cqcmd.pth").read_text("ascii").strip()
        assert not Path(line).is_absolute()
        assert (site / line).resolve() == machine
        assert os.access(machine / ".venv/bin/cqcmd", os.X_OK)

    def test_compiling_is_never_forbidden(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        monkeypatch.setenv("PIP_USER", "1")
        assert "PYTHONDONTWRITEBYTECODE" not in run.environment()
        assert run.environment()["PIP_USER"] == "0"

    def test_a_python_without_pip_is_told_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(run, "works", lambda command: False)
        with pytest.raises(SystemExit, match="1"):
            run.installer()
        assert "python3-venv" in capsys.readouterr().err

    def test_a_python_that_brings_no_pip_lends_the_systems(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(run, "PYTHON", Path("/bare/bin/python"))
        monkeypatch.setattr(run, "works", lambda command: command[0] == sys.executable)
        assert run.installer() == [sys.executable, "-m", "pip", "--python", str(run.PYTHON)]


class TestVerbs:
    def test_arguments_reach_the_program_as_they_are(
        self, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        started: list[list[str]] = []
        monkeypatch.setattr(
            os, "execve", lambda path, command, environment: started.append(command)
        )
        run.main(["--data", "某 目录", "grade", "-"])
        assert started == [
            [str(run.PYTHON), "-P", "-m", "cqcmd", "--data", "某 目录", "grade", "-"]
        ]

    def test_one_failed_step_fails_the_check_after_all_of_them(
        self, calls: list[list[str]], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit, match="1"):
            run.main(["check"])
        assert [command[0] for command in calls] == ["ruff", "ruff", "mypy"]
        assert "ruff format --check" in capsys.readouterr().err

    def test_a_failed_check_beside_the_tests_fails_the_whole(self, calls: list[list[str]]) -> None:
        with pytest.raises(SystemExit, match="1"):
            run.main(["test", "tests/project/test_run.py"])
        assert [command[0] for command in calls] == ["check", "pytest", "the end of"]
        assert calls[1][-1] == "tests/project/test_run.py"

    @pytest.mark.parametrize("status", [0, 3])
    def test_what_runs_beside_shows_its_lines_when_it_is_waited_for(
        self, capfd: pytest.CaptureFixture[str], status: int
    ) -> None:
        lines = "import sys; print('一行'); print('another', file=sys.stderr)"
        ended = run.begin([sys.executable, "-X", "utf8", "-c", f"{lines}; sys.exit({status})"])
        assert capfd.readouterr() == ("", "")
        assert ended() == status
        assert {*capfd.readouterr().err.splitlines()} == {"一行", "another"}

    def test_long_runs_every_test(self, calls: list[list[str]]) -> None:
        with pytest.raises(SystemExit):
            run.main(["test", "--long", "-x"])
        assert calls[1][-3:] == ["-m", "", "-x"]

    def test_coverage_measures_each_folder_and_reports_it(
        self, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(run, "COVERED", ("rules", "journal", "not_yet_there"))
        with pytest.raises(SystemExit):
            run.main(["test", "--coverage", "--long", "tests/rules"])
        tests, *reports = calls[1:-1]
        assert tests[tests.index("--dist") + 2 :] == [
            "--cov-branch",
            "--cov-report=",
            "--cov=cqcmd/rules",
            "--cov=cqcmd/journal",
            "-m",
            "not timed",
            "tests/rules",
        ]
        assert [report[-1] for report in reports] == [
            "--include=cqcmd/rules/*",
            "--include=cqcmd/journal/*",
        ]

    def test_without_the_flag_nothing_is_measured(self, calls: list[list[str]]) -> None:
        with pytest.raises(SystemExit):
            run.main(["test"])
        assert not any("cov" in word for word in calls[1])

    @pytest.mark.parametrize(
        ("typed", "passed_on"),
        [
            (["--mutants"], []),
            (["--mutants", "--all"], ["--all"]),
            (["--all", "--mutants"], ["--all"]),
        ],
    )
    def test_mutants_are_a_run_of_their_own(
        self, calls: list[list[str]], typed: list[str], passed_on: list[str]
    ) -> None:
        with pytest.raises(SystemExit, match="0"):
            run.main(["test", *typed])
        assert calls == [["tools.mutants", *passed_on]]

    @pytest.mark.parametrize(
        "typed",
        [["--all"], ["--mutants", "--long"], ["--mutants", "-x"], ["--all", "--coverage"]],
        ids=" ".join,
    )
    def test_what_does_not_go_with_mutants_is_refused_in_words(
        self, calls: list[list[str]], capsys: pytest.CaptureFixture[str], typed: list[str]
    ) -> None:
        with pytest.raises(SystemExit, match="2"):
            run.main(["test", *typed])
        assert calls == []
        assert "只能加 --all" in capsys.readouterr().err

    def test_all_cases_are_a_run_of_their_own(self, calls: list[list[str]]) -> None:
        with pytest.raises(SystemExit, match="0"):
            run.main(["test", "--all-cases"])
        assert calls == [["tools.all_cases"]]

    @pytest.mark.parametrize("other", ["--long", "-x", "--mutants", "tests/rules"])
    def test_what_does_not_go_with_all_cases_is_refused_in_words(
        self, calls: list[list[str]], capsys: pytest.CaptureFixture[str], other: str
    ) -> None:
        with pytest.raises(SystemExit, match="2"):
            run.main(["test", "--all-cases", other])
        assert calls == []
        assert re.search("不能与其他参数同用", capsys.readouterr().err)

    def test_a_soak_hands_its_hours_and_seed_on(self, calls: list[list[str]]) -> None:
        with pytest.raises(SystemExit):
            run.main(["soak", "--hours", "2", "--seed", "7"])
        assert calls == [["tests.simulation", "--hours", "2", "--seed", "7"]]

    def test_a_part_that_a_pack_leaves_out_is_refused_in_words(
        self, machine: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit, match="2"):
            run.prepare(machine / "requirements-dev.txt")
        assert "离线包" in capsys.readouterr().err

    def test_an_unwritable_folder_is_a_sentence(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def prepare(requirements: Path) -> None:
            raise PermissionError("只读")

        monkeypatch.setattr(run, "prepare", prepare)
        with pytest.raises(SystemExit, match="1"):
            run.main([])
        assert "复制到可以读写的地方" in capsys.readouterr().err


class TestOlderPython:
    def test_it_can_read_the_file(self) -> None:
        ast.parse(Path(run.__file__).read_text("utf-8"), feature_version=(3, 7))

    def test_it_is_told_the_version_it_needs(self) -> None:
        script = (
            "import runpy, sys; sys.version_info = (3, 7, 0, 'final', 0);"
            f"runpy.run_path({run.__file__!r}, run_name='__main__')"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
        assert done.returncode == 1
        assert done.stderr == "cqcmd 需要 Python 3.11 或更新的版本，这里是 3.7。\n"
