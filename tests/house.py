"""Who may import what: units of the package, and the libraries they may use."""

GROUND = {"errors", "words", "clock", "text"}
READING = GROUND | {"rules", "typed"}
PICTURES = GROUND | {"views", "messages"}

# A unit is a file or a folder right under cqcmd/. It may import itself and these, nothing else.
MAY_IMPORT = {
    "errors": {"words"},
    "words": set[str](),
    "text": {"words"},
    "clock": {"errors", "words"},
    "paths": {"errors", "words"},
    "signals": set[str](),
    "driver": {"driver_posix", "driver_windows", "words"},
    "driver_posix": {"text", "pasted"},
    "pasted": set[str](),
    "driver_windows": {"text"},
    "crash": GROUND,
    "packed": set[str](),
    "rules": GROUND,
    "typed": GROUND | {"rules"},
    "incident": GROUND | {"rules"},
    "programs": READING | {"incident", "desk", "drill"},
    "journal": READING | {"incident", "paths"},
    "shelf": READING | {"paths"},
    "sheets": GROUND | {"packed"},
    "settings": READING | {"paths", "shelf"},
    "documents": READING | {"incident", "views", "paths", "packed"},
    "drill": READING | {"incident", "views", "journal", "shelf", "paths"},
    "views": {"rules", "clock"},
    "desk": READING
    | {
        "incident",
        "journal",
        "shelf",
        "sheets",
        "documents",
        "drill",
        "views",
        "paths",
        "settings",
    },
    "messages": {"views"},
    "widgets": PICTURES,
    "screens": PICTURES | {"commands", "desk", "typed", "widgets"},
    "themes": {"words"},
    "commands": PICTURES | {"themes"},
    "app": PICTURES
    | {"desk", "widgets", "screens", "commands", "themes", "driver", "signals", "crash", "paths"},
}
MAY_IMPORT["typed_ahead"] = set()
MAY_IMPORT["output"] = {"text"}
MAY_IMPORT["chinese_parser"] = {"output", "text", "words"}
MAY_IMPORT["upkeep_actions"] = PICTURES | {"desk", "screens"}
MAY_IMPORT["app"] |= {"upkeep_actions", "typed_ahead"}
MAY_IMPORT["real_bells"] = PICTURES | {"app", "desk", "screens"}
MAY_IMPORT["drill_calls"] = PICTURES | {"app", "desk", "screens"}
MAY_IMPORT["drill_app"] = PICTURES | {"app", "desk", "screens", "widgets"}
MAY_IMPORT["drill_app"] |= {"drill_calls", "real_bells"}
MAY_IMPORT["instructor_app"] = PICTURES | {"drill_app", "screens"}
ABOVE_ALL = {"cli", "cli_drill", "post", "drill_post", "drill_process", "__main__"}

SCREEN = {"textual", "rich"}
SHOWING = SCREEN | {"msgspec"}
BY_UNIT = {
    "text": set[str](),
    "words": set[str](),
    "errors": set[str](),
    "signals": set[str](),
    "crash": {"rich"},  # a type for the checker
    "clock": {"msgspec", "arrow"},
    "paths": {"platformdirs"},
    "rules": {"msgspec", "arrow"},
    "incident": {"msgspec", "arrow"},
    "typed": {"msgspec", "pypinyin"},
    "journal": {"msgspec", "arrow", "sqlmodel", "sqlalchemy", "pydantic", "filelock"},
    "shelf": {"msgspec", "tinydb", "filelock"},
    "sheets": {"msgspec", "openpyxl"},
    "documents": {"msgspec", "docx", "segno"},
    "desk": {"msgspec", "arrow", "pypinyin"},
    "driver": SCREEN,
    "driver_posix": SCREEN,
    "pasted": set[str](),
    "driver_windows": SCREEN,
    "messages": SHOWING,
    "widgets": SHOWING,
    "screens": SHOWING,
    "themes": SHOWING,
    "commands": SHOWING | {"pypinyin"},
    "app": SHOWING,
    "typed_ahead": SCREEN,
    "upkeep_actions": SHOWING,
    "cli": set[str](),
    "cli_drill": set[str](),
    "output": set[str](),
    "chinese_parser": set[str](),
    "post": {"msgspec"},
    "drill_post": set[str](),
    "drill_process": {"msgspec"},
    "drill_app": SHOWING,
    "drill_calls": set(),
    "instructor_app": set(),
    "real_bells": SCREEN,
}
ELSEWHERE = {"msgspec"}
