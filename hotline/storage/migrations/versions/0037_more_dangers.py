"""The other kinds of danger that a report told of"""

import sqlalchemy as sa
from alembic import op

revision = "0037_dangers"
down_revision = "0036_acc"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("more_dangers", sa.JSON(), nullable=False, server_default="[]")
    op.add_column("ticket", column)


def downgrade() -> None:
    op.drop_column("ticket", "more_dangers")
