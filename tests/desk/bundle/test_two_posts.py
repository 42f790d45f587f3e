"""What one post wrote stands at the other: all of it, once, in whatever order it comes."""

import json
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from zipfile import ZipFile

import pytest

from cqcmd.clock import FixedClock
from cqcmd.desk.attachments.forms import AttachForm
from cqcmd.errors import BadInput
from cqcmd.incident.events import Merged
from cqcmd.incident.events.said import said
from cqcmd.journal.attachments.proof import AttachmentProof, prove_attachments
from cqcmd.journal.proof import prove_open
from tests.desk.bundle.posts import Post, Posts
from tests.desk.calls import LIFT, TANK, take
from tests.desk.conftest import START
from tests.incident.decisions import PAIRS
from tests.support.plan_files import plan_like_built_in, quarter_of_an_hour


def deaths(post: Post, ident: str, n: int) -> None:
    now = post.clock.now()
    post.desk.facts.update(ident, {"deaths": str(n)}, source="现场", at=now)


def shown(post: Post) -> object:
    """What a post shows of every incident, whoever looks."""
    ledger = post.record.ledger
    return {
        ident: (
            one.number,
            [entry.id for entry in one.entries],
            {code: known.value for code, known in one.facts.by_code.items()},
            sorted(one.facts.apart),
        )
        for ident, one in ledger.incidents.items()
    }


def test_an_incident_comes_over_with_its_grade_and_goes_on_at_the_other(
    a: Post, b: Post, stick: Path
) -> None:
    ident = take(a.desk, TANK)
    before = a.board()
    preview = b.preview(a.export(stick))
    assert preview.incidents[0].words.startswith("26-0001 长江化工：新的一起")
    assert b.board() == {}, "a preview writes nothing"
    b.take_in(next(stick.iterdir()))
    assert b.board() == before
    deaths(b, ident, 3)
    a.take_in(b.export(stick))
    assert shown(a) == shown(b)
    for post in (a, b):
        post.again()
        assert post.board()["26-0001"] == "较大"


def test_the_same_bundle_again_changes_nothing(a: Post, b: Post, stick: Path) -> None:
    take(a.desk, TANK)
    bundle = a.export(stick)
    b.take_in(bundle)
    head = b.record.journal.head()
    assert "没有新的内容" in b.take_in(bundle)
    assert b.record.journal.head() == head


def test_three_posts_come_to_the_same_whatever_goes_round_first(posts: Posts, stick: Path) -> None:
    all_three = [posts(name) for name in "abc"]
    ident = take(all_three[0].desk, TANK)
    for post in all_three[1:]:
        post.take_in(all_three[0].export(stick))
    for n, post in enumerate(all_three):
        deaths(post, ident, n + 2)
        take(post.desk, LIFT)
    for first, second in permutations(all_three, 2):
        second.take_in(first.export(stick))
    assert shown(all_three[0]) == shown(all_three[1]) == shown(all_three[2])
    assert len(shown(all_three[0])) == 4  # type: ignore[arg-type]


def test_both_values_stay_until_somebody_settles(a: Post, b: Post, stick: Path) -> None:
    ident = take(a.desk, TANK)
    b.take_in(a.export(stick))
    deaths(a, ident, 2)
    b.clock.advance(minutes=1)
    deaths(b, ident, 3)
    preview = a.preview(b.export(stick))
    [words] = preview.conflicts
    assert "26-0001 死亡  3人" in words
    assert "2人" in words
    assert "李敏b" in words
    a.desk.bundle.taking_in(preview).run()()
    known = a.record.incident(ident).facts
    assert [other.value.confirmed for other in known.conflicts["deaths"].others] == [2]  # type: ignore[union-attr]
    a.desk.facts.settle(ident, "deaths")
    b.take_in(a.export(stick))
    assert b.record.incident(ident).facts.conflicts == {}


