import pytest

from tests.support.calls import Cti


@pytest.fixture
def cti(web) -> Cti:
    """A phone system with a token; agent and dispatcher have accounts."""
    web.as_("agent")
    web.as_("dispatcher")
    return Cti(web)


@pytest.fixture
def send(web):
    """`send(who, path, field=value, ...)`: the answer to a form, without following it."""

    def sent(who, path, fragment=False, **fields):
        headers = web.as_(who) | {"Accept": "text/html"}
        headers |= {"HX-Request": "true"} if fragment else {}
        return web.client.post(path, data=fields, headers=headers, follow_redirects=False)

    return sent


@pytest.fixture
def look(web):
    """`look(who, path)`: the text of a page."""

    def look_as(who, path, **params):
        headers = web.as_(who) | {"Accept": "text/html"}
        answer = web.client.get(path, params=params, headers=headers)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    return look_as
