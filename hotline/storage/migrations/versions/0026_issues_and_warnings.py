"""Hot issues that keep their identity, early warnings with a life"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel import AutoString

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TEXT, NUMBER, MOMENT, LIST = AutoString(), sa.Integer(), sa.DateTime(), sa.JSON()
# Columns that always hold something, those that may be empty, and the key.
TABLES: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]] = {
    "hot_issue": (
        dict.fromkeys(("title", "place", "subject", "category", "district", "street"), TEXT)
        | {"opened_at": MOMENT, "version": NUMBER},
        dict.fromkeys(("title_from", "merged_into", "split_from"), NUMBER),
        ("id",),
    ),
    "issue_member": (
        {"ticket_id": NUMBER, "issue_id": NUMBER}
        | {"reported_at": MOMENT, "joined_at": MOMENT, "by": TEXT},
        {},
        ("ticket_id",),
    ),
    "issue_step": (
        {"issue_id": NUMBER, "other_id": NUMBER, "at": MOMENT, "tickets": NUMBER}
        | dict.fromkeys(("by", "action", "note"), TEXT),
        {},
        ("id",),
    ),
    "issue_mark": ({"read_up_to": NUMBER}, {}, ("id",)),
    "raised_warning": (
        dict.fromkeys(("unique_key", "kind", "grade", "category", "area", "place"), TEXT)
        | {"n": NUMBER, "expected": sa.Float(), "why": LIST, "receivers": LIST}
        | {"raised_at": MOMENT, "again_at": MOMENT, "version": NUMBER}
        | dict.fromkeys(("state", "verdict", "unit"), TEXT),
        {"issue_id": NUMBER},
        ("id",),
    ),
    "warning_ticket": (
        {"warning_id": NUMBER, "ticket_id": NUMBER},
        {},
        ("warning_id", "ticket_id"),
    ),
    "warning_step": (
        {"warning_id": NUMBER, "at": MOMENT}
        | dict.fromkeys(("by", "action", "unit", "note"), TEXT),
        {},
        ("id",),
    ),
}
REFERENCES = {
    "hot_issue": {
        "title_from": "ticket.id",
        "merged_into": "hot_issue.id",
        "split_from": "hot_issue.id",
    },
    "issue_member": {"ticket_id": "ticket.id", "issue_id": "hot_issue.id"},
    "issue_step": {"issue_id": "hot_issue.id", "other_id": "hot_issue.id"},
    "raised_warning": {"issue_id": "hot_issue.id"},
    "warning_ticket": {"warning_id": "raised_warning.id", "ticket_id": "ticket.id"},
    "warning_step": {"warning_id": "raised_warning.id"},
}
INDEXES: dict[str, tuple[str, list[str], str]] = {
    "ix_hot_issue_district": ("hot_issue", ["district", "category", "id"], ""),
    "ix_hot_issue_unnamed": ("hot_issue", ["id"], "title = ''"),
    "ix_hot_issue_title_from": ("hot_issue", ["title_from"], "title_from is not null"),
    "ix_hot_issue_merged": ("hot_issue", ["merged_into"], "merged_into is not null"),
    "ix_issue_member_issue": ("issue_member", ["issue_id", "reported_at"], ""),
    "ix_issue_member_reported": ("issue_member", ["reported_at", "issue_id"], ""),
    "ix_issue_step_issue_id": ("issue_step", ["issue_id"], ""),
    "ix_issue_step_other_id": ("issue_step", ["other_id"], ""),
    "ix_raised_warning_state": ("raised_warning", ["state", "id"], ""),
    "ix_raised_warning_raised": ("raised_warning", ["raised_at", "id"], ""),
    "ix_raised_warning_series": (
        "raised_warning",
        ["kind", "category", "area", "place", "again_at"],
        "",
    ),
    "ix_raised_warning_unit": ("raised_warning", ["unit", "id"], "unit != ''"),
    "ix_raised_warning_issue": ("raised_warning", ["issue_id"], "issue_id is not null"),
    "ix_warning_ticket_ticket_id": ("warning_ticket", ["ticket_id"], ""),
    "ix_warning_step_warning_id": ("warning_step", ["warning_id"], ""),
}


def upgrade() -> None:
    for name in TABLES:
        _create(name)
    for name, (table, columns, where) in INDEXES.items():
        clause = sa.text(where) if where else None
        op.create_index(name, table, columns, sqlite_where=clause, postgresql_where=clause)
    with op.batch_alter_table("notice") as notice:
        notice.add_column(sa.Column("warning_id", NUMBER, nullable=True))
        notice.create_foreign_key(
            "notice_warning_id_fkey", "raised_warning", ["warning_id"], ["id"]
        )


def downgrade() -> None:
    """Notices of warnings go with them: nothing is left that they tell of."""
    op.execute("DELETE FROM notice WHERE warning_id IS NOT NULL")
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint("notice_warning_id_fkey", type_="foreignkey")
        notice.drop_column("warning_id")
    for name in reversed(TABLES):
        op.drop_table(name)


def _create(name: str) -> None:
    needed, optional, key = TABLES[name]
    number = [sa.Column("id", NUMBER, nullable=False)] if key == ("id",) else []
    unique = [sa.UniqueConstraint("unique_key")] if "unique_key" in needed else []
    references = REFERENCES.get(name, {})
    op.create_table(
        name,
        *number,
        *(sa.Column(column, kind, nullable=False) for column, kind in needed.items()),
        *(sa.Column(column, kind, nullable=True) for column, kind in optional.items()),
        *(sa.ForeignKeyConstraint([mine], [other]) for mine, other in references.items()),
        *unique,
        sa.PrimaryKeyConstraint(*key),
    )
