"""The sender: takes what is due from the outbox and sends it, a few at a time.

It runs in a thread of the worker beside the indexing, so that a slow receiver delays nobody but
itself. Nothing is kept in memory: whoever kills it loses nothing.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime

from hotline.delivery.networks import allowed_networks
from hotline.delivery.outbox import Parcel, note_result, take_parcels
from hotline.delivery.webhook import send_webhook
from hotline.delivery.wechat_interface import Fetched, WechatInterface
from hotline.delivery.wechat_notices import queue_notice
from hotline.domain.deliveries import DeliveryKind, SendingOutcome, SendingResult
from hotline.domain.models import ChatInbox
from hotline.domain.time.times import city_now
from hotline.storage.database import Database
from hotline.storage.deliveries import is_anything_due
from hotline.storage.vault import Vault, open_vault

log = logging.getLogger("hotline.delivery")

AT_ONCE = 4
LOOK_EVERY, LONGEST_PAUSE = 1.0, 60.0
# What turns events and answers into deliveries, or sends what needs none; how many.
Filler = Callable[[Database, Vault, datetime], int]
# What keeps a file that WeChat was asked for, by the event of its parcel.
Keeper = Callable[[Database, Vault, Parcel, Fetched, datetime], SendingResult]
NO_KEEPERS: Mapping[str, Keeper] = {}


class DeliverySender:
    """Sends for one installation."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        *,
        fillers: tuple[Filler, ...] = (),
        keepers: Mapping[str, Keeper] = NO_KEEPERS,
        now: Callable[[], datetime] = city_now,
    ) -> None:
        settings = database.settings
        self.database, self.vault, self.now = database, vault, now
        self.fillers, self.keepers = fillers, keepers
        self._allowed = allowed_networks(settings)
        self._wechat = WechatInterface(settings.wechat_api, database, vault, now)

    def send_due(self) -> int:
        """Fill the outbox and send until nothing is due any more; how many tries that were."""
        total = 0
        for fill in self.fillers:
            while fill(self.database, self.vault, self.now()):
                pass
        while parcels := self._take():
            with ThreadPoolExecutor(len(parcels), thread_name_prefix="delivery") as pool:
                total += len(list(pool.map(self._deliver, parcels)))
        return total

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set; waits longer and longer while the database is away."""
        pause = LOOK_EVERY
        while not stop.is_set():
            try:
                self.send_due()
                pause = LOOK_EVERY
            except Exception as error:  # the sender must outlive whatever it meets
                log.warning("the sender waits: %s", type(error).__name__)
                pause = min(pause * 2, LONGEST_PAUSE)
            stop.wait(pause)

    def _take(self) -> list[Parcel]:
        with self.database.reading() as session:
            if not is_anything_due(session, self.now()):
                return []
        with self.database.writing() as session:
            return take_parcels(session, self.vault, self.now(), limit=AT_ONCE)

    def _deliver(self, parcel: Parcel) -> None:
        result = self._send(parcel)
        if result.outcome is not SendingOutcome.DONE:
            log.warning("delivery %s: %s", parcel.code, result.reason)
        with self.database.writing() as session:
            note_result(session, parcel.code, result, self.now())
            if result.outcome is SendingOutcome.HELD:
                queue_notice(session, self.vault, parcel, self.now())

    def _send(self, parcel: Parcel) -> SendingResult:
        if not parcel.body:
            return SendingResult(SendingOutcome.REFUSED, reason="内容已清除")
        if keep := self.keepers.get(parcel.event):
            return self._fetch(parcel, keep)
        if parcel.kind is DeliveryKind.WECHAT:
            return self._wechat.send(parcel.inbox_id, parcel.event, parcel.body)
        with self.database.reading() as session:
            inbox = session.get_one(ChatInbox, parcel.inbox_id)
        if inbox.withdrawn_at:
            return SendingResult(SendingOutcome.REFUSED, reason="会话入口已停用")
        if not inbox.webhook_url:
            return SendingResult(SendingOutcome.REFUSED, reason="入口没有回调地址")
        secret = self.vault.decrypt(inbox.webhook_secret)
        return send_webhook(
            inbox.webhook_url, secret, parcel.code, parcel.body, self.now(), self._allowed
        )

    def _fetch(self, parcel: Parcel, keep: Keeper) -> SendingResult:
        fetched = self._wechat.fetch(parcel.inbox_id, parcel.body)
        if isinstance(fetched, SendingResult):
            return fetched
        return keep(self.database, self.vault, parcel, fetched, self.now())


@contextmanager
def sending(
    database: Database,
    *,
    fillers: tuple[Filler, ...] = (),
    keepers: Mapping[str, Keeper] = NO_KEEPERS,
) -> Iterator[None]:
    """Send while the block lasts."""
    stop = threading.Event()
    vault = open_vault(database.settings)
    sender = DeliverySender(database, vault, fillers=fillers, keepers=keepers)
    thread = threading.Thread(target=sender.run, args=[stop], name="deliveries", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
