"""``python -m tools.mutants [--all]``: a seeded sample of the mutants, or every one."""

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

import msgspec

from tools.mutants.mutant import Key, Mutant, mutants_of
from tools.mutants.reach import reach_of
from tools.mutants.trial import Outcome, Trial, run

LIST = Path("tests/mutants.toml")
SAMPLE = 500
SEED = 20260725

WORDS: dict[Outcome, str] = {"killed": "被发现", "survived": "未被发现", "timeout": "超时"}

WARM = (
    *("pytest_asyncio", "pytest_cov", "syrupy", "xdist", "textual.app", "textual.pilot"),
    *("arrow", "docx", "openpyxl", "pypinyin", "segno", "sqlmodel", "tinydb"),
)
"""What every child would import anew."""


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mutant that changes nothing anybody could see, and why."""

    function: str
    old: str
    new: str
    reason: str
    nth: int = 1

    @property
    def key(self) -> Key:
        """The mutant it means."""
        return Key(self.function, self.old, self.new, self.nth)


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is mutated, which tests are to notice, and what none can."""

    targets: list[str]
    tests: list[str]
    equivalent: list[Equivalent]


def main() -> int:
    """Run, and fail where a mutant survived that the list does not explain."""
    options = arguments()
    plan = msgspec.toml.decode(LIST.read_bytes(), type=Plan)
    every = [mutant for target in plan.targets for mutant in mutants_of(Path(target))]
    listed = {equivalent.key for equivalent in plan.equivalent}
    chosen = every if options.all else sample(every, options.sample)
    tried = [mutant for mutant in chosen if options.all or mutant.key not in listed]
    print(
        f"变异体 {len(every)} 个，取 {len(chosen)} 个，其中已列明等效 {len(chosen) - len(tried)} 个"
    )
    wrong = [f"清单里没有对应的变异体：{shown(key)}" for key in stale(every, listed)]
    wrong += trials(plan, tried, listed)
    print(*wrong, sep="\n")
    return int(bool(wrong))


def arguments() -> argparse.Namespace:
    """How many, on how many cores."""
    parser = argparse.ArgumentParser(prog="tools.mutants")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1))
    return parser.parse_args()


def sample(every: list[Mutant], size: int) -> list[Mutant]:
    """Return the first of the seed's order."""
    return sorted(every, key=lambda mutant: mutant.key.rank(SEED))[:size]


def stale(every: list[Mutant], listed: set[Key]) -> list[Key]:
    """Return what is listed and no longer exists."""
    return sorted(listed - {mutant.key for mutant in every}, key=str)


def trials(plan: Plan, tried: list[Mutant], listed: set[Key]) -> list[str]:
    """Try them, print each that nobody noticed, and return what is wrong."""
    reach = reach_of(plan.tests, plan.targets)
    if reach.status:
        return ["没有变异时测试就未通过，请先修好测试。"]
    for name in WARM:
        __import__(name)
    count: Counter[Outcome] = Counter()
    planned = [reach.trial(mutant, plan.tests) for mutant in tried]
    wrong = []
    for trial, outcome in run(planned, arguments().workers):
        count[outcome] += 1
        if (outcome == "survived") != (trial.mutant.key in listed):
            wrong.append(described(trial, outcome))
            print(wrong[-1], flush=True)
        if count.total() % 50 == 0:
            print(f"已试 {count.total()} 个，共 {len(tried)} 个", file=sys.stderr, flush=True)
    print("，".join(f"{word} {count[outcome]}" for outcome, word in WORDS.items()))
    return wrong


def described(trial: Trial, outcome: Outcome) -> str:
    """One line on a mutant: where, what, how it ended, among how many tests."""
    mutant = trial.mutant
    where = f"{mutant.path}:{mutant.line}"
    return f"{WORDS[outcome]}：{where} {shown(mutant.key)}（{trial.size} 个测试）"


def shown(key: Key) -> str:
    """Say what a mutant changes."""
    return f"{key.function}: {key.old} -> {key.new}" + (f" #{key.nth}" if key.nth > 1 else "")


if __name__ == "__main__":
    sys.exit(main())
