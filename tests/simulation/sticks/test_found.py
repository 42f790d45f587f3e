"""Stories of several posts in which something once went wrong."""

import pytest

from tests.simulation.faults import Fault
from tests.simulation.sticks.test_sticks import assert_well
from tests.simulation.story import Step


# A terminal was killed as it wrote a note down; the next one read the note, nobody had flushed it,
# and a stick took it away. After a power cut it was gone at home, and another had its number: the
# posts could never meet again, each told that the other's chain was forged.
@pytest.mark.parametrize("killed", [6, 7, 8])
def test_nothing_is_carried_away_that_is_not_on_the_disk(killed: int) -> None:
    for cut in (15, 20):
        assert_well(
            [
                Step("set_up", dice=1),
                Step("set_up", dice=2, post=1),
                Step("take_call", dice=2),
                Step("leave", at=1),
                Step("leave", at=2),
                Step("note", fault=Fault("kill", killed)),
                Step("export_everything", at=1, fault=Fault("cut", cut)),
                Step("note", at=1, dice=4),
                Step("take_a_stick_in", dice=5, post=1),
            ]
        )


# Who had been given one incident of another post could pass nothing on: its bundle of everything
# was refused for the entries that it had never been given.
def test_who_has_a_part_of_a_chain_passes_it_on() -> None:
    assert_well(
        [
            Step("set_up", dice=1),
            Step("set_up", dice=2, post=1),
            Step("set_up", dice=3, post=2),
            Step("take_call", dice=2, post=2),
            Step("note", dice=2, post=2),
            Step("export_an_incident", post=2),
            Step("take_a_stick_in", dice=5, post=1),
        ]
    )
