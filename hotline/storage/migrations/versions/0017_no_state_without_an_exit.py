"""Limits to decide what units apply for, and who agreed first"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WAITING = sa.text("decision = ''")


def upgrade() -> None:
    """Applications that wait already have no limit: nobody knew one when they were handed in."""
    op.add_column("ticket", sa.Column("due_decide", sa.DateTime(), nullable=True))
    op.add_column("application", sa.Column("due_decide", sa.DateTime(), nullable=True))
    op.add_column(
        "application", sa.Column("endorsed_by", sa.String(), nullable=False, server_default="")
    )
    op.add_column("application", sa.Column("endorsed_at", sa.DateTime(), nullable=True))
    op.create_index(
        "ix_application_waiting",
        "application",
        ["due_decide", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    op.drop_index("ix_application_waiting", "application")
    for name in ("endorsed_at", "endorsed_by", "due_decide"):
        op.drop_column("application", name)
    op.drop_column("ticket", "due_decide")
