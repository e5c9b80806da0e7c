"""Passkeys, sign-on through a provider, new devices, when somebody signed in last"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TEXT = AutoString()
MOMENT = sa.DateTime()
ADDED = (
    ("staff", "email", TEXT, ""),
    ("staff", "last_sign_in_at", MOMENT, None),
    ("staff", "has_new_device", sa.Boolean(), sa.false()),
    ("staffsession", "way", TEXT, "password"),
    ("staffsession", "strong", sa.Boolean(), sa.false()),
    ("staffsession", "device", TEXT, ""),
)


def upgrade() -> None:
    for table, name, kind, usual in ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=usual is None, server_default=usual))
    op.create_table(
        "passkey",
        _column("id", sa.Integer()),
        *(_column(name) for name in ("credential", "name", "handle")),
        _column("staff_id", sa.Integer()),
        _column("public_key", sa.LargeBinary()),
        _column("counter", sa.Integer()),
        _column("created_at", MOMENT),
        sa.Column("used_at", MOMENT, nullable=True),
        _of_staff(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("credential"),
    )
    op.create_table(
        "sign_on_link",
        _column("issuer"),
        _column("subject"),
        _column("staff_id", sa.Integer()),
        _column("created_at", MOMENT),
        _of_staff(),
        sa.PrimaryKeyConstraint("issuer", "subject"),
    )
    op.create_table(
        "new_device",
        _column("id", sa.Integer()),
        _column("staff_id", sa.Integer()),
        _column("at", MOMENT),
        *(_column(name) for name in ("address", "client", "device")),
        _of_staff(),
        sa.PrimaryKeyConstraint("id"),
    )
    for table in ("passkey", "sign_on_link", "new_device"):
        op.create_index(f"ix_{table}_staff_id", table, ["staff_id"])
    op.create_table(
        "used_note", _column("key"), _column("expires_at", MOMENT), sa.PrimaryKeyConstraint("key")
    )
    op.create_index("ix_used_note_expires_at", "used_note", ["expires_at"])


def downgrade() -> None:
    for table in ("used_note", "new_device", "sign_on_link", "passkey"):
        op.drop_table(table)
    for table, name, _, _ in reversed(ADDED):
        op.drop_column(table, name)


def _column(name: str, kind: sa.types.TypeEngine[Any] = TEXT) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _of_staff() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["staff_id"], ["staff.id"])
