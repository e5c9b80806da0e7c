"""What leaves the house for other systems, and the WeChat accounts."""

from pydantic import NaiveDatetime
from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from hotline.domain.deliveries import DeliveryKind, DeliveryState
from hotline.domain.models.numbered_row import NumberedRow
from hotline.domain.models.word_column import word_of


def _only(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class Delivery(NumberedRow, table=True):
    """Something that is sent until its receiver has taken it.

    code      by which the receiver knows it again, the same at each try
    event     of a webhook the name of its event; of WeChat which interface it goes to
    body      JSON, encrypted; empty when it was forgotten
    lane      what has the same one goes out in order, one behind the other
    next_at   when it is due, or a sender that was killed has certainly ended; only while it waits
    attempts  tries since it was queued, or sent again by hand
    ended_at  it was taken, or given up
    """

    code: str = Field(unique=True)
    kind: DeliveryKind = Field(sa_type=word_of(DeliveryKind))
    inbox_id: int = Field(foreign_key="chat_inbox.id")
    message_id: int | None = Field(default=None, foreign_key="chat_message.id")
    event: str
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    lane: str | None = None
    state: DeliveryState = Field(default=DeliveryState.WAITING, sa_type=word_of(DeliveryState))
    created_at: NaiveDatetime
    next_at: NaiveDatetime | None = None
    attempts: int = 0
    reason: str = ""
    ended_at: NaiveDatetime | None = None

    __table_args__ = (
        _only("ix_delivery_due", "next_at", "id", where="next_at is not null"),
        _only("ix_delivery_lane", "lane", "id", where="lane is not null and ended_at is null"),
        _only("ix_delivery_message", "message_id", where="message_id is not null"),
        _only("ix_delivery_ended", "ended_at", where="ended_at is not null and body is not null"),
        Index("ix_delivery_inbox", "inbox_id", "id"),
        Index("ix_delivery_state", "state", "id"),
    )


class DeliveryAttempt(NumberedRow, table=True):
    """One try: what came back. `status` is 0 where nothing did; `code` is the receiver's own."""

    __tablename__ = "delivery_attempt"

    delivery_id: int = Field(foreign_key="delivery.id", index=True)
    at: NaiveDatetime
    status: int = 0
    code: int = 0
    reason: str = ""


class WechatAccount(NumberedRow, table=True):
    """An official account whose followers write to the hotline.

    name          stands in the address to which WeChat pushes
    original_id   what WeChat calls it in its pushes (gh_...)
    token, aes_key, secret  of the platform, encrypted; without aes_key pushes come in plain
    access_token  of the interface, encrypted; good until token_until
    template, page  of the subscription notice that an answer waits, and where it leads
    welcome       what a new follower reads
    """

    __tablename__ = "wechat_account"

    name: str = Field(unique=True)
    inbox_id: int = Field(foreign_key="chat_inbox.id", unique=True)
    original_id: str = Field(unique=True)
    app_id: str
    token: bytes = Field(sa_type=LargeBinary)
    aes_key: bytes | None = Field(default=None, sa_type=LargeBinary)
    secret: bytes = Field(sa_type=LargeBinary)
    access_token: bytes | None = Field(default=None, sa_type=LargeBinary)
    token_until: NaiveDatetime | None = None
    template: str = ""
    page: str = ""
    welcome: str = ""
    created_at: NaiveDatetime
    created_by: str
    withdrawn_at: NaiveDatetime | None = None


class WechatPush(NumberedRow, table=True):
    """A push that was taken, so that it counts once; forgotten after a day.

    key_hash   of its number
    signature  that it came with, so that nobody sends other words with it
    reply      what it was answered at once, encrypted: a repetition gets the same
    """

    __tablename__ = "wechat_push"

    account_id: int = Field(foreign_key="wechat_account.id")
    key_hash: str
    signature: str
    reply: bytes | None = Field(default=None, sa_type=LargeBinary)
    at: NaiveDatetime = Field(index=True)

    __table_args__ = (
        UniqueConstraint("account_id", "key_hash"),
        UniqueConstraint("account_id", "signature"),
    )
