"""The running desk follows the registry without a restart."""

from hotline.casework.receive import receive
from hotline.desk.desk_holder import DeskHolder
from hotline.desk.live_model import models_folder
from hotline.storage.model_registry import roll_back, use_model
from hotline.storage.vault import open_vault
from tests.conftest import MONDAY
from tests.support.path import ticket_of
from tests.support.reports import a_report

TEXT = "鼓楼街道幸福路的路灯坏了三天，晚上一片漆黑，没人来修。"


def look(holder: DeskHolder):
    """The desk as it is a second later."""
    holder.look_again()
    return holder()


def test_a_new_model_is_taken_and_left_again_while_the_desk_runs(database):
    holder, folder = (
        DeskHolder(database, open_vault(database.settings)),
        models_folder(database.settings.data),
    )
    assert not holder().classifier.classify(TEXT).abstained
    use_model(folder, "none", at="", by="tests")
    assert look(holder).classifier.classify(TEXT).abstained
    roll_back(folder, at="", by="tests")
    assert not look(holder).classifier.classify(TEXT).abstained
    holder.close()


def test_a_damaged_registry_keeps_the_model_that_runs(database):
    holder, folder = (
        DeskHolder(database, open_vault(database.settings)),
        models_folder(database.settings.data),
    )
    first = holder().classifier.now()
    folder.mkdir()
    (folder / "registry.json").write_text("[]")
    assert look(holder).classifier.now() is first
    assert "备份" in holder.model.fault
    holder.close()


def test_without_any_model_every_report_goes_to_the_dispatcher(database, cast):
    use_model(models_folder(database.settings.data), "none", at="", by="tests")
    holder = DeskHolder(database, open_vault(database.settings), now=lambda: MONDAY)
    with database.writing() as session:
        receipt = receive(session, cast.agent, a_report(category=""), holder())
        ticket = ticket_of(session, receipt)
    assert (ticket.status, ticket.needs_review) == ("triage", True)
    holder.close()
