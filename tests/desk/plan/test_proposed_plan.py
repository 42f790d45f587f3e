"""A plan file named at the start of a post that has a plan in force: shown first, then decided."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.common.operator import NOBODY
from cqcmd.desk.opening import Opening, open_to_ask
from cqcmd.errors import BrokenPlan
from tests.desk.calls import TANK, take
from tests.support.plan_files import Tables, plan_like_built_in, quarter_of_an_hour


@pytest.fixture
def district(tmp_path: Path) -> Path:
    return plan_like_built_in(tmp_path / "yz.json", quarter_of_an_hour)


class Post:
    """The same post, opened as often as a test wants."""

    def __init__(self, data: Path, clock: FixedClock) -> None:
        self.data, self.clock = data, clock
        self.openings: list[Opening] = []

    def start(self, plan: Path | None, *, observing: bool = False) -> Opening:
        opening = open_to_ask(self.data, plan, self.clock, observing=observing, operator=NOBODY)
        opening.read_journal()
        self.openings.append(opening)
        return opening


@pytest.fixture
def post(tmp_path: Path, clock: FixedClock) -> Iterator[Post]:
    made = Post(tmp_path / "data", clock)
    yield made
    for opening in made.openings:
        opening.close()


@pytest.fixture
def worked(post: Post) -> Post:
    """A post that has taken a call under the built-in plan."""
    desk = post.start(None).desk
    desk.station.set_up("district_regulator", "渝中区市监局", "渝中区", {}, "李敏")
    take(desk, TANK)
    return post


def test_a_new_post_begins_under_the_plan_it_is_given(post: Post, district: Path) -> None:
    opening = post.start(district)
    assert opening.proposed is None
    assert opening.desk.plan.meta.code == "yz-2026"


def test_a_post_in_use_goes_on_under_its_plan_until_somebody_decides(
    worked: Post, district: Path
) -> None:
    opening = worked.start(district)
    assert opening.proposed == district
    assert opening.desk.plan.meta.code == "cq-2023"
    assert opening.plan_path is None
    assert worked.start(None).desk.plan.meta.code == "cq-2023", "nothing was written"
    opening.desk.upkeep.versions.bring_into_force(str(district))
    again = worked.start(district)
    assert (again.proposed, again.desk.plan.meta.code) == (None, "yz-2026")
    assert again.plan_path is not None


def test_a_broken_plan_opens_nothing(worked: Post, tmp_path: Path) -> None:
    def broken(tables: Tables) -> None:
        tables["criteria"]["1"]["clause"] = "99.9"

    with pytest.raises(BrokenPlan):
        worked.start(plan_like_built_in(tmp_path / "broken.json", broken))


def test_who_only_looks_looks_through_the_plan_he_named(worked: Post, district: Path) -> None:
    opening = worked.start(district, observing=True)
    assert (opening.proposed, opening.desk.plan.meta.code) == (None, "yz-2026")
    assert worked.start(None).desk.plan.meta.code == "cq-2023"


def test_the_original_file_of_a_lost_plan_is_put_back_without_a_question(
    worked: Post, district: Path
) -> None:
    opening = worked.start(district)
    opening.desk.upkeep.versions.bring_into_force(str(district))
    digest = opening.desk.plan.digest
    kept = worked.data / "plans" / f"{digest}.json"
    kept.unlink()
    lost = worked.start(None)
    assert lost.desk.plan.meta.code == "cq-2023"
    assert "不在" in lost.desk.board().plan_fault
    back = worked.start(district)
    assert (back.proposed, back.desk.plan.digest) == (None, digest)
    assert kept.is_file()


def test_in_the_place_of_a_lost_plan_another_may_be_put_and_the_stand_in_is_not_recorded(
    worked: Post, district: Path, tmp_path: Path
) -> None:
    opening = worked.start(district)
    opening.desk.upkeep.versions.bring_into_force(str(district))
    (worked.data / "plans" / f"{opening.desk.plan.digest}.json").unlink()
    other = plan_like_built_in(tmp_path / "other.json", renamed)
    desk = worked.start(other).desk
    desk.upkeep.versions.bring_into_force(str(other))
    lines = [line.words for line in desk.log(None) if line.kind == "plan"]
    assert [words.partition("（")[2][:7] for words in lines] == ["cq-2023", "yz-2026", "yz-2027"]


def renamed(tables: Tables) -> None:
    tables["meta"]["1"] |= {"code": "yz-2027", "version": "1"}
