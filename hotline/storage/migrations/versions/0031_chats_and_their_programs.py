"""Since when a chat waits for a person, when that was told; tokens of programs that chat"""

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

COLUMNS = ("unanswered_at", "reminded_at")
INDEX, WHERE = "ix_chat_conversation_unanswered", "unanswered_at is not null"


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("chat_conversation", sa.Column(name, sa.DateTime(), nullable=True))
    op.execute(
        "update chat_conversation set unanswered_at = coalesce(waiting_at, last_at) "
        "where state in ('waiting', 'message') or (state = 'open' and last_by = 'incoming')"
    )
    op.add_column(
        "access_token", sa.Column("login", AutoString(), nullable=False, server_default="")
    )
    only = sa.text(WHERE)
    op.create_index(
        INDEX,
        "chat_conversation",
        ["state", "unanswered_at"],
        sqlite_where=only,
        postgresql_where=only,
    )


def downgrade() -> None:
    op.drop_column("access_token", "login")
    op.drop_index(INDEX, "chat_conversation")
    for name in COLUMNS:
        op.drop_column("chat_conversation", name)
