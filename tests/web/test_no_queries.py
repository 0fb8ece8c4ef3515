"""Pages query nothing: what they show is read by the ``queries`` of the rooms, and written by their ``actions``."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "hemicycle" / "web"
#: It searches, sorts and pages the rows that a room's query gave it: that is its work.
GIVEN_ROWS = WEB / "toolkit" / "queryset_table.py"
MANAGERS = {"objects", "_default_manager", "_base_manager"}
CALLS = {
    "aggregate", "annotate", "bulk_create", "bulk_update", "count", "create", "delete", "distinct", "exclude", "exists",
    "first", "get_or_create", "in_bulk", "last", "latest", "order_by", "prefetch_related", "refresh_from_db", "save",
    "select_for_update", "select_related", "update_or_create", "values_list",
}  # fmt: skip
#: Methods of these names that are no queries.
OTHERS = {
    "chosen.count", "column.count", "paper.save", "query.filter", "register.filter", "register.simple_tag",
    "row.count", "row.last", "self.query.filter", "table.query.filter",
}  # fmt: skip
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


def queries(source: str) -> list[str]:
    """Each line of a module that builds a query or writes a row, as ``number: expression``."""
    found: list[ast.expr] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            found.append(node)
        elif (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SHORTCUTS) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CALLS | {"filter"}
            and ast.unparse(node.func) not in OTHERS
        ):
            found.append(node.func)
    return [f"{node.lineno}: {ast.unparse(node)}" for node in found]


@pytest.mark.parametrize(
    "module", [pytest.param(path, id=str(path.relative_to(WEB))) for path in sorted(WEB.rglob("*.py"))]
)
def test_a_page_reads_through_the_queries_of_a_room(module: Path) -> None:
    if module == GIVEN_ROWS:
        return
    found = queries(module.read_text(encoding="utf-8"))
    assert not found, f"move it into `queries` (or `actions`) of the room whose rows it reads or writes: {found}"


@pytest.mark.parametrize(
    "source",
    [
        "Letter.objects.all()",
        "get_object_or_404(Letter, pk=1)",
        "letter.papers.filter(kind='pdf')",
        "row.refresh_from_db()",
        "letter.annexes.order_by('number').last().pk",
    ],
)
def test_a_query_is_found(source: str) -> None:
    assert queries(source)
