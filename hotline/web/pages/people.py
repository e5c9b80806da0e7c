"""Who took the steps of a history, as they are called."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from sqlmodel import Session

from hotline.storage.ticket_rows import names_of_staff
from hotline.web.labels import actor_name
from hotline.web.warning_labels import MACHINE


class TakenStep(Protocol):
    """`by` is a login, "" for the machine."""

    @property
    def by(self) -> str: ...


def people_of(session: Session, steps: Iterable[TakenStep]) -> Mapping[str, str]:
    """Names by login."""
    logins = {step.by for step in steps}
    people = {login: actor_name(login) if login else MACHINE for login in logins}
    return people | names_of_staff(session, logins - {""})
