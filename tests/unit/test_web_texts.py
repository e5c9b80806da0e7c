"""Where the web keeps its texts: in templates and labels, not in the modules of pages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import hotline

WEB = Path(hotline.__file__).parent / "web"
CHINESE = re.compile("[一-鿿]")
# Calls in which a refusal may be written where it is raised.
REFUSALS = re.compile(r"(InvalidInput|NotFound|NotAllowed|Conflict|Unavailable|TooMany)$")


def page_texts(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each Chinese string that belongs to no refusal and no docstring."""
    tree = ast.parse(source)
    left_out = {
        id(part)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and REFUSALS.search(ast.unparse(call.func))
        for part in ast.walk(call)
    }
    left_out |= {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and CHINESE.search(node.value) and id(node) not in left_out:
            yield node.lineno, node.value


def test_texts_of_pages_stand_in_templates_and_labels():
    # Times that are said in words are put together there, as are lengths and dates in `names`.
    texts = {
        path.name: list(page_texts(path.read_text()))
        for path in sorted((WEB / "pages").glob("*.py"))
    }
    assert texts.pop("spoken_times.py")
    assert {name: lines for name, lines in texts.items() if lines} == {}
    assert len(texts) > 20


def test_a_text_of_a_page_module_is_seen_and_a_refusal_is_not():
    source = 'NAME = "派单"\ndef f(no):\n    raise NotFound(f"没有工单 {no}", remedy="请核对")'
    assert list(page_texts(source)) == [(1, "派单")]
