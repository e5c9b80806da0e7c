"""Accounts: temporary passwords, a second factor, idle sessions, the audit log"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXT = AutoString()
MOMENT = sa.DateTime()
STAFF_COLUMNS = (
    ("temporary", sa.Boolean(), sa.false()),
    ("totp", sa.LargeBinary(), None),
    ("totp_step", sa.Integer(), "0"),
    ("moving_to", TEXT, ""),
    ("moving_on", sa.Date(), None),
)


def upgrade() -> None:
    for name, kind, usual in STAFF_COLUMNS:
        op.add_column("staff", sa.Column(name, kind, nullable=usual is None, server_default=usual))
    # Whoever is signed in signs in once more: nobody knows when they last did something.
    op.drop_table("staffsession")
    _create_sessions(_column("seen_at", MOMENT), _column("address"), _column("client"))
    _create_what_staff_own()
    _create_audit()


def downgrade() -> None:
    for table in ("audit_head", "audit_entry", "recovery_code", "familiar_address", "staffsession"):
        op.drop_table(table)
    _create_sessions()
    for name, _, _ in reversed(STAFF_COLUMNS):
        op.drop_column("staff", name)


def _create_sessions(*more: sa.Column[Any]) -> None:
    op.create_table(
        "staffsession",
        _column("token"),
        _column("staff_id", sa.Integer()),
        _column("csrf"),
        _column("created_at", MOMENT),
        _column("expires_at", MOMENT),
        *more,
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("token"),
    )
    op.create_index("ix_staffsession_expires_at", "staffsession", ["expires_at"])
    op.create_index("ix_staffsession_staff_id", "staffsession", ["staff_id"])


def _create_what_staff_own() -> None:
    op.create_table(
        "recovery_code",
        _column("staff_id", sa.Integer()),
        _column("code"),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("staff_id", "code"),
    )
    op.create_table(
        "familiar_address",
        _column("key"),
        _column("last_at", MOMENT),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_familiar_address_last_at", "familiar_address", ["last_at"])


def _create_audit() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        _column("at", MOMENT),
        *(_column(name) for name in ("kind", "actor", "address", "subject", "reason")),
        _column("details", sa.JSON()),
        _column("digest"),
        sa.PrimaryKeyConstraint("number"),
    )
    for first in ("at", "kind", "actor", "subject"):
        op.create_index(f"ix_audit_{first}", "audit_entry", [first, "number"])
    head = op.create_table(
        "audit_head",
        _column("name"),
        _column("number", sa.Integer()),
        _column("digest"),
        sa.PrimaryKeyConstraint("name"),
    )
    op.bulk_insert(head, [{"name": "audit", "number": 0, "digest": ""}])


def _column(name: str, kind: sa.types.TypeEngine[Any] = TEXT) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)
