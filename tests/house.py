"""The floor plan: which layer and which wing may import which, and why.

A layer is a folder (or a file) right under ``cqcmd/``. A wing is a folder of a layer, named for
one kind of work; the same names stand in every layer that has several files on it.
"""

GROUND = {
    "chance": "one place is asked for chance, so that a whole run can be played again",
    "clock": "one clock is asked for the time, and one place words it",
    "errors": "a refusal is a whole sentence with one type",
    "i18n": "every word of the interface passes through it",
    "paths": "where things lie on disk is said once",
    "patterns": "a pattern is compiled when it is asked, whoever has it",
    "text": "foreign text passes one gate",
    "time_base": "on what a time rests is reckoned in one place",
}
"""What everybody may stand on."""

ON_THE_GROUND = {
    "chance": set[str](),
    "clock": {"errors", "i18n", "patterns", "time_base"},
    "errors": {"i18n"},
    "i18n": set[str](),
    "paths": {"errors", "i18n"},
    "patterns": set[str](),
    "text": {"i18n", "patterns"},
    "time_base": set[str](),
}
"""What the ground itself stands on."""

LAYERS: dict[str, dict[str, str]] = {
    "__main__": {
        "cli": "python -m cqcmd is the command line",
        "server": "a server shows the post at once, where there is one",
    },
    "cli": {
        "app": "a verb starts a post",
        "server": "a verb starts a server, and gives it what its sessions run",
        "terminal": "a verb that ends wrongly leaves the terminal whole",
        "desk": "the programs ask the same door as the screens",
        "drill": "a scenario is checked, listed and played by program",
        "files": "a script is a file of unknown origin",
        "incident": "a script names the events it makes",
        "parsing": "a line is read by program as the form reads it",
        "rules": "grade, duties and plan read the plan",
        "verdict_check": "a journal's verdicts are checked by a program that knows nothing of ours",
    },
    "app": {
        "terminal": "an app runs on our driver, signals and key queue",
        "screens": "an app puts screens together",
        "widgets": "the masthead is shown to all screens alike",
        "views": "alarms and marks are views",
        "desk": "an app opens a desk and shows it",
    },
    "server": {
        "app": "the post is rehearsed once for all sessions",
        "desk": "it is rehearsed over a sample",
        "terminal": "what a rehearsal handed to the disk is waited for",
    },
    "terminal": {},
    "verdict_check": {},
    "screens": {
        "widgets": "a screen is made of widgets",
        "views": "a screen shows views",
        "desk": "a screen sends wishes through the one door",
        "parsing": "what is typed is read as it is typed",
        "terminal": "a paste presses no key of a form",
    },
    "widgets": {
        "views": "a widget draws views",
        "terminal": "a delay is waited for in one way",
    },
    "views": {
        "rules": "a view carries grades, levels and codes of the plan",
        "registers": "a line of the register carries its row",
    },
    "desk": {
        "journal": "an act is appended to the record",
        "centre": "the record of a host is kept at its centre too",
        "local_store": "drafts, settings and drawers lie beside the record",
        "files": "lists of people come from files of unknown origin",
        "documents": "papers are made of what is written down",
        "drill": "a drill is judged by what the desk shows",
        "incident": "what is true now is the fold of the record",
        "parsing": "a form's words are read into values",
        "registers": "units and equipment are looked up beside the record",
        "rules": "the plan is read through its rows",
        "views": "a desk answers with views",
    },
    "documents": {
        "views": "a debrief prints what its screen shows",
        "files": "an office template is a file of unknown origin",
        "rules": "a report names grades, levels and clauses",
    },
    "drill": {
        "incident": "what was achieved is read from the fold",
        "local_store": "clock and inbox lie in files that processes share",
        "files": "a scenario is a file of unknown origin",
        "parsing": "a scenario's facts are read as if typed",
        "rules": "a scenario is proved against the plan",
    },
    "centre": {
        "journal": "rows are handed over as they stand, and taken in as a merge does",
        "local_store": "a plan's file is put on the disk whole",
    },
    "journal": {"incident": "an entry is what the journal carries"},
    "local_store": {},
    "registers": {"parsing": "a unit is found by how its name is said"},
    "files": {},
    "incident": {"rules": "the fold is graded by the plan"},
    "parsing": {"rules": "facts, districts and equipment are the plan's"},
    "rules": {},
}
"""Layer to the layers it may import, with the reason for each arrow; the ground goes unsaid."""

