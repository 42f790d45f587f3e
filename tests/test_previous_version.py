"""What the version before wrote still opens, and says the same.

The files under tests/fixtures/previous were written by version 0.1.0, before the package's files
moved; the program that drove it stands in the commit that added them. Only copies are opened.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.incident.events import EVENTS, decode, encode
from cqcmd.incident.events.entry import operator_in
from cqcmd.local_store.json_document import AtomicStorage
from tests.previous import KEPT, POSTS, SUBJECTS, copied, desk_of, rows_of, rows_say, said
from tests.previous_batch import ask, copies, questions
from tests.previous_drills import DRILLS, drawer_of, drill_of, drill_says
from tests.previous_screens import (
    DRILL_SCREENS,
    SCREENS,
    draft_screens,
    screens_of_drill,
    screens_of_post,
)

DRAFTS = ("post", *DRILLS)
JOURNALS = sorted(path.relative_to(KEPT).as_posix() for path in KEPT.rglob("journal.db"))
DOCUMENTS = sorted(
    path.relative_to(KEPT).as_posix()
    for name in ("settings", "tape", "record", "debrief", *DRAFTS)
    for path in KEPT.rglob(f"{name}.json")
    if "expected" not in path.parts
)


def expected(name: str) -> Any:
    return json.loads((KEPT / "expected" / f"{name}.json").read_text(encoding="utf-8"))


def kept_screens(prefix: str) -> dict[str, str]:
    return {
        path.stem: path.read_bytes().decode() for path in (KEPT / "screens").glob(f"{prefix}.*.txt")
    }


# Journals


def test_the_journal_holds_every_kind_of_entry() -> None:
    kinds = {row[4] for row in rows_of(KEPT / "post" / "journal.db")}
    assert len(kinds) == 37
    assert kinds <= set(EVENTS)


@pytest.mark.parametrize("journal", JOURNALS)
def test_every_entry_is_written_again_as_it_was(journal: str) -> None:
    rows = rows_of(KEPT / journal)
    assert rows
    for row in rows:
        assert encode(decode(row[4], row[5]), operator_in(row[5])) == row[5], row[0]


@pytest.mark.parametrize("name", [*POSTS, *DRILLS])
def test_opening_changes_no_row(name: str, tmp_path: Path) -> None:
    if name in POSTS:
        journal = copied(name, tmp_path) / "journal.db"
        with desk_of(journal.parent, POSTS[name]):
            pass
    else:
        drill_folder = drawer_of(name, tmp_path)
        journal = drill_folder.place / "journal.db"
        with drill_of(drill_folder) as (opening, _session):
            opening.read_journal()
    assert rows_say(journal) == expected(f"rows/{name}")


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("name", POSTS)
def test_the_desk_says_the_same(name: str, subject: str, tmp_path: Path) -> None:
    with desk_of(copied(name, tmp_path), POSTS[name]) as desk:
        assert said(desk, subject) == expected(f"{name}/{subject}")


# Drills


@pytest.mark.parametrize("name", DRILLS)
def test_the_drill_says_the_same(name: str, tmp_path: Path) -> None:
    wanted = expected(f"drills/{name}")
    with drill_of(drawer_of(name, tmp_path)) as (opening, session):
        opening.read_journal()
        found = drill_says(opening.desk, session)
    assert list(found) == list(wanted)
    for about in wanted:
        assert found[about] == wanted[about], about


# Files beside the journals


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_is_written_again_as_it_was(document: str, tmp_path: Path) -> None:
    before = (KEPT / document).read_bytes()
    path = tmp_path / "document.json"
    path.write_bytes(before)
    storage = AtomicStorage(path)
    tables = storage.read()
    assert tables
    storage.write(tables)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", DRILLS)
def test_the_mark_of_a_drill_is_written_again_as_it_was(name: str, tmp_path: Path) -> None:
    drill_folder = drawer_of(name, tmp_path)
    files = {path: path.read_bytes() for path in drill_folder.place.glob("*.json")}
    drill_folder.write(drill_folder.marker())
    assert {path: path.read_bytes() for path in drill_folder.place.glob("*.json")} == files


def test_a_district_plan_is_proven_and_has_its_own_digest() -> None:
    path = KEPT / "plan" / "yz-2026.json"
    plan = plan_in_force(path)
    assert plan.meta.title == "渝中区特种设备事故应急预案"
    assert plan.digest == sha256(path.read_bytes()).hexdigest()


# The command line


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    copies(folder)
    return folder


@pytest.mark.parametrize("name", questions(Path()))
def test_a_verb_answers_the_same(name: str, place: Path) -> None:
    wanted = (KEPT / "expected" / "batch" / name).read_bytes().decode()
    assert ask(*questions(place)[name]) == wanted


# Screens


@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_shows_the_same(name: str, tmp_path: Path) -> None:
    assert await screens_of_post(name, tmp_path) == kept_screens(name)


@pytest.mark.parametrize("name", DRILL_SCREENS)
async def test_the_screen_of_a_drill_shows_the_same(name: str, tmp_path: Path) -> None:
    assert await screens_of_drill(name, tmp_path) == kept_screens(name)


# Drafts


@pytest.mark.parametrize("name", DRAFTS)
async def test_a_draft_opens_its_form_with_what_was_typed(name: str, tmp_path: Path) -> None:
    assert await draft_screens(name, tmp_path) == kept_screens(f"draft-{name}")


def test_there_is_a_draft_of_every_form() -> None:
    rows = [
        row
        for name in DRAFTS
        for row in json.loads((KEPT / "drafts" / f"{name}.json").read_bytes())["drafts"].values()
    ]
    forms = {row["form"].partition(":")[0].partition("-")[0] for row in rows}
    assert len(rows) > len(forms) == 26
