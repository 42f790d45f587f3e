"""Reads a module's text and names every place where a foreign ``str`` may reach a widget.

What may stand where a widget takes content: a literal (Chinese through ``_()``), what ``plain``,
``cell``, ``Content`` or ``Text`` made, or a name or attribute that has only ever been given such,
or whose annotation cannot hold a ``str``. Everything else is refused, known to be text or not.
"""

import ast
from collections.abc import Iterator

from tests.foreign_text.expressions import (
    MAKERS,
    Function,
    Known,
    bindings,
    called,
    firsts,
    inner,
    is_literal,
    is_made,
    textless,
)
from tests.foreign_text.places import ASSIGNED, ASSIGNED_LITERAL, LITERAL, PAIRS, SHOWN

MARKUP_MAKERS = {"from_markup", "from_ansi"}
HARMLESS = {"len", "int", "abs", "min", "max", "sum", "round"}


class Reader(ast.NodeVisitor):
    """Walks one module and collects ``faults``: line and what is wrong."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.faults: list[str] = []
        self._functions: list[Function] = []
        self._classes: list[ast.ClassDef] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: Function) -> None:
        self._functions.append(node)
        self.generic_visit(node)
        self._functions.pop()

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_Return(self, node: ast.Return) -> None:
        if self._functions and self._functions[-1].name == "render":
            self._require(node.value, "render()", False)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            name = getattr(target, "attr", "")
            if name in ASSIGNED | ASSIGNED_LITERAL:
                self._require(node.value, f".{name} =", name in ASSIGNED_LITERAL)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        callee = self._callee(node)
        for value in self._shown(node, callee):
            if callee in PAIRS:
                value = firsts(value)
            self._require(value, f"{callee}()", callee in LITERAL)
        if callee == "notify" and not self._markup_off(node):
            for value in self._shown(node, callee):
                if not is_literal(value) and not self._safe(value):
                    self._blame(value, "notify() of a cleaned str needs markup=False")
        self.generic_visit(node)

    def _callee(self, node: ast.Call) -> str:
        name = called(node)
        if name == "__init__" and self._classes:
            for base in self._classes[-1].bases:
                base = base.value if isinstance(base, ast.Subscript) else base
                if (found := getattr(base, "id", getattr(base, "attr", ""))) in SHOWN:
                    return str(found)
        return name

    def _shown(self, node: ast.Call, callee: str) -> Iterator[ast.expr]:
        places = SHOWN.get(callee, ())
        for index, value in enumerate(node.args):
            if "*" in places or index in places:
                yield value
        yield from (keyword.value for keyword in node.keywords if keyword.arg in places)

    @staticmethod
    def _markup_off(node: ast.Call) -> bool:
        return any(
            keyword.arg == "markup" and getattr(keyword.value, "value", None) is False
            for keyword in node.keywords
        )

    def _require(self, value: ast.expr | None, place: str, cleaned: bool) -> None:
        if value is not None and not self._safe(value, cleaned):
            self._blame(value, f"{place} is given {ast.unparse(value)[:60]}")

    def _blame(self, node: ast.expr, what: str) -> None:
        self.faults.append(f"line {node.lineno}: {what}")

    def _safe(
        self, node: ast.expr, cleaned: bool = False, seen: frozenset[str] = frozenset()
    ) -> bool:
        parts = inner(node)
        if parts is not None:
            return all(self._safe(part, cleaned, seen) for part in parts)
        match node:
            case ast.Constant(value=str(words)):
                return "[" not in words or cleaned
            case ast.Constant() | ast.Compare() | ast.Dict() | ast.DictComp() | ast.Lambda():
                return True
            case ast.Call():
                return self._safe_call(node, cleaned, seen)
            case ast.Name():
                return self._safe_name(node.id, cleaned, seen)
            case ast.Attribute():
                return textless(self.known.attributes.get(node.attr, set()))
        return False

    def _safe_call(self, node: ast.Call, cleaned: bool, seen: frozenset[str]) -> bool:
        name = called(node)
        if name in MARKUP_MAKERS:
            return False
        if is_literal(node) or name in MAKERS | HARMLESS or (cleaned and name == "clean"):
            return True
        if name[:1].isupper():
            return True
        if isinstance(node.func, ast.Attribute):
            made = node.func.value
            if not is_literal(made) and self._safe(made, False, seen) and is_made(made):
                return True
        return textless(self.known.returns.get(name, set()))

    def _safe_name(self, name: str, cleaned: bool, seen: frozenset[str]) -> bool:
        if name in seen:
            return True
        function = self._functions[-1] if self._functions else None
        said, given = bindings(function, name) if function else (set(), [])
        if said:
            return textless(said)
        return bool(given) and all(self._safe(one, cleaned, seen | {name}) for one in given)


def faults(tree: ast.Module, known: Known | None = None) -> list[str]:
    """Every place of a module where a foreign ``str`` may reach a widget.

    ``known`` has been told of the module; without it the module alone is known.
    """
    if known is None:
        known = Known()
        known.learn(tree)
    reader = Reader(known)
    reader.visit(tree)
    return reader.faults
