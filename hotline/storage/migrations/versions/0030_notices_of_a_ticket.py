"""What each unit heard of a ticket, by its number"""

from alembic import op

revision = "0030"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_notice_ticket", "notice", ["ticket_no", "id"])


def downgrade() -> None:
    op.drop_index("ix_notice_ticket", "notice")
