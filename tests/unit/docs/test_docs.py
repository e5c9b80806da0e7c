"""The documents say what the code does."""

import re
from configparser import ConfigParser
from pathlib import Path

import click

from hotline.cli import COMMANDS, hotline
from hotline.domain.workflow import diagram

ROOT = Path(__file__).resolve().parents[3]
PAGES = [
    path for folder in ("docs", "benchmarks") for path in sorted((ROOT / folder).rglob("*.md"))
] + sorted(ROOT.glob("*.md"))
READMES = ("README.md", "README.zh.md")
FILE = re.compile(
    r"`((?:hotline|classifiers|routing|analytics|tests|benchmarks|notebooks|deploy)/[\w/.-]+\.\w+)`"
)


def test_the_printed_state_diagram_is_the_one_of_the_table():
    assert diagram() in (ROOT / "docs" / "architecture.md").read_text()


def test_every_relative_link_leads_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_every_file_that_a_document_names_exists():
    for page in PAGES:
        for name in FILE.findall(page.read_text()):
            assert (ROOT / name).exists(), f"{page.relative_to(ROOT)} names {name}"


def test_the_layers_are_those_that_the_checks_keep():
    rules = ConfigParser()
    rules.read(ROOT / ".importlinter")
    layers = rules["importlinter:contract:house"]["layers"].split("\n")
    expected = "\n".join(line.strip() for line in layers if line.strip())
    assert f"```\n{expected}\n```" in (ROOT / "docs" / "architecture.md").read_text()


def test_every_room_is_in_the_table_of_rooms():
    table = (ROOT / "docs" / "architecture.md").read_text().partition("## Layers")[0]
    rooms = [path for path in (ROOT / "hotline").iterdir() if (path / "__init__.py").exists()]
    assert len(rooms) > 12
    for room in rooms:
        assert f"`{room.name}/`" in table, room.name


def test_every_option_in_a_readme_is_one_of_its_command():
    options = {"--help"}
    for name in COMMANDS:
        options |= options_of(hotline.get_command(None, name))
    for readme in READMES:
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", (ROOT / readme).read_text()):
            assert option in options, f"{readme} names {option}"


def options_of(command: click.Command) -> set[str]:
    own = {option for parameter in command.params for option in parameter.opts}
    for part in getattr(command, "commands", {}).values():
        own |= options_of(part)
    return own


def test_both_readmes_name_every_command():
    for readme in READMES:
        text = (ROOT / readme).read_text()
        for command in COMMANDS:
            assert f"hotline {command}" in text, f"{readme} does not name {command}"
