"""Tests lean on what is public; each private name they touch is listed here with its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent

SETTLED = "Textual and asyncio have no public way to ask whether anything is left to do"
FAULTS = "a fault put where only SQLite could make one"
PRAGMAS = "what the connection itself was told, and that it takes no writing"
WORD = "what is in the file: python-docx shows no more of it"
BARRED = "the screens have no way to write past an office that only looks"
PLANTED = "faults are put where the program itself would have them"
INSIDE = "what the system takes from a process that ends, and what lies on the disk"
ACTS = "a script's acts lie between the messages to which a drill's clock can be moved"
NOT_YET = "a journal that is not yet open"

ALLOWED = {
    "pilots.py": {
        "_compositor": "Textual has no public way to read what is on the terminal",
        "_repeats": "a test types faster than a hand repeats a key",
    },
    "test_painting.py": {"_display": "where Textual gives its pictures to the terminal"},
    "test_board.py": {
        "_open_record": "the same record, read by views that kept nothing",
        "_read": "how often a row is read anew",
        "_settled": "lines that are made only where somebody unfolds them",
    },
    "test_roles.py": {
        "_open_record": "the one door, with kinds of entries that no verb writes of one incident"
    },
    "test_figures.py": {
        "_pages": "what each code says: a test has no telephone",
        "_paper": "the words behind the codes",
    },
    "test_ten_questions.py": {"_charts": "openpyxl has no public list of the charts of a sheet"},
    "test_ssh_line.py": {"_parser": "the printed options, read as the program reads them"},
    "test_operators.py": {"_open_record": "somebody sits down as a login says"},
    "test_drawn_pictures.py": {"_open_record": "a picture, not the words that a screen shows"},
    "test_leaving.py": {"_exit": "Textual has no public way to ask whether an app is leaving"},
    "two_ways.py": {"_open_record": "the ledger, of which no screen shows all"},
    "test_checkpoint.py": {"_open_record": "what was read and what was left where it is"},
    "test_closing.py": {"_open_record": "an event as an earlier version wrote it"},
    "test_every_key.py": {
        "_exception": "Textual has no public way to ask what a handler raised",
        "_reload": "what the second does when nothing changed",
    },
    "test_key_grammar.py": {"_merged_bindings": "the keys of a class whose widget is not made"},
    "worked_out_once.py": dict.fromkeys(
        (
            "_count_parameters", "_get_dispatch_methods", "_no_default_action", "_parse_rules",
            "_textual_on", "_variables",
        ),
        "Textual keeps what it worked out for one app, or not at all",
    ),
    "settling.py": dict.fromkeys(
        (
            "_active", "_batch_count", "_default_executor", "_idle_semaphore", "_on_timer_update",
            "_ready", "_resize_timer", "_threads", "_update_timer", "_value", "_wait_for_screen",
            "_work_queue",
        ),
        SETTLED,
    ),
    "previous_screens.py": {
        "_compositor": "read as the old version's screens were",
        "_thread_worker": "Textual has no public way to tell threads from tasks",
    },
    "test_command_line.py": {
        "_parser": "a body named wrong would show only when its verb is run",
        "_actions": "argparse has no public way to list its verbs",
    },
    "test_owed.py": {"_first_applied": "a moment that only later duties show"},
    "children.py": {"_exit": "a death without clearing up, as by a power cut"},
    "failing_calls.py": {"_exit": "a child of a fork must not clear up what is its parent's"},
    "test_crashes.py": {"_exit": "a child of a fork must not clear up what is its parent's"},
    "power.py": {"_link": "a log that is taken over often, as a long day's is"},
    "test_damage.py": {"_reader": "no other way leads to a number that misleads"},
    "restoring.py": {"_exit": "a death without clearing up, as by a power cut"},
    "test_faults.py": {"_link": FAULTS, "_reader": FAULTS},
    "test_opening.py": {"_link": PRAGMAS},
    "test_post_time.py": {"_open_record": "another terminal that holds the journal"},
    "test_slow_disk.py": {"_open_record": "a disk that is slow or refuses, put under the journal"},
    "test_read_only.py": {"_reader": PRAGMAS},
    "test_debrief_word.py": {"_tbl": WORD},
    "test_template.py": {"_r": WORD},
    "test_word.py": {"_p": WORD, "_sectPr": WORD, "_tbl": WORD},
    "finished.py": {"_shared_clock": ACTS, "_perform": ACTS},
    "test_debrief.py": {"_shared_clock": ACTS},
    "test_marked.py": {"_code": "every QR code passes there, whoever draws it"},
    "test_real_watch.py": {"_open_record": BARRED},
    "test_record.py": {"_open_record": BARRED, "_presence": "a seat left as a kill leaves it"},
    "test_intake.py": {"_open_record": NOT_YET, "_journal": NOT_YET},
    "test_shift_handover.py": {"_open_record": "the entry itself, not its words"},
    "test_call.py": {"_mark": "a drill's mark on a script, without its clock"},
    "test_paper.py": {"_driver": "what is written to the terminal"},
    "test_manual.py": {"_PACKAGE": "the program in a folder that is not its own"},
    "test_paths.py": {"_PACKAGE": "the program in a folder that is not its own"},
    "test_recovery.py": {"_begin_watch": "an offer that is late, whatever the disk's speed"},
    "test_record_form.py": {"_rows": "the states of cells, not their colours in one theme"},
    "test_maintenance.py": {"_restore": "a fault after the copy is made"},
    "test_drill.py": {"_start": "which call a form is for, before anything is typed"},
    "deeds_command.py": {"_open_record": "which teams are inside, by their ids"},
    "posts.py": {"_open_record": "what stands in the journal of a post, beside its screens"},
    "invariants.py": dict.fromkeys(("_link", "_open_record", "_reader", "_told"), INSIDE),
    "plants.py": dict.fromkeys(
        ("_commit", "_head", "_last", "_note", "_reader", "_take"), PLANTED
    ),
    "rounds.py": {"_open_record": "the ledger, of which no screen shows all"},
    "post.py": dict.fromkeys(("_drafts", "_held", "_link", "_open_record"), INSIDE),
    "witness.py": {"_reader": "which file an act is written to"},
    "test_compositor.py": {"_compositor": "Textual has no public way to give a screen another one"},
    "test_driver.py": {
        "_debug": "the reader without a terminal",
        "_feed": "the reader without a terminal",
        "_render_chops": "Textual's own text, which ours replaces",
        "_run_input_thread": "Textual's own text, which ours replaces",
        "_sigcont_application": "Textual's own text, which ours replaces",
    },
}  # fmt: skip


def private(name: object) -> bool:
    return isinstance(name, str) and name[:1] == "_" and name[1:2].isalpha()


def touched(path: Path) -> Iterator[str]:
    """Private names of others: after a dot, given to ``setattr``, or imported."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                continue
            case ast.Attribute(attr=name):
                yield name
            case ast.Call(
                func=ast.Attribute(attr="setattr") | ast.Name(id="setattr" | "getattr"),
                args=[_, ast.Constant(value=str(name)), *_],
            ):
                yield name
            case ast.ImportFrom(module=str(module), names=imported) if module.startswith("cqcmd"):
                yield from (other.name for other in imported)


def test_tests_touch_no_private_name_that_is_not_listed_and_list_none_in_vain() -> None:
    found: dict[str, set[str]] = {}
    for path in TESTS.rglob("*.py"):
        found.setdefault(path.name, set()).update(filter(private, touched(path)))
    wrong = {name: names for name, names in found.items() if names != set(ALLOWED.get(name, ()))}
    assert {name: (wrong[name], set(ALLOWED.get(name, ()))) for name in wrong} == {}
    assert set(ALLOWED) <= set(found)
