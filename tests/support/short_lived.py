"""The folders of tests lie in memory, where the machine has a place for that and room in it.

Every act of a journal is forced to the disk, and waiting for it proves nothing: what a kill leaves
is the same in memory, and no test takes the power away.
"""

import os
from pathlib import Path
from shutil import disk_usage

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes that must be free; what a test leaves is removed when it has passed."""

if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and disk_usage(MEMORY).free >= ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
