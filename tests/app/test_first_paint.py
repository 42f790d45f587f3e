"""What is loaded when the first screen stands: nothing that only the journal or a report needs."""

import json
import sys
from pathlib import Path

from tests.support.pseudo_terminal import Terminal

HEAVY = {"sqlalchemy", "sqlmodel", "docx", "openpyxl", "pypinyin", "segno"}
WATCHED = """
import json, sys
from pathlib import Path
from cqcmd.app import command_post as app
from cqcmd.cli import main as cli

def note(post):
    Path({file!r}).write_text(json.dumps(sorted(sys.modules)))
    post.exit()

# It is called once the first screen has been painted.
app.CommandPost._read_journal = note
sys.exit(cli.main(["--data", {data!r}]))
"""


def modules_at_first_paint(folder: Path) -> set[str]:
    """The top-level modules of a fresh post in ``folder`` as its first screen stands."""
    file = folder / "modules.json"
    program = WATCHED.format(file=str(file), data=str(folder / "data"))
    with Terminal([sys.executable, "-c", program]) as terminal:
        assert terminal.wait() == 0, terminal.text()
    return {name.partition(".")[0] for name in json.loads(file.read_text())}


def test_nothing_heavy_is_loaded_before_the_first_screen_stands(tmp_path: Path) -> None:
    loaded = modules_at_first_paint(tmp_path)
    assert {"cqcmd", "textual"} <= loaded
    assert not loaded & HEAVY