def test_words_and_decisions_said_apart_are_listed_and_settled_as_facts_are(
    a: Post, b: Post, stick: Path
) -> None:
    ident = take(a.desk, TANK)
    b.take_in(a.export(stick))
    graver, lesser = a.desk.plan.grade_scale.codes[:2]
    for post, unit, grade, minutes in ((a, "甲厂", graver, 1), (b, "乙厂", lesser, 2)):
        post.clock.advance(minutes=minutes)
        post.desk.facts.update(ident, {"unit": unit}, source="来电", at=post.clock.now())
        post.desk.decisions.override(ident, grade, "王局", "现场所见")
    preview = a.preview(b.export(stick))
    assert [words.partition("（")[0] for words in preview.conflicts] == [
        "26-0001 单位  乙厂",
        "26-0001 人工定级  人工定为重大",
    ]
    assert all("江北区市场监管局" in words for words in preview.conflicts)
    a.desk.bundle.taking_in(preview).run()()
    steps = {step.argument for step in a.desk.situation(ident).steps if step.action == "settle"}
    assert steps == {"unit", "override"}
    fact = next(one for one in a.desk.situation(ident).words if one.code == "unit")
    assert (fact.words, fact.conflict) == ("乙厂", "甲厂")
    assert [debt.words for debt in a.desk.debts.of(ident) if debt.kind == "conflict"] == [
        "单位",
        "人工定级",
    ]
    for line in a.desk.bundle.conflicts():
        a.desk.facts.settle(ident, line.fact, line.values[1][0])
    b.take_in(a.export(stick))
    for post in (a, b):
        assert post.desk.bundle.conflicts() == ()
        incident = post.record.incident(ident)
        assert incident.details["unit"] == "甲厂"
        assert incident.override is not None
        assert incident.override[1].grade == graver
        log = [line.words for line in post.desk.log(ident)]
        assert "核定不一致：人工定级" in log


@pytest.mark.parametrize(
    ("here", "there", "toll"),
    [(12, 2, "死2另处12 重伤3"), (0, 4, "死4另处0 重伤3"), (5, 0, "死0另处5 重伤3")],
)
def test_the_board_shows_every_count_of_casualties_until_it_is_settled(
    a: Post, b: Post, stick: Path, here: int, there: int, toll: str
) -> None:
    ident = take(a.desk, TANK)
    b.take_in(a.export(stick))
    deaths(a, ident, here)
    b.clock.advance(minutes=1)
    deaths(b, ident, there)
    a.take_in(b.export(stick))
    assert a.desk.board().rows[0].toll == toll
    [line] = a.desk.bundle.conflicts()
    a.desk.facts.settle(ident, line.fact, line.values[0][0])
    assert a.desk.board().rows[0].toll == toll.replace(f"另处{here}", "").removeprefix("死0 ")


def test_a_report_says_what_is_recorded_otherwise_and_not_settled(
    a: Post, b: Post, stick: Path
) -> None:
    ident = take(a.desk, TANK)
    b.take_in(a.export(stick))
    deaths(a, ident, 12)
    a.desk.facts.update(ident, {"unit": "甲厂"}, source="来电", at=a.clock.now())
    b.clock.advance(minutes=1)
    deaths(b, ident, 2)
    b.desk.facts.update(ident, {"unit": "乙厂"}, source="来电", at=b.clock.now())
    a.take_in(b.export(stick))
    spoken = "".join(
        words
        for _code, _name, words, _missing in a.desk.written.composer.spoken(
            a.desk.written.composer.phone(ident, "district_government")
        )
    )
    for text in (spoken, a.desk.written.composer.draft(ident, "initial").body):
        assert "死亡2人（另一处记为12人，尚未核定）" in text
        assert "乙厂（另一处记为甲厂，尚未核定）" in text
    for line in a.desk.bundle.conflicts():
        a.desk.facts.settle(ident, line.fact, line.values[1][0])
    body = a.desk.written.composer.draft(ident, "initial").body
    assert "死亡12人" in body
    assert "尚未核定" not in body


def test_of_everything_said_apart_the_other_value_can_be_let_stand(
    a: Post, b: Post, stick: Path
) -> None:
    """Under codes that no plan has too, as another post may have them."""
    told = [pair for pair in PAIRS if pair[0] != "plan"]  # a plan that is lost is told otherwise
    idents = [take(a.desk, TANK) for _pair in told]
    b.take_in(a.export(stick))
    for post, which in ((a, 1), (b, 2)):
        post.clock.advance(minutes=which)
        for ident, pair in zip(idents, told, strict=True):
            with post.record.act() as write:
                write.append(pair[which], ident)  # type: ignore[arg-type]
    a.take_in(b.export(stick))
    lines = {line.ident: line for line in a.desk.bundle.conflicts()}
    assert [lines[ident].fact for ident in idents] == [code for code, _here, _there in told]
    for ident in idents:
        [shown, other] = [entry for entry, _words in lines[ident].values]
        assert shown != other
        a.desk.of(ident).facts.settle(ident, lines[ident].fact, other)
    b.take_in(a.export(stick))
    for post in (a, b):
        assert post.desk.bundle.conflicts() == ()
        for ident, (code, here, _there) in zip(idents, told, strict=True):
            known = post.record.incident(ident).said.by_code[code]
            assert known.value == said(here)[code]


