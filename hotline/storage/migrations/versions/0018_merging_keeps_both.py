"""What a ticket had by itself before others were merged into it, reports by their street, and
notices that were sent
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0020"
branch_labels = None
depends_on = None

HAS_STREET = sa.text("street != ''")
UNSENT = sa.text("sent_at is null and read_at is null")


def upgrade() -> None:
    op.add_column("ticket", sa.Column("own", sa.JSON(), nullable=False, server_default="{}"))
    op.create_index(
        "ix_ticket_street_reported",
        "ticket",
        ["street", "reported_at"],
        sqlite_where=HAS_STREET,
        postgresql_where=HAS_STREET,
    )
    op.add_column("notice", sa.Column("sent_at", sa.DateTime(), nullable=True))
    # What was told before there were senders is not sent later.
    op.execute("UPDATE notice SET sent_at = at")
    op.create_index(
        "ix_notice_unsent", "notice", ["id"], sqlite_where=UNSENT, postgresql_where=UNSENT
    )


def downgrade() -> None:
    op.drop_index("ix_notice_unsent", "notice")
    op.drop_column("notice", "sent_at")
    op.drop_index("ix_ticket_street_reported", "ticket")
    op.drop_column("ticket", "own")
