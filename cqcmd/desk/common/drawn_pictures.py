"""The pictures drawn so far: each stands until an entry or the time makes another of it."""

from datetime import datetime

from cqcmd.incident.picture import Picture


class DrawnPictures:
    """Pictures by incident; of those that time makes others, until when they stand."""

    def __init__(self) -> None:
        self._pictures: dict[str, Picture] = {}
        self._until: dict[str, datetime] = {}

    def current(self, ident: str, now: datetime) -> Picture | None:
        """Return the picture that still stands at this moment, if there is one."""
        drawn = self._pictures.get(ident)
        # now < drawn.at: the clock was set back, so the picture is of a time still to come.
        if drawn is None or now < drawn.at or (drawn.until is not None and now >= drawn.until):
            return None
        return drawn

    def keep(self, drawn: Picture) -> None:
        """Keep a picture in place of the incident's former one."""
        ident = drawn.incident.id
        self.forget(ident)
        self._pictures[ident] = drawn
        if drawn.until is not None:
            self._until[ident] = drawn.until

    def expired(self, now: datetime) -> set[str]:
        """Return incidents of which time alone has made another picture since they were drawn."""
        return {ident for ident, until in self._until.items() if now >= until}

    def forget(self, ident: str) -> None:
        """Have an incident drawn anew."""
        self._pictures.pop(ident, None)
        self._until.pop(ident, None)

    def forget_open(self) -> None:
        """Have what is in hand drawn as of now: whoever takes the watch is shown it so."""
        drawn = self._pictures.items()
        for ident in [ident for ident, picture in drawn if not picture.incident.closed]:
            self.forget(ident)

    def forget_all(self) -> None:
        """Have every incident drawn anew."""
        self._pictures.clear()
        self._until.clear()
