"""Deliveries and their log, WeChat accounts, reports by openid"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TEXT, NUMBER, MOMENT, SEALED = AutoString(), sa.Integer(), sa.DateTime(), sa.LargeBinary()
TABLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "openid_report": (
        {"ticket_id": NUMBER, "openid_key": TEXT, "openid": SEALED, "at": MOMENT},
        {},
    ),
    "delivery": (
        {"code": TEXT, "kind": TEXT, "inbox_id": NUMBER, "event": TEXT, "state": TEXT}
        | {"created_at": MOMENT, "attempts": NUMBER, "reason": TEXT},
        {"message_id": NUMBER, "body": SEALED, "lane": TEXT, "next_at": MOMENT}
        | {"ended_at": MOMENT},
    ),
    "delivery_attempt": (
        {"delivery_id": NUMBER, "at": MOMENT, "status": NUMBER, "code": NUMBER, "reason": TEXT},
        {},
    ),
    "wechat_account": (
        {"name": TEXT, "inbox_id": NUMBER, "original_id": TEXT, "app_id": TEXT}
        | {"token": SEALED, "secret": SEALED, "created_at": MOMENT, "created_by": TEXT}
        | dict.fromkeys(("template", "page", "welcome"), TEXT),
        {"aes_key": SEALED, "access_token": SEALED}
        | {"token_until": MOMENT, "withdrawn_at": MOMENT},
    ),
    "wechat_push": (
        {"account_id": NUMBER, "key_hash": TEXT, "signature": TEXT, "at": MOMENT},
        {"reply": SEALED},
    ),
}
REFERENCES = {
    "openid_report": {"ticket_id": "ticket.id"},
    "delivery": {"inbox_id": "chat_inbox.id", "message_id": "chat_message.id"},
    "delivery_attempt": {"delivery_id": "delivery.id"},
    "wechat_account": {"inbox_id": "chat_inbox.id"},
    "wechat_push": {"account_id": "wechat_account.id"},
}
UNIQUE = {
    "openid_report": (("ticket_id",),),
    "delivery": (("code",),),
    "wechat_account": (("name",), ("inbox_id",), ("original_id",)),
    "wechat_push": (("account_id", "key_hash"), ("account_id", "signature")),
}
INDEXES: dict[str, tuple[str, list[str], str]] = {
    "ix_delivery_due": ("delivery", ["next_at", "id"], "next_at is not null"),
    "ix_delivery_lane": ("delivery", ["lane", "id"], "lane is not null and ended_at is null"),
    "ix_delivery_message": ("delivery", ["message_id"], "message_id is not null"),
    "ix_delivery_ended": (
        "delivery",
        ["ended_at"],
        "ended_at is not null and body is not null",
    ),
    "ix_delivery_inbox": ("delivery", ["inbox_id", "id"], ""),
    "ix_delivery_state": ("delivery", ["state", "id"], ""),
    "ix_delivery_attempt_delivery_id": ("delivery_attempt", ["delivery_id"], ""),
    "ix_wechat_push_at": ("wechat_push", ["at"], ""),
    "ix_openid_report_key": ("openid_report", ["openid_key", "id"], ""),
}


def upgrade() -> None:
    for name, (needed, optional) in TABLES.items():
        op.create_table(
            name,
            sa.Column("id", NUMBER, nullable=False),
            *(sa.Column(column, kind, nullable=False) for column, kind in needed.items()),
            *(sa.Column(column, kind, nullable=True) for column, kind in optional.items()),
            sa.PrimaryKeyConstraint("id"),
            *(sa.ForeignKeyConstraint([c], [o]) for c, o in REFERENCES.get(name, {}).items()),
            *(sa.UniqueConstraint(*columns) for columns in UNIQUE.get(name, ())),
        )
    for name, (table, columns, where) in INDEXES.items():
        only = sa.text(where) if where else None
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
