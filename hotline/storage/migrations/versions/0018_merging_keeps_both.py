"""What a ticket had by itself before others were merged into it, and reports by their street"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0020"
branch_labels = None
depends_on = None

HAS_STREET = sa.text("street != ''")


def upgrade() -> None:
    op.add_column("ticket", sa.Column("own", sa.JSON(), nullable=False, server_default="{}"))
    op.create_index(
        "ix_ticket_street_reported",
        "ticket",
        ["street", "reported_at"],
        sqlite_where=HAS_STREET,
        postgresql_where=HAS_STREET,
    )


def downgrade() -> None:
    op.drop_index("ix_ticket_street_reported", "ticket")
    op.drop_column("ticket", "own")
