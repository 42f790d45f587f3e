"""A text that must be read to its end before something is accepted."""

from textual.containers import VerticalScroll


class Sheet(VerticalScroll):
    """What is handed over. Once its end was seen it has been read."""

    read = False

    def on_mount(self) -> None:
        """Take a sheet that fits the screen as read at a glance."""
        # Only a finished layout tells whether it fits.
        self.call_after_refresh(self.look)

    def watch_scroll_y(self, before: float, after: float) -> None:
        """Scroll, and look whether that was the end."""
        super().watch_scroll_y(before, after)
        self.look()

    def look(self) -> None:
        """Note that the end was seen."""
        # Without a height there was no layout yet, and any text would seem to be at its end.
        if not self.read and self.size.height and self.scroll_y >= self.max_scroll_y:
            self.read = True
            self.screen.add_class("-read")