PUTS_TOGETHER = "the desk is put together of its wings; each is a kind of work"

WINGS: dict[str, dict[str, str]] = {
    "views/office": {"views": "a grade, and the steps of a course, are shown alike everywhere"},
    "parsing": {"parsing/said": "a name is found by how its characters are said"},
    "parsing/words": {"parsing": "numerals and times are read as in a field"},
    "parsing/people": {
        "parsing": "a count is written as its field takes it",
        "parsing/words": "a statement is made of words and clauses",
    },
    "parsing/sentence": {
        "parsing": "a value is written as its field takes it",
        "parsing/words": "a field is found among words and clauses",
        "parsing/people": "who was harmed is a field like the others",
    },
    "cli": {"cli/drill_script": "the verbs that play, check and list scenarios"},
    "desk": dict.fromkeys(
        (
            "desk/attachments",
            "desk/bundle",
            "desk/command",
            "desk/contacts",
            "desk/debrief",
            "desk/devices",
            "desk/drill",
            "desk/duties",
            "desk/facts",
            "desk/history",
            "desk/intake",
            "desk/log",
            "desk/measures",
            "desk/package",
            "desk/papers",
            "desk/plan",
            "desk/register",
            "desk/reports",
            "desk/resources",
            "desk/rota",
            "desk/safety",
            "desk/situation",
            "desk/station",
            "desk/warnings",
        ),
        PUTS_TOGETHER,
    ),
    "desk/attachments": {
        "desk/contacts": "a path is typed or dragged as that of a list of people is",
    },
    "desk/bundle": {
        "desk/log": "what was decided apart is told in the log's sentences",
        "desk/papers": "the file of a bundle is named as a paper is",
        "desk/plan": "plans come along with what was judged by them",
    },
    "desk/command": {
        "desk/safety": "a hand-over tells who is inside the cordon",
        "desk/situation": "a hand-over tells how the incident stands",
    },
    "desk/debrief": {
        "desk/command": "decisions are told by the names of their steps",
        "desk/drill": "a debrief looks back on a drill",
        "desk/duties": "every duty of a real incident with its lateness",
        "desk/log": "its timeline has the log's sentences",
        "desk/measures": "measures as they were carried out",
        "desk/papers": "the after-action draft is a paper",
        "desk/reports": "an assessment report is written as any report is",
        "desk/situation": "an incident is called by its title",
    },
    "desk/devices": {
        "desk/contacts": "a file is named, and a drill's refused, as with lists of people",
    },
    "desk/drill": {
        "desk/command": "an expectation names steps of the response",
        "desk/duties": "an expectation names duties",
        "desk/facts": "an expectation names facts",
        "desk/intake": "a drill's calls get the ids by which they are judged",
        "desk/situation": "the real record is shown as its board shows it",
        "desk/station": "the real countdowns are read by the time of the real post",
    },
    "desk/facts": {
        "desk/intake": "an update is read by the rules of the first form",
        "desk/measures": "what was done stands among the words of a report",
    },
    "desk/log": {
        "desk/attachments": "an attached file in words",
        "desk/command": "decisions of the headquarters in words",
        "desk/duties": "whom a report went to",
        "desk/facts": "values in words",
        "desk/measures": "states of a measure",
        "desk/resources": "kinds and states of resources",
        "desk/rota": "the names of the posts of a rota",
        "desk/safety": "what a team answered",
        "desk/warnings": "the names of a warning's steps",
    },
    "desk/history": {
        "desk/register": "a finished incident is kept as its row and as figures count it",
        "desk/resources": "what was used up is missing however long it is over",
        "desk/situation": "finished is what neither the board nor a bell will name",
    },
    "desk/package": {
        "desk/attachments": "photos, scans and recordings lie in it",
        "desk/log": "the log in words",
        "desk/papers": "papers lie in it",
        "desk/reports": "what was signed lies in it",
        "desk/resources": "what was taken by order and given back lies in it",
        "desk/situation": "what is known, and what was owed",
    },
    "desk/papers": {
        "desk/command": "the start order and the take-over sheet",
        "desk/contacts": "a number to be dialled by its code",
        "desk/measures": "the checklist",
        "desk/situation": "a paper bears the incident's title",
    },
    "desk/plan": {
        "desk/facts": "what was told of an incident whose plan is lost",
    },
    "desk/register": {
        "desk/command": "who had which place is a table of an export",
        "desk/drill": "drills held are among the figures",
        "desk/duties": "a duty is counted under the name its countdown has",
        "desk/log": "the log is a table of an export, in its own sentences",
        "desk/papers": "saved figures lie among the papers",
        "desk/plan": "how often a drill is to be held stands in the law around the plan",
        "desk/resources": "kinds of resources in an export",
        "desk/situation": "a row tells the toll as the strip does",
    },
    "desk/rescue": {
        "desk/drill": "a drill's journal is told by its drawer",
        "desk/plan": "plan files come back with the journal that names them",
    },
    "desk/reports": {
        "desk/facts": "a form of the office's own names facts as they are named there",
        "desk/duties": "a report meets a duty",
        "desk/measures": "a report tells what was done",
        "desk/papers": "a written report is a paper",
    },
    "desk/resources": {
        "desk/plan": "what the law around the plan asks of what is taken by order",
    },
    "desk/rota": {
        "desk/contacts": "a file is named, and a drill's refused, as with lists of people",
    },
    "desk/situation": {
        "desk/duties": "countdowns",
        "desk/facts": "facts with their sources",
        "desk/intake": "the live preview of a form",
        "desk/plan": "the board names the plan in force",
        "desk/safety": "alarms of teams that do not answer",
        "desk/situation/agenda": "what to do next",
        "desk/warnings": "the board shows warnings",
    },
    "desk/situation/agenda": {
        "desk/facts": "what was said apart is named as facts are",
        "desk/measures": "who is still to come to people shut in",
        "desk/safety": "the next check",
    },
    "desk/station": {
        "desk/rota": "a shift hands over who is down for tonight",
        "desk/safety": "a shift hands over who is inside",
        "desk/situation": "a shift hands over how incidents stand",
        "desk/warnings": "a shift hands over warnings and hazards past their limit",
    },
    "desk/warnings": {
        "desk/plan": "what the law around the plan asks once a warning is issued",
        "desk/intake": "what may happen is graded as what a call tells is",
    },
    "documents/debrief": {
        "documents": "a debrief is a paper",
        "documents/word": "it is drawn with the same styles",
    },
    "documents/package": {"documents": "its page is marked as a paper is"},
    "documents/report": {"documents": "a report is a paper"},
    "documents/word": {
        "documents": "a Word file is made of a paper",
        "documents/report": "its words come from the report",
        "documents/warning": "or from a warning",
    },
    "documents/warning": {"documents": "a notice is a paper"},
    "drill/play": {"drill/scenario": "what is played"},
    "drill/score": {
        "drill/play": "what was achieved",
        "drill/scenario": "what was expected",
    },
    "files/bundle": {"files": "a passphrase lies in a file of unknown origin"},
    "incident": {
        "incident/events": "the fold reads events",
        "incident/aftermath": "what is owed to families is a part of the fold",
        "incident/command": "what was decided and who is where is a part of the fold",
        "incident/office": "what a station keeps is a part of the fold",
    },
    "incident/aftermath": {"incident/events": "what is owed is read of events"},
    "incident/command": {"incident/events": "what was decided is read of events"},
    "incident/office": {"incident/events": "what a station keeps is read of events"},
    "journal/attachments": {
        "journal": "a file is forced to the disk, and a fault told, as the journal's is",
        "journal/copies": "it is copied in pieces and read back as a copy of the journal is",
    },
    "journal/copies": {"journal": "a copy is opened and followed as the journal is"},
    "journal/history": {"journal": "old entries are read as new ones are"},
    "journal/meeting": {"journal": "what is carried is read as the journal reads it"},
    "journal/rescue": {"journal": "what is rescued becomes a journal like any other"},
    "rules/proofs": {"rules": "a plan is proved once its rows have been read"},
    "rules/beside": {"rules": "what stands beside a plan is read with its rows"},
    "screens/attachments": {"screens/papers": "a text is read as a paper is"},
    "screens/command": {
        "screens/contacts": "people are put into groups from the address book",
        "screens/papers": "orders are shown as papers",
    },
    "screens/debrief": {
        "screens/papers": "the after-action draft is shown as a paper",
        "screens/reports": "an assessment report is written on the form of written reports",
    },
    "screens/drill": {
        "screens/board": "the guide knows when the board is in front",
        "screens/debrief": "an ended drill leads to its debrief",
    },
    "screens/intake": {"screens/devices": "what the register has for a call fills its form"},
    "screens/measures": {"screens/papers": "the checklist is shown as a paper"},
    "screens/reports": {
        "screens/contacts": "who else could take a call is found in the address book",
        "screens/papers": "codes and issued reports are shown as papers",
    },
    "screens/resources": {"screens/papers": "slips are shown as papers"},
    "screens/situation": {"screens/devices": "what the register has for an update fills its form"},
    "screens/warnings": {"screens/papers": "a notice is shown as a paper"},
    "widgets": {"widgets/drawing": "every widget draws through it"},
    "widgets/fields": {"widgets/drawing": "a field draws through it"},
}
"""Wing to the wings of its layer it may import, with the reason for each arrow.

``common`` of a layer goes unsaid: it is what the wings of that layer build on.
"""

