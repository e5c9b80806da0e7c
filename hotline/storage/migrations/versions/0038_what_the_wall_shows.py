"""Figures that the worker counts for screens on a wall"""

import sqlalchemy as sa
from alembic import op

revision = "0038_wall"
down_revision = "0037_dangers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wall_state",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime()),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("wall_state")
