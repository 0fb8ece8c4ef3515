"""Decorated functions, written so that mutmut changes them too: it leaves every decorated function alone."""

from __future__ import annotations

import ast

#: Written as a call, each means the same; ``command`` and ``receiver`` then register what mutmut changed.
AS_CALLS = frozenset({"contextmanager", "property", "cached_property", "receiver", "command"})


def undecorated(source: str) -> str:
    """The same module with ``name = decorator(name)`` after each function, in place of its decorator.

    Only functions with one decorator that is in ``AS_CALLS``; properties with setters are none of them.
    """
    lines = source.splitlines(keepends=True)
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for node in sorted(functions, key=lambda node: node.lineno, reverse=True):
        if len(node.decorator_list) != 1 or _name(node.decorator_list[0]) not in AS_CALLS:
            continue
        (decorator,) = node.decorator_list
        said = ast.get_source_segment(source, decorator)
        lines.insert(node.end_lineno or node.lineno, f"{' ' * node.col_offset}{node.name} = {said}({node.name})\n")
        del lines[decorator.lineno - 1 : node.lineno - 1]
    return "".join(lines)


def _name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.id if isinstance(called, ast.Name) else ""
