"""Which tickets came of one contact, who stands beside a caller, who reads a ticket now"""

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

IS_LATER = sa.text("first_matter != ''")


def upgrade() -> None:
    op.add_column(
        "ticket", sa.Column("first_matter", AutoString(), nullable=False, server_default="")
    )
    op.create_index(
        "ix_ticket_first_matter",
        "ticket",
        ["first_matter"],
        sqlite_where=IS_LATER,
        postgresql_where=IS_LATER,
    )
    op.create_table(
        "ticket_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.UniqueConstraint("ticket_id"),
    )
    op.create_table(
        "ticket_reader",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("login", AutoString(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("is_writing", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "login"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
    )
    op.create_index("ix_ticket_reader_seen_at", "ticket_reader", ["seen_at"])


def downgrade() -> None:
    op.drop_table("ticket_reader")
    op.drop_table("ticket_party")
    op.drop_index("ix_ticket_first_matter", "ticket")
    op.drop_column("ticket", "first_matter")
