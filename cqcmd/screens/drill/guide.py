"""The guide on the screens of a drill: one bar on each of them, also over forms and questions."""

from typing import Any

from msgspec.structs import replace
from textual.app import App
from textual.screen import Screen

from cqcmd.desk.drill.guide import guide_view
from cqcmd.desk.drill.session import DrillSession
from cqcmd.screens.board.screen import BoardScreen
from cqcmd.views.drill import GuideView
from cqcmd.widgets.guide_bar import GuideBar


class DrillGuide:
    """Keeps the bar on every screen of the app at the step that is to be done.

    Attributes:
        view: that step; ``None`` while there is none.
    """

    def __init__(self, app: App[Any], drill: DrillSession) -> None:
        self._app, self._drill = app, drill
        self._away = False
        self.view: GuideView | None = None

    def begin(self) -> None:
        """Follow the screens as they come to the front; once the app runs."""
        self._app.screen_change_signal.subscribe(self._app, self._changed, immediate=True)

    def poll(self) -> None:
        """Go on to the next step if this one is done."""
        self.view = guide_view(self._drill)
        for screen in self._app.screen_stack:
            self._show(screen)

    def turn(self) -> None:
        """Put the bar away, or bring it back."""
        self._away = not self._away
        self.poll()

    def _changed(self, screen: Screen[Any]) -> None:
        self._show(screen)
        self._app.call_later(self.poll)  # what was done on the screen before

    def _show(self, screen: Screen[Any]) -> None:
        bars, view = screen.query(GuideBar), self._view_on(screen)
        if view is None:
            bars.remove()
        elif bars:
            bars.first().show(view, away=self._away)
        elif screen.is_attached:
            screen.mount(GuideBar(view, away=self._away))

    def _view_on(self, screen: Screen[Any]) -> GuideView | None:
        """Say on the board how to get to where the step is done."""
        view = self.view
        if view is None or not view.on_board or not isinstance(screen, BoardScreen):
            return view
        return replace(view, words=view.on_board)
