"""Every plan file that was in force here, kept whole beside the journal under its digest.

An incident is graded by the very bytes that were in force when its call was taken, whatever file
comes into force later. So a plan is taken out again only if its digest is still that of its name.
"""

from hashlib import sha256
from pathlib import Path

from cqcmd.desk.plan.file import load_file, text_file
from cqcmd.errors import BadInput, BrokenPlan, PlanLost, Unread
from cqcmd.i18n import _
from cqcmd.incident.events import PlanInForce
from cqcmd.local_store import read_document, write_whole
from cqcmd.paths import lies_there, plan_file, unread
from cqcmd.rules.plan import Plan


class KeptPlans:
    """The folder of kept plan files of one data directory."""

    def __init__(self, data: Path, named: Path | None = None) -> None:
        """``named``: the file that is to come into force; without one, the built-in plan."""
        self._folder = data / "plans"
        self._named = named

    def path(self, digest: str) -> Path:
        """Return where the file of a digest is kept; its wording lies beside it."""
        return self._folder / f"{digest}.json"

    def keep(self, plan: Plan) -> None:
        """Put a plan's file and its wording on the disk.

        Raises:
            BadInput: the file is no longer the one that was loaded.
            Unwritable: the disk refuses.
        """
        source, kept = self._source(plan.digest), self.path(plan.digest)
        data, text = _content(source), _content(text_file(source))
        if sha256(data).hexdigest() != plan.digest:
            raise _changed(source)
        for place, content in ((kept.with_suffix(".md"), text), (kept, data)):
            if _bytes(place) != content:
                write_whole(place, content)

    def keep_from(self, source: Path, plan: Plan) -> None:
        """Put a plan on the disk that is to come into force, from the file it was read from.

        Raises:
            BadInput: the file is no longer the one that was loaded.
            Unwritable: the disk refuses.
        """
        self._named = source
        self.keep(plan)

    def describe(self, plan: Plan) -> PlanInForce:
        """Return what is written down of a plan that comes into force.

        Raises:
            BadInput: the file is no longer the one that was loaded.
        """
        source = self._source(plan.digest)
        text = _content(text_file(source))
        return PlanInForce(
            code=plan.meta.code,
            title=plan.meta.title,
            version=plan.meta.version,
            digest=plan.digest,
            text_digest=sha256(text).hexdigest(),
            built_in=source == plan_file(),
        )

    def copy_to(self, directory: Path) -> None:
        """Put every kept file beside a copy of the journal: without them nothing is graded.

        Raises:
            Unread, Unwritable: the disk refuses.
        """
        for kept in self._every_file():
            place, content = directory / kept.name, _content(kept)
            if _bytes(place) != content:
                write_whole(place, content)

    def _every_file(self) -> tuple[Path, ...]:
        try:
            return (*self._folder.glob("*.json"), *self._folder.glob("*.md"))
        except OSError as error:
            raise unread(self._folder, error) from error

    def take_from(self, directory: Path) -> None:
        """Put plan files that lie beside a copy of the journal among the kept ones again.

        Raises:
            Unwritable: the disk refuses.
        """
        for source in sorted(directory.glob("*.json")):
            # Under the name of its digest alone: anybody may have put something else there.
            if _digest(source) == source.stem:
                kept, text = self.path(source.stem), source.with_suffix(".md")
                for place, content in ((kept.with_suffix(".md"), text), (kept, source)):
                    if _bytes(place) != _bytes(content):
                        write_whole(place, _bytes(content))

    def _source(self, digest: str) -> Path:
        places = [self._named, plan_file(), self.path(digest)]
        for place in filter(None, places):
            if _digest(place) == digest:
                return place
        raise _changed(self._named or self.path(digest))

    def _kept(self, digest: str) -> Path:
        kept = self.path(digest)
        try:
            if lies_there(kept):
                return kept
        except Unread as fault:
            raise PlanLost(str(fault)) from fault
        if built_in_digest() == digest:
            return plan_file()
        words = _("预案（校验码 {digest}）的文件不在 {folder}；请放回原文件，或用 --plan 打开它。")
        raise PlanLost(words.format(digest=digest[:12], folder=self._folder))

    def take(self, digest: str, text_digest: str = "") -> Plan:
        """Return the plan of a digest, as it was when it came into force.

        Raises:
            PlanLost: the file is gone, was altered, or cannot be read by this version.
        """
        source = self._kept(digest)
        words = _("预案文件 {name} 已不是启用时的内容；请换回原文件，或用 --plan 打开原文件。")
        altered = PlanLost(words.format(name=source))
        try:
            plan = load_file(source, proven=True)
        except BrokenPlan as broken:
            raise (altered if _digest(source) != digest else PlanLost(str(broken))) from broken
        except BadInput as unread:
            raise PlanLost(str(unread)) from unread
        if plan.digest != digest:
            raise altered
        if text_digest and _digest(text_file(source)) != text_digest:
            raise PlanLost(words.format(name=text_file(source)))
        return plan


def built_in_digest() -> str:
    """Return the digest of the plan that ships with this version of the program."""
    return read_document(plan_file())[1]


def _digest(path: Path) -> str:
    return sha256(_bytes(path)).hexdigest()


def _bytes(path: Path) -> bytes:
    """Return what a file holds, to compare it; nothing where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _content(path: Path) -> bytes:
    """Return what a file holds, to be put elsewhere; nothing where a plan has no wording.

    Raises:
        Unread: it is there, and the disk does not give it.
    """
    try:
        return path.read_bytes() if lies_there(path) else b""
    except OSError as error:
        raise unread(path, error) from error


def _changed(path: Path) -> BadInput:
    words = _("预案文件 {name} 在打开后变了，没有启用；请退出后重新打开。")
    return BadInput(words.format(name=path))
