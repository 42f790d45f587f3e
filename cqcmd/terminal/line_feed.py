"""Enter as a line feed: what a terminal sends for it that does not read key by key yet."""

from textual import events

LINE_FEED = "ctrl+j"
"""What Textual calls it; no key of ours, or Enter pressed while a drill starts would press it."""


def as_enter(event: events.Event) -> events.Event:
    """Make Enter of a line feed, in place: it keeps the moment at which it was pressed."""
    if isinstance(event, events.Key) and event.key == LINE_FEED:
        event.key, event.character = "enter", "\r"
    return event
