"""The door and the line behind it: what is acknowledged is written.

A reader or writer that dies is told and replaced.
"""

import asyncio
import os
import signal
import threading

import pytest
from sqlmodel import select

from hotline.casework.prepared import Prepared, Submission
from hotline.casework.receive import receive
from hotline.domain.errors import InvalidInput, Unavailable
from hotline.domain.models import Ticket
from hotline.domain.roles import CALLER
from hotline.intake.line import door as doors
from hotline.intake.line.door import Door
from hotline.intake.line.groups import GroupWriter, read_group
from hotline.intake.line.link import Message, Unpacker, pack
from hotline.intake.line.processes import in_processes, in_threads
from tests.support.async_runs import run_apart
from tests.support.reports import a_report


def numbers_in(database):
    with database.reading() as session:
        return sorted(session.exec(select(Ticket.no)))


def test_messages_come_out_whole_however_they_arrive():
    sent = [
        Message([(1, "a")], []),
        Message([(2, "b")] * 300, [(3, Unavailable("停电"))]),
        Message([], []),
    ]
    unpacker, stream = Unpacker(str), b"".join(pack(*message) for message in sent)
    messages = [
        message
        for start in range(0, len(stream), 7)
        for message in unpacker.feed(stream[start : start + 7])
    ]
    assert [message.items for message in messages] == [message.items for message in sent]
    assert [(number, str(error)) for message in messages for number, error in message.refused] == [
        (3, "停电")
    ]


def test_what_was_read_reaches_the_writer_as_it_was(desk):
    occurred = a_report(text="昨晚建设路停水", phone="13800000000", occurred=desk.now())
    group = [
        (1, Submission(CALLER, occurred, "k")),
        (2, Submission(CALLER, a_report(text="举报南桥街道办人员不作为"))),
    ]
    submissions = Unpacker(Submission).feed(pack(group))[0].items
    assert submissions == group
    read = read_group(submissions, lambda: desk)
    assert Unpacker(Prepared).feed(pack(*read)) == [read]


def test_many_at_once_get_each_their_own_ticket(database, desk):
    async def send():
        door = Door(in_threads(database, lambda: desk))
        await door.open()
        receipts = await asyncio.gather(
            *(door.submit(CALLER, a_report(text=f"路灯 {n} 不亮了")) for n in range(150))
        )
        await door.close()
        return receipts

    receipts = run_apart(send())
    assert sorted(receipt.no for receipt in receipts) == numbers_in(database)
    assert len(set(receipts)) == 150


def test_a_report_that_cannot_be_read_harms_no_other(database, desk):
    group = [
        (n, Submission(CALLER, a_report(district="没有的区" if n == 1 else ""))) for n in range(3)
    ]
    read = read_group(group, lambda: desk)
    assert [(number, type(error)) for number, error in read.refused] == [(1, InvalidInput)]
    written = GroupWriter(database, lambda: desk).write(read.items)
    assert [(number, receipt.no) for number, receipt in written.items] == list(
        zip([0, 2], numbers_in(database), strict=True)
    )


def test_an_error_that_nobody_foresaw_tells_its_kind_and_none_of_its_words(
    database, desk, monkeypatch, caplog
):
    name = "张三丰"

    def fail(*_args, **_options):
        raise ValueError(name)

    monkeypatch.setattr("hotline.intake.line.groups.store", fail)
    read = read_group([(1, Submission(CALLER, a_report()))], lambda: desk)
    ((_, error),) = GroupWriter(database, lambda: desk).write(read.items).refused
    assert str(error) == "ValueError"
    assert name not in caplog.text


def test_closing_answers_what_waits_and_takes_no_more(database, desk):
    async def send():
        door = Door(in_threads(database, lambda: desk))
        await door.open()
        waiting = [
            asyncio.create_task(door.submit(CALLER, a_report(text=f"井盖 {n} 丢失")))
            for n in range(5)
        ]
        await asyncio.sleep(0)
        await door.close()
        with pytest.raises(Unavailable, match="正在停止"):
            await door.submit(CALLER, a_report())
        return [await task for task in waiting]

    assert sorted(receipt.no for receipt in run_apart(send())) == numbers_in(database)


def test_nobody_is_answered_before_the_disk_has_it_and_others_write_meanwhile(
    database, desk, monkeypatch
):
    on_disk = threading.Event()
    monkeypatch.setattr(database, "reach_disk", on_disk.wait)

    async def send():
        door = Door(in_threads(database, lambda: desk))
        await door.open()
        first = asyncio.create_task(door.submit(CALLER, a_report(text="路灯不亮")))
        while len(numbers_in(database)) < 1:
            await asyncio.sleep(0.01)
        second = asyncio.create_task(door.submit(CALLER, a_report(text="井盖丢失")))
        while len(numbers_in(database)) < 2:
            await asyncio.sleep(0.01)
        answered = first.done() or second.done()
        on_disk.set()
        receipts = [await first, await second]
        await door.close()
        return answered, receipts

    answered, receipts = run_apart(send())
    assert not answered
    assert [receipt.no for receipt in receipts] == numbers_in(database)


def test_a_disk_that_fails_is_told_as_unconfirmed(database, desk, monkeypatch):
    def fail():
        raise OSError("no space")

    monkeypatch.setattr(database, "reach_disk", fail)

    async def send():
        door = Door(in_threads(database, lambda: desk))
        await door.open()
        with pytest.raises(Unavailable, match="未能确认"):
            await door.submit(CALLER, a_report())
        await door.close()

    run_apart(send())


def test_reaching_the_disk_brings_the_log_there(settings, database, desk, monkeypatch):
    brought = []
    monkeypatch.setattr(os, "fdatasync", lambda file: brought.append(os.fstat(file).st_ino))
    with database.writing(waits=False) as session:
        receive(session, CALLER, a_report(), desk)
    database.reach_disk()
    assert brought == [(settings.data / "hotline.db-wal").stat().st_ino]


@pytest.mark.parametrize("who", [0, 1], ids=["reader", "writer"])
def test_a_reader_or_writer_that_is_killed_is_told_and_replaced(
    who, settings, database, monkeypatch
):
    monkeypatch.setattr(doors, "PAUSE", 0.05)

    async def send():
        door = Door(in_processes(settings))
        await door.open()
        first = await door.submit(CALLER, a_report(), "k1")
        os.kill(door._starting.result()[who].pid, signal.SIGSTOP)
        waiting = asyncio.create_task(door.submit(CALLER, a_report(text="水管爆了"), "k2"))
        await asyncio.sleep(0.05)
        os.kill(door._starting.result()[who].pid, signal.SIGKILL)
        with pytest.raises(Unavailable, match="Idempotency-Key"):
            await waiting
        while door._requests is None:
            await asyncio.sleep(0.02)
        again = await door.submit(CALLER, a_report(), "k1")
        await door.close()
        return first, again

    first, again = run_apart(send())
    assert (again.no, again.created) == (first.no, False)
    assert numbers_in(database) == [first.no]
