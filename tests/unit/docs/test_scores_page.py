"""docs/scores.md knows every setting, and its example gives what is printed there."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotline.city.score_parts import COMMON, KINDS
from hotline.city.scores import SCHEME_KEYS
from hotline.cli import hotline
from tests.support.schemes import SHIPPED

PART_KEYS = dict.fromkeys((*COMMON, *(key for keys, _ in KINDS.values() for key in keys)))
PAGE = (Path(__file__).parents[3] / "docs" / "scores.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    return re.search(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[1]


@pytest.mark.parametrize("key", [*SCHEME_KEYS, *PART_KEYS, *KINDS])
def test_every_setting_is_explained(key):
    assert re.search(rf"`{key}\b", PAGE)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_scheme_that_ships_is_listed(path):
    assert f"{path.parent.name}/{path.name}`" in PAGE


def test_the_example_gives_what_is_printed(tmp_path):
    (tmp_path / "own.toml").write_text(block("toml"), encoding="utf-8")
    (tmp_path / "march.csv").write_text(block("csv"), encoding="utf-8")
    files = [str(tmp_path / name) for name in ("own.toml", "march.csv")]
    result = CliRunner().invoke(hotline, ["score", *files, "--period", "2026-03"])
    assert result.stdout == block("text")
