"""The outbox at work in a test: a clock that is moved by hand, a sender, what stands in it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select

from hotline.delivery.sender import DeliverySender
from hotline.domain.models import Delivery
from hotline.operation.outgoing import FILLERS, KEEPERS
from hotline.storage.database import Database
from hotline.storage.vault import open_vault
from tests.conftest import MONDAY


@dataclass
class Outgoing:
    """`send` moves the clock first."""

    database: Database
    sender: DeliverySender
    now: datetime

    def send(self, after: timedelta = timedelta()) -> int:
        self.now += after
        return self.sender.send_due()

    def rows(self) -> list[Delivery]:
        with self.database.reading() as session:
            return list(session.exec(select(Delivery).order_by(col(Delivery.id))))

    def states(self) -> list[str]:
        return [str(row.state) for row in self.rows()]


def outgoing(database: Database, now: datetime = MONDAY, **settings: Any) -> Outgoing:
    """With these settings of the installation."""
    usual = {"webhook_networks": "127.0.0.1", "wechat_api": "http://127.0.0.1:9"}
    database.settings = replace(database.settings, **(usual | settings))
    vault = open_vault(database.settings)
    boxes: list[Outgoing] = []
    sender = DeliverySender(
        database, vault, fillers=FILLERS, keepers=KEEPERS, now=lambda: boxes[0].now
    )
    boxes.append(Outgoing(database, sender, now))
    return boxes[0]
