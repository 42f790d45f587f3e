"""The press release: prose for the public, without what is unknown and what is ours alone."""

import pytest
from msgspec.structs import replace

from cqcmd.documents.paper import Paper
from cqcmd.documents.report.press import Harm, part_of, press_release, prose, toll
from cqcmd.rules.facts import Amount
from tests.documents.test_paper import DRILL, HEAD, PLAN
from tests.support.hostile import HOSTILE

PRESS = tuple(row for row in PLAN.contents if row.report == "press")
DEATHS, INJURED = PLAN.fact("deaths"), PLAN.fact("serious_injuries")
AS_OF = "2026年7月25日14时17分"
ALL = {
    "press.1": "2026年7月25日13时50分",
    "press.2": "渝中区化工路1号",
    "press.3": "正在调查",
    "press.4": "压力容器事故，初步判定为较大事故",
    "press.5": "1人死亡、3人重伤，伤亡情况仍在进一步核实",
    "press.6": "已启动III级应急响应",
    "press.7": "已完成人员疏散。",
    "press.8": "请下风向居民关好门窗",
    "press.9": "化工路双向禁止通行",
}


def release(**changes: str) -> Paper:
    texts = ALL | {code.replace("_", "."): words for code, words in changes.items()}
    return press_release(HEAD, "关于渝中区压力容器事故的情况通报", prose(PRESS, texts, AS_OF))


def test_the_plans_nine_contents_are_told_in_sentences() -> None:
    assert len(PRESS) == 9
    assert {part_of(row) for row in PRESS} == {
        *("time", "place", "cause", "nature", "toll", "measures", "progress", "public", "traffic")
    }
    assert list(release().body) == [
        "2026年7月25日13时50分，渝中区化工路1号发生压力容器事故，初步判定为较大事故。",
        "截至2026年7月25日14时17分，事故造成1人死亡、3人重伤，伤亡情况仍在进一步核实。",
        "事故发生后，已启动III级应急响应，已完成人员疏散。",
        "事故原因：正在调查。",
        "请下风向居民关好门窗。",
        "化工路双向禁止通行。",
    ]


@pytest.mark.parametrize("code", ALL)
def test_what_is_unknown_is_left_out_and_the_rest_reads_on(code: str) -> None:
    text = release(**{code.replace(".", "_"): ""}).text
    assert "待核" not in text
    assert "：。" not in text
    assert "，，" not in text
    assert "，。" not in text
    assert ALL[code].rstrip("。") not in text


def test_nothing_internal_stands_on_its_face_or_in_its_name() -> None:
    made = release()
    for words in (HEAD.number, "校验码", "依据", "事件编号", "4.7"):
        assert words not in made.text + made.file_name
    assert made.text.split("\n")[0] == made.title
    assert made.text.rstrip().endswith("2026年7月25日")


def test_what_is_not_real_says_so_first_and_last() -> None:
    lines = press_release(DRILL, "标题", ("一。",)).text.rstrip("\n").split("\n")
    assert "演练·样例" in lines[0]
    assert "演练·样例" in lines[-1]


def test_a_sentence_that_names_its_subject_gets_no_label() -> None:
    assert "事故原因正在调查。" in release(press_3="事故原因正在调查").body


def test_a_row_of_the_plans_own_is_told_by_its_name() -> None:
    own = replace(PRESS[0], code="press.10", name="捐赠方式", fields=())
    assert prose((own,), {"press.10": "暂不接受"}, AS_OF) == ("捐赠方式：暂不接受。",)


def test_a_possible_number_is_never_printed() -> None:
    harms = [Harm(DEATHS, Amount(1, 1)), Harm(INJURED, Amount(3, 57))]
    assert toll(harms) == "1人死亡、3人重伤，伤亡情况仍在进一步核实"
    assert toll([Harm(DEATHS, Amount(None, 57))]) == "伤亡情况仍在进一步核实"
    assert toll([Harm(DEATHS, None)]) == ""
    assert toll([Harm(DEATHS, Amount(2, 2), contested=True)]) == "2人死亡，伤亡情况仍在进一步核实"


def test_nobody_harmed_is_said_only_where_every_number_is_known() -> None:
    none = Amount(0, 0)
    assert toll([Harm(DEATHS, none), Harm(INJURED, none)]) == "目前没有接到人员伤亡报告"
    assert toll([Harm(DEATHS, none), Harm(INJURED, None)]) == ""


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_words(words: str) -> None:
    made = press_release(HEAD, words, prose(PRESS, dict.fromkeys(ALL, words), AS_OF))
    assert not {"\x1b", "\x00", "\u202e"} & set(made.text + made.title)
    assert made.text.encode("utf-8")
