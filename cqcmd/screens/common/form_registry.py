"""Forms by name: each registers itself where it is written, and is found without a list."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar

from msgspec import Struct
from textual.screen import Screen

from cqcmd.desk.common.preferences import Draft
from cqcmd.desk.desk import Desk
from cqcmd.errors import BadInput
from cqcmd.i18n import _


class Wanted(Struct, frozen=True):
    """What a form is opened for.

    Attributes:
        ident: the incident, or what else the form is about.
        about: what of it; empty for the form to choose.
        draft: what was typed before and is taken up again.
        given: what it begins with where there is no draft, as it was typed elsewhere.
    """

    name: str
    ident: str = ""
    about: str = ""
    draft: Draft | None = None
    given: Mapping[str, str] = {}

    @property
    def typed(self) -> Mapping[str, str] | None:
        """The fields of the draft, or what is given in its stead."""
        return self.draft.fields if self.draft else self.given or None


Make = Callable[[Desk, Wanted], Screen[Any] | None]


class Form(Struct, frozen=True):
    """How a form is built, what the list of drafts calls it, whether it needs an incident."""

    make: Make
    title: str
    of_incident: bool


FormClass = TypeVar("FormClass", bound=Callable[..., Any])

_FORMS: dict[str, Form] = {}


def form(
    name: str, title: str = "", *, of_incident: bool = True
) -> Callable[[FormClass], FormClass]:
    """Register a screen, built by its ``opened``, or a function that builds one.

    ``name`` is the first word of its drafts' names; only what keeps drafts has a ``title``, in
    which ``{headquarters}`` stands for the plan's highest.
    """

    def register(made: FormClass) -> FormClass:
        _FORMS[name] = Form(getattr(made, "opened", made), title, of_incident)
        return made

    return register


def late(module: str) -> ModuleType:
    """Import a module by its name when it is first needed.

    A screen costs milliseconds to import, so the start has none but the board; and wings that
    open each other's forms would import each other in a circle.
    """
    return import_module(module)


def find_form(name: str, wing: str = "") -> Form | None:
    """Return the form of a name; import modules (of the wing alone) until one registers it."""
    for module in () if name in _FORMS else _modules(wing):
        late(module)
        if name in _FORMS:
            break
    return _FORMS.get(name)


def every_form() -> Mapping[str, Form]:
    """All that are registered anywhere."""
    for module in _modules(""):
        late(module)
    return _FORMS


@cache
def _modules(wing: str) -> tuple[str, ...]:
    from pkgutil import walk_packages  # late: the board opens no form, and this costs 5 ms

    package = late(f"cqcmd.screens.{wing}" if wing else "cqcmd.screens")
    return tuple(module.name for module in walk_packages(package.__path__, f"{package.__name__}."))


def open_form(
    desk: Desk, name: str, ident: str, about: str = "", given: Mapping[str, str] | None = None
) -> Screen[Any]:
    """Open the form of a name with its wing, ``reports/report``, for an incident.

    ``given``: what its fields begin with.
    """
    wing, _slash, name = name.partition("/")
    found = find_form(name, wing)
    wanted = Wanted(name, ident, about, given=given or {})
    screen = found.make(desk.of(ident), wanted) if found else None
    assert screen is not None, f"no form is called {wing}/{name}"
    return screen


def form_of(desk: Desk, draft: Draft) -> Screen[Any]:
    """Open the form of a draft, with the draft in it.

    Raises:
        BadInput: its incident is not in this journal, or no form has that name.
        PlanLost: what it is about cannot be read.
    """
    wanted = wanted_of(draft)
    found = find_form(wanted.name)
    if found is None or found.of_incident:
        desk.strip(wanted.ident)
    screen = found.make(desk.of(wanted.ident), wanted) if found else None
    if screen is None:
        kind = draft.form.partition(":")[0]
        raise BadInput(_("没有“{form}”这种表，草稿仍留着。").format(form=kind[:20]))
    return screen


def wanted_of(draft: Draft) -> Wanted:
    """Read a draft's name: ``decide-close:INCIDENT``, ``delivery:INCIDENT:DOCUMENT``."""
    kind, _colon, rest = draft.form.partition(":")
    ident, _colon, rest = rest.partition(":")
    name, _dash, code = kind.partition("-")
    return Wanted(name, ident, code or rest, draft)
