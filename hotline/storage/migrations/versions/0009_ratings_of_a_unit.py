"""A unit's ratings, newest first, from an index"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_rating_unit_at", "rating", ["unit", "at"])


def downgrade() -> None:
    op.drop_index("ix_rating_unit_at", "rating")
