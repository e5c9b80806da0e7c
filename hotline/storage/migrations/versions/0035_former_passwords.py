"""Former passwords, which may not come again"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_password",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
    )
    op.create_index("ix_former_password_staff_id", "former_password", ["staff_id"])


def downgrade() -> None:
    op.drop_table("former_password")
