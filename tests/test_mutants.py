"""The small faults of `run.py test --mutants`: which there are, and what they are called."""

from pathlib import Path

import msgspec

from tools.mutants.__main__ import LIST, Plan, sample
from tools.mutants.mutant import Key, mutants_of

SOURCE = '''
"""A module."""

from typing import Literal

Kind = Literal["a", "b"]
LIMIT = 3


class Box:
    __slots__ = ("size",)

    @property
    def full(self) -> bool:
        return self.size >= LIMIT


def pairs(one: list[int], two: list[int]) -> list[tuple[int, int]]:
    return list(zip(one, two, strict=True))


def both(a: bool, b: bool) -> bool:
    if a and b:
        return True
    if a and b:
        return True
    return False
'''


def keys(folder: Path, source: str = SOURCE) -> list[Key]:
    path = folder / "module.py"
    path.write_text(source, "utf-8")
    return [mutant.key for mutant in mutants_of(path)]


def test_a_property_and_a_constant_are_changed_too(tmp_path: Path) -> None:
    found = keys(tmp_path)
    assert Key("Box.full", "return self.size >= LIMIT", "return self.size > LIMIT") in found
    assert Key("<module>", "LIMIT = 3", "LIMIT = 4") in found


def test_types_slots_and_guards_are_left_alone(tmp_path: Path) -> None:
    found = keys(tmp_path)
    assert not [key for key in found if "Literal" in key.old or "__slots__" in key.old]
    assert all("strict=True" in key.new for key in found if key.new.startswith("return list(zip"))
    assert Key("pairs", "return list(zip(one, two, strict=True))", "return list(None)") in found


def test_what_reads_alike_is_numbered(tmp_path: Path) -> None:
    alike = [key for key in keys(tmp_path) if key.old == "if a and b:"]
    assert [(key.new, key.nth) for key in alike] == [("if a or b:", 1), ("if a or b:", 2)]


def test_every_mutant_has_a_name_of_its_own_that_moving_lines_keeps(tmp_path: Path) -> None:
    found = keys(tmp_path)
    assert len(set(found)) == len(found) > 10
    assert keys(tmp_path, SOURCE.replace("LIMIT = 3", "# Moved.\n\nLIMIT = 3")) == found


def test_a_mutant_is_the_whole_file_with_one_change(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(SOURCE, "utf-8")
    for mutant in mutants_of(path):
        compile(mutant.source, "mutant", "exec")
        assert mutant.source != SOURCE
        assert SOURCE.splitlines()[mutant.line - 1].strip() in mutant.key.old


def test_the_sample_keeps_its_members_when_others_come_and_go(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(SOURCE, "utf-8")
    every = list(mutants_of(path))
    chosen = sample(every, 5)
    assert chosen == sample(every[::-1], 5)
    others = [mutant for mutant in every if mutant not in chosen]
    assert sample(chosen + others[::2], 5) == chosen


def test_what_is_listed_as_equivalent_is_in_the_text_and_says_why() -> None:
    plan = msgspec.toml.decode(LIST.read_bytes(), type=Plan)
    texts = [" ".join(Path(target).read_text("utf-8").split()) for target in plan.targets]
    for equivalent in plan.equivalent:
        assert any(" ".join(equivalent.old.split()) in text for text in texts), equivalent
        assert equivalent.old != equivalent.new
        assert equivalent.reason
