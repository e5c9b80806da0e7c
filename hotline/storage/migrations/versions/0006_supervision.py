"""Supervision orders, notices, and when each open ticket is looked at next"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WATCHED = (
    "registered",
    "triage",
    "dispatched",
    "accepted",
    "in_progress",
    "return_requested",
    "replied",
    "callback",
    "arbitration",
    "extension_requested",
    "suspended",
)


def upgrade() -> None:
    op.create_table(
        "year_counter",
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "year"),
    )
    op.create_table(
        "supervision_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", AutoString(), nullable=True),
        sa.Column("level", AutoString(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("ticket_no", AutoString(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("unit", AutoString(), nullable=False),
        sa.Column("role", AutoString(), nullable=False),
        sa.Column("issued_by", AutoString(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("demand", AutoString(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("rule", AutoString(), nullable=False),
        sa.Column("unique_key", AutoString(), nullable=True),
        sa.Column("clock", AutoString(), nullable=False),
        sa.Column("clock_due", sa.DateTime(), nullable=True),
        sa.Column("answer", AutoString(), nullable=False),
        sa.Column("answered_by", AutoString(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("closing", AutoString(), nullable=False),
        sa.Column("closed_by", AutoString(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["ticket.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("unique_key"),
    )
    with op.batch_alter_table("supervision_order", schema=None) as batch_op:
        batch_op.create_index(
            "ix_supervision_open",
            ["unit", "id"],
            unique=False,
            sqlite_where=sa.text("closed_at is null"),
            postgresql_where=sa.text("closed_at is null"),
        )
        batch_op.create_index(
            batch_op.f("ix_supervision_order_ticket_id"), ["ticket_id"], unique=False
        )
        batch_op.create_index("ix_supervision_unit_id", ["unit", "id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receiver", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("ticket_no", AutoString(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("read_by", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["supervision_order.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_receiver_id", ["receiver", "id"], unique=False)
        batch_op.create_index(
            "ix_notice_unread",
            ["receiver", "id"],
            unique=False,
            sqlite_where=sa.text("read_at is null"),
            postgresql_where=sa.text("read_at is null"),
        )

    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("watch_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("amber_at", sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("supervision", AutoString(), nullable=False, server_default="")
        )
        batch_op.create_index(
            "ix_ticket_amber",
            ["amber_at"],
            unique=False,
            sqlite_where=sa.text("amber_at is not null"),
            postgresql_where=sa.text("amber_at is not null"),
        )
        batch_op.create_index(
            "ix_ticket_watch",
            ["watch_at", "id"],
            unique=False,
            sqlite_where=sa.text("watch_at is not null"),
            postgresql_where=sa.text("watch_at is not null"),
        )

    ticket = sa.table(
        "ticket", sa.column("status", sa.String()), sa.column("watch_at", sa.DateTime())
    )
    op.execute(
        ticket.update().where(ticket.c.status.in_(WATCHED)).values(watch_at=datetime(2000, 1, 1))
    )


def downgrade() -> None:
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_ticket_watch",
            sqlite_where=sa.text("watch_at is not null"),
            postgresql_where=sa.text("watch_at is not null"),
        )
        batch_op.drop_index(
            "ix_ticket_amber",
            sqlite_where=sa.text("amber_at is not null"),
            postgresql_where=sa.text("amber_at is not null"),
        )
        batch_op.drop_column("supervision")
        batch_op.drop_column("amber_at")
        batch_op.drop_column("watch_at")

    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_notice_unread",
            sqlite_where=sa.text("read_at is null"),
            postgresql_where=sa.text("read_at is null"),
        )
        batch_op.drop_index("ix_notice_receiver_id")

    op.drop_table("notice")
    with op.batch_alter_table("supervision_order", schema=None) as batch_op:
        batch_op.drop_index("ix_supervision_unit_id")
        batch_op.drop_index(batch_op.f("ix_supervision_order_ticket_id"))
        batch_op.drop_index(
            "ix_supervision_open",
            sqlite_where=sa.text("closed_at is null"),
            postgresql_where=sa.text("closed_at is null"),
        )

    op.drop_table("supervision_order")
    op.drop_table("year_counter")
