"""A bundle read with suspicion: named members only, counted while they are read, none unpacked.

Nothing of it is ever written under a name that stands in it.
"""

import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

from cqcmd.errors import BadInput, reason_of
from cqcmd.files.bundle.lock import MOST
from cqcmd.files.bundle.manifest import ENTRIES, MANIFEST, MEMBER, Manifest, Member, decode
from cqcmd.files.untrusted import refuse_odd
from cqcmd.i18n import _

GIGA, MEGA = 1 << 30, 1 << 20

MOST_MEMBERS = 20_000
CAPS = {MANIFEST: 16 * MEGA, ENTRIES: 512 * MEGA, "plans": 16 * MEGA, "attachments": 8 * GIGA}
"""The most bytes of each kind of member."""

LONGEST_LINE = 2 * MEGA
"""Bytes of one entry; the longest that the forms take have a hundredth of it."""

RATIO = 300
"""How many times larger unpacked a member may be, from a megabyte up."""

PIECE = 1 << 20
ENCRYPTED = 0x1

BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)

TAMPERED = _("包里的 {name} 与清单不符（坏了或被改过），没有并入；请对方重新导出。")


class Bundle:
    """An open bundle; its list was read, its members are looked at as they are read."""

    def __init__(self, packed: ZipFile, name: str) -> None:
        """Look at every name and size first. Raises BadInput, and nothing of it was used."""
        self._packed, self._name = packed, name
        infos = packed.infolist()
        self._infos = {info.filename: info for info in infos}
        if len(infos) > MOST_MEMBERS or len(self._infos) != len(infos):
            raise self._strange()
        for info in infos:
            self._look_at(info)
        if MANIFEST not in self._infos:
            words = _("{name} 不是本程序导出的包，没有并入。")
            raise BadInput(words.format(name=name))
        self.manifest: Manifest = decode(b"".join(self._pieces(self._infos[MANIFEST])))
        self._members = {member.name: member for member in self.manifest.members}
        whole = len(self._members) == len(self.manifest.members)
        if not whole or {*self._members, MANIFEST} != {*self._infos} or ENTRIES not in self._infos:
            raise BadInput(TAMPERED.format(name=MANIFEST))

    def _look_at(self, info: ZipInfo) -> None:
        kind = info.filename.partition("/")[0]
        named = info.filename == MANIFEST or MEMBER.fullmatch(info.filename)
        mode = info.external_attr >> 16
        plain = not mode or stat.S_ISREG(mode) or not stat.S_IFMT(mode)
        if not (named and plain) or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self._strange()
        if info.flag_bits & ENCRYPTED:
            words = _("{name} 是别的程序加密的压缩包，没有并入；口令请在导出时加。")
            raise BadInput(words.format(name=self._name))
        swollen = info.file_size > MEGA and info.file_size > RATIO * max(1, info.compress_size)
        if info.file_size > CAPS[kind] or swollen:
            raise BadInput(_("{name} 展开后过大，没有并入。").format(name=self._name))

    def _strange(self) -> BadInput:
        words = _("{name} 里有不该有的内容，不是本程序导出的包，没有并入。")
        return BadInput(words.format(name=self._name))

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the members of a kind, such as ``plans``."""
        return tuple(name for name in self._members if name.startswith(f"{kind}/"))

    def member(self, name: str) -> Member:
        """Return what the list says of a member. Raises KeyError."""
        return self._members[name]

    def read(self, name: str) -> bytes:
        """Return the bytes of a small member. Raises BadInput: they are not what is listed."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a member piece by piece; behind the last it is proved. Raises BadInput."""
        member, digest = self._members[name], sha256()
        if self._infos[name].file_size != member.size:
            raise BadInput(TAMPERED.format(name=name))
        for piece in self._pieces(self._infos[name]):
            digest.update(piece)
            yield piece
        if digest.hexdigest() != member.sha256:
            raise BadInput(TAMPERED.format(name=name))

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield each entry as a row of the table, not looked at yet. Raises BadInput."""
        left = b""
        decoder = msgspec.json.Decoder(tuple[Any, ...])
        for piece in self.pieces(ENTRIES):
            *lines, left = (left + piece).split(b"\n")
            for line in lines:
                yield self._row(decoder, line)
            if len(left) > LONGEST_LINE:
                raise BadInput(TAMPERED.format(name=ENTRIES))
        if left:
            raise BadInput(TAMPERED.format(name=ENTRIES))

    @staticmethod
    def _row(decoder: msgspec.json.Decoder[tuple[Any, ...]], line: bytes) -> tuple[Any, ...]:
        try:
            return decoder.decode(line)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise BadInput(TAMPERED.format(name=ENTRIES)) from error

    def prove(self, note: Callable[[int], object] = lambda _size: None) -> None:
        """Read every member through, so that none is used before all are what is listed."""
        for name in self._members:
            for piece in self.pieces(name):
                note(len(piece))

    @property
    def size(self) -> int:
        """Bytes of all members."""
        return sum(member.size for member in self._members.values())

    def _pieces(self, info: ZipInfo) -> Iterator[bytes]:
        # The size is what the file claims; zipfile gives no more than that and compares its sum.
        with _telling(self._name), self._packed.open(info) as file:
            while piece := file.read(PIECE):
                yield piece


@contextmanager
def opened(path: Path, unlock: Callable[[bytes], bytes] | None = None) -> Iterator[Bundle]:
    """Open a bundle; ``unlock`` opens one that a passphrase locks.

    Raises BadInput: it is none, is broken, or is not safe to read.
    """
    with _telling(path.name):
        refuse_odd(path, path.stat())
        source: IO[bytes] = path.open("rb")
    with source:
        if unlock is not None:
            # No more than could be opened, whatever the file has grown to.
            source = BytesIO(unlock(source.read(MOST + 1)))
        with _telling(path.name):
            packed = ZipFile(source)
        with packed:
            yield Bundle(packed, path.name)


@contextmanager
def _telling(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        words = _("{name} 读不出来（{why}），没有并入；U 盘松了就插好再来一次。")
        raise BadInput(words.format(name=name, why=reason_of(error))) from error
    except BROKEN as error:
        words = _("{name} 坏了或没有拷完，没有并入；请重新拷一次，或请对方重新导出。")
        raise BadInput(words.format(name=name)) from error
