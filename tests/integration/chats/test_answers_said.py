"""The machine says what is likelier right than wrong, and nothing beside danger and anger."""

from dataclasses import replace

import pytest

from hotline.casework.answers import answers_to, question_of_text
from hotline.chats import answering
from hotline.chats.answering import LIKELY
from tests.support.chats import a_contact, chat_of, texts_of, write
from tests.support.knowledge import ANSWER, published


@pytest.fixture
def session(database):
    with database.writing() as session:
        yield session


@pytest.fixture
def contact(session, desk):
    return a_contact(session, desk)


def test_the_machine_says_nothing_that_is_likely_about_another_matter(
    session, desk, contact, cast, monkeypatch
):
    published(session, desk, cast)
    question = question_of_text("租房子能提取住房公积金吗", desk)
    (hit, *_) = answers_to(session, question, desk, public_only=True)
    for chance, is_said in ((LIKELY, True), (LIKELY - 0.01, False)):
        likely = replace(hit, score=chance)
        monkeypatch.setattr(answering, "answers_to", lambda *_, hit=likely, **__: [hit])
        chat = chat_of(session, write(session, contact, desk, "租房子能提取住房公积金吗"))
        assert (ANSWER in texts_of(session, chat, desk)[-1]) is is_said


@pytest.mark.parametrize(
    "text",
    [
        "租房子能提取住房公积金吗？出租屋煤气泄漏了，有人晕倒，救命！",
        "住房公积金中心就是一群骗子，提取住房公积金拖了我半年，气死了，我要投诉！",
    ],
)
def test_beside_danger_and_anger_no_ready_answer_is_said(session, desk, contact, cast, text):
    published(session, desk, cast)
    chat = chat_of(session, write(session, contact, desk, text))
    assert ANSWER not in "".join(texts_of(session, chat, desk))
