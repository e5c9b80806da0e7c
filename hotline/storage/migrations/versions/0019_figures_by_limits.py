"""Figures by the limits that fell in a period, the working time of each cycle, and the limits
behind computed moments
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_cycle_figures_due_sign": ("cycle_figures", "due_sign"),
    "ix_cycle_figures_due_contact": ("cycle_figures", "due_contact"),
    "ix_assignment_dispatched": ("assignment", "dispatched_at"),
    "ix_return_request_asked": ("returnrequest", "asked_at"),
    "ix_callback_plan_expires": ("callback_plan", "expires_at"),
}
# What says how long somebody has, so that the moment can be computed again.
WITH_LIMIT = ("assignment", "supervision_order")
UNTIMED = sa.text(
    "worked_seconds is null and replied_at is not null and ending in ('closed', 'rework')"
)


def upgrade() -> None:
    """The working time of cycles that ended before is counted by a chore: it takes the calendar."""
    op.add_column("cycle_figures", sa.Column("worked_seconds", sa.Integer(), nullable=True))
    for table in WITH_LIMIT:
        op.add_column(table, sa.Column("limit", sa.String(), nullable=False, server_default=""))
    for name, (table, column) in INDEXES.items():
        op.create_index(name, table, [column])
    op.create_index(
        "ix_cycle_figures_to_time",
        "cycle_figures",
        ["id"],
        sqlite_where=UNTIMED,
        postgresql_where=UNTIMED,
    )


def downgrade() -> None:
    op.drop_index("ix_cycle_figures_to_time", "cycle_figures")
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
    for table in WITH_LIMIT:
        op.drop_column(table, "limit")
    op.drop_column("cycle_figures", "worked_seconds")
