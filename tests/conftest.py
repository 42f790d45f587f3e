"""For every test that starts an app, and for all of them: what only costs time is left out."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# First of ours: before anything else is compiled, and before a folder is made.
from tests.support import kept_bytecode as kept_bytecode
from tests.support import short_lived as short_lived
from tests.support.collecting import seldom
from tests.support.real_time import real as real
from tests.support.settling import patient_pilots
from tests.support.worked_out_once import worked_out_once

# How long an example takes says how busy the machine is; what must be quick measures its own work.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture(autouse=True, scope="session")
def _pilots_go_on_as_soon_as_the_app_has_settled() -> Iterator[None]:
    with patient_pilots():
        yield


@pytest.fixture(autouse=True, scope="session")
def _what_is_the_same_for_all_apps_is_worked_out_once() -> Iterator[None]:
    with worked_out_once():
        yield


@pytest.fixture(autouse=True, scope="session")
def _garbage_is_collected_seldom() -> Iterator[None]:
    with seldom():
        yield
