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
