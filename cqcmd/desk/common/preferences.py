"""What this installation keeps beside the journal: drafts of forms, and preferences."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Lock

from cqcmd.clock import Clock
from cqcmd.incident.events import DraftRecovered
from cqcmd.local_store import Draft as Draft
from cqcmd.local_store import Drafts, Settings, write_whole
from cqcmd.local_store.settings import Plain
from cqcmd.paths import DRILLS, lies_there
from cqcmd.rules.urgency import STAGE_MINUTES, Minutes

KEYS_FILE, KEYS_SAMPLE = "keys.toml", "keys.sample.toml"

PREFERENCES: dict[str, Plain] = {
    "theme": "night",
    "ascii": False,
    "mouse": True,
    "backup_directory": "",
    "hand_over_directory": "",
    # Who sat here last, and in which watch that was said.
    "operator": "",
    "operator_watch": "",
    # Minutes without a key after which the screen is covered; 0: never.
    "cover_minutes": 0,
    "hide_others": False,
    # Our own figure: the plan does not say how often what is kept is to be looked at.
    "resource_stale_days": 90,
    # Lists of duties in one string each: a settings file holds plain values only.
    "watched": "",
    "hidden": "",
    "phone_soon": STAGE_MINUTES["phone"][0],
    "phone_urgent": STAGE_MINUTES["phone"][1],
    "written_soon": STAGE_MINUTES["written"][0],
    "written_urgent": STAGE_MINUTES["written"][1],
    "day_soon": STAGE_MINUTES["day"][0],
    "day_urgent": STAGE_MINUTES["day"][1],
}
"""Names and defaults of what may be set; minutes are those before a due time."""


class Preferences(Settings):
    """This installation's preferences."""

    def __init__(self, data: Path) -> None:
        super().__init__(data / "settings.json", PREFERENCES)
        # A drill lies in a drawer of the post, and is played on the post's own keys.
        self._keys_folder = data.parent.parent if data.parent.name == DRILLS else data

    def keys(self) -> dict[str, object]:
        """Return the keys that were changed by hand, as they were written; none without a file.

        Raises:
            BadInput: the file cannot be read, or is no TOML.
        """
        path = self._keys_folder / KEYS_FILE
        if not lies_there(path):
            return {}
        from cqcmd.files.toml import read_toml  # late: few posts have such a file

        return read_toml(path).data

    def keep_keys_sample(self, text: str) -> Path:
        """Write a file to be filled in and renamed; returns where. Raises Unwritable."""
        path = self._keys_folder / KEYS_SAMPLE
        write_whole(path, text.encode("utf-8"))
        return path

    @property
    def stage_minutes(self) -> Minutes:
        """Minutes before the due time at which a countdown becomes soon, then urgent, by kind."""
        return {
            kind: (int(self.get(f"{kind}_soon") or 0), int(self.get(f"{kind}_urgent") or 0))
            for kind in STAGE_MINUTES
        }


class DraftsDesk:
    """What is being typed: kept at most a second behind the keyboard, offered after a crash."""

    def __init__(self, data: Path, clock: Clock) -> None:
        self._drafts = Drafts(data / "drafts")
        self._clock = clock
        self._unkept: dict[str, Draft] = {}
        # What was refused is tried again by one thread while another keeps what was typed since.
        self._turn = Lock()

    def keep(self, form: str, fields: Mapping[str, str]) -> None:
        """Keep what stands in the form; may be called from a thread. Raises Unwritable."""
        draft = Draft(form=form, fields=dict(fields), saved_at=self._clock.now(), session="")
        with self._turn:
            self._keep(draft)

    def keep_again(self) -> None:
        """Try once more what the disk refused, as of forms that were left. Raises Unwritable."""
        with self._turn:
            for draft in self.unkept:
                self._keep(draft)

    def _keep(self, draft: Draft) -> None:
        self._unkept[draft.form] = draft
        self._drafts.save(draft.form, draft.fields, draft.saved_at)
        del self._unkept[draft.form]

    @property
    def unkept(self) -> tuple[Draft, ...]:
        """What the disk refused and has not taken since: it is lost when the program ends."""
        return tuple(self._unkept.values())

    def discard(self, form: str) -> None:
        """Delete the draft of a form that was saved, or thrown away on purpose."""
        with self._turn:
            self._unkept.pop(form, None)
            self._drafts.discard(form)

    def found(self) -> list[Draft]:
        """Return the drafts of sessions that ended without saving them, the latest first."""
        return self._drafts.orphans(self._clock.now())

    def seen(self) -> tuple[tuple[str, int, int], ...]:
        """Return how the drafts of other sessions lie on the disk; another when they change."""
        return self._drafts.seen()

    def elsewhere(self, kind: str) -> Iterator[tuple[Draft, bool]]:
        """Yield drafts of a kind of form of other sessions, and whether that session is alive."""
        for draft, alive in self._drafts.elsewhere():
            if draft.form.partition(":")[0] == kind:
                yield draft, alive

    @property
    def unread(self) -> frozenset[str]:
        """Sessions of which ``elsewhere`` yielded nothing last, as the disk did not give it."""
        return self._drafts.unread

    @property
    def faults(self) -> tuple[str, ...]:
        """What could not be read and was set aside, a sentence each."""
        return self._drafts.faults

    def adopt(self, draft: Draft) -> None:
        """Go on with a found draft in this session. Raises Refusal if another was first."""
        self._drafts.adopt(draft)

    def recovery(self, draft: Draft, characters: int) -> DraftRecovered:
        """Return the entry that says a draft was found again, to be written with its outcome."""
        return DraftRecovered(form=draft.form, saved_at=draft.saved_at, characters=characters)

    def close(self) -> None:
        """End this session: no draft of it is left to be found."""
        self._drafts.close()
