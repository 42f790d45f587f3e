"""接报: one form on one screen; the grade beside it follows every key."""

from collections.abc import Mapping
from datetime import datetime

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.widget import Widget

from cqcmd.clock import local
from cqcmd.desk.desk import Desk
from cqcmd.desk.keeping import Draft
from cqcmd.desk.office import NeedsReason
from cqcmd.errors import BadInput, Refusal
from cqcmd.messages import ShowIncident
from cqcmd.screens.base import PostScreen
from cqcmd.screens.form_draft import DELAY, FormDraft, set_aside, waiting
from cqcmd.screens.intake_form import LINE, RECEIVED, TIMES, AcceptLine, IntakeForm
