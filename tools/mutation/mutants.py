"""Every place of a module where a small error can be made, and the module with that error."""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Iterator
from dataclasses import dataclass

_BOUNDARY = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
_OPPOSITE = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_SMALL = 10
"""Whole numbers up to this one are counts, which an error of one spoils; others are amounts."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small error.

    path: of the module, from the root of the checkout. line, last_line, column: of the module as it is, from 1.
    scope: the function or class it is in. before, after: the changed part, on one line.
    start, end: of this part in the module's bytes.
    """

    path: str
    line: int
    last_line: int
    column: int
    scope: str
    before: str
    after: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column} {self.scope}: {self.before}  ->  {self.after}"

    def applied(self, source: bytes) -> bytes:
        """Return the module with the error in it."""
        return source[: self.start] + self.after.encode() + source[self.end :]


def mutants_of(path: str, source: bytes) -> list[Mutant]:
    """Return every mutant of a module, from its top to its end.

    Annotations, decorators, docstrings and texts stay as they are: the first three change nothing that runs (the
    options of a dataclass excepted), and texts have tests of their own.
    """
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return [
        Mutant(
            path,
            part.lineno,
            part.end_lineno or part.lineno,
            part.col_offset + 1,
            scope or "module",
            " ".join(ast.unparse(part).split()),
            after,
            starts[part.lineno - 1] + part.col_offset,
            starts[(part.end_lineno or part.lineno) - 1] + (part.end_col_offset or 0),
        )
        for node, scope in _walk(ast.parse(source), "")
        for part, after in _changes(node, scope)
    ]


def _walk(node: ast.AST, scope: str) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield every expression and statement that runs, with the name of what it is in."""
    for name, value in ast.iter_fields(node):
        if isinstance(node, ast.If) and _is_elsewhere(node.test) and name in {"test", "body"}:
            continue
        if name in {"annotation", "returns", "decorator_list", "type_params", "keywords"} and not isinstance(
            node, ast.Call
        ):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.JoinedStr) or _only_for_types(child):
                continue
            inner = scope
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                inner = f"{scope}.{child.name}" if scope else child.name
            if isinstance(child, ast.expr | ast.stmt):
                yield child, inner
            yield from _walk(child, inner)


def _is_elsewhere(test: ast.expr) -> bool:
    """Whether a condition asks for another system than this one: what depends on it never runs here."""
    return ast.unparse(test) in {
        "sys.platform == 'win32'",
        "sys.platform == 'darwin'",
    } and f"'{sys.platform}'" not in ast.unparse(test)


def _only_for_types(node: ast.AST) -> bool:
    """Whether a statement is there for type checkers, or says only which names a class or module has."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id in {"__slots__", "__all__"} for target in targets)


def _changes(node: ast.expr | ast.stmt, scope: str) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield parts of a node, and what may stand in their place."""
    if isinstance(node, ast.expr):
        for changed in _expressions(node):
            yield node, f"({ast.unparse(changed)})"
    elif isinstance(node, ast.If) and not node.orelse:
        yield node.test, "(False)"
    else:
        for text in _statements(node, scope):
            yield node, text


def _expressions(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BinOp() if type(node.op) in _ARITHMETIC:
            changed_sum = copy.deepcopy(node)
            changed_sum.op = _ARITHMETIC[type(node.op)]()
            yield changed_sum
        case ast.BoolOp():
            changed_logic = copy.deepcopy(node)
            changed_logic.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield changed_logic
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            changed_call = copy.deepcopy(node)
            changed_call.func = ast.Name(_CALLS[name])
            yield changed_call
        case ast.IfExp():
            yield node.body
            yield node.orelse
        case ast.Constant(value=bool() | int() | float() as value):
            yield ast.Constant(_other(value))
        case _:
            return


def _comparisons(node: ast.Compare) -> Iterator[ast.expr]:
    for table in (_BOUNDARY, _OPPOSITE):
        for number, operator in enumerate(node.ops):
            if type(operator) in table:
                changed = copy.deepcopy(node)
                changed.ops[number] = table[type(operator)]()
                yield changed


def _other(value: float) -> float:
    """Return another value: the opposite, the next one for counts, half as much again for amounts."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) and abs(value) <= _SMALL:
        return value + 1
    return value * 1.5 if value else 1.0


def _statements(node: ast.stmt, scope: str) -> Iterator[str]:
    match node:
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield "pass"
        case ast.Assign(targets=[ast.Attribute()]) if not scope.endswith("__init__"):
            yield "pass"
        case ast.Return(value=ast.expr() as value) if not (
            isinstance(value, ast.Constant) and (value.value is None or value.value is False)
        ):  # nobody tells None from False, and the opposite of False is a mutant of its own
            yield "return None"
        case ast.Break():
            yield "continue"
        case ast.Continue():
            yield "break"
        case _:
            return
