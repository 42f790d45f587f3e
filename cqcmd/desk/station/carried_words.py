"""What came of the attachments of a backup, in a sentence."""

from typing import TYPE_CHECKING

from cqcmd.i18n import _

if TYPE_CHECKING:
    from cqcmd.journal.attachments.carrying import Carried

NAMED = 3
"""So many of those that were left are named."""


def carried_words(carried: "Carried") -> str:
    """Return how many lie beside the copy, or which do not; nothing where there are none."""
    words = _("附件 {n} 个都在旁边的“{folder}”里。")
    said = words.format(n=carried.there, folder=carried.folder) if carried.there else ""
    if carried.left:
        more = _("等") if len(carried.left) > NAMED else ""
        names = "、".join(carried.left[:NAMED]) + more
        words = _("附件有 {n} 个没有备份（{why}）：{names}；请腾出地方或换一个盘再备份。")
        said = words.format(n=len(carried.left), why=carried.why, names=names)
    if carried.altered:
        words = _("附件 {names} 和记入时不一样，照现在的样子备份了。")
        said += words.format(names="、".join(carried.altered))
    return said
