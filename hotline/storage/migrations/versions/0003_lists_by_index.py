"""Lists of clerks and counters of the centre are answered from indexes"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SUPPORTING = sa.text("role = 'support' and ended_at is null")
CONFIDENTIAL = sa.text("secrecy = 'confidential'")


def upgrade() -> None:
    op.create_index(
        "ix_assignment_supporting",
        "assignment",
        ["unit", "ticket_id"],
        sqlite_where=SUPPORTING,
        postgresql_where=SUPPORTING,
    )
    op.create_index(
        "ix_ticket_confidential",
        "ticket",
        ["status"],
        sqlite_where=CONFIDENTIAL,
        postgresql_where=CONFIDENTIAL,
    )


def downgrade() -> None:
    op.drop_index("ix_ticket_confidential", "ticket")
    op.drop_index("ix_assignment_supporting", "assignment")
