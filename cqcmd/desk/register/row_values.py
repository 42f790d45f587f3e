"""What a row of an exported table holds."""

from cqcmd.files.table_files import Value as Value

Row = tuple[Value, ...]
