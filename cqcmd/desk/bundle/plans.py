"""The plans that incidents of a bundle are under: carried by digest, kept beside the record."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from cqcmd.desk.plan.file import load_file, text_file
from cqcmd.desk.plan.kept import built_in_digest
from cqcmd.errors import BadInput, BrokenPlan, Refusal, Unread
from cqcmd.files.untrusted import read_plain
from cqcmd.i18n import _
from cqcmd.local_store import write_whole
from cqcmd.paths import PLANS, lies_there, plan_file

MOST = 16 << 20
"""Bytes of a plan's file."""


class BundlePlans:
    """The kept plan files of one data directory, as bundles take them along and bring them."""

    def __init__(self, data: Path) -> None:
        self._folder = data / PLANS

    @property
    def here(self) -> frozenset[str]:
        """The digests of the plans that are here."""
        kept = self._folder.glob("*.json") if self._folder.is_dir() else ()
        return frozenset((*(path.stem for path in kept), built_in_digest()))

    def files(self, digests: Iterable[str]) -> dict[str, bytes]:
        """Return the files of these plans as members of a bundle; of one that is lost none.

        Raises Unread: the disk does not give one.
        """
        found = {}
        for digest in sorted(filter(None, digests)):
            source = self._source(digest)
            if source is None:
                continue
            data = read_plain(source, MOST)
            if sha256(data).hexdigest() == digest:
                found[f"plans/{digest}.json"] = data
                if lies_there(text := text_file(source)):
                    found[f"plans/{digest}.md"] = read_plain(text, MOST)
        return found

    def _source(self, digest: str) -> Path | None:
        kept = self._folder / f"{digest}.json"
        if lies_there(kept):
            return kept
        return plan_file() if digest == built_in_digest() else None

    def refuse_unfit(self, plans: Mapping[str, bytes]) -> None:
        """Refuse a plan that is not of its digest, or is none. Raises BadInput."""
        for name, data in plans.items():
            digest, _dot, end = name.partition("/")[2].partition(".")
            if end == "json" and sha256(data).hexdigest() != digest:
                words = _("包里的预案与它的校验码 {digest} 不符（被改过），没有并入。")
                raise BadInput(words.format(digest=digest[:12]))
        with TemporaryDirectory(prefix="cqcmd-") as scratch:
            _write(Path(scratch), plans)
            for path in Path(scratch).glob("*.json"):
                _refuse_broken(path)

    def keep(self, plans: Mapping[str, bytes]) -> None:
        """Put plans beside the record that are not there yet. Raises Unwritable."""
        here = self.here - {built_in_digest()}
        lacking = {
            name: data
            for name, data in plans.items()
            if name.partition("/")[2].partition(".")[0] not in here
        }
        if lacking:
            _write(self._folder, lacking)


def _write(folder: Path, plans: Mapping[str, bytes]) -> None:
    # The wording first: a plan that stands has it.
    for name in sorted(plans, key=lambda name: name.endswith(".json")):
        write_whole(folder / name.partition("/")[2], plans[name])


def _refuse_broken(path: Path) -> None:
    try:
        load_file(path, proven=True)
    except Unread:
        raise
    except (BrokenPlan, Refusal) as fault:
        words = _("包里的预案（校验码 {digest}）读不懂，没有并入：{why}")
        raise BadInput(words.format(digest=path.stem[:12], why=fault)) from fault
