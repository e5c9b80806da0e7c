import pytest

from tests.support.calls import Cti


@pytest.fixture
def cti(web) -> Cti:
    """A phone system with a token; the agent of the cast has an account."""
    web.as_("agent")
    return Cti(web)
