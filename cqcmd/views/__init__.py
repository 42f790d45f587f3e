"""What screens show: frozen values, their words ready, their moments absolute."""

from cqcmd.views.board import Board, BoardRow, GradeView, WaitingCall, WaitingState
from cqcmd.views.duties import Alert, Deadline
from cqcmd.views.log import LogLine
from cqcmd.views.masthead import DrillStatus, DutyStatus, MastheadText
from cqcmd.views.situation import (
    FactView,
    MarginView,
    PreviewView,
    ProjectionView,
    SameAccident,
    Situation,
    Step,
    Strip,
)
from cqcmd.views.station import Left

__all__ = [
    "Alert",
    "Board",
    "BoardRow",
    "Deadline",
    "DrillStatus",
    "DutyStatus",
    "FactView",
    "GradeView",
    "Left",
    "LogLine",
    "MarginView",
    "MastheadText",
    "PreviewView",
    "ProjectionView",
    "SameAccident",
    "Situation",
    "Step",
    "Strip",
    "WaitingCall",
    "WaitingState",
]
