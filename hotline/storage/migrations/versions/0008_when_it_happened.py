"""When the matter of a ticket happened"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("occurred_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("ticket", "occurred_at")
