"""No chat that goes on is without somebody who ends it: the table in the docs has every state."""

from pathlib import Path

from hotline.domain.chats.states import LIVE, ChatState, leads
from hotline.domain.chats.waits import CHAT_WAITS, chat_waits_table

ROOT = Path(__file__).parents[3]


def test_the_page_of_the_docs_is_printed_from_the_code():
    assert chat_waits_table() in (ROOT / "docs" / "waiting.md").read_text()


def test_every_state_that_goes_on_is_there_and_comes_to_an_end():
    assert {wait.state for wait in CHAT_WAITS} == LIVE
    assert all(leads(state, ChatState.CLOSED) for state in LIVE)
