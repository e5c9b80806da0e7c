"""A file or a mapping that cannot be meant is refused as a whole, with what would do instead."""

import pytest

REFUSED = {
    "a column that is missing": (
        "id,text\n1,停水\n",
        ["--map", "ref=number"],
        ("number", "id、text"),
    ),
    "an unknown field": (
        "id,text\n1,停水\n",
        ["--map", "colour=id"],
        ("colour", "ref、time、caller"),
    ),
    "no column of text": ("id,title\n1,停水\n", [], ("--map text=", "id、title")),
    "a map without equals": ("id,text\n1,停水\n", ["--map", "id"], ("ref=id",)),
    "one field from two columns": (
        "id,no,text\n1,2,停水\n",
        ["--map", "ref=id", "--map", "ref=no"],
        ("id", "no"),
    ),
    "two columns of one name": ("text,text\n停水,停电\n", [], ("两列",)),
    "an empty file": ("", [], ("列名",)),
    "an unknown channel": ("ref,text\n1,停水\n", ["--channel", "fax"], ("fax", "phone、web")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_refused_with_the_choices(run_import, tickets, case):
    content, options, phrases = REFUSED[case]
    done = run_import(content, *options)
    assert done.exit_code == 1
    for word in phrases:
        assert word in str(done.error)
    assert tickets() == []


@pytest.mark.parametrize("name", ["reports.xls", "reports.ods"])
def test_a_broken_file_of_an_older_program_is_refused(run_import, name):
    assert "另存为 xlsx" in str(run_import("x", name=name).error)


@pytest.mark.parametrize("name", ["reports.doc", "reports.pdf", "reports"])
def test_an_unreadable_format_is_refused_with_those_that_do(run_import, name):
    assert ".xlsx" in str(run_import("x", name=name).error)


@pytest.mark.parametrize("content", [b"not a zip", b"PK\x03\x04 broken"])
def test_a_broken_spreadsheet_is_refused(run_import, content):
    assert "另存为 xlsx" in str(run_import(content, name="reports.xlsx").error)
