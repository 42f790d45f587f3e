"""The list at the head of a bundle: whose it is, when it was made, what is in it."""

import re
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from cqcmd.errors import BadInput
from cqcmd.i18n import _

FORMAT = 1
"""The format that this version writes, and the newest that it reads."""

MANIFEST, ENTRIES = "manifest.json", "entries.jsonl"

MEMBER = re.compile(r"entries\.jsonl|plans/[0-9a-f]{64}\.(?:json|md)|attachments/[0-9a-f]{64}")
"""Every name that a member may have, beside the list's: none leads out, none is another's twin."""

Text = Annotated[str, Meta(max_length=200)]
Hex = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Id = Annotated[str, Meta(pattern="^[0-9a-z]{1,64}$")]
Count = Annotated[int, Meta(ge=0, le=1 << 48)]


class Member(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A member of the bundle: its name, what its bytes are."""

    name: Text
    sha256: Hex
    size: Count


class HeldThere(Struct, frozen=True, kw_only=True):
    """What there was of a station at the post that made the bundle."""

    station: Id
    seq: Count
    hash: Hex
    entries: Count
    name: Text = ""


class Manifest(Struct, frozen=True, kw_only=True):
    """The list.

    Attributes:
        bundle: the bundle's own id, by which a receipt names it.
        station, name: which post made it, by id and as it is called.
        made_at: when, by its clock.
        incident, number: of one incident alone; else empty, and all entries are in it.
        receipt: it only says that another bundle was taken in.
        held: what there was of each station.
    """

    format: int
    program: Text
    bundle: Id
    station: Id
    name: Text
    drill: bool
    made_at: Annotated[datetime, Meta(tz=True)]
    incident: Text = ""
    number: Text = ""
    receipt: bool = False
    held: tuple[HeldThere, ...]
    members: tuple[Member, ...]

    @property
    def partial(self) -> bool | frozenset[str]:
        """Whether what is in it is a part of the chains, or of which stations it is.

        Who was given one incident of a station passes that on in the bundle of everything.
        """
        if self.incident or self.receipt:
            return True
        return frozenset(one.station for one in self.held if one.entries < one.seq)


class _Format(Struct):
    format: int


def encode(manifest: Manifest) -> bytes:
    """Return a list as it is written."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1)


def decode(data: bytes) -> Manifest:
    """Read a list. Raises BadInput: a newer version wrote it, or it is none."""
    try:
        made = msgspec.json.decode(data, type=_Format).format
        if made > FORMAT:
            words = _("这个包由更新的版本导出（格式 {made}，本程序识得 {known}），请先升级本程序。")
            raise BadInput(words.format(made=made, known=FORMAT))
        return msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise BadInput(_("包里的清单读不懂，没有并入；请对方重新导出。")) from error