def test_whoever_replaces_words_of_another_post_knew_of_them(a: Post, b: Post, stick: Path) -> None:
    ident = take(a.desk, TANK)
    b.take_in(a.export(stick))
    b.desk.facts.update(ident, {"unit": "乙厂"}, source="来电", at=b.clock.now())
    a.take_in(b.export(stick))
    assert a.desk.bundle.conflicts() == ()
    a.desk.facts.update(ident, {"unit": "甲厂"}, source="来电", at=a.clock.now())
    b.take_in(a.export(stick))
    assert b.desk.bundle.conflicts() == ()


def test_one_incident_alone_goes_up_and_the_receipt_comes_back(
    a: Post, b: Post, stick: Path
) -> None:
    ident = take(a.desk, TANK)
    take(a.desk, LIFT)
    bundle = a.export(stick, ident)
    incoming = b.desk.bundle.read(bundle)
    b.take_in(bundle)
    assert list(b.board()) == ["26-0001"]
    verdict = b.record.journal.verify()
    assert verdict.ok
    assert a.station in verdict.partial
    assert "还没有回执" in a.desk.bundle.sent()[0]
    b.clock.advance(hours=1)
    receipt = stick / "回执.cqb"
    b.desk.bundle.receipting(incoming.manifest.bundle, receipt).run()()
    preview = a.preview(receipt)
    assert "已收" in preview.receipts[0]
    a.take_in(receipt)
    assert "江北区市场监管局 14:05 已收" in a.desk.bundle.sent()[-1]


def test_numbers_given_twice_stay_and_are_asked_for_in_full(a: Post, b: Post, stick: Path) -> None:
    take(a.desk, TANK), take(b.desk, LIFT)
    preview = b.preview(a.export(stick))
    assert any("两边各有一起 26-0001" in words for words in preview.doubts)
    b.desk.bundle.taking_in(preview).run()()
    assert {*b.board()} == {"26-0001·渝中区市场监管局", "26-0001·江北区市场监管局"}
    with pytest.raises(BadInput, match="有 2 起") as refusal:
        b.desk.numbered("26-0001")
    assert "26-0001·江北区市场监管局" in str(refusal.value)
    assert b.desk.numbered("26-0001·渝中区市场监管局")


def test_the_difference_of_the_clocks_is_shown_and_written_down(
    a: Post, b: Post, stick: Path
) -> None:
    a.clock.advance(hours=3)
    ident = take(a.desk, TANK)
    dues = [one.due for one in a.desk.situation(ident).deadlines]
    preview = b.preview(a.export(stick))
    assert "对方的钟至少快 3时00分" in preview.whose
    b.desk.bundle.taking_in(preview).run()()
    [met] = b.record.ledger.meetings.met.values()
    assert timedelta(seconds=met.event.apart) == timedelta(hours=3)
    assert [one.due for one in b.desk.situation(ident).deadlines] == dues
    [last] = [line for line in b.desk.log(None) if line.kind == Merged.kind]
    assert "并入渝中区市场监管局导出的全部事件" in last.words
    deaths(b, ident, 3)
    order = [entry.order for entry in b.record.incident(ident).entries]
    assert order == sorted(order)


def test_attachments_come_along_and_only_once(
    a: Post, b: Post, stick: Path, tmp_path: Path
) -> None:
    ident = take(a.desk, TANK)
    (tmp_path / "照片.jpg").write_bytes(b"picture" * 1000)
    form = AttachForm(paths=str(tmp_path / "照片.jpg"))
    a.desk.attachments.attaching(ident, form).run()()
    b.take_in(a.export(stick))
    [view] = b.desk.attachments.every(ident)
    assert Path(view.path).read_bytes() == b"picture" * 1000
    assert b.desk.attachments.look(ident, view.entry, b.desk.attachments.course()) == ""


def test_an_attachment_that_only_another_post_has_is_said_to_be_there_and_can_be_brought(
    a: Post, b: Post, stick: Path, tmp_path: Path
) -> None:
    ident = take(a.desk, TANK)
    (tmp_path / "记录.txt").write_text("罐体鼓包", "utf-8")
    form = AttachForm(paths=str(tmp_path / "记录.txt"))
    a.desk.attachments.attaching(ident, form).run()()
    b.take_in(a.export(stick))
    [view] = b.desk.attachments.every(ident)
    Path(view.path).unlink()  # as where a centre brought the entry alone
    where = "在渝中区市场监管局的主机上，没有到本机"
    assert where in b.desk.attachments.look(ident, view.entry, b.desk.attachments.course())
    assert where in b.desk.attachments.show(view)
    with pytest.raises(BadInput, match=where):
        b.desk.attachments.paper(ident, view)
    assert _proved(b) == AttachmentProof((), "1 个附件在别的值班点，没有到本机")
    b.take_in(a.export(stick))
    assert "罐体鼓包" in b.desk.attachments.paper(ident, view).text
    Path(a.desk.attachments.every(ident)[0].path).unlink()
    assert "文件不见了" in _proved(a).findings[0].words


