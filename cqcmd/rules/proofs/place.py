"""Where a fault of a plan lies, said in one way: the table, the row, its clause."""

from cqcmd.i18n import _
from cqcmd.rules import rows


def at(table: str, row: rows.Row, reason: str) -> str:
    """Return the sentence of a fault of a row."""
    return _("表 {table} 的 {row}（{clause}）：{reason}").format(
        table=table, row=row.code, clause=row.clause, reason=reason
    )
