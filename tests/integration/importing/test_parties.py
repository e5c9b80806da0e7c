"""Columns for who stands beside the caller: a proxy, an enterprise."""

import pytest
from sqlmodel import select

from hotline.domain.models import TicketParty
from hotline.storage.parties import parties_of_tickets
from hotline.storage.vault import open_vault

# The sample of GB 32100-2015.
CODE = "91350100M000100Y43"
PROXY = "诉求人,代办人,与诉求人关系,代办人电话,内容\n王奶奶,王小明,儿子,138 0000 1234,路灯不亮\n"
ENTERPRISE = "企业名称,统一社会信用代码,企业联系人,内容\n东湖饭店,{},李经理,门口的井盖不见了\n"


@pytest.fixture
def party(database, settings, tickets):
    def read():
        (ticket,) = tickets()
        with database.reading() as session:
            return parties_of_tickets(session, open_vault(settings), [ticket.row_id])[ticket.row_id]

    return read


def test_a_proxy_comes_from_columns_that_map_themselves(run_import, party):
    assert run_import(PROXY).counts == (1, 1, 0, 0)
    read = party()
    assert (read.proxy, read.proxy_relation, read.proxy_phone) == ("王小明", "儿子", "13800001234")


def test_an_enterprise_comes_with_its_code_and_is_kept_encrypted(
    run_import, tickets, party, database
):
    assert run_import(ENTERPRISE.format(CODE.lower())).counts == (1, 1, 0, 0)
    read = party()
    assert (read.enterprise, read.credit_code, read.contact) == ("东湖饭店", CODE, "李经理")
    with database.reading() as session:
        (row,) = session.exec(select(TicketParty))
    assert "东湖饭店".encode() not in row.content
    assert CODE.encode() not in row.content


def test_a_code_that_its_check_digit_denies_costs_its_row(run_import, tickets):
    done = run_import(ENTERPRISE.format(CODE[:-1] + "4"))
    assert done.counts == (1, 0, 0, 1)
    (reject,) = done.rejects
    assert reject["field"] == "credit_code"
    assert CODE[:-1] not in reject["reason"]
    assert tickets() == []
