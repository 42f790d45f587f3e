"""``python -m tools.all_cases``: every input of clause 1.5, by the program and by its text."""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from multiprocessing import get_context

from msgspec import Struct

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.rules.facts import Number
from cqcmd.rules.grading import Grader
from tests.oracle.grade_answers import Difference, differences
from tests.oracle.grade_inputs import ALL, Batch, Sweep, batches

SHOWN = 3
"""How many of a batch's differences are printed; all are counted."""

WORDS: dict[Sweep, str] = {
    "on_the_bound": "已确认的正好在界上",
    "one_below": "已确认的差一步到界",
    "only_possible": "有一项只有可能的数",
}


class Outcome(Struct, frozen=True):
    """How many inputs of a batch there were, how many differ, and the first of these in words."""

    batch: Batch
    inputs: int
    differ: int
    shown: list[str]


def main() -> int:
    """Grade them all, and fail where one is graded otherwise than the text says."""
    started = time.monotonic()
    count: Counter[Sweep] = Counter()
    differ: Counter[Sweep] = Counter()
    print(f"能分辨的输入 {ALL:,} 种，逐一与条文对照；另有未定设备的、只有可能的。", flush=True)
    for outcome in outcomes(batches(), min(4, os.cpu_count() or 1)):
        count[outcome.batch.sweep] += outcome.inputs
        differ[outcome.batch.sweep] += outcome.differ
        print(*(f"{line}\n" for line in outcome.shown), sep="", end="", flush=True)
    for sweep, word in WORDS.items():
        print(f"{word}：{count[sweep]:,} 种，{differ[sweep]:,} 处不同")
    print(f"用时 {time.monotonic() - started:.0f} 秒")
    return int(differ.total() > 0)


def outcomes(work: list[Batch], processes: int) -> Iterator[Outcome]:
    """Grade batches in several processes, saying how far it is."""
    # Started anew, not forked: a fork of a process with threads may stand still for ever.
    with get_context("spawn").Pool(processes) as pool:
        for done, outcome in enumerate(pool.imap(graded, work), 1):
            yield outcome
            if done % 50 == 0:
                print(f"已对照 {done} 批，共 {len(work)} 批", file=sys.stderr, flush=True)


def graded(batch: Batch) -> Outcome:
    """Grade one batch."""
    given = list(batch.inputs())
    found = list(differences(grader(), batch.sweep, batch.kind, given))
    return Outcome(batch, len(given), len(found), [described(one) for one in found[:SHOWN]])


@cache
def grader() -> Grader:
    """Return the grader of the plan that comes with the program; one a process is enough."""
    return Grader(plan_in_force())


def described(one: Difference) -> str:
    """Say what was given, and both answers."""
    given = "，".join(
        f"{name} {'/'.join(map(told, (amount.confirmed, amount.possible)))}"
        for name, amount in one.given.items()
    )
    return f"{one.kind or '未定设备'}，{given}：\n  条文 {one.text}\n  程序 {one.program}"


def told(number: Number | None) -> str:
    """Write what is confirmed or possible."""
    return "待核" if number is None else str(number)


if __name__ == "__main__":
    sys.exit(main())
