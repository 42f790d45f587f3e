"""Plan files kept whole beside the journal: what was judged by them can be judged again."""

from hashlib import sha256
from pathlib import Path

from cqcmd.local_store import write_whole
from cqcmd.paths import PLANS


def keep_plan(data: Path, source: Path, digest: str) -> None:
    """Keep a plan file under its digest in a data directory. Raises Unwritable."""
    kept = data / PLANS / f"{digest}.json"
    if kept.is_file():
        return
    content = source.read_bytes()
    # A file that was replaced since it was read is another plan: only the one in force is kept.
    if sha256(content).hexdigest() == digest:
        write_whole(kept, content)
