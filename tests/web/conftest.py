from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from hotline.app import create_app
from hotline.config import Settings
from hotline.web.pages import chat_steps, live
from tests.conftest import MONDAY
from tests.support.application import application
from tests.support.cast import Cast
from tests.support.web import Web


@pytest.fixture(autouse=True)
def brief_streams(monkeypatch):
    """Streams end after a moment: a test client waits for their end."""
    monkeypatch.setattr(live, "LASTS_SECONDS", 0.2)
    monkeypatch.setattr(live, "EVERY_SECONDS", 0.1)
    monkeypatch.setattr(chat_steps, "LASTS_SECONDS", 0.2)
    monkeypatch.setattr(chat_steps, "QUIET_SECONDS", 0.1)


@pytest.fixture
def web(settings, cast) -> Iterator[Web]:
    """The application of a fresh installation, on a working Monday at ten; `web.now` may be
    moved.
    """
    with entered(application, settings, cast) as web:
        yield web


@pytest.fixture
def own_web(settings, cast) -> Iterator[Web]:
    """The same with routes of its own, read when it is asked for: what is added to them stays."""
    with entered(create_app, settings, cast) as web:
        yield web


@contextmanager
def entered(
    application_of: Callable[..., Litestar], settings: Settings, cast: Cast
) -> Iterator[Web]:
    clients: list[Web] = []
    app = application_of(settings, now=lambda: clients[0].now if clients else MONDAY)
    with TestClient(app, base_url="http://hotline.test", raise_server_exceptions=False) as client:
        clients.append(Web(app, client, cast, MONDAY))
        yield clients[0]
