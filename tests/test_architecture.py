"""Imports point one way, importing does nothing, and only the clock asks for the time."""

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

from tests.house import (
    ELSEWHERE,
    GROUND,
    LAYERS,
    LIBRARIES,
    MOST_FILES,
    MOST_LATE_IMPORTS,
    ON_THE_GROUND,
    SCREEN,
    WINGS,
)

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "cqcmd"
MODULES = sorted(PACKAGE.rglob("*.py"))

START_UP = ("textual", "rich", "arrow", "platformdirs", "filelock", "pypinyin", "asyncio")
STORAGE = ("sqlalchemy", "sqlmodel", "pydantic", "tinydb", "docx", "openpyxl", "xlsxwriter")
NOT_ON_WINDOWS = ("fcntl", "termios", "pwd", "resource", "grp", "tty", "pty")
ASKING = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("arrow", "now"),
    ("arrow", "utcnow"),
}

BY_CHANCE = {"random", "secrets"}
ASKING_CHANCE = {
    ("os", "urandom"),
    ("uuid", "uuid1"),
    ("uuid", "uuid4"),
}
"""Names of temporary folders are left to `tempfile`: nothing that is kept bears them."""


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = {name_of(path): path for path in MODULES}
PACKAGES = {name for name, path in PATHS.items() if path.name == "__init__.py"}
LATE = re.compile(r"cqcmd(\.\w+)+(:\w+)?")
"""A module or function named by text, to be imported when it is needed: an import as well."""


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every dotted name the module imports, wherever in it the import stands."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno} imports by dots; name it in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and LATE.fullmatch(str(node.value)):
            module = str(node.value).partition(":")[0]
            yield from [module] if module in PATHS and module not in PACKAGES else []


def layer_of_name(module: str) -> str:
    """The layer of a module, or of a folder below cqcmd/."""
    return module.replace("/", ".").removeprefix("cqcmd.").partition(".")[0]


def folder_of(module: str) -> str:
    """The folder of a module below cqcmd/; a file right there stands for itself."""
    file = PATHS[module].relative_to(PACKAGE)
    return file.parent.as_posix() if len(file.parts) > 1 else file.stem


@cache
def drawn_arrows() -> frozenset[tuple[str, str]]:
    """Module to module, imports inside functions and under ``TYPE_CHECKING`` counted."""
    return frozenset(
        (here, there)
        for here, path in PATHS.items()
        for name in imports(path)
        if (there := name if name in PATHS else name.rpartition(".")[0]) in PATHS
    )


def arrows(place: Callable[[str], str]) -> set[tuple[str, str]]:
    """The arrows between the places in which modules stand."""
    placed = {(place(here), place(there)) for here, there in drawn_arrows()}
    return {(here, there) for here, there in placed if here != there}


def circles(arrows: set[tuple[str, str]]) -> list[list[str]]:
    """One circle, if there is any: places that cannot be put in an order."""
    order = TopologicalSorter[str]()
    for here, there in arrows:
        order.add(here, there)
    try:
        order.prepare()
    except CycleError as error:
        return [error.args[1]]
    return []


def names(places: tuple[str, ...] = ("",), but: tuple[str, ...] = ()) -> list[str]:
    """The modules at or below the places, dotted names below ``cqcmd.``."""

    def within(name: str, places: tuple[str, ...]) -> bool:
        return any(not place or f"{name}.".startswith(f"cqcmd.{place}.") for place in places)

    found = [name for name in map(name_of, MODULES) if name != "cqcmd.__main__"]
    return [name for name in found if within(name, places) and not within(name, but or ("-",))]


