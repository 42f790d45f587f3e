"""What the verbs of the command line answer to kept inputs."""

import contextlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

from cqcmd.cli.main import main
from cqcmd.drill.scenario.library import BOX
from tests.drill.conftest import SCRIPTS
from tests.previous import KEPT, copied
from tests.previous_drills import drawer_of

SEVERAL = {"every-verb": "several-at-once"}
"""Scripts that are called after no scenario."""


def ask(*arguments: object) -> str:
    """Exit status, standard output and standard error of a verb, run in this process."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _each in range(2)]
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        status = main([str(argument) for argument in arguments])
    texts = []
    for stream in streams:
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    return f"status {status}\n{texts[0]}--\n{texts[1]}"


def questions(folder: Path) -> dict[str, tuple[object, ...]]:
    """The verbs that are asked, by a name for each; ``folder`` takes the copies they work on."""
    batch, plan = KEPT / "batch", KEPT / "plan" / "yz-2026.json"
    found: dict[str, tuple[object, ...]] = {
        "grade.jsonl": ("grade", batch / "grade.jsonl"),
        "duties.jsonl": ("duties", batch / "duties.jsonl"),
        "grade-district.jsonl": ("grade", batch / "grade.jsonl", "--plan", plan),
        "plan-check.txt": ("plan", "check", plan),
        "plan-show.txt": ("plan", "show", "4.1.1", "--plan", plan),
        "verify-post.txt": ("journal", "verify", "--data", folder / "post"),
    }
    for name in ("finished", "running"):
        place = folder / name
        found[f"verify-{name}.txt"] = ("journal", "verify", "--data", place)
    found["debrief.txt"] = ("drill", "debrief", folder / "finished")
    for script in sorted((batch / "scripts").glob("*.toml")):
        scenario = batch / "scenarios" / f"{scenario_of(script)}.toml"
        found[f"drill-{script.stem}.json"] = ("drill", "run", scenario, "--script", script)
    return found


def answers(folder: Path) -> Iterator[tuple[str, str]]:
    """What each is answered, by the name of the question."""
    copies(folder)
    for name, question in questions(folder).items():
        yield name, ask(*question)


def copies(folder: Path) -> None:
    """The post and both drills, to be asked about."""
    copied("post", folder)
    for name in ("finished", "running"):
        place = drawer_of(name, folder / "drawers").place
        place.rename(folder / name)


def scenario_of(script: Path) -> str:
    """The scenario that a script plays."""
    name = script.stem.partition(".")[0]
    return SEVERAL.get(name, name)


def inputs_of_drills(folder: Path) -> None:
    """Keep the scenarios and the scripts as they are."""
    shutil.copytree(SCRIPTS, folder / "scripts")
    shutil.copytree(BOX, folder / "scenarios")
