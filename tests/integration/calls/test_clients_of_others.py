"""A client that nobody here wrote sends to a served hotline, unchanged: py-zammad-cti of PyPI."""

import os
import warnings
from contextlib import closing

import pytest
from sqlmodel import select

from hotline.domain.models import PhoneCall
from hotline.domain.time.times import city_now
from hotline.people.access_tokens import add_token
from hotline.storage.database import open_database
from tests.support.serving import serving

PHONE = "13800001234"


@pytest.fixture
def client_of(tmp_path, monkeypatch):
    """The client for an address; it writes a log where it stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(os.environ, "NO_PROXY", "127.0.0.1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        zammad_cti = pytest.importorskip("zammad_cti")
    return zammad_cti.CTIClient


def test_py_zammad_cti_tells_a_call_from_its_beginning_to_its_end(settings, database, client_of):
    with database.writing() as session:
        token = add_token(session, "pypi", "cti", city_now(), by="admin")
    with serving(settings) as port:
        client = client_of(f"http://127.0.0.1:{port}/api/v1/cti/{token}")
        call = {"_from": PHONE, "to": "12345", "direction": "in", "call_id": "z1"}
        assert client.new_call(**call, user=["坐席一", "坐席二"], queue="hotline") == {}
        assert client.answer(**call, answering_number="8001", user="坐席一") == {}
        assert client.hangup(**call, cause="normalClearing") == {}
        with pytest.raises(Exception, match="401"):
            client_of(f"http://127.0.0.1:{port}/api/v1/cti/wrong").new_call(**call)
    with closing(open_database(settings)) as stored, stored.reading() as session:
        row = session.exec(select(PhoneCall)).one()
    assert (row.state, row.queue, row.cause) == ("answered", "hotline", "normalClearing")
    assert row.answered_by == "8001、坐席一"
