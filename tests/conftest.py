"""For every test that starts an app."""

from collections.abc import Iterator

import pytest
import textual.app
import textual.pilot

from tests.support.real_time import real as real
from tests.support.settling import settled


@pytest.fixture(autouse=True, scope="session")
def _pilots_go_on_as_soon_as_the_app_has_settled() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textual.app, "wait_for_idle", settled)
        patch.setattr(textual.pilot, "wait_for_idle", settled)
        yield
