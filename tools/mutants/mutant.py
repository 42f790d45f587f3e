"""The mutants of a file: mutmut's operators on every expression and statement."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import libcst as cst
from libcst.matchers import Arg, Name, Subscript, matches
from libcst.metadata import (
    CodeRange,
    MetadataWrapper,
    WhitespaceInclusivePositionProvider,
)
from msgspec import Struct
from mutmut.mutation.mutators import mutation_operators

MODULE_LEVEL = "<module>"


class Key(Struct, frozen=True):
    """What a mutant is called, wherever its file lies and whatever stands above it.

    ``nth`` tells apart the mutants of one function that read alike.
    """

    function: str
    old: str
    new: str
    nth: int = 1

    def rank(self, seed: int) -> str:
        """Its place in the sample of a seed: untouched mutants keep theirs when others change."""
        return sha256(f"{seed}\0{self}".encode()).hexdigest()


class Mutant(Struct, frozen=True):
    """One fault: ``source`` is the whole text of the file with it, ``lines`` its function's."""

    path: Path
    line: int
    lines: range
    key: Key
    source: str


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file that Python can compile, in the order of the text."""
    original = path.read_text("utf-8")
    functions = list(_functions(ast.parse(original).body))
    seen: Counter[Key] = Counter()
    for source in dict.fromkeys(_sources(original)):
        if source == original or not _compiles(source):
            continue
        line, old, new = _difference(original, source)
        name, lines = next(
            (function for function in functions if line in function[1]), (MODULE_LEVEL, range(0))
        )
        key = Key(name, old, new)
        seen[key] += 1
        yield Mutant(path, line, lines, Key(name, old, new, seen[key]), source)


class _Visitor(cst.CSTVisitor):
    """Gathers each node with what mutmut would put in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if _is_of_types(node) or _is_guard(node):
            return False
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                self.found += ((node, new) for new in operator(node) if not _same(node, new))
        return True


def _is_of_types(node: cst.CSTNode) -> bool:
    """Tell what only a type checker reads, or the layout of memory; CamelCase names are types."""
    if isinstance(node, cst.Assign) and isinstance(node.targets[0].target, cst.Name):
        name = node.targets[0].target.value
        return name == "__slots__" or (name[0].isupper() and not name.isupper())
    return isinstance(node, cst.Annotation | cst.Import | cst.ImportFrom) or matches(
        node, Subscript(value=Name("Literal"))
    )


def _is_guard(node: cst.CSTNode) -> bool:
    """Tell an assertion about our own code: lists of one length, nothing assigned."""
    return matches(node, Arg(keyword=Name("strict") | Name("frozen")))


def _same(node: cst.CSTNode, mutated: cst.CSTNode) -> bool:
    """Whether two calls differ by a guard alone."""
    if not (isinstance(node, cst.Call) and isinstance(mutated, cst.Call)):
        return False
    kept = [[arg for arg in call.args if not _is_guard(arg)] for call in (node, mutated)]
    return node.func is mutated.func and kept[0] == kept[1] and len(kept[0]) < len(node.args)


def _sources(original: str) -> Iterator[str]:
    wrapper = MetadataWrapper(cst.parse_module(original))
    places = wrapper.resolve(WhitespaceInclusivePositionProvider)
    visitor = _Visitor()
    wrapper.module.visit(visitor)
    starts = _line_starts(original)
    for node, mutated in visitor.found:
        begin, end = _span(starts, places[node])
        if original[begin:end] == wrapper.module.code_for_node(node):
            yield original[:begin] + wrapper.module.code_for_node(mutated) + original[end:]
        else:  # an indented block is written without its indentation
            changed = wrapper.module.deep_replace(node, mutated)
            yield changed.code if isinstance(changed, cst.Module) else original


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _span(starts: list[int], place: CodeRange) -> tuple[int, int]:
    return (
        starts[place.start.line - 1] + place.start.column,
        starts[place.end.line - 1] + place.end.column,
    )


def _functions(body: Iterable[ast.stmt], prefix: str = "") -> Iterator[tuple[str, range]]:
    """Yield the name and the lines of each function, method and, after its methods, class."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{prefix}{node.name}.")
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + node.name, range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _compiles(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _difference(original: str, source: str) -> tuple[int, str, str]:
    """Return the first line that differs, and the differing lines of both, joined."""
    before, after = original.splitlines(), source.splitlines()
    head = next(i for i, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    return head + 1, _joined(old), _joined(new)


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)
