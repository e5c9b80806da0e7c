"""The subscription notice that an answer waits, for who may not be written to any more."""

from datetime import datetime
from typing import Any

import msgspec
from sqlmodel import Session

from hotline.city.loading import current_city
from hotline.delivery.outbox import Parcel, queue_delivery
from hotline.domain.errors import NoCity
from hotline.domain.models import Delivery
from hotline.domain.notice_rules import USUAL_QUIET, QuietHours
from hotline.storage.vault import Vault
from hotline.storage.wechat import account_of_inbox

# What a template calls its first text; at most 20 characters. It tells nothing of the matter.
FIELD, TEXT = "thing1", "您的留言有新的答复"


def queue_notice(session: Session, vault: Vault, parcel: Parcel, now: datetime) -> Delivery | None:
    """Tell the receiver of a message that is held, after the quiet hours of the night; None where
    the account has no template.
    """
    account = account_of_inbox(session, parcel.inbox_id)
    if parcel.event != "message" or account is None or not account.template:
        return None
    notice: dict[str, Any] = {
        "touser": msgspec.json.decode(parcel.body)["touser"],
        "template_id": account.template,
        "data": {FIELD: {"value": TEXT}},
    }
    if account.page:
        notice["page"] = account.page
    kind, inbox = parcel.kind, parcel.inbox_id
    row = queue_delivery(session, vault, kind, inbox, "notice", notice, now)
    row.next_at = _quiet_of_city(session).end_after(now)
    return row


def _quiet_of_city(session: Session) -> QuietHours:
    try:
        return current_city(session).settings.quiet
    except NoCity:
        return USUAL_QUIET
