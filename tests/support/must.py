"""What a machine has to have to try something; what it lacks is said."""

import os
from typing import NoReturn

import pytest

MUST = "CQCMD_MUST"
"""Set by .ci/run: what cannot be tried there has failed."""


def cannot_try(words: str) -> NoReturn:
    """Skip the test, or fail it, and say what was lacking."""
    if os.environ.get(MUST):
        pytest.fail(words)
    pytest.skip(words)
