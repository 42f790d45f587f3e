"""An attachment that came with a bundle, put beside the record under the name in the log."""

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from cqcmd import chance
from cqcmd.errors import Unwritable
from cqcmd.i18n import _
from cqcmd.incident.events import Attached
from cqcmd.journal.attachments.folder import UNFINISHED, AttachmentFolder
from cqcmd.journal.attachments.taking_in import UNWRITTEN
from cqcmd.journal.checked_copy import create, flush_folder
from cqcmd.journal.copies.delivery import write_all
from cqcmd.journal.faults import as_refusal
from cqcmd.paths import refuse_link


def put_beside(folder: AttachmentFolder, attached: Attached, pieces: Iterable[bytes]) -> bool:
    """Write a file that lacks or is damaged here; returns whether its name is one that we give.

    Raises Unwritable: the disk refuses, or it is not what the log says; nothing half is left.
    """
    place = folder.place(attached)
    if place is None:
        return False
    with as_refusal(folder.path, UNWRITTEN):
        refuse_link(folder.path)
        folder.path.mkdir(mode=0o700, exist_ok=True)
        part = folder.path / f"{chance.token(8)}{UNFINISHED}"
        try:
            digest = _written(part, pieces)
            if digest != attached.sha256:
                words = _("附件 {name} 与日志记的不符，没有并入；请对方重新导出。")
                raise Unwritable(words.format(name=attached.name))
            part.chmod(0o400)
            os.replace(part, place)
            flush_folder(folder.path)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return True


def _written(part: Path, pieces: Iterable[bytes]) -> str:
    digest, number = sha256(), create(part)
    try:
        for piece in pieces:
            digest.update(piece)
            write_all(number, piece)
        os.fsync(number)
    finally:
        os.close(number)
    return digest.hexdigest()
