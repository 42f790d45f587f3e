"""The floor plan: which layer and which wing may import which, and why.

A layer is a folder (or a file) right under ``cqcmd/``. A wing is a folder of a layer, named for
one kind of work; the same names stand in every layer that has several files on it.
"""

GROUND = {
    "clock": "one clock is asked for the time, and one place words it",
    "errors": "a refusal is a whole sentence with one type",
    "i18n": "every word of the interface passes through it",
    "paths": "where things lie on disk is said once",
    "text": "foreign text passes one gate",
}
"""What everybody may stand on."""

ON_THE_GROUND = {
    "clock": {"errors", "i18n"},
    "errors": {"i18n"},
    "i18n": set[str](),
    "paths": {"errors", "i18n"},
    "text": {"i18n"},
}
"""What the ground itself stands on."""

LAYERS: dict[str, dict[str, str]] = {
    "__main__": {"cli": "python -m cqcmd is the command line"},
    "cli": {
        "app": "a verb starts a post",
        "terminal": "a verb that ends wrongly leaves the terminal whole",
        "desk": "the programs ask the same door as the screens",
        "drill": "a scenario is checked, listed and played by program",
        "files": "a script is a file of unknown origin",
        "incident": "a script names the events it makes",
        "rules": "grade, duties and plan read the plan",
    },
    "app": {
        "terminal": "an app runs on our driver, signals and key queue",
        "screens": "an app puts screens together",
        "widgets": "the masthead is shown to all screens alike",
        "views": "alarms and marks are views",
        "desk": "an app opens a desk and shows it",
    },
    "terminal": {},
    "screens": {
        "widgets": "a screen is made of widgets",
        "views": "a screen shows views",
        "desk": "a screen sends wishes through the one door",
        "parsing": "what is typed is read as it is typed",
        "terminal": "a paste presses no key of a form",
    },
    "widgets": {"views": "a widget draws views"},
    "views": {"rules": "a view carries grades, levels and codes of the plan"},
    "desk": {
        "journal": "an act is appended to the record",
        "local_store": "drafts, settings and drawers lie beside the record",
        "files": "lists of people come from files of unknown origin",
        "documents": "papers are made of what is written down",
        "drill": "a drill is judged by what the desk shows",
        "incident": "what is true now is the fold of the record",
        "parsing": "a form's words are read into values",
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
    "journal": {"incident": "an entry is what the journal carries"},
    "local_store": {},
    "files": {},
    "incident": {"rules": "the fold is graded by the plan"},
    "parsing": {"rules": "facts, districts and equipment are the plan's"},
    "rules": {},
}
"""Layer to the layers it may import, with the reason for each arrow; the ground goes unsaid."""


SCREEN = {"textual", "rich"}
SHOWING = SCREEN | {"msgspec"}
LIBRARIES = {
    "text": set[str](),
    "i18n": set[str](),
    "errors": set[str](),
    "paths": {"platformdirs"},
    "clock": {"msgspec", "arrow"},
    "rules": {"msgspec", "arrow"},
    "incident": {"msgspec", "arrow"},
    "parsing": {"msgspec", "pypinyin"},
    "journal": {"msgspec", "arrow", "sqlmodel", "sqlalchemy", "pydantic", "filelock"},
    "local_store": {"msgspec", "tinydb", "filelock"},
    "files": {"msgspec", "openpyxl"},
    "documents": {"msgspec", "docx", "segno"},
    "desk": {"msgspec", "arrow", "pypinyin"},
    "widgets": SHOWING,
    "screens": SHOWING | {"pypinyin"},
    "terminal": SCREEN,
    "app": SHOWING,
}
"""Layer to the libraries it may use."""

ELSEWHERE = {"msgspec"}
"""What layers not named in LIBRARIES may use."""
