import json

from click.testing import CliRunner

from hotline.cli import hotline
from tests.conftest import desk_of
from tests.support.path import in_callback
from tests.support.schemes import CITY

SCHEME = str(CITY / "demo" / "scores.toml")


def run(*arguments: str):
    return CliRunner().invoke(hotline, ["score", SCHEME, *arguments])


def test_the_tickets_of_a_data_folder_are_scored(database, cast, settings):
    with database.writing() as session:
        in_callback(session, desk_of(database), cast)
    done = run("--from-casework", "--period", "2026-03", "--data", str(settings.data), "--json")
    assert done.exit_code == 0, done.output
    [unit] = [unit for unit in json.loads(done.stdout)["units"] if unit["volume"]]
    assert unit["components"][0]["numerator"] == 1


def test_counts_are_written_as_a_table_that_scores_the_same(database, cast, settings, tmp_path):
    with database.writing() as session:
        in_callback(session, desk_of(database), cast)
    where = ("--data", str(settings.data), "--period", "2026-03")
    table = tmp_path / "march.csv"
    assert run("--from-casework", "--counts", str(table), *where).exit_code == 0
    direct = json.loads(run("--from-casework", "--json", *where).stdout)
    assert json.loads(run(str(table), "--period", "2026-03", "--json").stdout) == direct


def test_a_table_or_the_casework_but_not_both_and_not_neither(tmp_path):
    for arguments in ((), ("x.csv", "--from-casework"), ("x.csv", "--counts", "y.csv")):
        assert run(*arguments).exit_code == 2
    missing = run("--from-casework", "--data", str(tmp_path))
    assert (missing.exit_code, "--period" in f"{missing.output}{missing.exception}") == (1, True)
