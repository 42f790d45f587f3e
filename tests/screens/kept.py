"""Drafts as they lie on disk."""

import json
from typing import Any

from tests.support.pilots import PostPilot


async def kept(pilot: PostPilot, words: str) -> list[dict[str, Any]]:
    """The drafts on disk, as soon as one holds the words; a busy machine may take its time."""
    folder = pilot.app.opening.data / "drafts"
    for _turn in range(500):
        documents = [json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")]
        drafts = [draft for document in documents for draft in document["drafts"].values()]
        if any(words in text for draft in drafts for text in draft["fields"].values()):
            return drafts
        await pilot.pause(0.01)
    raise AssertionError(f"{words} is not on disk")
