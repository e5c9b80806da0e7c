"""The web asks the database by the names that storage gives its queries."""

import ast
from pathlib import Path

import hotline

WEB = Path(hotline.__file__).parent / "web"
BUILDERS = {"select", "insert", "update", "delete", "text"}


def queries(source: str) -> list[str]:
    """What a module takes from the libraries to build a statement itself."""
    return [
        name.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").split(".")[0] in {"sqlmodel", "sqlalchemy"}
        for name in node.names
        if name.name in BUILDERS
    ]


def test_no_module_of_the_web_builds_a_query():
    modules = sorted(WEB.rglob("*.py"))
    assert len(modules) > 50
    queries_by_module = {
        str(path): names for path in modules if (names := queries(path.read_text("utf-8")))
    }
    assert queries_by_module == {}


def test_a_query_would_be_noticed():
    assert queries("from sqlmodel import Session, col, select") == ["select"]
