"""Danger, the words that said so, and queues in the order of urgency"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

OPEN = sa.text("due_at is not null")
COLUMNS = ("danger", "alarm", "is_red", "priority")
INDEXES = {
    "ix_ticket_priority": ["priority", "due_at", "id"],
    "ix_ticket_unit_priority": ["unit", "priority", "due_at", "id"],
}


def upgrade() -> None:
    """Open tickets take the place that their urgency gives them."""
    for name in ("danger", "alarm"):
        op.add_column("ticket", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column(
        "ticket", sa.Column("is_red", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("ticket", sa.Column("priority", sa.Integer(), nullable=False, server_default="3"))
    op.execute(
        "UPDATE ticket SET priority = CASE urgency WHEN 'critical' THEN 0 ELSE 1 END "
        "WHERE urgency IN ('critical', 'urgent')"
    )
    for name, columns in INDEXES.items():
        op.create_index(name, "ticket", columns, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "ticket")
    for name in COLUMNS:
        op.drop_column("ticket", name)
