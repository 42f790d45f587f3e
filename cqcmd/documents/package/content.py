"""What the first page of a package tells of an incident, in words."""

from datetime import datetime

from msgspec import Struct


class Told(Struct, frozen=True):
    """A fact: what it is, how it stands, who said so."""

    name: str
    words: str
    source: str


class Owed(Struct, frozen=True):
    """A duty to report: until when, what became of it, how late.

    ``clause`` is where it comes from; ``look`` is ``good``, ``bad``, or empty.
    """

    label: str
    due: str
    became: str
    clause: str
    look: str = ""


class Written(Struct, frozen=True):
    """An entry of the log. ``struck`` says why it is void; ``altered``: it is not what was
    written."""

    at: str
    kind: str
    words: str
    writer: str
    struck: str = ""
    altered: bool = False
    decision: bool = False


class Enclosed(Struct, frozen=True, kw_only=True):
    """A file that the log names. ``path`` is where it lies in the package; empty: it does not.

    ``wrong`` says how it differs from what was written down of it; empty where it is the same.
    """

    path: str
    name: str
    words: str
    entry: str
    sha256: str
    wrong: str = ""


class Mark(Struct, frozen=True):
    """A moment on the picture of the time: in which lane, what, and how it is coloured."""

    lane: int
    at: datetime
    words: str
    look: str = ""


class PackageContent(Struct, frozen=True, kw_only=True):
    """The page.

    Attributes:
        title: what happened.
        number: of the incident.
        grade: its grade with its clause, as it stands.
        origin: whence it comes and when it was made, a line each.
        remark: what is wrong with the record it is made of; empty where nothing is.
        mark: 演练 on what is not real; else empty.
        lanes: the names of the lanes of the picture.
        papers: the files that lie in it besides, with what they are.
        enclosed: photos, scans and recordings, those that are gone too.
    """

    title: str
    number: str
    grade: str
    origin: tuple[str, ...]
    remark: str
    mark: str
    facts: tuple[Told, ...]
    duties: tuple[Owed, ...]
    log: tuple[Written, ...]
    lanes: tuple[str, ...]
    marks: tuple[Mark, ...]
    papers: tuple[tuple[str, str], ...]
    enclosed: tuple[Enclosed, ...] = ()
