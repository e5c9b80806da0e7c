"""Whom a report may complain of, until somebody has said so"""

import sqlalchemy as sa
from alembic import op

revision = "0036_acc"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("doubts", sa.JSON(), nullable=False, server_default="{}")
    op.add_column("ticket", column)


def downgrade() -> None:
    op.drop_column("ticket", "doubts")
