"""One source of chance, which a seed can take the place of."""

import random

from cqcmd import chance


def drawn() -> tuple[object, ...]:
    return chance.bits(62), chance.token(6), chance.token(8), str(chance.uuid())


def test_the_same_seed_gives_the_same() -> None:
    with chance.seeded(random.Random(7)):
        first = drawn()
    with chance.seeded(random.Random(7)):
        assert drawn() == first
    assert drawn() != first


def test_every_token_has_its_length_and_every_uuid_its_version() -> None:
    for _ in range(500):
        assert [len(chance.token(size)) for size in (1, 6, 8)] == [2, 12, 16]
        assert (chance.uuid().version, chance.uuid().variant) == (4, "specified in RFC 4122")
