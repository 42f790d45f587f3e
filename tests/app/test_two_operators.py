"""The same explosion, worked by two operators in two terminals on one journal, by keys alone."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cqcmd.clock import SystemClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from tests.app.test_end_to_end import LINE, take_call
from tests.support.pseudo_terminal import Terminal

POST = [sys.executable, "-m", "cqcmd", "--data"]


@pytest.fixture
def operators(data: Path) -> Iterator[tuple[Terminal, Terminal]]:
    with Terminal([*POST, str(data)]) as one, Terminal([*POST, str(data)]) as two:
        one.wait_for("没有事件")
        two.wait_for("没有事件")
        yield one, two


def desk_of(data: Path) -> Desk:
    opening = Opening(data, None, SystemClock())
    opening.read_journal()
    return opening.desk


def fill(post: Terminal, *fields: str) -> None:
    """Open the line under the cursor, fill its fields from the top, record it."""
    post.press("enter")
    post.wait_for("F9 保存")
    for place, words in enumerate(fields):
        if place:
            post.press("down")
        post.send(words)
    post.press("f9")
    post.wait_until(lambda screen: "F9 保存" not in screen, what="the form to close")


def test_two_operators_work_one_explosion_to_its_end(
    operators: tuple[Terminal, Terminal], data: Path
) -> None:
    one, two = operators
    take_call(one, LINE)
    two.wait_for("26-0001")
    two.press("enter")
    two.wait_for("接下来做什么")
    the_response_starts(one, two)
    somebody_is_called_out(one, two)
    the_toll_rises(one, two)
    a_team_is_silent(one, two)
    measures_and_the_end(one, two)
    desk = desk_of(data)
    [row] = desk.board().rows
    assert row.response == "响应已终止"
    assert desk.backups.verify().ok
    assert [task.state for task in desk.tasks.measures(row.ident)].count("finished") == 1
    assert all(team.left_at for team in desk.safety.teams(row.ident))


def the_response_starts(one: Terminal, two: Terminal) -> None:
    for post in (one, two):
        post.press("f4")
        post.wait_for("[查证]")
    fill(one)
    two.wait_for("[会商]")
    fill(two, "张工", "宜启III级")
    one.wait_for("[建议]")
    fill(one)
    two.wait_for("[批准]")
    fill(two, "赵副区长")
    one.wait_for("[启动]")
    two.press("enter")  # both open the form of the start; only one can be first
    two.wait_for("F9 保存")
    fill(one)
    one.wait_for("已启III级")
    two.press("f9")
    two.wait_for("已经启动")
    two.press("escape")
    two.wait_for("已启III级")


def somebody_is_called_out(one: Terminal, two: Terminal) -> None:
    one.press("tab", "enter")
    one.wait_for("F8定组长")
    one.press("f8")
    one.wait_for("查找")
    one.send("王大队")
    one.press("enter")
    one.wait_for("王大队的电话")
    one.press("enter")
    one.wait_for("王大队(组长)")
    two.wait_for("待通知1")
    two.press("l")
    two.wait_for("王大队(组长)")
    two.press("space")
    two.wait_for("名单上的人都已通知")
    two.press("escape")
    time.sleep(1.1)  # a hand that has not left the key adds nobody's state
    one.press("enter")
    one.wait_for("4 到场")
    one.press("4")
    two.wait_for("到场1")
    one.press("escape")


def the_toll_rises(one: Terminal, two: Terminal) -> None:
    two.press("f8")
    two.wait_for("情况更新")
    two.press("enter")
    two.send("10")
    two.press("f9")
    one.wait_for("应升II级")
    one.press("f2", "f4")
    one.wait_for("待办")
    fill(one, "市市场监管局、专家", "宜启II级")
    one.wait_for("II级 待办")
    fill(one)
    one.wait_for("已建议II级")
    fill(one, "周副市长")
    one.wait_for("已批II级")
    fill(one)
    two.wait_for("已启II级")


def a_team_is_silent(one: Terminal, two: Terminal) -> None:
    """It went in half an hour ago, and nobody wrote that down until now."""
    one.press("f10")
    one.wait_for("警戒区")
    one.press("f9")
    one.wait_for("进入时间")
    one.send("一队")
    one.press("up")  # nothing above: the cursor stays
    for _field in range(7):
        one.press("down")
    one.send("30分钟前")
    one.press("f9")
    one.wait_for("通话中未及录入")
    one.press("1")
    two.wait_for("两次未应答")
    two.press("f10")
    two.wait_for("一队")
    two.press("space")
    two.wait_for("正常")
    one.wait_for("正常")
    one.press("delete")
    one.wait_for("离开警戒区")
    one.press("1")
    two.wait_for("没有登记的队伍")
    one.press("escape")
    two.press("escape")


def measures_and_the_end(one: Terminal, two: Terminal) -> None:
    one.press("f5")
    one.wait_for("人员疏散")
    one.press("space")
    one.wait_for("进行中")
    two.press("f5")
    two.wait_for("进行中 1")
    two.press("space")
    two.wait_for("已完成 1")
    one.wait_for("已完成 1")
    two.press("f4")
    two.wait_for("[处置/调整]")
    for _line in range(8):
        two.press("up")
    for _line in range(7):
        two.press("down")
    two.wait_for("终止")
    fill(two, "周副市长", "危害消除")
    one.wait_for("响应已终止")
