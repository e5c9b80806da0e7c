"""A unit's ratings, newest first, and the replies that were sent back, from indexes"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SENT_BACK = sa.text("review = 'sent_back'")


def upgrade() -> None:
    op.create_index("ix_rating_unit_at", "rating", ["unit", "at"])
    op.create_index(
        "ix_reply_sent_back",
        "reply",
        ["reviewed_at"],
        sqlite_where=SENT_BACK,
        postgresql_where=SENT_BACK,
    )


def downgrade() -> None:
    op.drop_index("ix_reply_sent_back", "reply")
    op.drop_index("ix_rating_unit_at", "rating")
