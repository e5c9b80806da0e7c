"""Scripts of one page share its names: what two of them declare stops the second one whole."""

import re

from hotline.web.pages.rendering import TEMPLATES

SCRIPTS = TEMPLATES.parent / "static"
BASE = set(re.findall(r"/static/(\w+\.js)", (TEMPLATES / "base.html").read_text()))
DECLARED = re.compile(r"^(?:const|let|class|(?:async )?function)\s+(.*)", re.MULTILINE)


def names_of(script):
    """What stands outside every block; `let a = 1, b = 2;` are two."""
    for line in DECLARED.findall((SCRIPTS / script).read_text()):
        yield re.match(r"\w+|\{.*?\}", line)[0]
        yield from re.findall(r", (\w+) = ", line)


def test_no_script_declares_a_name_of_the_scripts_on_every_page():
    owners = {}
    for path in sorted(SCRIPTS.glob("*.js"), key=lambda path: path.name not in BASE):
        for name in set(names_of(path.name)):
            assert name not in owners, (name, path.name, owners[name])
            if path.name in BASE:
                owners[name] = path.name
    assert owners
