"""Pages as the cast sees them, over HTTP, without a browser."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.web import Web


@pytest.fixture
def see(web: Web) -> Callable[..., Any]:
    """`see(who, path)` is the answer to a GET."""
    return lambda who, path, **headers: web.client.get(
        path, headers=web.as_(who) | {"Accept": "text/html"} | headers, follow_redirects=False
    )


@pytest.fixture
def fill_in(web: Web) -> Callable[..., Any]:
    """`fill_in(who, path, **fields)` is the answer to a form that was sent."""
    return lambda who, path, **fields: web.client.post(
        path, data=fields, headers=web.as_(who), follow_redirects=False
    )
