"""A small program on our driver, signals and crash path, run by tests in a pseudo-terminal."""

import sys
import time
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from cqcmd.terminal.crash import CrashReports, guard
from cqcmd.terminal.driver import driver_class, refuse_terminal
from cqcmd.terminal.signals import ShutdownRequest
from cqcmd.widgets.drawing.safe_text import plain


class TinyApp(CrashReports, App[None]):
    """Shows what is typed; ``mode`` says how it shall come to harm."""

    BINDINGS: ClassVar = [
        ("f5", "boom", ""),
        ("f6", "work", ""),
        ("f7", "busy", ""),
        ("escape", "say('escape')", ""),
    ]

    def __init__(self, folder: Path, mode: str) -> None:
        super().__init__(driver_class=driver_class())
        self.crash_folder = folder / "crash"
        self._folder = folder
        self._mode = mode
        self.departure = ShutdownRequest(self, self._keep, self._interrupted)

    def compose(self) -> ComposeResult:
        yield Input()
        yield Static(id="echo")
        yield Static("ready", id="told")
        if self._mode == "broken":
            raise ValueError("在建立界面时出错")

    def on_mount(self) -> None:
        if self._mode == "signals":
            self.departure.install()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one("#echo", Static).update(plain(f"<{event.value}>"))

    async def _keep(self) -> None:
        self._write()

    def _write(self) -> None:
        (self._folder / "draft").write_text(self.query_one(Input).value, encoding="utf-8")

    def _interrupted(self) -> None:
        self._write()
        self.query_one("#told", Static).update("how to leave")

    def action_boom(self) -> None:
        secret = "渝中区李明13800000000"
        raise ValueError(f"坏值\x1b[31m {len(secret)} 13912345678")

    def action_say(self, words: str) -> None:
        self.query_one("#told", Static).update(plain(words))

    def action_work(self) -> None:
        self.run_worker(self._fail(), exit_on_error=True)

    async def _fail(self) -> None:
        raise KeyError("worker")

    def action_busy(self) -> None:
        self.set_interval(0.005, self._repaint)

    def _repaint(self) -> None:
        self.query_one("#echo", Static).update(plain(str(time.monotonic()) * 100))


def main(folder: str, mode: str = "plain") -> int:
    if mode != "pipe" and (words := refuse_terminal()):
        print(words, file=sys.stderr)
        return 2
    app = TinyApp(Path(folder), mode)
    app.run()
    return int(app.return_code or 0)


if __name__ == "__main__":
    sys.exit(guard(lambda: main(*sys.argv[1:]), lambda: Path(sys.argv[1]) / "crash"))
