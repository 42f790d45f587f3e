"""The words of a plan and a standing clock for the reading tests."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from cqcmd.parsing.sentence.vocabulary import Vocabulary
from cqcmd.rules.rows import District, Equipment, Fact

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    rows = tomllib.loads((HERE / "rows.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        msgspec.convert(rows["districts"], tuple[District, ...]),
        msgspec.convert(rows["equipment"], tuple[Equipment, ...]),
        msgspec.convert(rows["facts"], tuple[Fact, ...]),
        "区县",
    )


@pytest.fixture(scope="session")
def now() -> datetime:
    """14:30 in Chongqing on 2026-11-22."""
    return datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
