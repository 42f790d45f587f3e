"""A session of its own for tests: does random acts on a shared post, then prints what it sees."""

import random
import sys
from pathlib import Path

from cqcmd.clock import SystemClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from cqcmd.errors import Refusal
from tests.desk.calls import TANK, report, take


def act(desk: Desk, dice: random.Random) -> None:
    """One act such as an officer might do."""
    rows = desk.board().rows
    if not rows or dice.random() < 0.15:
        take(desk, TANK, unit=f"单位{dice.randrange(1000)}")
        return
    ident = dice.choice(rows).ident
    choice = dice.randrange(5)
    if choice == 0:
        now = desk.clock.now()
        desk.facts.update(ident, {"deaths": str(dice.randrange(40))}, source="现场", at=now)
    elif choice == 1:
        receiver = dice.choice(["district_government", "city_regulator"])
        report(desk, ident, receiver, dice.choice(["phone", "written"]))
    elif choice == 2:
        desk.logbook.note(ident, f"记事{dice.randrange(1000)}")
    elif choice == 3:
        desk.logbook.strike(ident, dice.choice(desk.log(ident)[1:]).entry, "误按")
    else:
        desk.logbook.undo()


def picture(desk: Desk) -> str:
    """Everything this session would show."""
    board = desk.board()
    rows = sorted((row.ident, row.number, row.grade.name, row.summary) for row in board.rows)
    logs = [[line.words + line.struck for line in desk.log(ident)] for ident, *_rest in rows]
    return repr((rows, logs))


def main(data: str, seed: str, acts: str) -> None:
    """Act, tell that one is done, wait for the others, and print the picture."""
    opening = Opening(Path(data), None, SystemClock())
    opening.read_journal()
    desk, dice = opening.desk, random.Random(int(seed))
    for _ in range(int(acts)):
        try:
            desk.refresh()
            act(desk, dice)
        except Refusal:
            continue  # another session was first: that is what is tested
    print("done", flush=True)
    sys.stdin.readline()
    desk.refresh()
    print(picture(desk), flush=True)
    opening.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
