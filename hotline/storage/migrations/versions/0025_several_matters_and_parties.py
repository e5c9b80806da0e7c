"""Which tickets came of one contact, and who stands beside a caller"""

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0025"
down_revision = "0018"
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


def downgrade() -> None:
    op.drop_table("ticket_party")
    op.drop_index("ix_ticket_first_matter", "ticket")
    op.drop_column("ticket", "first_matter")
