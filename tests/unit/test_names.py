"""A name stands for one thing: no class of the application is called like another one."""

import ast
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import hotline

HOTLINE = Path(hotline.__file__).parent


def classes(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """The files in which each class name stands; `sources` are texts by file."""
    places = defaultdict(list)
    for name, text in sources.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(name)
    return places


def twice(sources: Mapping[str, str]) -> dict[str, list[str]]:
    return {name: files for name, files in classes(sources).items() if len(files) > 1}


def test_no_class_name_stands_twice_in_the_application():
    sources = {str(path): path.read_text() for path in sorted(HOTLINE.rglob("*.py"))}
    assert twice(sources) == {}
    assert len(classes(sources)) > 200


def test_a_second_class_of_a_name_is_seen_even_inside_a_function():
    sources = {"a.py": "class Rating: ...", "b.py": "def f():\n    class Rating: ..."}
    assert twice(sources) == {"Rating": ["a.py", "b.py"]}


ROOT = HOTLINE.parent
# Participles and pronouns say nothing of what a variable holds.
VAGUE = {"found", "one", "words", "wanted", "told", "said", "asked", "made", "given", "seen"}


def vague_names(source: str) -> set[str]:
    """Variables and parameters of a file that are called by a word of VAGUE."""
    nodes = list(ast.walk(ast.parse(source)))
    stored = {
        node.id
        for node in nodes
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in VAGUE
    }
    fields = {
        item.target.id
        for node in nodes
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    }
    return (stored - fields) | {
        node.arg for node in nodes if isinstance(node, ast.arg) and node.arg in VAGUE
    }


def test_variables_are_called_by_what_they_hold():
    rooms = ("hotline", "routing", "classifiers", "analytics", "benchmarks", "tests")
    files = [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]
    vague = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in files
        for name in vague_names(path.read_text("utf-8"))
    }
    assert vague == set()
    assert len(files) > 500


def test_a_vague_name_is_noticed():
    assert vague_names("def f(found, rows):\n    one = rows[0]\n    for said in rows: ...") == {
        "found",
        "one",
        "said",
    }
