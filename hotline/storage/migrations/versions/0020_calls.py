"""Calls, seats, callers to ring back, marks of numbers, checks of calls, access tokens"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TEXT, NUMBER, MOMENT = AutoString(), sa.Integer(), sa.DateTime()
SEALED, LIST = sa.LargeBinary(), sa.JSON()
TABLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "access_token": (
        dict.fromkeys(("name", "kind", "digest", "networks", "created_by", "withdrawn_by"), TEXT)
        | {"created_at": MOMENT},
        {"used_at": MOMENT, "withdrawn_at": MOMENT},
    ),
    "phone_call": (
        {"source": TEXT, "call_id": TEXT, "turn": NUMBER, "started_at": MOMENT, "rings": LIST}
        | dict.fromkeys(("direction", "line", "queue", "state", "agent", "answered_by"), TEXT)
        | dict.fromkeys(("cause", "raw_cause", "ivr_path", "note"), TEXT),
        {"number_key": TEXT, "waited": NUMBER, "talked": NUMBER, "ticket_id": NUMBER}
        | dict.fromkeys(("number", "recording", "transcript", "events"), SEALED)
        | dict.fromkeys(
            ("answered_at", "ended_at", "taken_at", "handled_at", "wrapped_at"), MOMENT
        ),
    ),
    "ringback": (
        {"number_key": TEXT, "number": SEALED, "first_at": MOMENT, "last_at": MOMENT}
        | dict.fromkeys(("call_id", "calls", "attempts"), NUMBER)
        | {"result": TEXT, "done_by": TEXT},
        {"done_at": MOMENT},
    ),
    "ringback_attempt": (
        {"ringback_id": NUMBER, "at": MOMENT, "by": TEXT, "result": TEXT, "note": TEXT},
        {},
    ),
    "number_mark": (
        {"number_key": TEXT, "number": SEALED, "kind": TEXT, "reason": TEXT, "by": TEXT}
        | {"at": MOMENT, "until": MOMENT, "lifted_by": TEXT},
        {"lifted_at": MOMENT},
    ),
    "call_check": (
        {"call_id": NUMBER, "agent": TEXT, "drawn_at": MOMENT, "points": LIST, "fatal": LIST}
        | dict.fromkeys(("note", "checked_by", "appeal", "decision", "opinion"), TEXT)
        | {"decided_by": TEXT},
        {"score": NUMBER, "checked_at": MOMENT, "appealed_at": MOMENT, "decided_at": MOMENT},
    ),
}
REFERENCES = {
    "phone_call": {"ticket_id": "ticket.id"},
    "ringback": {"call_id": "phone_call.id"},
    "ringback_attempt": {"ringback_id": "ringback.id"},
    "call_check": {"call_id": "phone_call.id"},
}
UNIQUE = {
    "access_token": (("name",), ("digest",)),
    "phone_call": (("source", "call_id", "turn"),),
    "call_check": (("call_id",),),
}
INDEXES: dict[str, tuple[str, list[str], str]] = {
    "ix_phone_call_started": ("phone_call", ["started_at", "id"], ""),
    "ix_phone_call_agent": ("phone_call", ["agent", "started_at", "id"], ""),
    "ix_phone_call_state": ("phone_call", ["state", "started_at", "id"], ""),
    "ix_phone_call_queue": ("phone_call", ["queue", "started_at", "id"], ""),
    "ix_phone_call_number": ("phone_call", ["number_key", "started_at"], ""),
    "ix_phone_call_ticket": ("phone_call", ["ticket_id"], "ticket_id is not null"),
    "ix_phone_call_on_sheet": ("phone_call", ["agent"], "handled_at is null and agent != ''"),
    "ix_phone_call_events": ("phone_call", ["started_at"], "events is not null"),
    "ix_phone_call_live": ("phone_call", ["started_at"], "ended_at is null"),
    "ix_ringback_call_id": ("ringback", ["call_id"], ""),
    "ix_ringback_first": ("ringback", ["first_at"], ""),
    "ix_ringback_attempt_ringback_id": ("ringback_attempt", ["ringback_id"], ""),
    "ix_number_mark_number_key": ("number_mark", ["number_key"], ""),
    "ix_call_check_agent_id": ("call_check", ["agent", "id"], ""),
    "ix_call_check_waiting": ("call_check", ["id"], "checked_at is null"),
    "ix_call_check_checked": ("call_check", ["checked_at"], ""),
}


def upgrade() -> None:
    for name in TABLES:
        _create(name)
    op.create_table(
        "seat",
        *(sa.Column(name, TEXT, nullable=False) for name in ("login", "state")),
        sa.Column("extension", TEXT, nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("call_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["phone_call.id"]),
        sa.PrimaryKeyConstraint("login"),
        sa.UniqueConstraint("extension"),
    )
    for name, (table, columns, where) in INDEXES.items():
        _index(name, table, columns, where)
    _index("ix_ringback_open_number", "ringback", ["number_key"], "done_at is null", unique=True)
    with op.batch_alter_table("accesslog") as log:
        log.alter_column("ticket_id", existing_type=NUMBER, nullable=True)
        log.add_column(sa.Column("call_id", NUMBER, nullable=True))
        log.create_foreign_key("accesslog_call_id_fkey", "phone_call", ["call_id"], ["id"])
    op.create_index("ix_accesslog_call_id", "accesslog", ["call_id"])


def downgrade() -> None:
    """What was opened of calls goes with them."""
    op.drop_index("ix_accesslog_call_id", "accesslog")
    op.execute("DELETE FROM accesslog WHERE ticket_id IS NULL")
    with op.batch_alter_table("accesslog") as log:
        log.drop_constraint("accesslog_call_id_fkey", type_="foreignkey")
        log.drop_column("call_id")
        log.alter_column("ticket_id", existing_type=NUMBER, nullable=False)
    for name in ("seat", *reversed(TABLES)):
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


def _index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    only = sa.text(where) if where else None
    op.create_index(name, table, columns, unique=unique, sqlite_where=only, postgresql_where=only)