MOST_FILES = 25
"""A folder of more is a hall: it wants wings."""

MOST_LATE_IMPORTS = 90
"""Inside functions, for start-up time or another system's sake; each says so."""


SCREEN = {"textual", "rich"}
SHOWING = SCREEN | {"msgspec"}
LIBRARIES = {
    "patterns": set[str](),
    "text": set[str](),
    "verdict_check": set[str](),
    "i18n": set[str](),
    "errors": set[str](),
    "paths": {"platformdirs"},
    "clock": {"msgspec", "arrow"},
    "rules": {"msgspec", "arrow"},
    "incident": {"msgspec", "arrow"},
    "parsing": {"msgspec", "pypinyin"},
    "journal": {"apsw", "msgspec", "arrow", "sqlmodel", "sqlalchemy", "pydantic", "filelock"},
    "centre": {"apsw", "msgspec", "psycopg", "filelock"},
    "local_store": {"msgspec", "tinydb", "filelock"},
    "registers": {"msgspec", "sqlmodel", "sqlalchemy"},
    "files": {"msgspec", "openpyxl", "pyrage", "xlsxwriter"},
    "documents": {"msgspec", "docx", "segno"},
    "desk": {"msgspec", "arrow", "pypinyin"},
    "widgets": SHOWING,
    "screens": SHOWING | {"pypinyin"},
    "terminal": SCREEN | {"greenlet"},
    "app": SHOWING,
    "server": SCREEN,
}
"""Layer to the libraries it may use."""

ELSEWHERE = {"msgspec"}
"""What layers not named in LIBRARIES may use."""
