"""Chats: inboxes, contacts, conversations, messages, files, events, presence of agents"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0023"
down_revision = "0018"
branch_labels = None
depends_on = None

TEXT, NUMBER, MOMENT, FLAG = AutoString(), sa.Integer(), sa.DateTime(), sa.Boolean()
SEALED, JSON = sa.LargeBinary(), sa.JSON()
TABLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "chat_inbox": (
        dict.fromkeys(("name", "kind", "identifier", "webhook_url", "created_by"), TEXT)
        | {"hmac_token": SEALED, "webhook_secret": SEALED, "hmac_mandatory": FLAG}
        | {"created_at": MOMENT},
        {"withdrawn_at": MOMENT},
    ),
    "chat_contact": (
        {"inbox_id": NUMBER, "source_key": TEXT, "source": SEALED, "pubsub_key": TEXT}
        | {"pubsub": SEALED, "verified": FLAG, "created_at": MOMENT},
        {"person": SEALED, "phone_key": TEXT, "identifier_key": TEXT, "heard_at": MOMENT},
    ),
    "chat_conversation": (
        {"uuid": TEXT, "inbox_id": NUMBER, "contact_id": NUMBER, "state": TEXT, "agent": TEXT}
        | {"opened_at": MOMENT, "last_at": MOMENT}
        | dict.fromkeys(("closed_by", "danger", "ask"), TEXT),
        dict.fromkeys(("waiting_at", "taken_at", "replied_at", "promised_at"), MOMENT)
        | dict.fromkeys(("closed_at", "contact_read_at", "agent_read_at"), MOMENT)
        | {"last_by": TEXT, "outcome": TEXT, "summary": SEALED, "attributes": SEALED}
        | {"ticket_id": NUMBER, "rating": NUMBER},
    ),
    "chat_message": (
        {"conversation_id": NUMBER, "contact_id": NUMBER, "kind": TEXT, "extra": JSON}
        | {"by": TEXT, "at": MOMENT},
        {"content": SEALED, "client_id": TEXT, "sent_at": MOMENT},
    ),
    "chat_attachment": (
        {"message_id": NUMBER, "size": NUMBER}
        | dict.fromkeys(("name", "media_type", "digest", "key"), TEXT),
        {},
    ),
    "chat_event": (
        {"kind": TEXT, "inbox_id": NUMBER, "contact_id": NUMBER, "by": TEXT, "at": MOMENT},
        {"conversation_id": NUMBER, "message_id": NUMBER, "hooked_at": MOMENT},
    ),
}
_OF_CONTACT = {"inbox_id": "chat_inbox.id", "contact_id": "chat_contact.id"}
REFERENCES = {
    "chat_contact": {"inbox_id": "chat_inbox.id"},
    "chat_conversation": _OF_CONTACT | {"ticket_id": "ticket.id"},
    "chat_message": {
        "conversation_id": "chat_conversation.id",
        "contact_id": "chat_contact.id",
    },
    "chat_attachment": {"message_id": "chat_message.id"},
    "chat_event": _OF_CONTACT
    | {"conversation_id": "chat_conversation.id", "message_id": "chat_message.id"},
}
UNIQUE = {
    "chat_inbox": (("name",), ("identifier",)),
    "chat_contact": (("source_key",), ("pubsub_key",)),
    "chat_conversation": (("uuid",),),
    "chat_message": (("contact_id", "client_id"),),
    "chat_attachment": (("key",),),
}
INDEXES: dict[str, tuple[str, list[str], str]] = {
    "ix_chat_contact_inbox_identifier": ("chat_contact", ["inbox_id", "identifier_key"], ""),
    "ix_chat_contact_phone": ("chat_contact", ["phone_key"], "phone_key is not null"),
    "ix_chat_conversation_contact": ("chat_conversation", ["contact_id", "id"], ""),
    "ix_chat_conversation_state": ("chat_conversation", ["state", "id"], ""),
    "ix_chat_conversation_agent": ("chat_conversation", ["agent", "id"], ""),
    "ix_chat_conversation_quiet": ("chat_conversation", ["state", "last_at"], ""),
    "ix_chat_conversation_ticket": ("chat_conversation", ["ticket_id"], "ticket_id is not null"),
    "ix_chat_message_conversation": ("chat_message", ["conversation_id", "id"], ""),
    "ix_chat_message_unsent": ("chat_message", ["id"], "sent_at is null"),
    "ix_chat_attachment_message_id": ("chat_attachment", ["message_id"], ""),
    "ix_chat_event_unhooked": ("chat_event", ["id"], "hooked_at is null"),
    "ix_chat_event_at": ("chat_event", ["at"], ""),
}


def upgrade() -> None:
    for name in TABLES:
        _create(name)
    op.create_table(
        "chat_presence",
        sa.Column("login", TEXT, nullable=False),
        sa.Column("takes", FLAG, nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("login"),
    )
    for name, (table, columns, where) in INDEXES.items():
        only = sa.text(where) if where else None
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    for name in ("chat_presence", *reversed(TABLES)):
        op.drop_table(name)


def _create(name: str) -> None:
    needed, optional = TABLES[name]
    op.create_table(
        name,
        sa.Column("id", NUMBER, nullable=False),
        *(sa.Column(column, kind, nullable=False) for column, kind in needed.items()),
        *(sa.Column(column, kind, nullable=True) for column, kind in optional.items()),
        sa.PrimaryKeyConstraint("id"),
        *(sa.ForeignKeyConstraint([c], [o]) for c, o in REFERENCES.get(name, {}).items()),
        *(sa.UniqueConstraint(*columns) for columns in UNIQUE.get(name, ())),
    )
