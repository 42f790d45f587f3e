"""Chinese words that do not pass through ``_()`` and so could not be translated."""

import ast
import re

CHINESE = re.compile(r"[\u3400-\u9fff]")


def bare_chinese(tree: ast.Module) -> list[str]:
    """Each such literal, and each call of ``_`` on anything but one literal."""
    passed: set[ast.AST] = set()
    wrong: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            passed.add(node.value)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
            passed.update(node.args)
            if [type(argument) for argument in node.args] != [ast.Constant] or node.keywords:
                wrong.append(f"line {node.lineno}: _() takes one literal")
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or node in passed:
            continue
        words = node.value
        if isinstance(words, str) and CHINESE.search(words):
            wrong.append(f"line {node.lineno}: {words[:30]!r} does not pass through _()")
    return wrong
