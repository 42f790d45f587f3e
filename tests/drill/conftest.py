"""The plan, read once, and the scenarios in the box."""

from pathlib import Path

import pytest

from cqcmd.desk.plan.file import plan_in_force
from cqcmd.rules.plan import Plan

SCRIPTS = Path(__file__).with_name("scripts")


@pytest.fixture(scope="session")
def plan() -> Plan:
    return plan_in_force()
