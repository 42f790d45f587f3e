"""The base of every screen: the least Textual app that shows something and takes keys."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class Hello(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("bench hello")
        yield Input()


if __name__ == "__main__":
    Hello().run()
