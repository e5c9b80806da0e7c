"""Two indexes less to write for each report: what they find is found by others as well"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_history_entry_ticket_id", "history_entry")
    op.drop_index("ix_ticket_place_category", "ticket")


def downgrade() -> None:
    op.create_index("ix_ticket_place_category", "ticket", ["place", "category", "reported_at"])
    op.create_index("ix_history_entry_ticket_id", "history_entry", ["ticket_id"])
