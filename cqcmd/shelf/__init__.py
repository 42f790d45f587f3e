"""TinyDB with a storage that writes whole files or nothing: plan files, settings, drafts."""

from cqcmd.shelf.document import read_document, write_whole
from cqcmd.shelf.drafts import Draft, Drafts
from cqcmd.shelf.settings import Plain, Settings

__all__ = ["Draft", "Drafts", "Plain", "Settings", "read_document", "write_whole"]