def _proved(post: Post) -> AttachmentProof:
    path = post.record.journal.path
    return prove_attachments(path, prove_open(path), of_the_record=True)


def test_an_attachment_that_is_gone_is_told_and_the_rest_is_exported(
    a: Post, stick: Path, tmp_path: Path
) -> None:
    ident = take(a.desk, TANK)
    (tmp_path / "照片.jpg").write_bytes(b"picture")
    a.desk.attachments.attaching(ident, AttachForm(paths=str(tmp_path / "照片.jpg"))).run()()
    [view] = a.desk.attachments.every(ident)
    Path(view.path).unlink()
    assert a.desk.bundle.exporting(stick).run()().startswith("没有带上")


def test_a_passphrase_locks_it(a: Post, b: Post, stick: Path) -> None:
    take(a.desk, TANK)
    bundle = a.export(stick, passphrase="重庆 渝中 2026")
    assert b"manifest" not in bundle.read_bytes()
    with pytest.raises(BadInput, match="加了口令"):
        b.preview(bundle)
    with pytest.raises(BadInput, match="口令不对"):
        b.preview(bundle, "重庆 渝中 2025")
    b.take_in(bundle, "重庆 渝中 2026")
    assert list(b.board()) == ["26-0001"]
    with pytest.raises(BadInput, match="至少 8"):
        a.export(stick, passphrase="1234567")


def test_the_list_says_whose_it_is_and_what_each_member_is(a: Post, stick: Path) -> None:
    take(a.desk, TANK)
    with ZipFile(a.export(stick)) as packed:
        told = json.loads(packed.read("manifest.json"))
        assert {member["name"] for member in told["members"]} | {"manifest.json"} == {
            *packed.namelist()
        }
    assert (told["station"], told["name"]) == (a.station, "渝中区市场监管局")
    assert [held["station"] for held in told["held"]] == [a.station]


def test_a_file_that_is_there_is_not_written_over(a: Post, stick: Path) -> None:
    take(a.desk, TANK)
    bundle = a.export(stick)
    before = bundle.read_bytes()
    with pytest.raises(BadInput, match="已经有了"):
        a.desk.bundle.exporting(bundle).run()
    assert bundle.read_bytes() == before


def test_an_incident_under_another_plan_brings_it_along(
    b: Post, stick: Path, tmp_path: Path
) -> None:
    plan = plan_like_built_in(tmp_path / "yz.json", quarter_of_an_hour)
    other = Post(tmp_path / "other", FixedClock(START), "other", plan)
    other.desk.station.set_up("district_regulator", "巴南区市场监管局", "渝中区", {}, "赵平")
    ident = take(other.desk, TANK)
    dues = [one.due for one in other.desk.of(ident).situation(ident).deadlines]
    digest = other.desk.plan.digest
    assert digest != b.desk.plan.digest
    b.take_in(other.export(stick))
    assert [one.due for one in b.desk.of(ident).situation(ident).deadlines] == dues
    assert b.desk.of(ident).plan.digest == digest
    assert b.desk.plan.digest != digest, "what comes into force is decided at the post itself"
    b.again()
    assert [one.due for one in b.desk.of(ident).situation(ident).deadlines] == dues
    other.opening.close()


def test_another_terminal_of_the_post_goes_on_writing_and_sees_what_came(
    a: Post, b: Post, stick: Path
) -> None:
    ident = take(a.desk, TANK)
    terminal = Post(b.data, b.clock, "b")
    preview = b.preview(a.export(stick))
    own = take(terminal.desk, LIFT)
    b.desk.bundle.taking_in(preview).run()()
    terminal.desk.logbook.note(own, "还在记")
    b.desk.refresh()
    assert terminal.board() == b.board()
    assert len(b.board()) == 2
    assert ident in terminal.record.ledger.incidents
    assert b.record.journal.verify().ok
    terminal.opening.close()


def test_who_was_given_one_incident_passes_it_on_with_everything(posts: Posts, stick: Path) -> None:
    a, b, c = (posts(name) for name in "abc")
    take(a.desk, LIFT)
    ident = take(a.desk, TANK)
    b.take_in(a.export(stick, ident))
    own = take(b.desk, LIFT)
    c.take_in(b.export(stick))
    assert {ident, own} <= c.record.ledger.incidents.keys()
    assert a.station in c.record.journal.verify().partial
    c.take_in(a.export(stick))
    assert a.station not in c.record.journal.verify().partial
