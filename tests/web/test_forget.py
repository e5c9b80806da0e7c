"""What a caller writes into a form stays in no cache of the process."""

import functools
import gc
import secrets
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import TestClient

from hotline.app import create_app
from hotline.web.request import fields_of

# One that no other test of this process has written.
PHONE = f"199{secrets.randbelow(10**8):08}"
CALLER = "/report", {"text": "东湖区路灯不亮", "phone": PHONE, "caller": "欧阳女士"}


def caches_holding(text: str) -> list[str]:
    """Names of cached functions that hold the text in a key or a value."""
    gc.unfreeze()  # what a start has frozen is in no list of objects
    caches = [
        cache for cache in gc.get_objects() if isinstance(cache, functools._lru_cache_wrapper)
    ]
    assert caches
    return [cache.__name__ for cache in caches if holds(cache, text)]


def holds(cache, text: str) -> bool:
    near = list(gc.get_referents(cache))
    for _ in range(3):
        near += [part for holder in near for part in gc.get_referents(holder)][:20_000]
    return any(
        text in (value if isinstance(value, str) else value.decode("latin-1"))
        for value in near
        if isinstance(value, str | bytes)
    )


def test_the_search_for_what_is_kept_finds_it():
    @functools.lru_cache
    def remember(body):
        return {"phone": body.decode()}

    remember(PHONE.encode())
    assert caches_holding(PHONE) == ["remember"]


def test_nothing_of_a_form_stays_in_memory_after_its_answer(settings):
    with TestClient(create_app(settings)) as client:
        assert client.post(CALLER[0], data=CALLER[1]).status_code == 201
        client.post("/progress", data={"ticket_no": PHONE, "query_code": "2"})
        client.post("/api/v1/reports", data=CALLER[1])
    assert caches_holding(PHONE) == []


def test_a_field_that_comes_twice_is_a_list_and_an_empty_one_is_empty():
    assert fields_of(b"a=1&b=&a=2&c=%E4%B8%9C+%E6%B9%96&=x&&d") == {
        "a": ["1", "2"],
        "b": "",
        "c": "东 湖",
        "": "x",
        "d": "",
    }


SENT = st.lists(st.sampled_from([*"x=&+% ;", "%", "%E4%B8%9C", "%2", "%zz", "%26", "东", "%00"]))


@given(SENT.map("".join))
def test_a_form_is_read_as_the_standard_library_reads_it(sent):
    pairs = parse_qsl(sent, keep_blank_values=True)
    fields = fields_of(sent.encode())
    several = {name: [value for key, value in pairs if key == name] for name, _ in pairs}
    assert fields == {name: own if own[1:] else own[0] for name, own in several.items()}


def test_the_api_is_sent_json_and_no_form_where_it_says_so(web):
    headers = web.as_("agent")
    draft = {"text": "东湖区路灯不亮，晚上看不清路"}
    sent = web.client.post("/api/v1/suggestions", data=draft, headers=headers)
    assert sent.status_code == 400
    assert web.client.post("/api/v1/suggestions", json=draft, headers=headers).status_code == 200
