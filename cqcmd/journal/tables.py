"""The journal's tables, declared once.

The numbered migrations must arrive at exactly these, and the statements that run
(`journal/statements.py`) are held against them: a post itself does without what is imported here.
"""

from datetime import datetime

from sqlalchemy import Column, Dialect, MetaData, Text
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel, UniqueConstraint

from cqcmd.journal.rows import utc_text

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcText(TypeDecorator[datetime]):
    """An aware moment, stored as :func:`utc_text`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the moment as the text that goes to disk."""
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the text of the disk as an aware moment."""
        return None if value is None else datetime.fromisoformat(value)


class Table(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """The base of both tables: a registry of our own, constraints named from the first revision."""


class EntryRow(Table, table=True):
    """One entry. ``arrival`` is the order of arrival in this file; the rest is ``Entry``."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("id"), UniqueConstraint("station", "seq"))

    arrival: int | None = Field(default=None, primary_key=True)
    id: str = Field(sa_type=Text)
    incident: str | None = Field(sa_type=Text)
    station: str = Field(sa_type=Text)
    seq: int
    kind: str = Field(sa_type=Text)
    data: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)
    occurred_at: datetime = Field(sa_column=Column(UtcText, nullable=False))
    recorded_at: datetime = Field(sa_column=Column(UtcText, nullable=False))
    order: str = Field(sa_type=Text)
    prev: str = Field(sa_type=Text)
    hash: str = Field(sa_type=Text)


class AboutRow(Table, table=True):
    """What this file is: ``station`` names the installation that writes here."""

    __tablename__ = "about"

    name: str = Field(sa_type=Text, primary_key=True)
    value: str = Field(sa_type=Text)


ENTRY = Table.metadata.tables[EntryRow.__tablename__]
ABOUT = Table.metadata.tables[AboutRow.__tablename__]
