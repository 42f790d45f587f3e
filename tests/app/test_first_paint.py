"""What is loaded when the first screen stands, and once the record can be written."""

import json
import sys
from pathlib import Path

from cqcmd.clock import SystemClock
from cqcmd.desk.opening import Opening
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

app.CommandPost.{moment} = note
sys.exit(cli.main(["--data", {data!r}]))
"""


FIRST_PAINT, READY, SEEN = "_read_journal", "_opened", "work_behind"
"""What a post calls once its first screen has been painted, once the journal is open, and seen."""


LATER = {
    "cqcmd.parsing.sentence.reader": "its patterns take a third of a start",
    "cqcmd.desk.papers.desk": "no wing of an incident is asked for",
    "cqcmd.documents": "no board makes a paper",
    "textual.widgets._text_area": "it has no editor",
    "tomllib": "nothing is read of a line",
    "urllib.request": "a page of an archive is escaped by less",
    "email": "nobody writes any",
}
"""What costs a start much and shows nothing of the board, as it was once found there."""


def modules_at(moment: str, folder: Path) -> set[str]:
    """The top-level modules of a fresh post in ``folder`` at one of these moments."""
    return {name.partition(".")[0] for name in names_at(moment, folder)}


def names_at(moment: str, folder: Path) -> set[str]:
    """All of them, with their dotted names."""
    file = folder / "modules.json"
    program = WATCHED.format(file=str(file), data=str(folder / "data"), moment=moment)
    with Terminal([sys.executable, "-c", program]) as terminal:
        assert terminal.wait() == 0, terminal.text()
    return {*json.loads(file.read_text())}


def test_nothing_heavy_is_loaded_before_the_first_screen_stands(tmp_path: Path) -> None:
    names = names_at(FIRST_PAINT, tmp_path)
    loaded = {name.partition(".")[0] for name in names}
    assert {"cqcmd", "textual"} <= loaded
    assert not loaded & HEAVY
    assert not names & LATER.keys()


def test_the_board_of_the_record_is_seen_without_what_only_a_form_needs(tmp_path: Path) -> None:
    # A post that is not set up asks for that at once, in a form.
    opening = Opening(tmp_path / "data", None, SystemClock())
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中局", "渝中区", {}, "李敏")
    opening.close()
    assert not names_at(SEEN, tmp_path) & LATER.keys()


def test_the_record_is_opened_without_what_declares_its_tables(tmp_path: Path) -> None:
    loaded = modules_at(READY, tmp_path)
    assert "apsw" in loaded
    assert not loaded & (HEAVY | {"pydantic"})
