"""`hotline work`, `reindex` and `verify` on the data of an installation."""

import json

import pytest
from click.testing import CliRunner

from hotline.cli import hotline
from hotline.domain.errors import Unavailable
from hotline.operation.doctor import examine
from hotline.storage.index.queue import MOST_ATTEMPTS, mark_failed
from tests.support.engines import embedded_engine
from tests.support.stored import change, store


@pytest.fixture
def run(settings, database):
    """Run a command on the installation; gives exit code, output, messages."""

    def run(*arguments: str):
        done = CliRunner().invoke(hotline, [*arguments, "--data", str(settings.data)])
        if isinstance(done.exception, Unavailable):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


def test_work_once_indexes_what_waits(run, database):
    store(database, "停水", "停电")
    assert run("work", "--once") == (0, "处理 2 条办理记录，索引 2 张工单，失败 0 条\n", "")
    assert run("work", "--once")[1].startswith("处理 0 条")


def test_verify_is_content_after_work(run, database):
    store(database, "停水")
    run("work", "--once")
    code, output, _ = run("verify")
    assert code == 0
    assert output.splitlines() == [
        "索引：0 处不一致",
        "办理记录：0 处异常",
        "等待处理：0 条",
        "附件：0 处异常，0 个文件没有登记",
        "加密：全部为 aes",
    ]


def test_verify_tells_waiting_from_wrong(run, database):
    store(database, "停水")
    code, output, _ = run("verify", "--json")
    assert code == 0
    expected = {
        "index": [],
        "other_suite": [],
        "repaired": 0,
        "history": [],
        "attachments": [],
        "left_over_files": 0,
        "waiting": 1,
    }
    assert json.loads(output) == expected


def test_verify_prints_each_difference_and_repairs_them(run, database, settings):
    store(database, "停水", "停电")
    run("work", "--once")
    with embedded_engine(settings.data) as engine:
        engine.delete([2])
    code, output, _ = run("verify")
    assert code == 1
    assert "工单 #2（版本 1）不在索引中" in output
    assert "hotline verify --repair" in output
    assert run("verify", "--repair")[0] == 0
    assert run("verify")[0] == 0


def test_verify_finds_a_changed_history_and_never_repairs_it(run, database):
    store(database, "停水")
    run("work", "--once")
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE history_entry SET actor = 'nobody'")
    for _ in range(2):
        code, output, _ = run("verify", "--repair")
        assert code == 1
        assert "办理记录：1 处异常" in output


def test_reindex_rebuilds_and_keeps_the_old_index_until_told(run, database):
    store(database, "停水", "停电")
    run("work", "--once")
    code, output, _ = run("reindex")
    assert code == 0
    assert "新索引已启用：2 张工单" in output
    assert run("verify")[0] == 0
    assert run("reindex", "--drop-old")[1] == "删除旧索引 1 个\n"


def test_a_step_after_the_rebuild_reaches_the_new_index(run, database):
    store(database, "停水")
    run("work", "--once")
    run("reindex")
    change(database, 1, content="停电")
    assert "索引 1 张工单" in run("work", "--once")[1]
    assert run("verify")[0] == 0


def test_an_engine_that_is_away_is_said_with_its_remedy(run, database):
    store(database, "停水")
    with pytest.raises(Unavailable, match="没有应答") as refused:
        run("work", "--once", "--search", "http://127.0.0.1:1")
    assert "留在队列中" in str(refused.value)


def test_the_doctor_names_a_poison_document_with_its_reason(settings, database):
    (ticket_id,) = store(database, "停水")
    with database.writing() as session:
        for _ in range(MOST_ATTEMPTS):
            mark_failed(session, {1: "mapper_parsing_exception: rating"})
    finding = {finding.part: finding for finding in examine(settings)}["索引队列"]
    assert finding.status == "degraded"
    assert f"工单 #{ticket_id}" in finding.note
    assert "mapper_parsing_exception: rating" in finding.note
    assert "hotline work --once --retry" in finding.remedy
