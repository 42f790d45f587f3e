"""Which columns of a list belong to which person of a row."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cqcmd.desk.contacts.tables import Table
from cqcmd.i18n import _
from cqcmd.parsing.headings import Heading, akin, post_named, subtitle_in

SHARED = ("org", "department", "day", "hours", "note")
"""What stands once for all people of a row."""

ROLES = ("phones", "post", *SHARED)
"""Numbers first: whose they are is told by other numbers alone."""


class PersonColumns(Struct, frozen=True):
    """The columns of one person of a row.

    Attributes:
        name: the column of the name; ``None`` where the list is of organisations.
        columns: by what they hold.
        post: what the heading says the person is: 安全员.
        duty: what it says in a duty table: 值班员（白班）.
        org: the organisation that the heading names.
    """

    name: int | None
    columns: dict[str, tuple[int, ...]]
    post: str = ""
    duty: str = ""
    org: str = ""

    def at(self, role: str) -> tuple[int, ...]:
        """Return the columns that hold that."""
        return self.columns.get(role, ())


class Layout(Struct, frozen=True):
    """The people of a row; ``choices``: who may be meant, where only the officer can tell."""

    people: tuple[PersonColumns, ...]
    choices: tuple[tuple[str, str], ...] = ()


def layout_of(table: Table, answer: str = "") -> Layout:
    """Return the people of a row, as the officer chose if it was asked."""
    headings = _titled(table)
    names = [at for at, heading in enumerate(headings) if heading.role == "name"]
    if not names:
        return Layout((PersonColumns(None, {role: _all(headings, role) for role in ROLES}),))
    owners = _owners(headings, names)
    loose = [at for at in _all(headings, "phones") if at not in owners]
    choices = tuple(_choices(headings, names, loose)) if _unsure(headings, names, loose) else ()
    wanted, _colon, owner = answer.partition(":")
    if wanted and choices:
        owners |= dict.fromkeys(loose, [int(owner)] if owner.isdigit() else range(len(names)))
    kept = [int(owner)] if wanted == "only" and choices else range(len(names))
    people = tuple(_person(headings, names, each, owners) for each in kept)
    return Layout(people, choices)


def used(table: Table, layout: Layout) -> frozenset[int]:
    """Return the columns of which something is read."""
    found = [at for person in layout.people for role in ROLES for at in person.at(role)]
    return frozenset([*found, *(each.name for each in layout.people if each.name is not None)])


def _titled(table: Table) -> tuple[Heading, ...]:
    """Read 名称 as an organisation's unless only people can be meant.

    A department is the organisation where no column is that.
    """
    roles = {heading.role for heading in table.headings}
    person = "name" not in roles and bool(roles & {"org", "post"})
    meant: Mapping[str, str] = {"title": "name" if person else "org"}
    if "org" not in roles and not ("title" in roles and not person):
        meant = {**meant, "department": "org"}
    return tuple(_meaning(heading, meant) for heading in table.headings)


def _meaning(heading: Heading, meant: Mapping[str, str]) -> Heading:
    role = meant.get(heading.role, heading.role)
    return Heading(heading.words, role, heading.whose, heading.sure)  # type: ignore[arg-type]


def _all(headings: Sequence[Heading], role: str) -> tuple[int, ...]:
    return tuple(at for at, heading in enumerate(headings) if heading.role == role)


def _owners(headings: Sequence[Heading], names: Sequence[int]) -> dict[int, Sequence[int]]:
    """Return of whom each column is, by places among the names; numbers may be left open."""
    everybody = range(len(names))
    found: dict[int, Sequence[int]] = {}
    for role in ROLES:
        columns = _all(headings, role)
        for at in columns:
            if len(owner := _named(headings[at].whose, headings, names)) == 1:
                found[at] = owner
        rest = [at for at in columns if at not in found]
        if len(names) == 1:
            found |= dict.fromkeys(rest, everybody)
        elif role == "phones":
            found |= _nearest(rest, names, found)
        elif _one_each(rest, names):
            found |= {at: [place] for place, at in enumerate(rest)}
        else:
            shared = role in SHARED
            found |= {at: everybody if shared else [_left(at, names)] for at in rest}
    return found


def _named(whose: str, headings: Sequence[Heading], names: Sequence[int]) -> list[int]:
    """Return whom a heading such as 安全员电话 names: those called so, else those akin."""
    called = [headings[at].whose for at in names]
    if not whose:
        return []
    exact = [place for place, name in enumerate(called) if name == whose]
    return exact or [place for place, name in enumerate(called) if name and akin(whose, name)]


def _nearest(
    loose: Sequence[int], names: Sequence[int], found: Mapping[int, Sequence[int]]
) -> dict[int, Sequence[int]]:
    """Return whose numbers those are that no heading names; none where that is not plain."""
    everybody = range(len(names))
    have = {place for owners in found.values() for place in owners}
    if not loose or have == set(everybody):
        return dict.fromkeys(loose, everybody)  # 单位电话 beside numbers of each
    for side, plain in ((_left, loose[0] > names[0]), (_right, loose[0] < names[0])):
        owners = {at: [side(at, names)] for at in loose}
        if plain and have | {place for (place,) in owners.values()} == set(everybody):
            return dict(owners)
    return {}


def _one_each(columns: Sequence[int], names: Sequence[int]) -> bool:
    """Tell whether columns take turns with those of names, as in lists side by side."""
    turns = ([side(at, names) for at in columns] for side in (_left, _right))
    return list(range(len(names))) in turns


def _left(at: int, names: Sequence[int]) -> int:
    return max((place for place, name in enumerate(names) if name < at), default=0)


def _right(at: int, names: Sequence[int]) -> int:
    return min((place for place, name in enumerate(names) if name > at), default=len(names) - 1)


def _unsure(headings: Sequence[Heading], names: Sequence[int], loose: Sequence[int]) -> bool:
    if len(names) < 2:
        return False
    words = {headings[at].words for at in names}
    plain = [at for at in names if not post_named(headings[at])]
    alike = (
        len(plain) > 1
        and len(words) == len(names)
        and not any(len(_all(headings, role)) == len(names) for role in ROLES)
    )
    listed = _all(headings, "phones") or _all(headings, "day")
    return bool(loose) or (alike and not listed)


def _choices(
    headings: Sequence[Heading], names: Sequence[int], loose: Sequence[int]
) -> Iterator[tuple[str, str]]:
    """Yield who may be meant: one of them, or all with the numbers of one or of all."""
    called = [
        _("“{words}”（第 {column} 列）").format(words=headings[at].words, column=at + 1)
        for at in names
    ]
    for place, name in enumerate(called):
        yield f"only:{place}", _("只读{name}一列").format(name=name)
    for place, name in enumerate(called if loose else ()):
        yield f"all:{place}", _("各列都读，号码是{name}的").format(name=name)
    yield "all:", _("各列都读，号码大家共用") if loose else _("各列都读，是不同的人")


def _person(
    headings: Sequence[Heading],
    names: Sequence[int],
    place: int,
    owners: Mapping[int, Sequence[int]],
) -> PersonColumns:
    heading = headings[names[place]]
    mine = {
        role: tuple(at for at in _all(headings, role) if place in owners.get(at, ()))
        for role in ROLES
    }
    org = heading.whose if heading.sure and not mine["org"] else ""
    duty = heading.words if heading.whose else ""
    return PersonColumns(names[place], mine, post_named(heading), duty, subtitle_in(org))
