"""Deliveries and their log, WeChat accounts, reports by openid"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0024"
down_revision = "0018"
branch_labels = None
depends_on = None

TEXT, NUMBER, MOMENT, SEALED = AutoString(), sa.Integer(), sa.DateTime(), sa.LargeBinary()
TABLES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "openid_report": (
        {"ticket_id": NUMBER, "openid_key": TEXT, "openid": SEALED, "at": MOMENT},
        {},
    ),
}
REFERENCES = {"openid_report": {"ticket_id": "ticket.id"}}
UNIQUE = {"openid_report": (("ticket_id",),)}
INDEXES: dict[str, tuple[str, list[str], str]] = {
    "ix_openid_report_key": ("openid_report", ["openid_key", "id"], ""),
}


def upgrade() -> None:
    for name, (needed, optional) in TABLES.items():
        op.create_table(
            name,
            sa.Column("id", NUMBER, nullable=False),
            *(sa.Column(column, kind, nullable=False) for column, kind in needed.items()),
            *(sa.Column(column, kind, nullable=True) for column, kind in optional.items()),
            sa.PrimaryKeyConstraint("id"),
            *(sa.ForeignKeyConstraint([c], [o]) for c, o in REFERENCES.get(name, {}).items()),
            *(sa.UniqueConstraint(*columns) for columns in UNIQUE.get(name, ())),
        )
    for name, (table, columns, where) in INDEXES.items():
        only = sa.text(where) if where else None
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
