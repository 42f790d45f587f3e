"""Which tests reach which lines: one run of them all, without a fault."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import coverage
import msgspec
import pytest

from tools.mutants.mutant import Mutant
from tools.mutants.trial import Trial, in_child, tested

PATIENCE = 5
"""How many times longer than without a fault the tests may take."""

START_SECONDS = 30
"""What a child may take to import and to collect, on a busy machine."""


class Reach(msgspec.Struct):
    """The seconds of each test, and by file and line the tests that went through it.

    What ran before any test, as modules were imported, went by no name: ``""``.
    """

    status: int
    seconds: dict[str, float]
    lines: dict[str, dict[int, list[str]]]

    def trial(self, mutant: Mutant, asked: Sequence[str]) -> Trial:
        """Yield the tests through its function, a round for each folder asked in turn.

        What ran as modules were imported may be in the hands of any test that reaches the file.
        """
        by_line = self.lines.get(str(mutant.path), {})
        tests = {test for line in mutant.lines[1:] for test in by_line.get(line, ())}
        if "" in tests or not tests:
            tests = {test for tests in by_line.values() for test in tests} - {""}
        quickest = sorted(tests, key=lambda test: (self.seconds[test], test))
        rounds = (tuple(t for t in quickest if t.startswith(place)) for place in asked)
        limit = START_SECONDS + PATIENCE * sum(self.seconds[test] for test in tests)
        return Trial(mutant, tuple(round for round in rounds if round), limit)


def reach_of(tests: Sequence[str], files: Sequence[str]) -> Reach:
    """Run the tests once, in a child, and read what it noted."""
    with TemporaryDirectory() as scratch:
        answer = Path(scratch) / "reach.json"
        in_child(_note, tests, files, answer).join()
        return msgspec.json.decode(answer.read_bytes(), type=Reach)


class _Noting:
    """The plugin that tells coverage which test is running, and keeps the time."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured = measured
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.measured.switch_context(nodeid)

    def pytest_runtest_logfinish(self) -> None:
        self.measured.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration


def _note(tests: Sequence[str], files: Sequence[str], answer: Path) -> None:
    measured = coverage.Coverage(data_file=None, include=files, config_file=False)
    noting = _Noting(measured)
    with measured.collect():
        status = tested(tests, answer.parent / "tests", noting)
    data = measured.get_data()
    lines = {
        str(Path(file).relative_to(Path.cwd())): {
            line: [test for test in contexts if not test or test in noting.seconds]
            for line, contexts in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    answer.write_bytes(msgspec.json.encode(Reach(status, noting.seconds, lines)))
