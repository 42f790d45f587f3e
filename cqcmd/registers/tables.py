"""The tables of the register, declared once."""

from sqlalchemy import MetaData, Text, column, table
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from cqcmd.registers.rows import FIELDS, DeviceRow


class Table(SQLModel, registry=registry(metadata=MetaData())):
    """The base: a registry of our own, so that no other file gets these tables."""


class Unit(Table, table=True):
    """Who uses equipment, once a name; what a row without a device tells of it stands here."""

    __tablename__ = "unit"

    id: int | None = Field(default=None, primary_key=True)
    unit: str = Field(sa_type=Text, unique=True)
    district: str = Field(default="", sa_type=Text)
    address: str = Field(default="", sa_type=Text)
    phones: str = Field(default="", sa_type=Text)


class Spelled(Table, table=True):
    """Letters that a unit's name is said with, from any of its syllables on."""

    __tablename__ = "spelled"
    __table_args__ = {"sqlite_with_rowid": False}

    word: str = Field(sa_type=Text, primary_key=True)
    unit_id: int = Field(primary_key=True)


class Device(Table, table=True):
    """A device: the fields of `DeviceRow`, and its unit."""

    __tablename__ = "device"

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    code: str = Field(sa_type=Text, index=True)
    certificate: str = Field(sa_type=Text, index=True)
    rescue_code: str = Field(sa_type=Text, index=True)
    safety_code: str = Field(sa_type=Text, index=True)
    kind: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    district: str = Field(sa_type=Text)
    address: str = Field(sa_type=Text)
    place: str = Field(sa_type=Text)
    capacity: str = Field(sa_type=Text)
    phones: str = Field(sa_type=Text)
    maintainer: str = Field(sa_type=Text)
    maintainer_phones: str = Field(sa_type=Text)
    inspected_until: str = Field(sa_type=Text)


DEVICES = Table.metadata.tables["device"]
UNITS = Table.metadata.tables["unit"]
SPELLED = Table.metadata.tables["spelled"]

SOUGHT = table("sought", column("rowid"), column("words"))
"""What each is found by: a device under its id, a unit under its own below zero."""

MAKE_SOUGHT = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS sought USING fts5(words, columnsize=0, prefix='1')"
)

COLUMNS = [DEVICES.c[name] for name in FIELDS]


def device_of(device: Device) -> DeviceRow:
    """Return a device as a row."""
    return DeviceRow(**{name: getattr(device, name) for name in FIELDS})


def unit_of(unit: Unit) -> DeviceRow:
    """Return a unit as a row."""
    return DeviceRow(
        unit=unit.unit, district=unit.district, address=unit.address, phones=unit.phones
    )
