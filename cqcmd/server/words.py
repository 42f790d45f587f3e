"""What the server and its terminals have to say."""

import os

from cqcmd.i18n import _
from cqcmd.text import clean

FOREIGN = _(
    "{place} 里的 server 目录或值班服务不是本用户的，或者别人也能进，没有用它，照常自己打开；"
    "请核对后删去那个目录，再启动 cqcmd serve。"
)
BROKEN_OFF = _("这个终端的值班台意外停止，别的终端不受影响；已记入日志的内容都在，请重新打开。")
READY = _("值班服务已就绪（{place}）。用这份数据登录的终端由它打开；停止服务不影响已经打开的终端。")
UNREHEARSED = _("临时目录用不了（{why}），没有预演，值班服务照常，只是打开得慢一些。")
STOPPED = _("值班服务已停止；已经打开的终端照常，新打开的自己启动。")
RUNNING = _("这份数据的值班服务已经在运行（进程号 {number}），没有再启动一个。")
NOT_HERE = _("serve 只用于 Linux，没有启动；值班台照常用，不需要它。")
NOT_UTF8 = _("值班服务要用 UTF-8，这里是 {name}，没有启动；请改用 UTF-8 的语言环境（LANG）。")
NO_PLACE = _("值班服务没有启动：{place} 用不了（{why}）；请检查磁盘和权限后再来。")
SOMEBODYS = _("值班服务没有启动：{place} 不是本用户的，或者别人也能进；请核对后删去它，再来。")
STRANGER = _("值班服务拒绝了别的用户（用户号 {user}）的连接，没有给他打开什么。")
REFUSED = _("这个值班服务只为自己的用户打开终端，你是别的用户，没有打开。")


def say(words: str) -> None:
    """Print a sentence for the person at the terminal; where nobody reads, that is all."""
    try:
        os.write(2, clean(words, lines=False).encode() + b"\n")
    except OSError:
        return
