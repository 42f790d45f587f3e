"""TinyDB with a storage that writes whole files or nothing: plan files, settings, drafts."""

from cqcmd.local_store.drafts import Draft, Drafts
from cqcmd.local_store.json_document import read_document, tables_of, write_whole
from cqcmd.local_store.settings import Plain, Settings

__all__ = ["Draft", "Drafts", "Plain", "Settings", "read_document", "tables_of", "write_whole"]