def fresh(code: str, *modules: str) -> set[str]:
    """What ``code`` leaves in ``found``, run in a new process before and after the imports."""
    script = f"""
import importlib, json, sys
found = set()
{code}
for name in {list(modules)!r}:
    importlib.import_module(name)
look()
print(json.dumps(sorted(found)))
"""
    ran = subprocess.run(
        [sys.executable, "-B", "-c", script], cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return set(json.loads(ran.stdout))


LOADED = """
def look():
    found.update(name.partition(".")[0] for name in sys.modules)
"""


def allowed(layer: str) -> set[str]:
    """The layers that a layer may import."""
    if layer in ON_THE_GROUND:
        return ON_THE_GROUND[layer]
    assert layer in LAYERS, f"{layer} has no place in the house yet: give it a row in LAYERS"
    return LAYERS[layer].keys() | GROUND.keys()


def where(found: Callable[[Path], object], *but: str) -> dict[str, object]:
    """Modules in which something was found, and what; one test asks all of them, not one each."""
    asked = (path for path in MODULES if layer_of(path) not in but)
    return {name_of(path): what for path in asked if (what := found(path))}


def test_imports_point_one_way() -> None:
    def wrong(path: Path) -> set[str]:
        inside = {name.split(".")[1] for name in imports(path) if name.startswith("cqcmd.")}
        return inside - allowed(layer_of(path)) - {layer_of(path), "__version__"}

    assert where(wrong, "__init__") == {}, "these must not be imported there"


def test_every_arrow_between_layers_is_there() -> None:
    drawn = arrows(layer_of_name)
    listed = {(layer, other) for layer, row in LAYERS.items() for other in row}
    assert listed <= drawn, f"nobody needs {sorted(listed - drawn)} any more: strike the rows"


def test_wings_import_the_wings_they_may() -> None:
    """Within a layer; ``common`` is what its wings build on, and builds on none of them."""
    drawn = {
        (here, there)
        for here, there in arrows(folder_of)
        if layer_of_name(here) == layer_of_name(there) and not there.endswith("/common")
    }
    listed = {(wing, other) for wing, row in WINGS.items() for other in row}
    assert drawn - listed == set(), "give the arrow a row with its reason in WINGS, or undo it"
    assert listed - drawn == set(), "nobody needs these any more: strike the rows"


DESK_WINGS = sorted(path.parent.name for path in (PACKAGE / "desk").glob("*/__init__.py"))
ENTER_BY_THE_DOOR = ("cli", "app", "screens", "widgets")


def door_of(wing: str) -> set[str]:
    """The modules by which others enter a wing of the desk, named in its ``__all__``."""
    return {f"cqcmd.desk.{wing}.{name}" for name in import_module(f"cqcmd.desk.{wing}").__all__}


@pytest.mark.parametrize("wing", DESK_WINGS)
def test_each_wing_of_the_desk_names_its_door(wing: str) -> None:
    door = door_of(wing)
    assert door, f"desk/{wing} names no door in __all__"
    assert door <= set(names((f"desk.{wing}",)))


def test_screens_enter_by_the_door() -> None:
    doors = tuple(f"{door}." for door in set().union(*map(door_of, DESK_WINGS)))

    def past(path: Path) -> list[str]:
        entered = [name for name in imports(path) if name.split(".")[1:2] == ["desk"]]
        within = [name for name in entered if name.split(".")[2] in DESK_WINGS]
        return [name for name in within if not f"{name}.".startswith(doors)]

    others = {layer_of(path) for path in MODULES} - {*ENTER_BY_THE_DOOR}
    assert where(past, *others) == {}, "these reach past the door"


def test_no_files_import_each_other_in_a_circle() -> None:
    assert circles(arrows(str)) == []


def test_no_folders_import_each_other_in_a_circle() -> None:
    assert circles(arrows(folder_of)) == []


def late_imports(path: Path) -> Iterator[tuple[int, bool]]:
    """Lines of imports inside functions, and whether a comment there or right above says why."""
    lines = path.read_text(encoding="utf-8").splitlines()
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    inside = {
        node.lineno: node.end_lineno or node.lineno
        for function in ast.walk(ast.parse("\n".join(lines)))
        if isinstance(function, functions)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    explained = -1
    for first, last in sorted(inside.items()):
        said = "#" in lines[first - 1] or "#" in lines[first - 2] or explained == first - 1
        explained = last if said else -1
        yield first, said


def test_an_import_inside_a_function_says_why_and_there_are_few() -> None:
    late = [(name_of(path), line, said) for path in MODULES for line, said in late_imports(path)]
    assert [(name, line) for name, line, said in late if not said] == []
    assert len(late) <= MOST_LATE_IMPORTS


def test_no_folder_is_a_hall() -> None:
    folders = Counter(path.parent for path in MODULES)
    assert {str(folder) for folder, count in folders.items() if count > MOST_FILES} == set()


def test_each_library_has_its_house() -> None:
    def wrong(path: Path) -> set[str]:
        used = {name.partition(".")[0] for name in imports(path)} - {"cqcmd"}
        return used - sys.stdlib_module_names - LIBRARIES.get(layer_of(path), ELSEWHERE)

    assert where(wrong) == {}, "these must not be imported there"


def test_the_package_itself_imports_nothing() -> None:
    assert not list(imports(PACKAGE / "__init__.py"))


def test_only_the_clock_asks_for_the_time() -> None:
    def asked(path: Path) -> list[str]:
        return [
            f"line {node.lineno}: {node.value.id}.{node.attr}"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and (node.value.id, node.attr) in ASKING
        ]

    assert where(asked, "clock") == {}, "these ask the machine for the time"


def test_only_one_place_asks_for_chance() -> None:
    asked = where(lambda path: asked_for_chance(path.read_text(encoding="utf-8")), "chance")
    assert asked == {}, "use cqcmd.chance"


@pytest.mark.parametrize(
    "line",
    [
        "import random",
        "from random import Random",
        "import secrets as s",
        "from uuid import uuid4",
        "x = uuid.uuid4()",
        "from os import urandom",
        "y = os.urandom(8)",
    ],
)
def test_every_way_to_ask_for_chance_is_seen(line: str) -> None:
    assert asked_for_chance(line)
    assert not asked_for_chance("from uuid import UUID, uuid5; from cqcmd import chance")


def asked_for_chance(text: str) -> list[str]:
    """What a source asks for chance, as it stands there."""
    found = []
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                found += [name.name for name in names if name.name in BY_CHANCE]
            case ast.ImportFrom(module=str(module), names=names):
                found += [
                    f"{module}.{name.name}"
                    for name in names
                    if module in BY_CHANCE or (module, name.name) in ASKING_CHANCE
                ]
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                found += [f"{owner}.{name}"] if (owner, name) in ASKING_CHANCE else []
    return found


def test_rules_and_incident_load_no_more_than_they_may() -> None:
    loaded = fresh(LOADED, *names(("rules", "incident")))
    arrows = {"msgspec", "arrow", "dateutil", "six", "tzdata", "typing_extensions"}
    standard = sys.stdlib_module_names | {"cqcmd", "_distutils_hack"}
    made = (
        "__",
        "_sysconfigdata",
    )  # the second is of the standard library, under the system's name
    strange = {name for name in loaded - standard - arrows if not name.startswith(made)}
    assert not {name for name in strange if not name.endswith("_finder")}, strange


@pytest.mark.parametrize(
    ("folders", "banned"),
    [
        (("cli.main",), (*START_UP, *STORAGE)),
        (("journal",), (*SCREEN, "tinydb")),
        (("local_store",), (*SCREEN, "sqlalchemy")),
        (("desk", "parsing", "views", "cli.drill_script"), tuple(SCREEN)),
        (("app", "screens", "widgets"), STORAGE),
        (("terminal.crash", "terminal.signals"), (*SCREEN, *STORAGE)),
    ],
)
def test_what_an_import_brings_along(folders: tuple[str, ...], banned: tuple[str, ...]) -> None:
    modules = names(folders)
    assert modules, f"nothing is at {folders}"
    assert not fresh(LOADED, *modules) & set(banned)


WATCH = f"""
def watch(event, args):
    if event == "open":
        path, mode, flags = args
        writes = (mode and set(mode) & set("wax+")) or (flags or 0) & 0o103
        data = str(path).startswith({str(PACKAGE)!r}) and not str(path).endswith((".py", ".pyc"))
        if writes or data:
            found.add(f"open {{path}} {{mode}}")
    elif event in ("sqlite3.connect", "socket.__new__", "subprocess.Popen", "os.mkdir"):
        found.add(f"{{event}} {{args!r}}")

def look():
    if threading.Thread.start is not begin:
        found.add("threading was replaced")

def begin(thread):
    found.add(f"thread {{thread.name}}")

import threading
threading.Thread.start = begin
sys.addaudithook(watch)
"""


def test_importing_everything_opens_and_starts_nothing() -> None:
    assert not fresh(WATCH, *names(but=("terminal.windows",)))


ABSENT = f"""
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in {NOT_ON_WINDOWS!r}:
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Absent())
for name in {NOT_ON_WINDOWS!r}:
    sys.modules.pop(name, None)

def look():
    found.update(name for name in {NOT_ON_WINDOWS!r} if name in sys.modules)
"""


def test_everything_imports_without_what_windows_lacks() -> None:
    assert not fresh(ABSENT, *names(but=("terminal.windows", "terminal.posix", "server")))


LEVELS = 3
"""Of our own classes from a screen or an app up to the library's: what a key does is found there.

What several of them share beside that is a part they hold, such as the lists under a cursor.
"""

LEVELS_OF = """
def levels(kind, base):
    own = kind.__module__.startswith("cqcmd.") and issubclass(kind, base)
    return own + max((levels(each, base) for each in kind.__bases__), default=0)

def kinds(kind):
    for each in kind.__subclasses__():
        yield each
        yield from kinds(each)

def look():
    from textual.app import App
    from textual.screen import Screen

    for base in (App, Screen):
        for kind in kinds(base):
            if (count := levels(kind, base)):
                found.add(f"{count} {kind.__module__}.{kind.__qualname__}")
"""


def test_screens_and_apps_inherit_from_few_of_our_own() -> None:
    found = {tuple(word.split()) for word in fresh(LEVELS_OF, *names(("app", "screens")))}
    assert len(found) > 40, "the screens are looked for elsewhere"
    deep = sorted(name for count, name in found if int(count) > LEVELS)
    assert not deep, f"more than {LEVELS} levels of our own classes: {deep}"
