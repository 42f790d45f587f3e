"""What can be said of an expression from its text: what it shows, whether it is content."""

import ast
import re
from dataclasses import dataclass, field

MAKERS = {"plain", "cell", "Content", "Text", "assemble", "styled"}
TEXTUAL = re.compile(r"\b(str|Any|object|bytes|Exception|Path)\b")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Known:
    """What the annotations of the whole package say, by name."""

    attributes: dict[str, set[str]] = field(default_factory=dict)
    returns: dict[str, set[str]] = field(default_factory=dict)

    def learn(self, tree: ast.Module) -> None:
        """Take in one module."""
        for node in ast.walk(tree):
            if isinstance(node, Function):
                said = ast.unparse(node.returns) if node.returns else "Any"
                self.returns.setdefault(node.name, set()).add(said)
                if any(getattr(d, "id", "") == "property" for d in node.decorator_list):
                    self.attributes.setdefault(node.name, set()).add(said)
            elif isinstance(node, ast.AnnAssign):
                target = node.target
                name = target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")
                self.attributes.setdefault(name, set()).add(ast.unparse(node.annotation))


def textless(annotations: set[str]) -> bool:
    """Whether something is said, and none of it can hold a ``str``."""
    return bool(annotations) and not any(TEXTUAL.search(said) for said in annotations)


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))


def is_literal(node: ast.expr) -> bool:
    """A constant, or one through ``_()``, or a choice of such."""
    if isinstance(node, ast.IfExp):
        return is_literal(node.body) and is_literal(node.orelse)
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
        node = node.args[0]
    return isinstance(node, ast.Constant)


def is_made(node: ast.expr) -> bool:
    """Something that is content already, so that its methods give content."""
    return isinstance(node, ast.Name | ast.Attribute) or (
        isinstance(node, ast.Call) and called(node) in MAKERS
    )


def inner(node: ast.expr) -> list[ast.expr] | None:
    """The expressions a compound one shows, or ``None`` where it is not compound."""
    match node:
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.BoolOp(values=parts):
            return parts
        case ast.IfExp():
            return [node.body, node.orelse]
        case ast.BinOp(op=ast.Add()):
            return [node.left, node.right]
        case ast.BinOp(op=ast.Mult()):
            return [node.left]
        case ast.Starred() | ast.Await() | ast.NamedExpr() | ast.Subscript():
            return [node.value]
        case ast.ListComp() | ast.GeneratorExp():
            return [node.elt]
    return None


def firsts(node: ast.expr) -> ast.expr:
    """Of (label, value) pairs the labels."""
    match node:
        case ast.List(elts=parts):
            return ast.copy_location(ast.List([firsts(part) for part in parts], ast.Load()), node)
        case ast.ListComp() | ast.GeneratorExp():
            return firsts(node.elt)
        case ast.Tuple(elts=[label, *_]):
            return label
    return node


def bindings(function: Function, name: str) -> tuple[set[str], list[ast.expr]]:
    """What a function says of a local name: its annotations, and the values given to it."""
    said: set[str] = set()
    given: list[ast.expr] = []
    every = function.args.args + function.args.kwonlyargs + function.args.posonlyargs
    rest = [argument for argument in (function.args.vararg, function.args.kwarg) if argument]
    for argument in every + rest:
        if argument.arg == name:
            said.add(ast.unparse(argument.annotation) if argument.annotation else "Any")
    for node in ast.walk(function):
        match node:
            case ast.AnnAssign(target=ast.Name(id=found)) if found == name:
                said.add(ast.unparse(node.annotation))
            case ast.Assign(targets=[ast.Name(id=found)]) if found == name:
                given.append(node.value)
            case ast.NamedExpr(target=ast.Name(id=found)) if found == name:
                given.append(node.value)
            case ast.AugAssign(target=ast.Name(id=found)) if found == name:
                given.append(node.value)
            case ast.For(target=target) | ast.comprehension(target=target):
                if any(getattr(part, "id", "") == name for part in ast.walk(target)):
                    given.append(node.iter)
    return said, given
