"""Measures, their steps and the aftermath: what was begun, finished, or not needed."""

from datetime import datetime

from cqcmd.incident.events.command import TaskMoved, TaskRemarked, TaskState
from cqcmd.incident.events.entry import Entry


class Task:
    """A task and what was written of it.

    Attributes:
        order: the place in the journal where it was first begun or finished; empty if it never was.
    """

    __slots__ = ("begun", "by", "finished", "order", "owner", "reason", "remarks", "state")

    def __init__(self) -> None:
        self.state: TaskState = "open"
        self.begun: datetime | None = None
        self.finished: datetime | None = None
        self.by = ""
        self.reason = ""
        self.owner = ""
        self.order = ""
        self.remarks: list[tuple[datetime, str, str]] = []

    @property
    def over(self) -> bool:
        """Whether nothing more is to be done about the task."""
        return self.state in ("finished", "not_needed")

    @property
    def unbegun(self) -> bool:
        """Whether the task was finished though nobody wrote down that it was begun."""
        return self.state == "finished" and self.begun is None


BLANK = Task()


class Tasks:
    """Every task that was ever touched, by the code of its row in the plan."""

    __slots__ = ("by_code",)

    def __init__(self) -> None:
        self.by_code: dict[str, Task] = {}

    def of(self, code: str) -> Task:
        """Return the task; a blank one if nothing was written of it."""
        return self.by_code.get(code, BLANK)

    def move(self, entry: Entry, event: TaskMoved) -> None:
        """Record that a task was begun, finished, set aside, or opened again."""
        task = self._task(event.task)
        task.state, task.by = event.state, entry.writer
        if event.state in ("begun", "finished"):
            task.order = task.order or entry.order
        match event.state:
            case "begun":
                task.begun, task.finished, task.reason = entry.occurred_at, None, ""
            case "finished":
                task.finished = entry.occurred_at
            case "not_needed":
                task.reason = event.words
            case "open":
                task.begun = task.finished = None
                task.reason = ""
        # Of a task not needed the words are the reason, which stands by itself.
        if event.words and event.state != "not_needed":
            task.remarks.append((entry.occurred_at, event.words, entry.writer))

    def remark(self, entry: Entry, event: TaskRemarked) -> None:
        """Record words about a task, or another owner than the plan's."""
        task = self._task(event.task)
        if event.words:
            task.remarks.append((entry.occurred_at, event.words, entry.writer))
        task.owner = event.owner or task.owner

    def _task(self, code: str) -> Task:
        return self.by_code.setdefault(code, Task())
