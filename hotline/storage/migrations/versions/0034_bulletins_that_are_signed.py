"""Bulletins that wait for a signature, and the notices of them"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

KEY = "notice_bulletin_id_fkey"


def upgrade() -> None:
    op.create_table(
        "bulletin",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("paper", sa.JSON(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(), nullable=False),
        sa.Column("drafted_by", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("receivers", sa.JSON(), nullable=False),
        sa.UniqueConstraint("kind", "topic", "since"),
    )
    _index("ix_bulletin_waiting", "bulletin", "decided_at is null", ["id"])
    with op.batch_alter_table("notice") as notice:
        notice.add_column(sa.Column("bulletin_id", sa.Integer(), nullable=True))
        notice.create_foreign_key(KEY, "bulletin", ["bulletin_id"], ["id"])
    _index("ix_notice_bulletin", "notice", "bulletin_id is not null", ["bulletin_id"])


def downgrade() -> None:
    """Notices of bulletins go with them."""
    op.execute("DELETE FROM notice WHERE bulletin_id IS NOT NULL")
    op.drop_index("ix_notice_bulletin", "notice")
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint(KEY, type_="foreignkey")
        notice.drop_column("bulletin_id")
    op.drop_table("bulletin")


def _index(name: str, table: str, where: str, columns: list[str]) -> None:
    clause = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=clause, postgresql_where=clause)
