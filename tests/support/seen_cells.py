"""What a person can tell from a cell of a terminal that pyte draws."""

from pyte.screens import Char


def seen(cell: Char) -> Char:
    """The cell; of a blank without lines, its ground alone, for no more of it is seen."""
    if cell.data != " " or cell.underscore or cell.strikethrough or cell.reverse:
        return cell
    return Char(cell.data, bg=cell.bg)
