import pytest

from tests.support.chat_clients import Door


@pytest.fixture
def door(web) -> Door:
    """A front end of somebody else, with an inbox of its own."""
    return Door(web)
