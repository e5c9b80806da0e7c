"""`hotline tickets` reads; it neither indexes nor decides."""

import json

from click.testing import CliRunner
from sqlmodel import select

from hotline.cli import hotline
from hotline.domain.models import AuditEntry
from hotline.operation.work_queue import run_once
from hotline.storage.index.queue import count_waiting
from tests.support.engines import embedded_engine
from tests.support.stored import store


def run(settings, *arguments):
    return CliRunner().invoke(hotline, ["tickets", *arguments, "--data", str(settings.data)])


def numbers(answer):
    return [ticket["no"] for ticket in json.loads(answer.stdout)["tickets"]]


def test_a_search_indexes_nothing_and_says_what_waits(settings, database):
    store(database, "朝阳路停水")
    with embedded_engine(settings.data) as engine:
        run_once(database, engine)
    store(database, "红星小区停水")
    answer = run(settings, "--query", "停水", "--json")
    assert numbers(answer) == ["260302000001"]
    assert "1 条新的办理记录尚未进入搜索索引" in answer.stderr
    with database.reading() as session:
        assert count_waiting(session) == 1


def test_without_an_index_the_database_answers_and_it_is_said(settings, database):
    store(database, "朝阳路停水")
    answer = run(settings, "--query", "停水", "--json")
    assert numbers(answer) == ["260302000001"]
    assert "数据库查找的结果" in answer.stderr


def test_a_unit_may_be_named(settings, database):
    store(database, "朝阳路停水", unit="S-JY")
    assert numbers(run(settings, "--unit", "示例市教育局", "--json")) == ["260302000001"]
    assert run(settings, "--unit", "没有这个单位").exit_code == 1


def test_each_list_stands_in_the_audit_log(settings, database):
    store(database, "朝阳路停水", "红星小区停水")
    run(settings, "--json")
    run(settings, "--limit", "1")
    with database.reading() as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.subject == "tickets")).all()
    assert [entry.kind for entry in entries] == ["export", "export"]
    assert [(entry.details["format"], entry.details["rows"]) for entry in entries] == [
        ("json", 2),
        ("table", 1),
    ]
    assert all(entry.actor.startswith("os:") for entry in entries)


def test_the_operator_reads_no_hidden_caller(settings, database):
    store(database, "朝阳路停水，我叫张建国，电话13812345678", identity_mode="hidden")
    answer = run(settings, "--json")
    assert "朝阳路停水" in answer.stdout
    assert "张建国" not in answer.stdout
    assert "13812345678" not in answer.stdout


def test_a_wrong_value_is_refused_by_name(settings, database):
    answer = run(settings, "--status", "open")
    assert answer.exit_code == 1
    assert "status" in str(answer.exception)
